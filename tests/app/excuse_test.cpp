#include "app/excuse.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::chrono_literals;

constexpr bool k_window_over = true;
constexpr bool k_window_open = false;

std::string reason_of(const Ending& ending, bool finished) {
  const auto excuse = excuse_silence(ending, finished, "eth0");
  return excuse ? excuse->reason : "(none)";
}

}  // namespace

TEST_CASE("silence through a whole window on a live link needs no excuse, whatever ended the run") {
  for (const auto end : {RunEnd::finished, RunEnd::certain, RunEnd::deadline, RunEnd::interrupted})
    CHECK(reason_of({end, 5s}, k_window_over) == "(none)");
}

TEST_CASE("a run that ended too early is the excuse") {
  CHECK(reason_of({RunEnd::interrupted, 1200ms}, k_window_open) == "interrupted after 1.2 s");
  CHECK(reason_of({RunEnd::deadline, 2s}, k_window_open) == "the deadline (--timeout) came after 2.0 s");
  CHECK(reason_of({RunEnd::certain, 12ms}, k_window_open) ==
        "the run ended before it could answer, because the winner was certain (--first)");
}

TEST_CASE("each excuse says what would settle it") {
  for (const auto& ending : {Ending{RunEnd::interrupted, 1s}, Ending{RunEnd::deadline, 1s},
                             Ending{RunEnd::certain, 1s}, Ending{RunEnd::finished, 5s, true}}) {
    const auto excuse = excuse_silence(ending, k_window_open, "eth0");
    REQUIRE(excuse);
    CHECK(excuse->to_settle.ends_with("."));
  }
}

TEST_CASE("a silent link excuses also a whole window") {
  CHECK(reason_of({RunEnd::finished, 5s, true}, k_window_over) == "nothing at all was received on eth0");
}

TEST_CASE("an excused source is not tested, and knows what would settle it") {
  const auto source =
      silent_source(SourceId::pnp, Excuse{"interrupted after 1.0 s", "Let it run."}, "no answer");
  CHECK(source.source == SourceId::pnp);
  CHECK(source.status == Status::not_tested);
  CHECK(source.reason == "interrupted after 1.0 s");
  CHECK(source.to_settle == "Let it run.");
}

TEST_CASE("without an excuse nobody answered") {
  const auto source = silent_source(SourceId::pnp, std::nullopt, "no answer within 5.0 s");
  CHECK(source.status == Status::no_answer);
  CHECK(source.reason == "no answer within 5.0 s");
  CHECK(source.to_settle.empty());
}

TEST_CASE("a source that still waits is not tested yet") {
  CHECK(silent_source(SourceId::pnp, still_waiting(), "").status == Status::not_tested);
  CHECK(still_waiting().reason == "waiting for an answer");
}

}  // namespace provtool
