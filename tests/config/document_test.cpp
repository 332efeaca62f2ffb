#include "config/document.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

namespace provtool {

namespace {

// Writes down what it is told.
class Notes : public DocumentReader {
 public:
  void starts(std::string_view element, std::span<const Attribute> attributes, std::size_t at) override {
    text_ += "<" + std::string(element);
    for (const auto& [name, value] : attributes) text_ += " " + std::string(name) + "=" + std::string(value);
    text_ += "@" + std::to_string(at) + ">";
    ++depth_;
  }
  void ends() override {
    text_ += "</>";
    --depth_;
  }
  void text(std::string_view piece, std::size_t /*at*/) override { text_ += piece; }

  std::string text_;
  int depth_ = 0;
};

std::string notes(const std::string& text) {
  Notes notes;
  CHECK_FALSE(read_document(text, notes));
  return notes.text_;
}

BreakKind kind_of(const std::string& text) {
  Notes notes;
  const auto broken = read_document(text, notes);
  REQUIRE(broken);
  CHECK(broken->at <= text.size());
  return broken->kind;
}

std::string nested(std::size_t levels) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += "<a>";
  for (std::size_t i = 0; i < levels; ++i) text += "</a>";
  return text;
}

// Of a machine that is loaded, under sanitizers.
constexpr std::chrono::seconds k_long{20};

template <typename Read>
void check_is_quick(Read&& read) {
  const auto begin = std::chrono::steady_clock::now();
  read();
  CHECK(std::chrono::steady_clock::now() - begin < k_long);
}

}  // namespace

TEST_CASE("elements, attributes and text come in their order, with the places of the tags") {
  CHECK(notes("<a x=\"1\" y='&lt;'>\n<b/>t&amp;u</a>") == "<a x=1 y=<@0>\n<b@19></>t&u</>");
  CHECK(notes("<a><![CDATA[<b>]]><!-- c --></a>") == "<a@0><b></>");
  CHECK(notes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xc3\xa9</a>") == "<a@43>\xc3\xa9</>");
}

TEST_CASE("a break is told by its kind") {
  CHECK(kind_of("<!DOCTYPE a><a/>") == BreakKind::doctype);
  CHECK(kind_of("<a><b></a>") == BreakKind::wrong_end);
  CHECK(kind_of("<a>") == BreakKind::not_closed);
  CHECK(kind_of("") == BreakKind::not_closed);
  CHECK(kind_of("<a x='1' x='2'/>") == BreakKind::double_attribute);
  CHECK(kind_of("<a/><b/>") == BreakKind::two_roots);
  CHECK(kind_of("<a>&nbsp;</a>") == BreakKind::entity);
  CHECK(kind_of("<a>&#0;</a>") == BreakKind::character);
  CHECK(kind_of("<?xml?><a/>") == BreakKind::declaration);
  CHECK(kind_of(" <?xml version='1.0'?><a/>") == BreakKind::late_declaration);
  CHECK(kind_of("<a>&</a>") == BreakKind::other);
}

TEST_CASE("what is open around a break is known, and whether the root has ended") {
  Notes ignored;
  const auto inside = read_document("<a>\n<b></c>", ignored);
  REQUIRE(inside);
  CHECK(inside->open == std::vector<std::size_t>{0, 4});
  CHECK_FALSE(inside->behind_root);
  const auto behind = read_document("<a><b/></a>x", ignored);
  REQUIRE(behind);
  CHECK(behind->open.empty());
  CHECK(behind->behind_root);
}

TEST_CASE("64 elements may stand inside each other, and the root counts") {
  Notes ignored;
  CHECK_FALSE(read_document(nested(64), ignored));
  CHECK(kind_of(nested(65)) == BreakKind::too_deep);
}

TEST_CASE("an empty element that is too deep is neither begun nor ended") {
  auto text = nested(64);
  text.insert(text.find("</a>"), "<a/>");
  Notes notes;
  const auto broken = read_document(text, notes);
  REQUIRE(broken);
  CHECK(broken->open.size() == 64);
  CHECK(notes.depth_ == 64);
}

TEST_CASE("entities that grow are never read") {
  std::string bomb = "<!DOCTYPE a [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const auto inner = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + inner + inner + "\">";
  }
  CHECK(kind_of(bomb + "]><a>&a29;</a>") == BreakKind::doctype);
}

TEST_CASE("time is bounded for what is deep, long and many") {
  const std::string megabyte(1 << 20, 'n');
  check_is_quick([&] { CHECK(kind_of(nested(100'000)) == BreakKind::too_deep); });
  check_is_quick([&] { CHECK(notes("<a x='" + megabyte + "'/>").size() > megabyte.size()); });
  check_is_quick([&] { CHECK(notes("<" + megabyte + "/>").size() > megabyte.size()); });
  check_is_quick([&] {
    std::string text = "<a";
    for (int i = 0; i < 100'000; ++i) text += " x" + std::to_string(i) + "=''";
    CHECK(notes(text + "/>").size() > 100'000);
  });
  check_is_quick([&] { CHECK(kind_of("<a>" + std::string(1 << 20, '\0')) == BreakKind::other); });
}

}  // namespace provtool
