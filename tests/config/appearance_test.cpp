#include "config/appearance.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"

namespace provtool {

namespace {

std::string why(std::string_view text) {
  return with_secrets(why_not_xml(text).value_or(""), Secrets::mask);
}

std::vector<std::string> leftovers(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& leftover : find_leftovers(text, true)) found.push_back(leftover.what);
  return found;
}

}  // namespace

TEST_CASE("what begins as XML may be XML, also behind blanks and comments") {
  for (const auto* text : {"<P/>", " \r\n\t<P/>", "<!-- c --><P/>", "<?xml version='1.0'?>\n<P/>", "<htmlx/>",
                           "<<<<<<< HEAD\n<P/>"})
    CHECK(why(text) == "");
}

TEST_CASE("a file that is something else is called what it is") {
  CHECK(why("") == "it is empty");
  CHECK(why(" \n\t ") == "it is empty");
  for (const auto* text : {"<html></html>", "<HTML >", "<!DOCTYPE html>\n<p>", "<!-- x --><html lang='en'>",
                           "<!doctype HTML PUBLIC \"-//W3C\"><a/>", "<body>"})
    CHECK(why(text) == "it is an HTML page");
  for (const auto* text : {"{\"a\": 1}", "{\n}", "[{}]", "[\"a\"]", "[]"}) CHECK(why(text) == "it is JSON");
  for (const auto* text : {"{if $a}<P>{/if}", "{$a}", "{{ a }}", "{% if a %}", "{* c *}", "{# c #}\n<P/>"})
    CHECK_MESSAGE(why(text).find("template that was not rendered") != std::string::npos, text);
  CHECK(why("```xml\n<P/>\n```") == "it begins with a code fence that was copied with the file");
  CHECK(why("\xef\xbb\xbf<P/>") == "it begins with two byte order marks");
  CHECK(why("&lt;P/&gt;") == "its tags are escaped (&lt;), as in the source of a web page");
  CHECK(why("diff --git a b") == "it is a list of changes (diff), not a file");
  CHECK(why("-----BEGIN CERTIFICATE-----\n") == "it is a certificate or a key (PEM)");
  CHECK(why("\x1f\x8b\x08") == "it is compressed by gzip");
  CHECK(why("U2FsdGVkX1abc") == "it is encrypted");
  CHECK(why("aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=\nabcd\n") ==
        "it is base64, as of a file that was encrypted with -nosalt");
  CHECK(why("\x7f"
            "ELF\x02\x01") == "it is not text");
}

TEST_CASE("the siblings' format is known, also behind its first line") {
  const std::string says = "it has lines of the form NAME=\"value\", the format of other Panasonic phones";
  CHECK(why("CFG_CYCLIC=\"Y\"") == says);
  CHECK(why("# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!\n\n## "
            "c\nADMIN_ID=\"a\"\n") == says);
  CHECK(why("# c\r\nCFG_CYCLIC = \"Y\"\r\n") == says);
}

TEST_CASE("line numbers and the marks of a mail are told") {
  const std::string numbers = "its lines begin with numbers, which were copied with it";
  for (const auto* text : {"1: <P>\n2: </P>", "1 <P>\n2 </P>", "  1\t<P>\n  2\t</P>", "9. <P>\n10. </P>",
                           "1 | <P>\n2 | </P>", "1 │ <P>\n2 │ </P>", "1<P>\n2</P>", "\n1) <P>\n2) </P>"})
    CHECK_MESSAGE(why(text) == numbers, text);
  CHECK(why("> <P>\n> </P>") == "its lines begin with >, as they do in the answer to a mail");
  CHECK(why("404 not found") == "it is text that begins \"404 not found\"");
}

TEST_CASE("a sentence is shown, and what may be a key is not") {
  CHECK(why("access denied\nSecret") == "it is text that begins \"access denied\"");
  CHECK(why("denied: see http://example.com/x") ==
        "it is text that begins \"denied: see http://example.com/x\"");
  CHECK(why("0123456789abcdef") == "it is text, and no XML");
  CHECK(why("password Kanarie7Vogel").find("Kanarie") == std::string::npos);
  CHECK(why("ADMIN_PASS: Kanarie7Vogel").find("Kanarie") == std::string::npos);
  CHECK(why("prov.example.com phone:Kanarie7Vogel").find("Kanarie") == std::string::npos);
  CHECK(why("the key is Kanarie7Vogel=").find("Kanarie") == std::string::npos);
}

TEST_CASE("without a paste's marks every place stays") {
  CHECK(without_paste("1: <P>\n2: </P>") == "   <P>\n   </P>");
  CHECK(without_paste(" 9\t<P>\r\n10\t</P>") == "  \t<P>\r\n  \t</P>");
  CHECK(without_paste("> <P>\n>  <A/>\n> </P>") == "  <P>\n   <A/>\n  </P>");
  CHECK(without_paste("```xml\n<P/>\n```\n") == "      \n<P/>\n   \n");
  CHECK(without_paste("1: <?xml version='1.0'?>\n2: <P/>") == std::string(24, ' ') + "\n   <P/>");
  CHECK_FALSE(without_paste("<P>1\n2</P>"));
  CHECK_FALSE(without_paste("1: <P>\n3: </P>"));
}

TEST_CASE("what a template, a merge or a paste left behind is found once of each kind") {
  CHECK(leftovers("<P>{if $a}{$b}{if $c}</P>") ==
        std::vector<std::string>{"\"{if\" of a template that was not rendered",
                                 "\"{$\" of a template that was not rendered"});
  CHECK(leftovers("<P>{{ a }}{% b %}<?php c ?></P>").size() == 3);
  CHECK(leftovers("<P>\n<<<<<<< HEAD\n=======\n>>>>>>> b\n</P>") ==
        std::vector<std::string>{"a mark of a merge that was not finished"});
  CHECK(leftovers("<P>\n```\n</P>").size() == 1);
  CHECK(leftovers("1: <P>\n2: </P>").size() == 1);
  CHECK(leftovers("<P>http://h/{MAC}/{mac}.cfg</P><?xml-stylesheet a?>").empty());
  CHECK(leftovers("<P>\r<<<<<<< HEAD\r</P>").size() == 1);
}

TEST_CASE("the guide's misprints that leave a file well-formed are found") {
  const auto found = find_misprints(
      "<P>http:/prov.com/</P>\n<Q>http://h/ConfigCom.cfg</Q>\n CFG_CYCLIC=\"Y\"\n<R>http:/again</R>", true);
  REQUIRE(found.size() == 3);
  CHECK(found[0].at == 3);
  CHECK(found[1].at == 35);
  CHECK(found[2].at == 54);
  CHECK(find_misprints("<P a=\"b\">http://prov.com/ConfigCommon.cfg c:/d</P>", true).empty());
}

}  // namespace provtool
