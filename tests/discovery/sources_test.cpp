#include "discovery/sources.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/situations.hpp"

namespace provtool {

namespace {

using namespace testing;
using namespace std::chrono_literals;

std::unique_ptr<Situation> asked(const Settings& settings = {}) {
  return std::make_unique<Situation>(settings, usual_phone(), usual_interface({"192.0.2.5", "fe80::5"}),
                                     std::vector<Ipv4Address>{});
}

}  // namespace

TEST_CASE("the sources fill each row of the table once, in its order") {
  const auto situation = asked();
  std::vector<SourceId> filled;
  for (const auto& source : make_sources(*situation))
    for (const auto row : source->rows()) filled.push_back(row);
  std::vector<SourceId> table;
  for (const auto& kind : all_sources()) table.push_back(kind.id);
  CHECK(filled == table);
}

TEST_CASE("each source has evidence of each of its rows, before and after it was asked") {
  const auto situation = asked();
  for (const auto& source : make_sources(*situation))
    for (const auto& ending : {std::optional<Ending>(), std::optional(Ending{})}) {
      std::vector<SourceId> told;
      for (const auto& row : source->evidence(ending)) told.push_back(row.source);
      CHECK(told == source->rows());
    }
}

TEST_CASE("only the redirection server waits for the others, and only it needs no socket to ask") {
  Settings settings;
  settings.what.redirect_url = "http://redirect.example.net/";
  const auto situation = asked(settings);
  for (const auto& source : make_sources(*situation)) {
    CAPTURE(kind_of(source->rows().front()).name);
    const bool is_redirect = source->rows().front() == SourceId::redirect;
    const bool is_manual = source->rows().front() == SourceId::manual;
    CHECK(source->needs().none() == (is_redirect || is_manual));
    Decision nothing_above;
    RankedSource redirect;
    redirect.evidence.source = SourceId::redirect;
    nothing_above.sources = {redirect};
    CHECK(source->takes_turn(nothing_above) == is_redirect);
  }
}

TEST_CASE("a source that was not named needs nothing, does not start, and says who left it out") {
  Settings settings;
  settings.sources = {SourceId::manual};
  const auto situation = asked(settings);
  FakeWorld world{k_start};
  const auto sources = make_sources(*situation);
  for (const auto& source : sources) {
    CHECK(source->needs().none());
    source->start(start_in(world));
    CHECK(source->machine() == nullptr);
    CHECK(source->side_effects().empty());
  }
  const auto decision = decide(sources, *situation, Ending{});
  CHECK(decision.outcome == Outcome::none);
  for (const auto& source : decision.sources)
    CHECK(source.evidence.left_out == (source.evidence.source != SourceId::manual));
}

TEST_CASE("what was lost of all questions is told in one finding") {
  struct Lossy : Source {
    explicit Lossy(std::vector<std::string> told) : parts(std::move(told)) {}
    [[nodiscard]] std::vector<SourceId> rows() const override { return {}; }
    [[nodiscard]] std::vector<SourceEvidence> evidence(
        const std::optional<Ending>& /*ending*/) const override {
      return {};
    }
    [[nodiscard]] std::vector<Finding> findings(const Ending& /*ending*/) const override { return {}; }
    [[nodiscard]] std::vector<std::string> lost_parts() const override { return parts; }
    std::vector<std::string> parts;
  };
  Sources sources;
  sources.push_back(std::make_unique<Lossy>(std::vector<std::string>{}));
  CHECK(findings_of(sources, {}, {}).empty());
  sources.push_back(std::make_unique<Lossy>(std::vector<std::string>{"1 of 3 DHCPDISCOVERs"}));
  sources.push_back(std::make_unique<Lossy>(std::vector<std::string>{"1 of 2 SUBSCRIBEs"}));
  const auto findings = findings_of(sources, {}, {});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].id == "host.lossy");
  CHECK(findings[0].message == "only this was answered: 1 of 3 DHCPDISCOVERs and 1 of 2 SUBSCRIBEs");
}

TEST_CASE("a socket that could not be opened leaves its sources untested") {
  const auto situation = asked();
  const auto sources = make_sources(*situation);
  for (const auto& source : sources)
    if (!source->needs().none()) source->could_not_open({"cannot open a socket: Too many open files"});
  const auto decision = decide(sources, *situation, Ending{});
  CHECK(decision.outcome == Outcome::undetermined);
  CHECK(decision.reason.find("Too many open files") != std::string::npos);
}

TEST_CASE("a capture that holds nothing says so for each source that would have asked") {
  const auto situation = asked();
  const auto sources = make_sources(*situation);
  for (const auto& source : sources) source->read_back(k_start + 10s);
  const auto decision = decide(sources, *situation, Ending{});
  CHECK(decision.outcome == Outcome::undetermined);
  CHECK(decision.reason.find("the capture contains no SUBSCRIBE from this phone") != std::string::npos);
}

}  // namespace provtool
