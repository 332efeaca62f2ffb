#include "discovery/expectations.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

Decision won_by_160() {
  Decision decision;
  decision.outcome = Outcome::won;
  decision.winner = SourceId::dhcp160;
  decision.url = "http://prov.example.com/";
  decision.resolved = {"http://prov.example.com/KX-UTG200B.cfg"};
  return decision;
}

std::vector<std::string> messages(const Decision& decision, const ExpectOptions& expected) {
  std::vector<std::string> messages;
  for (const auto& finding : unmet_expectations(decision, expected)) {
    CHECK(finding.id == "decision.expectation");
    messages.push_back(finding.message);
  }
  return messages;
}

ExpectOptions expecting(std::optional<SourceId> source, std::optional<std::string> url) {
  ExpectOptions expected;
  expected.source = source;
  expected.url = std::move(url);
  return expected;
}

}  // namespace

TEST_CASE("nothing expected, nothing broken; and what is met is met") {
  CHECK(messages(won_by_160(), {}).empty());
  CHECK(messages(won_by_160(), expecting(SourceId::dhcp160, "http://prov.example.com/")).empty());
}

TEST_CASE("a URL is met as received and as resolved") {
  CHECK(messages(won_by_160(), expecting({}, "http://prov.example.com/KX-UTG200B.cfg")).empty());
  CHECK(messages(won_by_160(), expecting({}, "http://other.example.com/")).size() == 1);
}

TEST_CASE("each expectation that is not met is told by itself, also when nothing won") {
  CHECK(messages(won_by_160(), expecting(SourceId::pnp, "http://other.example.com/")).size() == 2);
  Decision none;
  none.outcome = Outcome::none;
  const auto told = messages(none, expecting(SourceId::pnp, "http://other.example.com/"));
  REQUIRE(told.size() == 2);
  CHECK(told[0].find("no source") != std::string::npos);
  CHECK(told[1].find("none") != std::string::npos);
}

TEST_CASE("an undetermined decision breaks no expectation") {
  CHECK(messages({}, expecting(SourceId::pnp, "http://other.example.com/")).empty());
}

}  // namespace provtool
