#include "config/source_text.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using Remarks = std::vector<std::string>;

// With its bytes, which have to live as long.
struct Source {
  explicit Source(std::string_view text) : bytes(to_bytes(text)), source(bytes) {}

  [[nodiscard]] std::string_view text() const { return source.text(); }
  [[nodiscard]] const Remarks& remarks() const { return source.remarks(); }
  [[nodiscard]] std::string_view line(std::size_t number) const { return source.line(number); }
  [[nodiscard]] TextPosition position_of(std::size_t offset) const { return source.position_of(offset); }

  Bytes bytes;
  SourceText source;
};

Source of(std::string_view bytes) {
  return Source(bytes);
}

std::string place(const Source& text, std::string_view word) {
  const auto [line, column] = text.position_of(text.text().find(word));
  return std::to_string(line) + ":" + std::to_string(column);
}

// Of characters below U+0100.
std::string utf16(std::string_view latin1, bool little, bool mark) {
  std::string bytes = !mark ? "" : little ? "\xff\xfe" : "\xfe\xff";
  for (const char c : latin1) {
    if (!little) bytes += '\0';
    bytes += c;
    if (little) bytes += '\0';
  }
  return bytes;
}

const std::string k_latin1 = "<a>\n <b>caf\xe9</b><c/>\n</a>";
const std::string k_utf8 = "<a>\n <b>caf\xc3\xa9</b><c/>\n</a>";

}  // namespace

TEST_CASE("UTF-8 stays as it is, and nothing is remarked") {
  const auto text = of(k_utf8);
  CHECK(text.text() == k_utf8);
  CHECK(text.remarks().empty());
  CHECK(place(text, "<c") == "2:13");
}

TEST_CASE("a byte order mark is taken off, and is not in the columns") {
  const auto text = of("\xef\xbb\xbf" + k_utf8);
  CHECK(text.text() == k_utf8);
  CHECK(text.remarks() == Remarks{"the file starts with a byte order mark; save it without one"});
  CHECK(place(text, "<a") == "1:1");
}

TEST_CASE("UTF-16 of both orders, with and without a mark, is the same text at the same places") {
  for (const bool little : {true, false})
    for (const bool mark : {true, false}) {
      const auto text = of(utf16(k_latin1, little, mark));
      CHECK(text.text() == k_utf8);
      CHECK(text.remarks() == Remarks{"the file is UTF-16; save it as UTF-8 without a byte order mark"});
      CHECK(place(text, "<c") == "2:13");
    }
}

TEST_CASE("a pair of UTF-16 is one character; half a pair is none") {
  using std::string_literals::operator""s;
  CHECK(of("\xff\xfe\x3d\xd8\x00\xde"s).text() == "\xf0\x9f\x98\x80");
  CHECK(of("\xff\xfe\x3d\xd8\x41\x00"s).text() == "\xed\xa0\xbd\x41");
  CHECK(of("\xff\xfe\x41\x00\x42"s).text() == "A\xef\xbf\xbd");
}

TEST_CASE("a declared ISO-8859-1 or windows-1252 is read, however it is spelled") {
  for (const std::string name : {"ISO-8859-1", "iso8859-1", "latin1", "windows-1252", "CP1252"}) {
    const std::string declaration = "<?xml version=\"1.0\" encoding=\"" + name + "\"?>";
    const auto text = of(declaration + k_latin1);
    CHECK(text.text() == declaration + k_utf8);
    CHECK(text.remarks() == Remarks{"the declaration says " + name + "; save the file as UTF-8"});
    CHECK(place(text, "<c") == "2:13");
  }
  CHECK(of("<?xml encoding='windows-1252'?>\x80\x94").text() ==
        "<?xml encoding='windows-1252'?>\u20ac\u201d");
  CHECK(of("<?xml encoding='iso-8859-1'?>\x80").text() == "<?xml encoding='iso-8859-1'?>\u0080");
}

TEST_CASE("what is declared and not meant is remarked") {
  CHECK(of("<?xml version='1.0' encoding='UTF-8'?>" + k_utf8).remarks().empty());
  CHECK(of("<?xml version='1.0' encoding='utf-8'?>" + k_utf8).remarks().empty());
  CHECK(of("<?xml version='1.0' encoding='UTF8'?>" + k_utf8).remarks() ==
        Remarks{"the declaration spells UTF-8 as \"UTF8\""});
  const auto declared = "<?xml version='1.0' encoding='ISO-8859-1'?>" + k_utf8;
  CHECK(of(declared).text() == declared);
  CHECK(of(declared).remarks() == Remarks{"the declaration says ISO-8859-1, but the bytes are UTF-8"});
  CHECK(of("<?xml encoding='" + std::string(9999, 'x') + "'?>").remarks().at(0).size() < 120);
}

TEST_CASE("lines end with LF, CR, or both") {
  for (const std::string end : {"\n", "\r", "\r\n"}) {
    const auto text = of("<a>" + end + " <b/>" + end + end + "</a>");
    CHECK(place(text, "<b") == "2:2");
    CHECK(place(text, "</a") == "4:1");
    CHECK(text.line(2) == " <b/>");
    CHECK(text.line(3).empty());
    CHECK(text.line(4) == "</a>");
    CHECK(text.line(5).empty());
    CHECK(text.line(0).empty());
  }
}

TEST_CASE("columns count characters, in whatever order they are asked for") {
  const auto text = of("\t\xc3\xa9\xf0\x9f\x98\x80x\xe9y\nz");
  CHECK(place(text, "x") == "1:4");
  CHECK(place(text, "y") == "1:6");
  CHECK(place(text, "\xc3") == "1:2");
  CHECK(place(text, "z") == "2:1");
  CHECK(place(text, "y") == "1:6");
  CHECK(text.position_of(9999).line == 2);
  CHECK(text.position_of(9999).column == 2);
}

TEST_CASE("a place and its offset are the same, in whatever order they are asked for") {
  const auto text = of("\t\xc3\xa9x\xe9y\r\nz\n");
  for (const std::size_t step : {1U, 5U, 7U})
    for (std::size_t i = 0; i <= text.text().size(); ++i) {
      const auto offset = i * step % (text.text().size() + 1);
      if (offset == 2) continue;  // within a character
      CHECK(text.source.offset_of(text.position_of(offset)) == offset);
    }
  CHECK(text.source.offset_of({9, 1}) == text.text().size());
}

}  // namespace provtool
