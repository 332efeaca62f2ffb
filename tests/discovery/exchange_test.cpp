#include "discovery/exchange.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::chrono_literals;

Exchange exchange(const std::vector<Duration>& asked, const std::vector<Duration>& answered) {
  Exchange exchange;
  for (const auto time : asked) exchange.ask({time});
  for (const auto time : answered) exchange.answer({time});
  return exchange;
}

std::string lost(const Exchange& exchange, Answering answering = Answering::at_once) {
  return lost_part(exchange, "SUBSCRIBE", answering).value_or("");
}

}  // namespace

TEST_CASE("three unanswered questions prove a silence, two do not") {
  CHECK_FALSE(exchange({}, {}).proves_silence());
  CHECK_FALSE(exchange({0s}, {}).proves_silence());
  CHECK_FALSE(exchange({0s, 500ms}, {}).proves_silence());
  CHECK(exchange({0s, 500ms, 1s}, {}).proves_silence());
  CHECK_FALSE(exchange({0s, 500ms, 1s}, {1002ms}).proves_silence());
}

TEST_CASE("a repeat was needed when the first answer came after it") {
  CHECK_FALSE(exchange({}, {}).needed_a_repeat());
  CHECK_FALSE(exchange({0s}, {2ms}).needed_a_repeat());
  CHECK_FALSE(exchange({0s, 500ms}, {2ms}).needed_a_repeat());
  CHECK(exchange({0s, 500ms}, {502ms}).needed_a_repeat());
}

TEST_CASE("an answer right after a repeat tells that the earlier ones were lost") {
  CHECK(lost(exchange({0s, 500ms}, {502ms})) == "1 of 2 SUBSCRIBEs");
  CHECK(lost(exchange({0s, 500ms, 1s}, {1002ms, 1003ms})) == "2 of 3 SUBSCRIBEs");
  CHECK(lost(exchange({0s}, {2ms})) == "");
  CHECK(lost(exchange({0s, 500ms}, {})) == "");
}

TEST_CASE("a slow server loses nothing") {
  CHECK(lost(exchange({0s, 500ms}, {650ms})) == "");
  CHECK(lost(exchange({0s, 500ms}, {501ms, 1001ms})) == "");  // it answers each
}

TEST_CASE("a server that looks for the address first loses nothing") {
  for (const auto elapsed : {Duration(1010ms), Duration(3020ms)}) {
    const auto checked = exchange({0s, elapsed - 10ms}, {elapsed});
    CHECK(lost(checked, Answering::after_address_check) == "");
    CHECK(lost(checked) == "1 of 2 SUBSCRIBEs");
  }
  CHECK(lost(exchange({0s, 500ms}, {510ms}), Answering::after_address_check) == "1 of 2 SUBSCRIBEs");
}

}  // namespace provtool
