#include "base/foreign.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace provtool {

TEST_CASE("a value without a secret travels as it is") {
  CHECK(foreign("http://h/") == "http://h/");
  CHECK(foreign("\xff\x1b") == "\xff\x1b");
}

TEST_CASE("of a value with a secret both spellings travel, and one is chosen") {
  const auto sentence = "it sent \"" + foreign("http://u:geheim@h/") + "\" and " + foreign("ge", "***");
  CHECK(with_secrets(sentence, Secrets::mask) == "it sent \"http://u:***@h/\" and ***");
  CHECK(with_secrets(sentence, Secrets::show) == "it sent \"http://u:geheim@h/\" and ge");
  CHECK(with_secrets("plain", Secrets::mask) == "plain");
}

TEST_CASE("a value cannot choose for itself") {
  const std::string value = "\uFDD0a\uFDD1b\uFDD2 token=geheim\uFDD1x\uFDD2";
  CHECK(with_secrets(foreign(value), Secrets::mask).find("geheim") == std::string::npos);
  CHECK(with_secrets(foreign("\uFDD0a\uFDD1b\uFDD2"), Secrets::show) == "\uFFFDa\uFFFDb\uFFFD");
}

TEST_CASE("what was cut in the middle of two spellings is hidden") {
  const auto sentence = foreign("http://u:geheim@h/");
  for (std::size_t length = 3; length < sentence.size(); ++length)
    CHECK(with_secrets(sentence.substr(0, length), Secrets::mask).find("geh") == std::string::npos);
}

TEST_CASE("of a long value the beginning is looked at, and its length is said") {
  const auto value = "http://h/" + std::string(90'000, 'a');
  const auto shown = with_secrets(foreign(value), Secrets::mask);
  CHECK(shown.ends_with("aaa… (90,009 bytes, the first 4,096 are looked at)"));
  CHECK(shown.size() < 4200);
  CHECK(masked(value) == shown);
  CHECK(masked(shown) == shown);
  CHECK(looked_at(value).size() == 4096);
  CHECK(looked_at("short") == "short");
  CHECK(said_of_the_rest("short").empty());
}

TEST_CASE("a secret that is cut off by its length is hidden") {
  for (const std::string_view start : {"http://user:", "user:", "http://", "password: ", "<pin>"}) {
    CAPTURE(start);
    const auto value = std::string(start) + std::string(5'000, 's') + "@h/";
    CHECK(masked(value).find("sss") == std::string::npos);
  }
}

}  // namespace provtool
