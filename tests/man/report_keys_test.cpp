#include "man/report_keys.hpp"

#include <doctest/doctest.h>

#include "support/says.hpp"

namespace provtool::man {

namespace {

using testing::says;

constexpr std::string_view k_schema = R"({
  "properties": {
    "loaf": {
      "type": "array", "description": "what was baked",
      "items": {"required": ["weight"], "properties": {
        "weight": {"type": "integer", "description": "in `grams`"},
        "slices": {"type": "array", "description": "of it", "items": {"properties": {
          "crust": {"enum": ["thick", "thin"], "description": "around it"}}}},
        "oven": {"$ref": "#/$defs/oven"}}}},
    "schema": {"const": 1, "description": "the version"}
  },
  "required": ["schema"],
  "$defs": {"oven": {"title": "oven", "type": "object", "description": "where it was baked",
    "properties": {"heat": {"$ref": "#/$defs/degrees"}}},
    "degrees": {"type": "number", "description": "in degrees"}}
})";

}  // namespace

TEST_CASE("each key has its type, whether it is always there, and what it means") {
  const auto text = report_keys(k_schema);
  CHECK(text.starts_with(".SS The run\n.TP\n\\fBschema\\fR (1; always)\nthe version.\n.SS loaf[]\n"));
  CHECK(says(text, "\nwhat was baked.\n.TP\n\\fBweight\\fR (whole number; always)\nin \\fBgrams\\fR.\n"));
}

TEST_CASE("a key in another one is named with it") {
  const auto text = report_keys(k_schema);
  CHECK(
      says(text, "\\fBslices[]\\fR (list)\nof it.\n.TP\n\\fBslices[].crust\\fR (thick, thin)\naround it.\n"));
}

TEST_CASE("what several keys refer to is a section of its own") {
  const auto text = report_keys(k_schema);
  CHECK(says(text, "\\fBoven\\fR (object)\nwhere it was baked; see Each oven.\n"));
  CHECK(text.ends_with(".SS Each oven\nwhere it was baked.\n.TP\n\\fBheat\\fR (number)\nin degrees.\n"));
}

}  // namespace provtool::man
