#include "device/meant_url.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::string_literals;

std::string meant(std::string_view value) {
  return meant_url(value, Identity{}).value_or("nothing");
}

}  // namespace

TEST_CASE("a value that can be used is meant as it is, without its NULs") {
  for (const auto* value : {"http://prov.example.com/utg200/", "10.77.0.1", "prov.example.com"})
    CHECK(meant(value) == value);
  CHECK(meant("10.77.0.1\0"s) == "10.77.0.1");
}

TEST_CASE("quotes, spaces and line ends around a value are taken away, in any order") {
  for (const auto& value :
       {"\"http://h.example.com/x\""s, "'http://h.example.com/x'"s, " http://h.example.com/x\r\n"s,
        "\"'http://h.example.com/x'\""s, "\u201chttp://h.example.com/x\u201d"s, "<http://h.example.com/x>"s,
        "\"http://h.example.com/x\"\0"s})
    CHECK(meant(value) == "http://h.example.com/x");
}

TEST_CASE("the guide's misprint is mended") {
  CHECK(meant("http:/prov.com/pana/") == "http://prov.com/pana/");
  CHECK(meant("\"http:/prov.com/pana/\"") == "http://prov.com/pana/");
}

TEST_CASE("what was typed as bytes is meant as text") {
  CHECK(meant("0x687474703a2f2f31302e37372e302e392f") == "http://10.77.0.9/");
  CHECK(meant("\x0a\x4d\0\x09"s) == "10.77.0.9");
  CHECK(meant("\x11http://10.77.0.9/"s) == "http://10.77.0.9/");
  CHECK(meant("\4prov\7example\3com\0"s) == "prov.example.com");
}

TEST_CASE("where it does not show, nothing is meant") {
  for (const auto* value : {"", "\"\"", "gopher://h.example.com/", "http://127.0.0.1/",
                            "http://h.example.com:99999/", "10.0.0.1,10.0.0.2"})
    CHECK(meant(value) == "nothing");
}

}  // namespace provtool
