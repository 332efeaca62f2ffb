#include "discovery/schedule.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::chrono_literals;

constexpr Instant at(Duration time) {
  return {time};
}

}  // namespace

TEST_CASE("every question has its row") {
  for (const auto& row : k_schedule) CHECK(schedule_of(row.ask).name == row.name);
  CHECK(k_schedule.back().ask == Ask::subscribe);
}

TEST_CASE("a question is due at its time, and again half a second after it was asked") {
  Repeated question(at(1s));
  CHECK_FALSE(question.is_due(at(999ms), at(5s)));
  CHECK(question.is_due(at(1s), at(5s)));
  question.asked(at(1010ms));
  CHECK(question.next(at(5s)) == at(1510ms));
  CHECK(question.first() == at(1010ms));
  question.answered();
  CHECK_FALSE(question.next(at(5s)));
}

TEST_CASE("nothing is asked again when there is no time for an answer") {
  Repeated question(at(0s));
  question.asked(at(0s));
  CHECK_FALSE(question.next(at(749ms)));
  CHECK(question.next(at(750ms)) == at(500ms));
}

TEST_CASE("what others send makes no question more frequent") {
  Repeated question;
  question.again_at(at(0s));
  CHECK(question.is_due(at(0s), at(5s)));
  question.asked(at(0s));
  question.answered();
  question.again_at(at(1ms));
  CHECK(question.next(at(5s)) == at(500ms));
  question.again_at(at(2s));
  CHECK(question.next(at(5s)) == at(2s));
}

TEST_CASE("the first question is asked in the shortest window") {
  CHECK(Repeated(at(0s)).is_due(at(0s), at(1ms)));
}

TEST_CASE("what a silent network sees is said beside what a patient client sends") {
  CHECK(seen_by_silent_network(Ask::discover, 5s) ==
        "while nobody answers, 10 DHCPDISCOVERs in 5.0 s, more than a phone sends (RFC 2131 4.1: again after "
        "4 s and 12 s)");
}

TEST_CASE("so often a silent network is asked") {
  CHECK(times_asked(Ask::discover, 5s) == 10);
  CHECK(times_asked(Ask::discover_as_ourselves, 5s) == 3);
  CHECK(times_asked(Ask::discover_as_ourselves, 3s) == 0);
  CHECK(times_asked(Ask::solicit, 5s) == 8);
  CHECK(times_asked(Ask::subscribe, 300ms) == 1);
}

}  // namespace provtool
