#include "provisioning/credentials_file.hpp"

#include <doctest/doctest.h>

using namespace provtool;

TEST_CASE("credentials for several hosts") {
  const auto all = read_credentials(
      "\xef\xbb\xbf# for the lab\r\n\r\n  prov.example.com\talice:open sesame: 7 \r\n10.77.0.1 bob:");
  REQUIRE(all);
  REQUIRE(all->size() == 2);
  CHECK((*all)[0].host == "prov.example.com");
  CHECK((*all)[0].credentials.user == "alice");
  CHECK((*all)[0].credentials.password == "open sesame: 7 ");
  CHECK((*all)[1].host == "10.77.0.1");
  CHECK((*all)[1].credentials.user == "bob");
  CHECK((*all)[1].credentials.password.empty());
}

TEST_CASE("a line that is none is named by its number, and not quoted") {
  for (const auto* wrong : {"h a:b\nprov.example.com alice\n", "\nhunter2\n", "x y:z\nhost :secretpart\n"}) {
    const auto all = read_credentials(wrong);
    REQUIRE_FALSE(all);
    CHECK(all.error() == "line 2");
  }
}

TEST_CASE("a file of nothing names no host") {
  CHECK(read_credentials("")->empty());
  CHECK(read_credentials("# nobody\n")->empty());
}

TEST_CASE("a user and a password") {
  CHECK(read_user("alice:a:b")->password == "a:b");
  CHECK_FALSE(read_user("alice"));
  CHECK_FALSE(read_user(":x"));
}
