#include "config/explain_tag.hpp"

#include <doctest/doctest.h>

#include "support/broken_files.hpp"

namespace provtool {

using testing::all_breaks;
using testing::first_break;

TEST_CASE("a < in a value is told, and what stands behind it is not quoted") {
  const std::string says =
      "no name of an element follows this <, or text stands before it; write &lt; where the character itself "
      "is meant";
  CHECK(first_break("<P>a < b</P>") == "1:6 " + says);
  CHECK(first_break("<P>a<3</P>") == "1:5 " + says);
  CHECK(first_break("<P>a<secret</P>") == "1:5 " + says);
  CHECK(first_break("<P>a<secret=b</P>") == "1:5 " + says);
  CHECK(first_break("<P><<</P>") == "1:4 " + says);
  CHECK(first_break("<P>a<secret>b</P>") ==
        "1:5 a < begins an element that is not closed before </P>; write &lt; where the character itself is "
        "meant");
  CHECK(first_break("<P><SIP_PASS><secret></SIP_PASS></P>") ==
        "1:14 a < begins an element that is not closed before </SIP_PASS>; write &lt; where the character "
        "itself "
        "is meant");
  CHECK(first_break("<P>a]]>b</P>") == "1:5 ]]> is in text; write ]]&gt;");
}

TEST_CASE("quotes that are missing or typographic are told with the attribute") {
  CHECK(first_break("<P a=1>x</P>") == "1:6 the value of a has no quote before it");
  CHECK(first_break("<P a=R\">x</P>") ==
        "1:6 the value of a has no quote before it (misprint: perm=RW\" without the opening quote)");
  CHECK(first_break("<P><A a=\"R>x</A>\n<B a=\"R\"/></P>") == "1:9 the value of a has no quote at its end");
  const std::string misprint = " (misprint: typographic quotes around attribute values)";
  CHECK(first_break("<P a=“R”>x</P>") == "1:6 a typographic quote (U+201C) is where \" must be" + misprint);
  CHECK(first_break("<P a=\"R”>x</P>") == "1:8 a typographic quote (U+201D) is where \" must be" + misprint);
  CHECK(first_break("<P a=„R“>x</P>") == "1:6 a typographic quote (U+201E) is where \" must be" + misprint);
  CHECK(first_break("<P><A a=“R” b=‘S’>x</A>\n<A a=»R«>y</A></P>") != "");
  CHECK(all_breaks("<P><A a=“R” b=‘S’>x</A>\n<A a=»R«>y</A></P>").size() == 2);
  CHECK(first_break("<P a=\"<\"/>") == "1:7 a < is in the value of a; write &lt;");
}

TEST_CASE("attributes that are none are told") {
  CHECK(first_break("<P a=\"1\"b=\"2\"/>") == "1:9 a space is missing between two attributes");
  CHECK(first_break("<P a=\"1\" b=\"2\" a=\"3\"/>") == "1:16 a occurs twice in one tag");
  CHECK(first_break("<P a>x</P>") == "1:4 a has no value; attributes are written name=\"value\"");
  CHECK(first_break("<P a=>x</P>") == "1:6 a has no value");
  CHECK(first_break("<P 1=\"a\"/>") == "1:4 an attribute does not begin with a letter");
  CHECK(first_break("<P a@=\"a\"/>") == "1:5 this character is not allowed in the name of an attribute");
}

TEST_CASE("names of elements that are none are told") {
  CHECK(first_break("<P><A B>x</A B></P>") == "1:4 the name of an element contains a space");
  CHECK(first_break("<P><A@B>x</A@B></P>") == "1:6 this character is not allowed in the name of an element");
  CHECK(first_break("<P>x</P x>") == "1:5 the end tag </P> contains more than its name");
  CHECK(first_break("<P>x</ P>") == "1:5 a space precedes the name in </P>");
  CHECK(first_break("<P>x</></P>") == "1:5 an end tag has no name");
  CHECK(first_break("<P>x</hunter2<</P>") == "1:5 an end tag has no > at its end");
}

TEST_CASE("no edit tears a character apart") {
  CHECK(all_breaks("<P><A\uff50\n<B/></A></P>") ==
        testing::Breaks{"1:6 this character is not allowed in the name of an element"});
  CHECK(all_breaks("<P><A b\uff50='1'/></P>") ==
        testing::Breaks{"1:8 this character is not allowed in the name of an attribute"});
}

TEST_CASE("a tag without its > is told where it begins") {
  CHECK(first_break("<P>\n<A>x</A\n<B/></P>") ==
        "2:5 the end tag </A has no > at its end (misprint: an end tag without >)");
  CHECK(first_break("<P>\n<A\n<B/></A></P>") == "2:1 the tag <A has no > at its end");
  CHECK(first_break("<P>\n<A a=\"1\"\n<B/></A></P>") == "2:1 the tag <A has no > at its end");
  CHECK(first_break("<P><A/ ></P>") == "1:7 something is between the / and the > of a tag");
}

}  // namespace provtool
