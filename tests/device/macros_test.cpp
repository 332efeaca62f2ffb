#include "device/macros.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

Identity phone() {
  Identity identity;
  identity.mac = *MacAddress::parse("0080F0ABCDEF");
  identity.firmware = "03.210";
  return identity;
}

}  // namespace

TEST_CASE("each macro stands for its value") {
  struct Case {
    std::string_view text;
    std::string_view expanded;
  };
  static constexpr Case k_cases[] = {
      {"{MODEL}.cfg", "KX-UTG200B.cfg"},
      {"Config{MAC}.cfg", "Config0080F0ABCDEF.cfg"},
      {"Config{mac}.cfg", "Config0080f0abcdef.cfg"},
      {"{fwver}", "03.210"},
      {"{MODEL}/{MODEL}", "KX-UTG200B/KX-UTG200B"},
      {"{MODEL}{MAC}", "KX-UTG200B0080F0ABCDEF"},
      {"no macro at all", "no macro at all"},
      {"", ""},
  };
  for (const auto& row : k_cases) {
    CAPTURE(row.text);
    const auto expansion = expand_macros(row.text, phone());
    CHECK(expansion.text == row.expanded);
    CHECK(expansion.unknown.empty());
    CHECK(expansion.unexpanded.empty());
  }
}

TEST_CASE("anything else in braces stays as it is and is named") {
  struct Case {
    std::string_view text;
    std::string_view expanded;
    std::vector<std::string> unknown;
  };
  const Case cases[] = {
      {"{model}", "{model}", {"{model}"}},  // case-sensitive
      {"{Mac}", "{Mac}", {"{Mac}"}},
      {"{ MAC }", "{ MAC }", {"{ MAC }"}},
      {"{}", "{}", {"{}"}},
      {"{SN}/{MODEL}", "{SN}/KX-UTG200B", {"{SN}"}},
      {"${MODEL}", "$KX-UTG200B", {}},
  };
  for (const auto& row : cases) {
    CAPTURE(row.text);
    const auto expansion = expand_macros(row.text, phone());
    CHECK(expansion.text == row.expanded);
    CHECK(expansion.unknown == row.unknown);
  }
}

TEST_CASE("an unclosed brace is literal and does not hide the macro behind it") {
  struct Case {
    std::string_view text;
    std::string_view expanded;
    std::vector<std::string> unknown;
  };
  const Case cases[] = {
      {"{MAC", "{MAC", {"{MAC"}},
      {"a{", "a{", {"{"}},
      {"{x/{MODEL}.cfg", "{x/KX-UTG200B.cfg", {"{x/"}},
      {"{{MODEL}}", "{KX-UTG200B}", {"{"}},
      {"MODEL}", "MODEL}", {}},
  };
  for (const auto& row : cases) {
    CAPTURE(row.text);
    const auto expansion = expand_macros(row.text, phone());
    CHECK(expansion.text == row.expanded);
    CHECK(expansion.unknown == row.unknown);
  }
}

TEST_CASE("a firmware version that nobody gave stays a macro") {
  auto identity = phone();
  identity.firmware.reset();
  const auto expansion = expand_macros("{fwver}/{MODEL}", identity);
  CHECK(expansion.text == "{fwver}/KX-UTG200B");
  CHECK(expansion.unexpanded == std::vector<std::string_view>{"{fwver}"});
  CHECK(expansion.unknown.empty());
}

TEST_CASE("{MAC} is expanded with the phone's MAC and no other one") {
  for (const auto from : {MacFrom::interface, MacFrom::random}) {
    auto identity = phone();
    identity.mac_from = from;
    CAPTURE(to_text(from));
    const auto expansion = expand_macros("{MAC}-{mac}", identity);
    CHECK(expansion.text == "{MAC}-{mac}");
    CHECK(expansion.unexpanded == std::vector<std::string_view>{"{MAC}", "{mac}"});
  }
}

TEST_CASE("an expanded value is not expanded again") {
  auto identity = phone();
  identity.model = "{MAC}";
  CHECK(expand_macros("{MODEL}", identity).text == "{MAC}");
}

TEST_CASE("every macro says where it is known from") {
  REQUIRE(k_kx_utg.url.macros.size() == 4);
  for (const auto& macro : k_kx_utg.url.macros) {
    CAPTURE(macro.text);
    CHECK(macro.text.starts_with('{'));
    CHECK(macro.text.ends_with('}'));
    CHECK_FALSE(macro.meaning.empty());
    CHECK_FALSE(macro.source.empty());
    CHECK(macro.value(phone()));
  }
  CHECK(k_kx_utg.url.macros[0].confidence == Confidence::guide);
  CHECK(to_text(MacFrom::option) == "option");
  CHECK(to_text(MacFrom::interface) == "interface");
  CHECK(to_text(MacFrom::random) == "random");
}

}  // namespace provtool
