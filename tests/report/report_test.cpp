#include "report/report.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::chrono_literals;

RankedSource found(const std::string& value) {
  RankedSource source;
  source.evidence.source = SourceId::dhcp66;
  source.evidence.status = Status::found;
  source.evidence.reason = "192.0.2.1 sent it";
  source.evidence.candidate = Candidate{to_bytes(value), read_url(value, Identity{})};
  source.evidence.server = "192.0.2.1";
  source.evidence.elapsed = 12ms;
  source.evidence.confidence = Confidence::sibling;
  source.status = source.evidence.status;
  source.reason = source.evidence.reason;
  source.rank = 5;
  source.standing = Standing::won;
  return source;
}

}  // namespace

TEST_CASE("a source is reported as it was received and as it is read") {
  const auto section = to_section(found(std::string("192.0.2.1\0", 10)));
  CHECK(section.source == SourceId::dhcp66);
  CHECK(section.rank == 5);
  CHECK(section.status == Status::found);
  CHECK(section.standing == Standing::won);
  CHECK(section.reason == "192.0.2.1 sent it");
  REQUIRE(section.raw);
  CHECK(section.raw->text == std::string("192.0.2.1\0", 10));
  CHECK(section.raw->hex == "3139322e302e322e3100");
  CHECK(section.url == "192.0.2.1");
  CHECK(section.resolved.size() == 4);
  CHECK(section.server == "192.0.2.1");
  CHECK(section.elapsed == 12ms);
  CHECK(section.confidence == Confidence::sibling);
}

TEST_CASE("a value that the phone would not look at is not reported as one") {
  auto source = found("http://prov.example.com/");
  source.status = Status::not_applicable;
  const auto section = to_section(source);
  CHECK(section.status == Status::not_applicable);
  CHECK_FALSE(section.raw);
  CHECK(section.url.empty());
}

TEST_CASE("a source without a value has neither raw nor URL") {
  RankedSource source;
  source.evidence.source = SourceId::pnp;
  source.evidence.status = Status::no_answer;
  const auto section = to_section(source);
  CHECK_FALSE(section.raw);
  CHECK(section.url.empty());
  CHECK(section.resolved.empty());
  CHECK_FALSE(section.rank);
  CHECK_FALSE(section.server);
  CHECK_FALSE(section.elapsed);
}

TEST_CASE("verdicts have the contract's names") {
  CHECK(to_text(VerdictStatus::ok) == "ok");
  CHECK(to_text(VerdictStatus::warning) == "warning");
  CHECK(to_text(VerdictStatus::failed) == "failed");
  CHECK(to_text(VerdictStatus::undetermined) == "undetermined");
}

}  // namespace provtool
