#include "provisioning/origin.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

std::string text_of(std::string_view url) {
  const auto origin = origin_of(url);
  return origin ? origin->text() : "";
}

std::string told(const CredentialRules& rules, std::string_view target, std::string_view own) {
  const auto credentials = rules.for_request(target, own);
  return credentials ? credentials->user + ":" + credentials->password : "";
}

}  // namespace

TEST_CASE("an origin is scheme, host and port, each in its usual spelling") {
  struct Row {
    std::string_view url;
    std::string_view origin;
  };
  static constexpr Row k_rows[] = {
      {"http://192.0.2.1/a", "http://192.0.2.1:80"},
      {"http://192.0.2.1:80", "http://192.0.2.1:80"},
      {"HTTPS://user:pw@Prov.Example.COM/a?b#c", "https://prov.example.com:443"},
      {"tftp://h", "tftp://h:69"},
      {"ftp://h:2121/x", "ftp://h:2121"},
      {"http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080"},
      {"gopher://h/", ""},
      {"file:///etc/passwd", ""},
      {"192.0.2.1/a", ""},
      {"", ""},
      {"http://", ""},
      {"http://h:99999/", ""},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.url);
    CHECK(text_of(row.url) == row.origin);
  }
}

TEST_CASE("a sentence names the host, and the port where it is not the usual one") {
  CHECK(shown_host("http://u:p@192.0.2.1/a") == "192.0.2.1");
  CHECK(shown_host("https://prov.example.com:443/a") == "prov.example.com");
  CHECK(shown_host("https://prov.example.com:80/a") == "prov.example.com:80");
  CHECK(shown_host("http://[2001:db8::1]:81/") == "[2001:db8::1]:81");
  CHECK(shown_host("what is this") == "the server");
}

TEST_CASE("credentials in a URL can be left out") {
  CHECK(without_credentials("http://u:p@h:80/a@b?c@d") == "http://h:80/a@b?c@d");
  CHECK(without_credentials("http://u:p@x@h/a") == "http://h/a");
  CHECK(without_credentials("http://h/a@b") == "http://h/a@b");
  CHECK(without_credentials("http://u:p@h") == "http://h");
  CHECK(without_credentials("u:p@h") == "u:p@h");
}

TEST_CASE("a password is masked in what a server says, unless it is too short to be known again") {
  CHECK(without_password("open7, open7!", Credentials{"u", "open7"}) == "***, ***!");
  CHECK(without_password("an", Credentials{"u", "a"}) == "an");
  CHECK(without_password("text", Credentials{"u", ""}) == "text");
  CHECK(without_password("text", std::nullopt) == "text");
}

TEST_CASE("credentials go to their own origin alone") {
  LoadTerms terms;
  terms.user = Credentials{"user", "option"};
  terms.per_host = {{"Other.example.com", {"user", "host"}}};
  const CredentialRules rules("http://prov.example.com/utg", {}, terms);
  struct Row {
    std::string_view target;
    std::string_view own;
    std::string_view told;
  };
  static constexpr Row k_rows[] = {
      {"http://prov.example.com/a", "http://prov.example.com/a", "user:option"},
      {"http://PROV.example.com:80/a", "http://prov.example.com/a", "user:option"},
      {"http://u:p@prov.example.com/a", "http://u:p@prov.example.com/a", "u:p"},
      {"http://prov.example.com/b", "http://u:p@prov.example.com/a", "u:p"},
      {"https://prov.example.com/a", "http://prov.example.com/a", ""},
      {"http://prov.example.com:81/a", "http://prov.example.com/a", ""},
      {"ftp://prov.example.com/a", "http://u:p@prov.example.com/a", ""},
      {"http://www.prov.example.com/a", "http://u:p@prov.example.com/a", ""},
      {"http://example.com/a", "http://u:p@prov.example.com/a", ""},
      {"http://u:p@foreign.example.com/", "http://prov.example.com/a", ""},
      {"https://other.example.com:444/a", "http://prov.example.com/a", "user:host"},
      {"https://u:p@other.example.com/a", "https://u:p@other.example.com/a", "u:p"},
      {"gopher://prov.example.com/a", "http://prov.example.com/a", ""},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.target);
    CAPTURE(row.own);
    CHECK(told(rules, row.target, row.own) == row.told);
  }
}

TEST_CASE("the provisioning URL's own credentials are those of its origin, too") {
  const LoadTerms terms;
  const CredentialRules rules("https://u:p%21@prov.example.com/{mac}.xml", {}, terms);
  CHECK(told(rules, "https://prov.example.com/std.cfg", "https://prov.example.com/std.cfg") == "u:p!");
  CHECK(told(rules, "http://prov.example.com/std.cfg", "http://prov.example.com/std.cfg").empty());
}

TEST_CASE("a provisioning URL without a protocol is at home in each of the four") {
  LoadTerms terms;
  terms.user = Credentials{"user", "option"};
  const CredentialRules rules("192.0.2.1:8080/utg", {}, terms);
  CHECK(told(rules, "https://192.0.2.1:8080/a", "https://192.0.2.1:8080/a") == "user:option");
  CHECK(told(rules, "ftp://192.0.2.1:8080/a", "ftp://192.0.2.1:8080/a") == "user:option");
  CHECK(told(rules, "http://192.0.2.1/a", "http://192.0.2.1/a").empty());
}

TEST_CASE("macros in the provisioning URL's host are expanded") {
  LoadTerms terms;
  terms.user = Credentials{"user", "option"};
  Identity identity;
  const CredentialRules rules("http://{MODEL}.example.com/", identity, terms);
  CHECK(told(rules, "http://kx-utg200b.example.com/a", "") == "user:option");
}

}  // namespace provtool
