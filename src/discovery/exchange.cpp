#include "discovery/exchange.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "discovery/schedule.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_most_kept = 256;
// An answer that comes so soon after a repeat is an answer to that repeat.
constexpr Duration k_prompt = std::chrono::milliseconds(100);
// ISC dhcpd and dnsmasq look whether an address is in use before they offer it.
constexpr std::array<Duration, 2> k_address_checks{std::chrono::seconds(1), std::chrono::seconds(3)};
constexpr Duration k_check_tolerance = std::chrono::milliseconds(400);

bool may_be_an_address_check(Duration elapsed) {
  return std::any_of(k_address_checks.begin(), k_address_checks.end(), [elapsed](Duration check) {
    return elapsed >= check && elapsed < check + k_check_tolerance;
  });
}

}  // namespace

void Exchange::ask(Instant time) {
  if (asked.size() < k_most_kept) asked.push_back(time);
}

void Exchange::answer(Instant time) {
  if (!answered) answered = time;
  ++answers;
}

std::size_t Exchange::asked_before(Instant time) const {
  return static_cast<std::size_t>(
      std::count_if(asked.begin(), asked.end(), [time](Instant sent) { return sent <= time; }));
}

bool Exchange::proves_silence() const {
  return !answered && asked.size() >= k_proof_of_silence;
}

bool Exchange::needed_a_repeat() const {
  return asked_before(answered.value_or(asked.empty() ? Instant{} : asked.back())) > 1;
}

std::optional<std::string> lost_part(const Exchange& exchange, std::string_view name, Answering answering) {
  if (!exchange.answered) return std::nullopt;
  const auto asked = exchange.asked_before(*exchange.answered);
  if (asked < 2 || exchange.answers >= asked) return std::nullopt;
  if (*exchange.answered - exchange.asked[asked - 1] > k_prompt) return std::nullopt;
  if (answering == Answering::after_address_check &&
      may_be_an_address_check(*exchange.answered - exchange.asked.front()))
    return std::nullopt;
  return fmt::format("{} of {} {}s", exchange.answers, asked, name);
}

}  // namespace provtool
