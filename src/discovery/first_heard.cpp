#include "discovery/first_heard.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "discovery/assumed.hpp"

namespace provtool {

namespace {

// Two servers of one link that answer at once are seldom further apart.
constexpr Duration k_behind_an_answer = std::chrono::milliseconds(250);

bool is_of_dhcp(SourceId source) {
  return kind_of(source).dhcp_option || kind_of(source).family == Family::ipv6;
}

bool was_answered(const RankedSource& source) {
  return source.status == Status::found || source.status == Status::unusable ||
         source.status == Status::empty;
}

// A DHCPv4 row that the outcome rests on: the winner, or one above it that a server left empty.
const SourceEvidence* dhcp4_answer(const Decision& decision) {
  for (const auto& source : decision.sources) {
    if (kind_of(source.evidence.source).dhcp_option && was_answered(source)) return &source.evidence;
    if (source.standing == Standing::won) break;
  }
  return nullptr;
}

// How long DHCPv4 servers were listened to; not longer than the run.
Duration listened(const SourceEvidence& answer, const Ending& ending, const TimeOptions& times) {
  const auto behind_it = answer.elapsed.value_or(Duration::zero()) + k_least_settle;
  const auto settled = std::max(times.settle.value_or(k_dhcp4_settle), behind_it);
  return std::min({settled, dhcp_window(times), ending.ran});
}

}  // namespace

std::optional<Instant> certain_from(const Decision& decision, Instant begun) {
  if (decision.outcome != Outcome::won) return std::nullopt;
  if (!is_of_dhcp(*decision.winner)) return begun;
  const auto winner = std::find_if(decision.sources.begin(), decision.sources.end(), [&](const auto& source) {
    return source.evidence.source == decision.winner;
  });
  return begun + winner->evidence.elapsed.value_or(Duration::zero()) + k_behind_an_answer;
}

std::vector<Finding> first_only(const Decision& decision, const Ending& ending, const Settings& settings) {
  if (decision.outcome == Outcome::contested) return {};
  const bool stopped = ending.end == RunEnd::certain;
  if (const auto* answer = dhcp4_answer(decision)) {
    const auto heard = listened(*answer, ending, settings.how_long);
    if (stopped)
      return {make_finding("dhcp4.first-only",
                           fmt::format("the run ended with the first winner (--first), {} after asking; DHCP "
                                       "servers that answer later were not waited for and may differ",
                                       to_seconds_text(ending.ran)))};
    if (heard < k_dhcp4_patience)
      return {make_finding("dhcp4.first-only",
                           fmt::format("DHCP servers were listened to for {} only; one that looks for the "
                                       "address first answers after 3 s, and may differ",
                                       to_seconds_text(heard)))};
  }
  if (stopped && decision.winner && kind_of(*decision.winner).family == Family::ipv6)
    return {make_finding("dhcp6.first-only",
                         fmt::format("the run ended with the first winner (--first), {} after asking; DHCPv6 "
                                     "servers that answer later were not waited for and may differ",
                                     to_seconds_text(ending.ran)))};
  return {};
}

}  // namespace provtool
