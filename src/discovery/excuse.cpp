#include "discovery/excuse.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "findings/catalogue.hpp"

namespace provtool {

namespace {

// A window counts from the decision to ask; the question reaches the link a little later.
constexpr Duration k_handing_over = std::chrono::milliseconds(50);

}  // namespace

std::optional<Excuse> excuse_silence(const Ending& ending, bool finished, const std::string& interface) {
  if (ending.silent)
    return Excuse{fmt::format("nothing at all was received on {}", interface), hint_of("host.silent-link")};
  if (finished) return std::nullopt;
  switch (ending.end) {
    case RunEnd::interrupted:
      return Excuse{fmt::format("interrupted after {}", to_seconds_text(ending.ran)),
                    "Let it run to its end."};
    case RunEnd::deadline:
      return Excuse{fmt::format("the deadline (--timeout) was reached after {}", to_seconds_text(ending.ran)),
                    "Allow more time with --timeout."};
    case RunEnd::certain:
      return Excuse{"the run ended before it could answer, because the winner was certain (--first)",
                    "Leave out --first."};
    case RunEnd::finished:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<LostPacket> find_lost(const Ending& ending, const AnswerShape& answer) {
  const auto is_one_of = [](const auto& all, const auto& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  const auto found = std::find_if(ending.lost.begin(), ending.lost.end(), [&](const LostPacket& lost) {
    const auto& known = lost.known;
    return !known.vlan && known.protocol == Protocol::udp &&
           (known.source.address.v6() != nullptr) == answer.over_ipv6 &&
           (!lost.knows_ports || is_one_of(answer.ports, known.destination.port)) &&
           (known.destination_mac.is_group() || is_one_of(answer.macs, known.destination_mac));
  });
  return found == ending.lost.end() ? std::nullopt : std::optional(*found);
}

Excuse excuse_lost(const LostPacket& lost, const std::string& interface) {
  const auto port = lost.knows_ports
                        ? fmt::format(" to port {}", static_cast<unsigned>(lost.known.destination.port))
                        : std::string();
  return {fmt::format("a packet from {}{} reached {} {}", lost.known.source.address.text(), port, interface,
                      to_text(lost.why)),
          "Ask again; if it stays so, look for what loses fragments on the way, or make the answer shorter."};
}

SourceEvidence silent_source(SourceId source, const std::optional<Excuse>& excuse,
                             const std::string& silence) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = excuse ? Status::not_tested : Status::no_answer;
  evidence.reason = excuse ? excuse->reason : silence;
  if (excuse) evidence.to_settle = excuse->to_settle;
  return evidence;
}

std::optional<Excuse> excuse_capture(Instant capture_ends, std::optional<Instant> asked, Duration window,
                                     const std::string& question) {
  if (!asked)
    return Excuse{fmt::format("the capture contains no {} from this phone", question),
                  "Capture from before the phone asks."};
  if (capture_ends + k_handing_over < *asked + window)
    return Excuse{
        fmt::format("the capture ends {} after the {}", to_seconds_text(capture_ends - *asked), question),
        fmt::format("Capture for at least {} after it.", to_seconds_text(window))};
  return std::nullopt;
}

Excuse excuse_not_opened(const Trouble& trouble) {
  const bool denied = trouble.kind == Trouble::Kind::no_privilege;
  return {trouble.message, denied ? hint_of("host.no-privilege") : ""};
}

Excuse still_waiting() {
  return {"waiting for an answer", ""};
}

}  // namespace provtool
