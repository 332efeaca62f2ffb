#include "report/catalogue_file.hpp"

#include <doctest/doctest.h>

#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

Expected<MoreParameters> read(std::string_view json) {
  return read_catalogue_file(json, "more.json", Catalogue());
}

std::string trouble_of(std::string_view json) {
  const auto more = read(json);
  return more ? "" : more.error().message;
}

}  // namespace

TEST_CASE("a parameter that is not known is taken with its rule") {
  const auto more =
      read(R"([{"name": "NEW_ONE", "path": "Device/System/Prov", "type": "integer", "minimum": -3,
                              "maximum": 7, "confidence": "guide"}])");
  REQUIRE(more);
  REQUIRE(more->parameters.size() == 1);
  const auto& parameter = more->parameters.front();
  CHECK(parameter.name == "NEW_ONE");
  CHECK(parameter.section == "Device/System/Prov");
  CHECK(parameter.rule.type == ValueType::integer);
  CHECK(parameter.rule.minimum == -3);
  CHECK(parameter.rule.maximum == 7);
  CHECK(parameter.rule_confidence == Confidence::guide);
  CHECK(parameter.file == FileKind::device);
  CHECK_FALSE(parameter.secret);
  CHECK(more->contradictions.empty());
}

TEST_CASE("what an entry leaves out follows from its name and path") {
  const auto more = read(R"([{"name": "LINE_TOKEN", "path": "Device/Lines/Line/Sip"},
                             {"name": "CFG_OTHER_FILE_PATH", "path": "Initial/CfgFiles"}])");
  REQUIRE(more);
  CHECK(more->parameters[0].per_line);
  CHECK(more->parameters[0].secret);
  CHECK(more->parameters[0].confidence == Confidence::sample);
  CHECK(more->parameters[1].file == FileKind::initial);
  CHECK_FALSE(more->parameters[1].per_line);
}

TEST_CASE("of a parameter that is known only what differs is said, and the rest stays") {
  const auto more = read(R"([{"name": "CFG_CYCLIC", "type": "integer"}])");
  REQUIRE(more);
  const auto* known = Catalogue().find("CFG_CYCLIC");
  CHECK(more->parameters.front().section == known->section);
  REQUIRE(more->contradictions.size() == 1);
  CHECK(says(more->contradictions.front(), "of CFG_CYCLIC it says type integer, not flag"));
  CHECK(says(more->contradictions.front(), known->source));
}

TEST_CASE("an entry that says what is known contradicts nothing") {
  const auto more = read(R"([{"name": "CFG_CYCLIC", "path": "Device/System/Prov", "type": "flag"}])");
  REQUIRE(more);
  CHECK(more->contradictions.empty());
}

TEST_CASE("a secret stays one, whatever the file says") {
  const auto more = read(R"([{"name": "ADMIN_PASS", "secret": false}])");
  REQUIRE(more);
  CHECK(more->parameters.front().secret);
  CHECK(says(more->contradictions.front(), "secret false, not true"));
}

TEST_CASE("what cannot be read is named by its entry") {
  CHECK(trouble_of("{") == "more.json is not a JSON list of parameters");
  CHECK(trouble_of("{}") == "more.json is not a JSON list of parameters");
  CHECK(trouble_of("[1]") == "entry 1 of more.json cannot be read: it is not an object");
  CHECK(trouble_of("[{}]") == "entry 1 of more.json cannot be read: it has no \"name\"");
  CHECK(trouble_of(R"([{"name": ""}])") == "entry 1 of more.json cannot be read: it has no \"name\"");
  CHECK(trouble_of(R"([{"name": "A"}])") == "entry 1 of more.json cannot be read: it has no \"path\"");
  const auto of = [](std::string_view rest) {
    return trouble_of(R"([{"name": "A", "path": "Device/X", )" + std::string(rest) + "}]");
  };
  CHECK(says(of(R"("type": "number")"), "\"type\" is \"number\", which is not known"));
  CHECK(says(of(R"("minimum": "1")"), "\"minimum\" is not a whole number that fits"));
  CHECK(says(of(R"("max_length": -1)"), "\"max_length\" is not a whole number that fits"));
  CHECK(says(of(R"("secret": 1)"), "\"secret\" is neither true nor false"));
  CHECK(says(of(R"("allowed": "Y")"), "\"allowed\" is not a list"));
  CHECK(says(of(R"("allowed": [1])"), "\"allowed\" is not text"));
  CHECK(says(of(R"("sample": 1)"), "\"sample\" is not text"));
  CHECK(says(of(R"("colour": 1)"), "it has the key \"colour\", which means nothing here"));
  CHECK(says(trouble_of(R"([{"name": "A", "path": "Device/X"}, {"name": "A", "path": "Device/X"}])"),
             "entry 2 of more.json cannot be read: A is in it twice"));
}

TEST_CASE("allowed words are compared as a list") {
  const auto more = read(R"([{"name": "CFG_CYCLIC", "allowed": ["on", "off"]}])");
  REQUIRE(more);
  CHECK(says(more->contradictions.front(), "allowed on off, not anything"));
  CHECK(more->parameters.front().rule.allowed.size() == 2);
}

}  // namespace provtool
