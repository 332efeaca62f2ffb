#include "base/secrets.hpp"

#include <doctest/doctest.h>

#include <span>

namespace provtool {

namespace {

struct Case {
  std::string_view text;
  std::string_view masked;
};

void check_all(std::span<const Case> cases) {
  for (const auto& row : cases) {
    CAPTURE(row.text);
    const auto result = mask_secrets(row.text);
    CHECK(result.text == row.masked);
    CHECK(result.masked);
    CHECK(mask_secrets(result.text).text == result.text);
  }
}

}  // namespace

TEST_CASE("the password of a URL is masked") {
  static constexpr Case k_cases[] = {
      {"http://user:geheim@prov.example.com/x.cfg", "http://user:***@prov.example.com/x.cfg"},
      {"ftp://user:geheim@192.0.2.1:2121/", "ftp://user:***@192.0.2.1:2121/"},
      {"https://:geheim@h/", "https://:***@h/"},
      {"http://user:geheim@[2001:db8::1]:80/", "http://user:***@[2001:db8::1]:80/"},
      {"http://user:12345@h/", "http://user:***@h/"},
      {"http://user:{MAC}geheim@h/", "http://user:***@h/"},
      {"fetched http://u:geheim@h/a and ftp://v:secret@k/b", "fetched http://u:***@h/a and ftp://v:***@k/b"},
      {"http://u:geheim@h/?mail=a@b.example", "http://u:***@h/?mail=a@b.example"},
  };
  check_all(k_cases);
}

TEST_CASE("the password of a broken URL is masked too") {
  static constexpr Case k_cases[] = {
      {"user:geheim@h/x", "user:***@h/x"},                      // no scheme
      {"//user:geheim@h/x", "//user:***@h/x"},                  //
      {"http:/user:geheim@h/x", "http:/user:***@h/x"},          // one slash
      {"http:user:geheim@h/x", "http:***@h/x"},                 // no slash
      {"http:///user:geheim@h/x", "http:///user:***@h/x"},      // three
      {"\"http://user:geheim@h/\"", "\"http://user:***@h/\""},  // quoted
      {"'user:geheim@h'", "'user:***@h'"},                      //
      {"\u201chttp://user:geheim@h/\u201d", "\u201chttp://user:***@h/\u201d"},
      {"<http://user:geheim@h/>", "<http://user:***@h/>"},
      {"http://user:ge@heim@h/", "http://user:***@h/"},     // two @
      {"http://user:ge:heim@h/", "http://user:***@h/"},     // characters that should be percent-encoded
      {"http://user:ge/heim@h/x", "http://user:***@h/x"},   //
      {"http://user:ge?heim@h/x", "http://user:***@h/x"},   //
      {"http://user:ge#heim@h/x", "http://user:***@h/x"},   //
      {"http://user:ge heim@h/x", "http://user:***@h/x"},   //
      {"http://user:ge\"heim@h/x", "http://user:***@h/x"},  //
      {"http://user:ge<heim>@h/x", "http://user:***@h/x"},  //
      {"user:/geheim@h", "user:***@h"},                     //
      {"scp://user:geheim@h/", "scp://user:***@h/"},
      {"http://user:geheim@", "http://user:***@"},
  };
  check_all(k_cases);
}

TEST_CASE("a password behind a port, in a second URL, is masked too") {
  static constexpr Case k_cases[] = {
      {"http://h:80/?a=http://u:geheim@k/", "http://h:80/?a=http:***@k/"},
      {"http://h:80/http://u:geheim@k/", "http://h:80/http:***@k/"},
      {"http://u:geheim@h:80/?a=http://v:secret@k/", "http://u:***@h:80/?a=http://v:***@k/"},
      {"http://u:geheim@h/?a=http://v:secret@k/?b=http://w:arcanum@l/",
       "http://u:***@h/?a=http://v:***@k/?b=http://w:***@l/"},
      {"http://u@h/?a=http://v:secret@k/", "http://u@h/?a=http://v:***@k/"},
      {"http://h:80/a@b?c=http://v:secret@k/", "http://h:80/a@b?c=http://v:***@k/"},
  };
  check_all(k_cases);
}

TEST_CASE("a value that lists URLs has all their passwords masked") {
  for (const std::string_view value :
       {"http://u:geheim@h/, http://v:geheim@k/", "1=http://h:80/, 2=http://v:geheim@k/",
        "h:80/, user:geheim@k", "h:80, u:geheim@k"}) {
    CAPTURE(value);
    CHECK(mask_value(value).text.find("geheim") == std::string::npos);
    CHECK(mask_value(value).masked);
  }
}

TEST_CASE("tokens in queries are masked") {
  static constexpr Case k_cases[] = {
      {"http://h/x?token=abc", "http://h/x?token=***"},
      {"http://h/x?mac={MAC}&apiKey=abc&y=1", "http://h/x?mac={MAC}&apiKey=***&y=1"},
      {"http://h/x?access_token=abc#top", "http://h/x?access_token=***"},
      {"http://h/x?sig=a%2Fb%3D&se=2026", "http://h/x?sig=***&se=2026"},
      {"http://h/x?p=1", "http://h/x?p=***"},
      {"http://h/x?token=abc,def;ghi", "http://h/x?token=***"},
      {"http://h/x?token={MAC}abc", "http://h/x?token=***"},
      {"http://h/x?t=8f14e45fceea167a5a36dedd4bea2543", "http://h/x?t=***"},  // long and opaque
      {"http://h/x?a=1&b=eyJhbGciOiJIUzI1NiJ9abc.def012345", "http://h/x?a=1&b=***"},
      {"the value \"http://h/?token=abc\" is long", "the value \"http://h/?token=***\" is long"},
  };
  check_all(k_cases);
}

TEST_CASE("words that name a secret hide their value") {
  static constexpr Case k_cases[] = {
      {"password=geheim", "password=***"},
      {"PASSWORD=geheim user=x", "PASSWORD=*** user=x"},
      {"HTTP_AUTH_PASSWORD=a#b&c", "HTTP_AUTH_PASSWORD=***"},
      {"password = geheim", "password = ***"},
      {"ADMIN_PASS=\"ge heim\"", "ADMIN_PASS=\"***\""},
      {"ADMIN_PASS='ge\"heim' next", "ADMIN_PASS='***' next"},
      {"ADMIN_PASS=\"geheim", "ADMIN_PASS=\"***"},
      {"token: abc def", "token: *** def"},
      {"pw: abc", "pw: ***"},
      {"{\"password\": \"geheim\", \"a\": 1}", "{\"password\": \"***\", \"a\": 1}"},
      {"{\"password\":\"geheim\"}", "{\"password\":\"***\"}"},
      {"Authorization: Basic dXNlcjpnZWhlaW0=", "Authorization: Basic ***"},
      {"Authorization: Bearer abc.def", "Authorization: Bearer ***"},
  };
  check_all(k_cases);
}

TEST_CASE("what is no secret stays") {
  for (const std::string_view text : {
           "http://h:8080/a@b",
           "http://h:8080?mail=a@b",
           "http://h:8080/x.cfg",
           "http://[2001:db8::1]:8080/a@b",
           "h:8080",
           "192.0.2.1:5060",
           "[fe80::1]:546",
           "{MAC}",
           "http://h/{MODEL}/{MAC}.cfg",
           "http://h/x?mac={MAC}",
           "http://h/x?token={MAC}",
           "http://h/x?mac=0080F0123456&model=KX-UTG200B",
           "http://user@h/x",
           "http://{MAC}@h/x",
           "sip:MAC%3a0080F0123456@224.0.1.75",
           "mailto:admin@example.com",
           "mail admin@example.com at 12:30",
           "http://h:8080 is silent, ask admin@example.com",
           "no answer within 5.0 s from 224.0.1.75:5060 on eth0",
           "the HTTP status code: 404",
           "address assigned: 192.0.2.7",
           "",
           "=",
           ":@",
       }) {
    CAPTURE(text);
    CHECK(mask_secrets(text).text == text);
    CHECK_FALSE(mask_secrets(text).masked);
  }
}

TEST_CASE("masking one secret does not bare another") {
  const auto once = mask_secrets("http://u:a 'v:/b@h");
  CHECK(once.text.find('b') == std::string::npos);
  CHECK(mask_secrets(once.text).text == once.text);
}

// A server's answer may be this long; each of these once was, or could be, looked through again from every
// place.
TEST_CASE("long hostile text is masked in no time") {
  for (const std::string_view piece : {"a=", "?a=", "key={MAC}", "q:/:@ ", "http://a:b ", "http://u:a 'v:/",
                                       "=", "::", "key=\"\"", "h:1/", "?a://", "a://b:1/?", "?a://u:p@h"}) {
    CAPTURE(piece);
    std::string text;
    while (text.size() < 64 * 1024) text += piece;
    CHECK_FALSE(mask_secrets(text).text.empty());
    CHECK_FALSE(mask_value(text + "@h").text.empty());
  }
}

TEST_CASE("a secret name without a value hides nothing") {
  for (const std::string_view text : {"password=", "token:", "http://h/?token=&x=1", "key="}) {
    CAPTURE(text);
    CHECK(mask_secrets(text).text == text);
    CHECK_FALSE(mask_secrets(text).masked);
  }
}

TEST_CASE("bytes that are no text pass through") {
  using namespace std::string_view_literals;
  const auto text = "\xff\0\x1b u:geheim@h\0 \x80"sv;
  CHECK(mask_secrets(text).text == "\xff\0\x1b u:***@h\0 \x80"sv);
}

}  // namespace provtool
