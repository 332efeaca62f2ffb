#include <doctest/doctest.h>

#include <algorithm>

#include "explain/explain.hpp"
#include "explain/pages.hpp"

namespace provtool {

using testing::contains;
using testing::text_of;

namespace {

Explanation page_of(std::string_view name, const Context& context = {}) {
  const auto parameters = known_parameters();
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [name](const Parameter& parameter) { return parameter.name == name; });
  REQUIRE(found != parameters.end());
  return explain_parameter(*found, context);
}

}  // namespace

TEST_CASE("a parameter's page has meaning, path, values, a sample and where it is known from") {
  const auto page = page_of("CFG_CYCLIC");
  CHECK(page.kind == "parameter");
  CHECK(contains(text_of(page, ""), "again and again"));
  CHECK(contains(text_of(page, "Name and place"), "Device/System/Prov/CFG_CYCLIC\n"));
  CHECK(contains(text_of(page, "Its value"), "Y or N. (sample: "));
  CHECK(text_of(page, "In a file") == "<CFG_CYCLIC>N</CFG_CYCLIC>\n");
  CHECK(contains(text_of(page, "Where it is known from"), "template"));
  CHECK(contains(text_of(page, "Check again"), "provtool validate "));
}

TEST_CASE("a parameter of the initial file, and one of each line, are said to be") {
  CHECK(contains(text_of(page_of("CFG_STANDARD_FILE_PATH"), ""), "the initial file"));
  CHECK(contains(text_of(page_of("SIP_URI"), "Name and place"), "once in each Line"));
}

TEST_CASE("how sure name and place are is told apart where it differs") {
  CHECK(contains(text_of(page_of("ADMIN_ID"), "Name and place"), "The name. (guide: "));
  CHECK(contains(text_of(page_of("ADMIN_ID"), "Name and place"), "The place. (sample: "));
  CHECK_FALSE(contains(text_of(page_of("SYSLOG_PORT"), "Name and place"), "The place."));
}

TEST_CASE("a secret's page has no value") {
  const auto page = page_of("CFG_FILE_KEY");
  CHECK(text_of(page, "In a file") == "<CFG_FILE_KEY></CFG_FILE_KEY>\n");
  CHECK(contains(text_of(page, "Its value"), "--show-secrets"));
}

TEST_CASE("every parameter has a page") {
  for (const auto& parameter : known_parameters()) {
    CAPTURE(parameter.name);
    CHECK(explain_parameter(parameter, {}).parts.size() >= 6);
  }
}

}  // namespace provtool
