#include "report/live_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "discovery/excuse.hpp"
#include "findings/catalogue.hpp"
#include "report/discovery_summary.hpp"
#include "report/source_names.hpp"
#include "report/source_table.hpp"

namespace provtool {

namespace {

bool is_waited_for(const SourceSection& source) {
  return source.status == Status::not_tested && source.reason == still_waiting().reason;
}

// The highest value; null when there is none.
const SourceSection* best_of(const DiscoverySection& discovery) {
  for (const auto& source : discovery.sources)
    if (source.standing == Standing::won) return &source;
  for (const auto& source : discovery.sources)
    if (source.status == Status::found) return &source;
  return nullptr;
}

std::string so_far(const SourceSection* best) {
  if (best == nullptr) return "no URL";
  return fmt::format("{} would win:  {}", opening(name_of(best->source)),
                     best->resolved.empty() ? best->url : best->resolved.front());
}

Duration window_of(SourceId source, const Waiting& waiting) {
  if (source == SourceId::pnp) return waiting.pnp;
  return source == SourceId::redirect ? waiting.redirect : waiting.dhcp;
}

std::string how_long(Duration elapsed, Duration whole) {
  if (whole < elapsed) return to_seconds_text(elapsed);
  return fmt::format("{} of {}", to_seconds_text(elapsed), to_seconds_text(whole));
}

// The three options come in one answer.
std::string asked_name(SourceId source) {
  if (kind_of(source).dhcp_option) return "DHCP";
  return source == SourceId::dhcp6 ? "DHCPv6" : name_of(source);
}

// Who is waited for: those that come before the best, and others.
struct Awaited {
  std::vector<std::string> above;
  std::vector<std::string> others;
  Duration whole{};
};

Awaited awaited_in(const DiscoverySection& discovery, const SourceSection* best, const Waiting& waiting) {
  Awaited awaited;
  for (const auto& source : discovery.sources) {
    if (!is_waited_for(source)) continue;
    const bool above = best != nullptr && source.rank.value_or(99) < best->rank.value_or(99);
    auto& names = above ? awaited.above : awaited.others;
    if (const auto name = asked_name(source.source);
        std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
    awaited.whole = std::max(awaited.whole, window_of(source.source, waiting));
  }
  return awaited;
}

// "for SIP PnP, which comes before it: 2.1 s of 5.0 s"
std::string waited_for(const DiscoverySection& discovery, const SourceSection* best, const Waiting& waiting) {
  const auto awaited = awaited_in(discovery, best, waiting);
  if (awaited.above.empty() && awaited.others.empty())
    return fmt::format("for another answer, which may differ: {}", how_long(waiting.elapsed, waiting.settle));
  const auto others = listed(awaited.others);
  if (awaited.above.empty())
    return fmt::format("for {}: {}", others, how_long(waiting.elapsed, awaited.whole));
  return fmt::format(
      "for {}, which {} before it{}: {}", listed(awaited.above), awaited.above.size() == 1 ? "comes" : "come",
      others.empty() ? "" : fmt::format(", and {}", others), how_long(waiting.elapsed, awaited.whole));
}

bool lacks_privilege(const DiscoverySection& discovery) {
  return std::any_of(discovery.sources.begin(), discovery.sources.end(), [](const SourceSection& source) {
    return source.to_settle == hint_of("host.no-privilege");
  });
}

}  // namespace

Page to_live_view(const DiscoverySection& discovery, const Waiting& waiting) {
  const auto* best = best_of(discovery);
  TableBlock head{1, false, {}, {}};
  const auto add = [&head](std::string name, std::string text) {
    head.rows.push_back({{{std::move(name)}, {std::move(text)}}});
  };
  add("So far", so_far(best));
  add("Waiting", waited_for(discovery, best, waiting));
  if (lacks_privilege(discovery)) {
    add("Do", "This user may not ask DHCP, which decides on most networks:");
    for (const auto& way : ways_to_privilege(waiting.command)) add("", way);
  }
  return {std::move(head), source_table(discovery, waiting.mode)};
}

}  // namespace provtool
