#include "provisioning/redirect_rules.hpp"

#include <doctest/doctest.h>

#include "support/says.hpp"

namespace provtool {

namespace {

// The finding's id, or empty when it is followed.
std::string judged(const std::string& target, std::vector<std::string> visited = {"http://192.0.2.1/a"},
                   const std::string& provisioning_url = "http://192.0.2.1/a") {
  const auto failure = why_not_followed({target, std::move(visited), provisioning_url});
  return failure ? std::string(failure->id.text()) : "";
}

constexpr auto k_refused = "download.redirect-refused";
constexpr auto k_loop = "download.redirect-loop";

}  // namespace

TEST_CASE("the phone's four protocols are followed, and no other one") {
  for (const auto* target : {"http://192.0.2.2/a", "https://192.0.2.1/a", "ftp://192.0.2.1/a",
                             "tftp://192.0.2.1/a", "HTTP://prov.example.com/"})
    CHECK(judged(target).empty());
  for (const auto* target :
       {"file:///etc/passwd", "gopher://192.0.2.1/", "scp://192.0.2.1/a", "ldap://192.0.2.1/",
        "dict://192.0.2.1/", "", "http://", "http://a b/", "javascript:alert(1)"}) {
    CAPTURE(target);
    CHECK(judged(target) == k_refused);
  }
}

TEST_CASE("TLS does not lead down to plain") {
  for (const auto* target :
       {"http://192.0.2.1/b", "ftp://192.0.2.1/b", "tftp://192.0.2.1/b", "HTTP://192.0.2.1/b"})
    CHECK(judged(target, {"http://192.0.2.1/a", "https://192.0.2.1/a"}) == k_refused);
  CHECK(judged("https://192.0.2.2/b", {"https://192.0.2.1/a"}).empty());
}

TEST_CASE("what was asked for already is a loop, however it is spelled") {
  for (const auto* target :
       {"http://192.0.2.1/a", "http://192.0.2.1:80/a", "HTTP://192.0.2.1/a#x", "http://u:p@192.0.2.1/a"})
    CHECK(judged(target, {"http://192.0.2.1/a", "http://192.0.2.1/b"}) == k_loop);
  CHECK(judged("http://192.0.2.1/A").empty());
  CHECK(judged("http://192.0.2.1/a?b").empty());
  CHECK(judged("http://192.0.2.1/", {"http://192.0.2.1"}) == k_loop);
}

TEST_CASE("five redirects are followed, the sixth is not") {
  std::vector<std::string> visited;
  for (int i = 0; i < 5; ++i) visited.push_back("http://192.0.2.1/" + std::to_string(i));
  CHECK(judged("http://192.0.2.1/next", visited).empty());
  visited.emplace_back("http://192.0.2.1/5");
  CHECK(judged("http://192.0.2.1/next", visited) == k_loop);
}

TEST_CASE(
    "a redirect does not lead to the phone itself or to the link, unless the provisioning URL is there") {
  for (const auto* host :
       {"127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST.", "[::1]", "0.0.0.0", "[::]", "169.254.1.1",
        "[fe80::1]", "[::ffff:127.0.0.1]", "0x7f.1", "224.0.0.1", "255.255.255.255", "[ff02::1]"}) {
    CAPTURE(host);
    CHECK(judged("http://" + std::string(host) + "/a") == k_refused);
  }
  CHECK(judged("http://127.0.0.1/b", {"http://127.0.0.1/a"}, "http://127.0.0.1/a").empty());
  CHECK(judged("http://127.0.0.1/b", {"http://127.0.0.1/a"}, "localhost").empty());
  CHECK(judged("http://169.254.2.2/b", {"http://169.254.1.1/a"}, "169.254.1.1/a").empty());
  CHECK(judged("http://127.0.0.1/b", {"http://169.254.1.1/a"}, "http://169.254.1.1/a") == k_refused);
}

TEST_CASE("a name is judged by what it stands for") {
  const Redirection redirection{"http://rebound.example.com/a", {"http://192.0.2.1/a"}, "http://192.0.2.1/a"};
  CHECK_FALSE(why_not_followed(redirection));
  CHECK_FALSE(why_not_followed(redirection, {}));
  CHECK_FALSE(why_not_followed(redirection, {IpAddress::parse("192.0.2.9").value()}));
  const auto failure = why_not_followed(
      redirection, {IpAddress::parse("192.0.2.9").value(), IpAddress::parse("127.0.0.1").value()});
  REQUIRE(failure);
  CHECK(failure->id == FindingId(k_refused));
  CHECK(testing::says(failure->reason, "127.0.0.1"));
}

}  // namespace provtool
