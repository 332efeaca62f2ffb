#include "config/explain_break.hpp"

#include <doctest/doctest.h>

#include "support/broken_files.hpp"

namespace provtool {

using testing::all_breaks;
using testing::first_break;

TEST_CASE("an element that is not closed is told with its line and what closes instead") {
  CHECK(first_break("<P>\n<I>\n<A>http://h/\n</I>\n</P>") ==
        "4:1 <A> opened in line 3 is not closed before </I>");
  CHECK(all_breaks("<P><A>1<B>2</B><C>3</P>").size() == 2);
}

TEST_CASE("an end tag without its / is told, and the rest is read as if it were there") {
  CHECK(all_breaks("<P>\n<A>1<A>\n<B>2<B>\n</P>") ==
        testing::Breaks{"3:5 <B> is where </B> must be: the / is missing",
                        "2:5 <A> is where </A> must be: the / is missing"});
}

TEST_CASE("an end tag that closes nothing is told with what is open") {
  CHECK(first_break("<P>\n<A>1</A>\n</Q>\n</P>") == "3:1 </Q> closes nothing: <P> opened in line 1 is open");
  CHECK(first_break("<P/>\n</P>") == "2:1 </P> closes nothing: no element is open");
  CHECK(first_break("</P>") == "1:1 </P> closes nothing: no element is open");
}

TEST_CASE("an end tag of another spelling is told with what it should close") {
  CHECK(first_break("<P><A>\n<B/></a></P>") ==
        "2:5 </a> does not close <A> opened in line 1: capital and small letters differ");
  CHECK(first_break("<P><ALPHA>1</ALFA></P>") == "1:12 </ALFA> does not close <ALPHA> opened in line 1");
}

TEST_CASE("what stands around the root element is told") {
  CHECK(first_break("<P/><Q/>") == "1:5 a second root element begins behind the end of the first");
  CHECK(first_break("<P/>\ntext") == "2:1 text follows the end of the root element");
  CHECK(first_break("<?xml version='1.0'?> text <P/>") == "1:23 text precedes the root element");
  CHECK(first_break("<!-- nothing -->") == "1:17 there is no element in the file");
  CHECK(first_break("\n<?xml version='1.0'?><P/>") ==
        "2:1 something precedes the XML declaration, which must come first, or be left out");
  CHECK(first_break("<?xml version=1.0?><P/>") ==
        "1:15 the XML declaration is not <?xml version=\"1.0\" encoding=\"UTF-8\"?>");
}

TEST_CASE("a DOCTYPE is told where it begins, and one without entities hides nothing behind it") {
  CHECK(first_break("<!DOCTYPE P><P/>") == "1:1 a DOCTYPE is not allowed here");
  CHECK(all_breaks("<!DOCTYPE P><P>&</P>").size() == 2);
  CHECK(all_breaks("<!DOCTYPE P [<!ENTITY a \"b\">]><P>&</P>").size() == 1);
  CHECK(first_break("<P><!DOCTYPE P></P>") == "1:4 <! begins nothing that is allowed here");
}

TEST_CASE("comments and marks of a merge are told") {
  CHECK(first_break("<P><!-- a -- b --></P>") == "1:11 -- must not be inside a comment");
  CHECK(first_break("<P>\n<<<<<<< HEAD\n</P>") == "2:1 a merge that was not finished left its mark here");
  CHECK(first_break("<<<<<<< HEAD\n<P/>") == "1:1 a merge that was not finished left its mark here");
  CHECK(first_break("<P>\n<!-- a\n</P>") ==
        "2:1 the file ends in a comment, before <P> opened in line 1 is closed");
  CHECK(all_breaks("<P>\n<!-- a\n&</P>").size() == 2);
}

TEST_CASE("a file that ends too early is told with what is open, wherever it ends") {
  CHECK(first_break("<P>\n<A>x") == "2:5 the file ends before <A> opened in line 2 is closed");
  CHECK(first_break("<P>\n<A>x</") ==
        "2:5 the file ends in an end tag, before <A> opened in line 2 is closed");
  CHECK(first_break("<P") == "1:1 the file ends in a tag");
  const std::string whole = "<?xml version='1.0'?><!-- c --><P a='1'><A>&amp;x</A><![CDATA[y]]></P>";
  for (std::size_t length = 1; length < whole.size(); ++length)
    CHECK_MESSAGE(first_break(whole.substr(0, length)) != "", length);
  CHECK(first_break(whole) == "");
}

TEST_CASE("names of a megabyte are cut") {
  const std::string name(1 << 20, 'n');
  for (const auto& text : {"<P><" + name + "></P>", "<P></" + name + "></P>", "<P><A " + name + "></P>",
                           "<P></" + name + "<", "<" + name})
    for (const auto& message : all_breaks(text)) CHECK(message.size() < 300);
}

}  // namespace provtool
