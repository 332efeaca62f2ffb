#include "config/appearance.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

std::string why(std::string_view text) {
  return why_not_xml(text).value_or("");
}

std::vector<std::string> leftovers(std::string_view text) {
  std::vector<std::string> all;
  for (const auto& leftover : find_leftovers(text, true)) all.push_back(leftover.what);
  return all;
}

}  // namespace

TEST_CASE("what begins with a tag may be XML") {
  for (const auto* text : {"<PANASIPPhoneConfig/>", " \r\n\t<a>", "<?xml version=\"1.0\"?><a/>",
                           "<!-- c --><a/>", "<", "<!DOCTYPE a><a/>", "<htmlx/>", "<!-- never closed"})
    CHECK_MESSAGE(why(text).empty(), std::string(text));
}

TEST_CASE("an HTML page is one in any case, behind declarations and comments") {
  for (const auto* text :
       {"<html>", "<HTML lang=\"en\">", "<!DOCTYPE html>\n<html>", "<!-- x -->\n<head>", "<body/>",
        "\n<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html xmlns=\"y\">", "<html"})
    CHECK_MESSAGE(why(text) == "it is an HTML page", std::string(text));
}

TEST_CASE("other content is called what it is") {
  for (const auto* text : {"", " ", "\r\n\t"}) CHECK(why(text) == "it is empty");
  for (const auto* text : {"{}", "{ \"a\": 1}", "[1", "[]", "{\n  \"a\"", "[{}]"})
    CHECK_MESSAGE((why(text) == "it is JSON") == (std::string_view(text) != "[1"), std::string(text));
  CHECK(why("Salted__12345678") == "it is encrypted, and not in base64");
  CHECK(why("U2FsdGVkX18=") == "it is encrypted");
  CHECK(why("\x1f\x8b\x08") == "it is compressed by gzip");
  CHECK(why("PK\x03\x04") == "it is a ZIP archive");
  CHECK(why("%PDF-1.4") == "it is a PDF document");
  CHECK(why("{\\rtf1") == "it is a document of a word processor (RTF)");
}

TEST_CASE("a template, a fence and pasted line numbers in front are called so") {
  CHECK(says(why("{if $x}<a/>{/if}"), "\"{if\" of a template"));
  CHECK(says(why("{{ header }}"), "\"{{\" of a template"));
  CHECK(says(why("```xml\n<a/>\n```"), "a code fence"));
  CHECK(says(why("1 <PANASIPPhoneConfig>\n2 <Device>"), "begin with numbers"));
  CHECK(says(why("  9: <a>\n 10: <b>"), "begin with numbers"));
  CHECK(says(why("1 <a>\n3 <b>"), "it is text"));
}

TEST_CASE("the format of the siblings is recognized behind its comments") {
  CHECK(says(why("CFG_CYCLIC=\"N\"\n"), "NAME=\"value\""));
  CHECK(says(why("# Panasonic SIP Phone Standard Format File #\n\n# x\nADMIN_PASS=\"S3cret\""),
             "NAME=\"value\""));
  CHECK(says(why("#!version:1.0\naccount.1.enable = 1"), "it is text that begins \"#!version:1.0\""));
}

TEST_CASE("other text is shown by its first line, shortened, and without its secrets") {
  CHECK(why("access denied\nx") == "it is text that begins \"access denied\"");
  CHECK(why(std::string(1000, 'x')).size() < 100);
  CHECK_FALSE(says(with_secrets(why("password=S3cret"), Secrets::mask), "S3cret"));
}

TEST_CASE("each kind of what a template leaves is found once, where it stands first") {
  const auto found = find_leftovers("<a>{$x}{$y}</a>\n{if $z}{{w}}{%v%}<?php u ?>", false);
  REQUIRE(found.size() == 5);
  CHECK(found[0].at == 3);
  CHECK(leftovers("<a>{MAC}{mac}{MODEL} { if } {</a>").empty());
  CHECK(leftovers("<?xml version=\"1.0\"?><a>?</a>").empty());
}

TEST_CASE("marks of a merge are those at the beginning of a line") {
  for (const auto* mark : {"<<<<<<< HEAD", "||||||| base", "=======", "=======\r", ">>>>>>> other"})
    CHECK_MESSAGE(leftovers("<a>\n" + std::string(mark) + "\n</a>").size() == 1, std::string(mark));
  for (const auto* mark : {" <<<<<<< HEAD", "======", "==========", "======= x", "x =======", "<<<<<<<"})
    CHECK_MESSAGE(leftovers("<a>\n" + std::string(mark) + "\n</a>").empty(), std::string(mark));
}

TEST_CASE("fences and pasted line numbers are found in what else is XML") {
  CHECK(leftovers("<a/>\n```") == std::vector<std::string>{"a code fence that was copied with the file"});
  CHECK(leftovers("1 <a>\n2 </a>") ==
        std::vector<std::string>{"line numbers that were copied with the file"});
  CHECK(leftovers("<a>\n1\n2\n</a>").empty());
}

TEST_CASE("whether lines are looked at depends on how text begins") {
  for (const char c : {'=', '>', '|', '`', '~'}) CHECK(may_be_leftover(c));
  for (const char c : {'<', 'a', ' ', '\n'}) CHECK_FALSE(may_be_leftover(c));
}

TEST_CASE("a line NAME=\"value\" has a name, a sign and a quote") {
  for (const auto* line : {"A=\"b\"", " A_1 = \"\"", "a-b=\"", "X=\"a\" # c"})
    CHECK_MESSAGE(is_text_format(line), line);
  for (const auto* line : {"A=b", "1A=\"b\"", "=\"b\"", "A", "A B=\"c\"", "", "A='b'", "A:\"b\""})
    CHECK_FALSE_MESSAGE(is_text_format(line), line);
}

}  // namespace provtool
