#include "config/attributes.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using testing::Ids;

std::vector<Finding> judged(const std::vector<Attribute>& attributes,
                            std::string_view element = "CFG_CYCLIC") {
  const auto bytes = to_bytes("<a/>");
  const SourceText source(bytes);
  const EditedText text(source);
  PlacedFindings findings("a.cfg", text);
  judge_parameter_attributes(
      attributes, element, [] { return "Device/X"; }, 0, findings);
  return findings.take();
}
std::vector<Finding> judged_section(const std::vector<Attribute>& attributes, bool numbered) {
  const auto bytes = to_bytes("<a/>");
  const SourceText source(bytes);
  const EditedText text(source);
  PlacedFindings findings("a.cfg", text);
  judge_section_attributes(attributes, "Line", numbered, 0, findings);
  return findings.take();
}

Ids ids(const std::vector<Finding>& findings) {
  return testing::ids_of(findings);
}

}  // namespace

TEST_CASE("perm has six values, and everything else is an error that names the parameter") {
  for (const auto* perm : {"", "RW", "R", "!", "!RW", "!R"}) CHECK(ids(judged({{"perm", perm}})) == Ids{});
  for (const auto* perm : {"rw", "W", "R!", "RW!", "!W", "!!", " RW", "RW ", "RO", "R W", "1"}) {
    const auto findings = judged({{"perm", perm}});
    REQUIRE(ids(findings) == Ids{"config.bad-perm"});
    CHECK(findings[0].severity == Severity::error);
    CHECK(findings[0].place.parameter == "Device/X");
  }
  CHECK(judged({{"perm", "rw"}})[0].message == "perm=\"rw\" of CFG_CYCLIC is none of RW, R, !, !RW and !R");
}

TEST_CASE("access is A, U or AU; UA and nothing are odd, and nothing is lost by them") {
  for (const auto* access : {"A", "U", "AU"}) CHECK(ids(judged({{"access", access}})) == Ids{});
  for (const auto* access : {"UA", ""}) {
    const auto findings = judged({{"access", access}});
    REQUIRE(ids(findings) == Ids{"config.bad-access"});
    CHECK(findings[0].severity == Severity::warning);
  }
  for (const auto* access : {"a", "AUA", "AA", " A", "RW", "All"}) {
    const auto findings = judged({{"access", access}});
    REQUIRE(ids(findings) == Ids{"config.bad-access"});
    CHECK(findings[0].severity == Severity::error);
  }
}

TEST_CASE("another attribute has no place in a parameter, and its value is not quoted") {
  CHECK(ids(judged({{"perm", "RW"}, {"access", "A"}})) == Ids{});
  const auto findings = judged({{"Perm", "S3cret"}, {"xmlns", "S3cret"}});
  REQUIRE(ids(findings) == Ids{"config.unknown-attribute", "config.unknown-attribute"});
  CHECK(findings[0].message == "the attribute Perm has no place in CFG_CYCLIC; did you mean perm?");
  CHECK(findings[1].message == "the attribute xmlns has no place in CFG_CYCLIC");
}

TEST_CASE("a section has no attribute, and a line has its index") {
  CHECK(ids(judged_section({}, false)) == Ids{});
  CHECK(ids(judged_section({{"perm", "RW"}}, false)) == Ids{"config.unknown-attribute"});
  CHECK(ids(judged_section({{"idx", "1"}}, false)) == Ids{"config.unknown-attribute"});
  CHECK(ids(judged_section({{"idx", "1"}}, true)) == Ids{});
  CHECK(ids(judged_section({}, true)) == Ids{"config.line-index"});
  const auto findings = judged_section({{"IDX", "1"}}, true);
  REQUIRE(ids(findings) == Ids{"config.unknown-attribute", "config.line-index"});
  CHECK(testing::says(findings[0], "did you mean idx?"));
}

TEST_CASE("a line's index is one digit from 1 to 8") {
  for (const auto* idx : {"1", "2", "7", "8"}) CHECK(ids(judged_section({{"idx", idx}}, true)) == Ids{});
  for (const auto* idx : {"", "0", "9", "01", "10", "-1", "+1", " 1", "1 ", "1.0", "a", "\xc2\xb2"})
    CHECK(ids(judged_section({{"idx", idx}}, true)) == Ids{"config.line-index"});
}

TEST_CASE("what a file says is cut, and masked when it is a secret") {
  const auto long_one = judged({{"perm", std::string(10000, 'x')}});
  CHECK(long_one[0].message.size() < 200);
  const auto secret = judged({{"perm", "http://u:S3cret@h/"}});
  CHECK(with_secrets(secret[0].message, Secrets::mask).find("S3cret") == std::string::npos);
}

}  // namespace provtool
