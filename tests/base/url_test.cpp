#include "base/url.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("a URL is taken apart") {
  const auto parts = parse_url("http://user:secret@prov.example.com:8080/dir/file.cfg?mac={MAC}#top");
  REQUIRE(parts);
  CHECK(parts->scheme == "http");
  CHECK(parts->user == "user");
  CHECK(parts->password == "secret");
  CHECK(parts->host == "prov.example.com");
  CHECK(parts->port == "8080");
  CHECK(parts->path == "/dir/file.cfg");
  CHECK(parts->query == "mac={MAC}");
}

TEST_CASE("a part that is not there is empty, a port nothing") {
  const auto parts = parse_url("tftp://192.0.2.1");
  REQUIRE(parts);
  CHECK(parts->host == "192.0.2.1");
  CHECK(parts->user.empty());
  CHECK(parts->password.empty());
  CHECK_FALSE(parts->port);
  CHECK(parts->path == "/");
  CHECK(parts->query.empty());
}

TEST_CASE("an IPv6 literal keeps its brackets") {
  REQUIRE(parse_url("http://[2001:db8::1]:80/"));
  CHECK(parse_url("http://[2001:db8::1]:80/")->host == "[2001:db8::1]");
}

TEST_CASE("what libcurl refuses is no URL") {
  using namespace std::string_view_literals;
  for (const auto url : {""sv, "192.0.2.1"sv, "prov.example.com/x"sv, "http://"sv, "http://h:99999/"sv,
                         "http://h:x/"sv, "http://[2001:db8::1/"sv, "http://h h/"sv, "http://h/\0x"sv}) {
    CAPTURE(url);
    CHECK_FALSE(parse_url(url));
  }
}

TEST_CASE("a part is decoded once") {
  struct Row {
    std::string_view part;
    std::string_view decoded;
  };
  static constexpr Row k_rows[] = {
      {"", ""},         {"plain", "plain"}, {"a%40b", "a@b"}, {"%41%4a%4A", "AJJ"},
      {"%2541", "%41"}, {"100%", "100%"},   {"%4", "%4"},     {"%zz%3a", "%zz:"},
      {"%%41", "%A"},   {"+", "+"},         {"% 1", "% 1"},   {"%4 1", "%4 1"}};
  for (const auto& row : k_rows) {
    CAPTURE(row.part);
    CHECK(decoded_part(row.part) == row.decoded);
  }
}

// Why device/url_reading compares its own spelling with this one.
TEST_CASE("libcurl reads some hosts and paths differently than a person") {
  CHECK(parse_url("http://010.0.0.1/")->host == "8.0.0.1");
  CHECK(parse_url("http://0x7f.1/")->host == "127.0.0.1");
  CHECK(parse_url("http://h\\@evil/")->host == "evil");
  CHECK(parse_url("http:///x")->host == "x");
  CHECK(parse_url("http://h/a/../b")->path == "/b");
}

TEST_CASE("user and password are decoded once") {
  const auto found = credentials_in("http://ph%40ne:a%2541@prov.example.com/");
  REQUIRE(found);
  CHECK(found->user == "ph@ne");
  CHECK(found->password == "a%41");
  CHECK(credentials_in("ftp://phone@prov.example.com/")->password.empty());
  CHECK_FALSE(credentials_in("http://prov.example.com/a@b"));
  CHECK_FALSE(credentials_in("no URL"));
}

}  // namespace provtool
