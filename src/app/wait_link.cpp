#include "app/wait_link.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/progress.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "discovery/assumed.hpp"
#include "host/link.hpp"
#include "report/disclosure.hpp"

namespace provtool {

namespace {

constexpr Duration k_glance = std::chrono::milliseconds(200);

std::string waiting_for(const std::string& names, Duration waited, Duration longest) {
  return disclosed(fmt::format("Waiting for the link of {}, {} of {} (--wait-link)", foreign(names),
                               to_seconds_text(waited), to_seconds_text(longest)),
                   Secrets::mask);
}

}  // namespace

std::vector<Interface> interfaces_with_link(Run& run) {
  auto interfaces = run.world.interfaces();
  const auto longest = link_wait(run.options.how_long);
  const Instant end = std::min(run.start + longest, run.deadline.value_or(run.start + longest));
  StatusLine line(run.options, run.console);
  while (run.world.now() < end) {
    const auto awaited = awaited_links(interfaces, run.options.where.interface);
    if (awaited.empty()) break;
    const Instant now = run.world.now();
    line.show(waiting_for(listed(awaited), now - run.start, longest));
    const auto arrivals = run.world.wait(std::min(now + k_glance, end));
    if (arrivals.interrupted) run.end = RunEnd::interrupted;
    if (arrivals.interrupted || arrivals.trouble) break;
    interfaces = run.world.interfaces();
  }
  return interfaces;
}

}  // namespace provtool
