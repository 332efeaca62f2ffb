#include "config/explain_text.hpp"

#include <doctest/doctest.h>

#include "support/broken_files.hpp"

namespace provtool {

using testing::all_breaks;
using testing::first_break;

TEST_CASE("an & names its cure and quotes nothing") {
  const std::string says = "an & is not escaped; write &amp;";
  CHECK(first_break("<P>a&b3Secret</P>") == "1:5 " + says);
  CHECK(first_break("<P>a& b</P>") == "1:5 " + says);
  CHECK(first_break("<P>a&&b</P>") == "1:5 " + says);
  CHECK(first_break("<P>http://h/?a=1&b=2</P>") == "1:17 " + says);
  CHECK(first_break("<P a=\"x&y=1\"/>") == "1:8 " + says);
  CHECK(first_break("<P>a&") == "1:5 the file ends behind an &, before <P> opened in line 1 is closed");
}

TEST_CASE("an entity of HTML is replaced by its number; another one is not quoted") {
  CHECK(first_break("<P>a&nbsp;b</P>") == "1:5 XML does not know the entity &nbsp;: write &#160;");
  CHECK(first_break("<P a=\"&amp;&uuml;\"/>") == "1:12 XML does not know the entity &uuml;: write &#252;");
  CHECK(first_break("<P>a&secret;</P>") ==
        "1:5 XML does not know this entity; for an & by itself write &amp;");
  CHECK(first_break("<P>&#0;</P>") == "1:4 a reference &#…; names a character that is not allowed in XML");
}

TEST_CASE("a byte that is no UTF-8 is named once, whatever the number of them") {
  CHECK(all_breaks("<P>caf\xe9\n\xe9\xff</P>&") ==
        testing::Breaks{"1:7 the byte 0xE9 is not UTF-8; save the file as UTF-8",
                        "2:7 text follows the end of the root element"});
  CHECK(first_break("<P>\xed\xa0\xbd</P>") == "1:4 half a UTF-16 character is here; save the file as UTF-8");
}

TEST_CASE("a control character is named") {
  using std::string_literals::operator""s;
  CHECK(first_break("<P>a\x01</P>") == "1:5 the character U+0001 is not allowed in XML");
  CHECK(all_breaks("<P>a\0\0\0\0b</P>"s) ==
        testing::Breaks{"1:5 the character U+0000 (NUL) is not allowed in XML"});
  CHECK(first_break("<P/>\0\0"s) == "1:5 the character U+0000 (NUL) is not allowed in XML");
  CHECK(all_breaks("<P>\xef\xbf\xbf\xef\xbf\xbf</P>") ==
        testing::Breaks{"1:4 the character U+FFFF is not allowed in XML"});
}

}  // namespace provtool
