#include "device/spelled_url.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("a value is taken apart where a person sees its parts") {
  const auto spelled = spell("HTTP://user:secret@h.example:8080/a/b?c=d#e");
  CHECK(spelled.scheme == "http");
  CHECK(spelled.authority == "user:secret@h.example:8080");
  CHECK(spelled.userinfo == "user:secret");
  CHECK(spelled.host == "h.example");
  CHECK(spelled.port == "8080");
  CHECK(spelled.path == "/a/b");
  CHECK(spelled.query == "?c=d#e");
}

TEST_CASE("a host may stand alone, and an IPv6 literal keeps its brackets") {
  CHECK(spell("h.example/x").host == "h.example");
  CHECK_FALSE(spell("h.example/x").scheme);
  CHECK(spell("http://[2001:db8::1]:80/").host == "[2001:db8::1]");
  CHECK(spell("http://[2001:db8::1]:80/").port == "80");
}

TEST_CASE("a backslash ends the authority as a slash does") {
  CHECK(spell("http://h\\@evil/").host == "h");
}

}  // namespace provtool
