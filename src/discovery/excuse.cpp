#include "discovery/excuse.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

namespace {

// A window counts from the decision to ask; the question reaches the link a little later.
constexpr Duration k_handing_over = std::chrono::milliseconds(50);

// What happened to this host: whoever was silent may have answered.
std::optional<Excuse> excuse_host(const Ending& ending, const std::string& interface) {
  const auto& meanwhile = ending.meanwhile;
  if (meanwhile.link_lost)
    return Excuse{what_became_of_the_link(ending, interface), hint_of("host.link-lost")};
  if (meanwhile.trouble) return Excuse{*meanwhile.trouble, "Ask again."};
  if (meanwhile.slept > Duration::zero())
    return Excuse{fmt::format("provtool was stopped for {} while it asked", to_seconds_text(meanwhile.slept)),
                  hint_of("host.overslept")};
  if (meanwhile.dropped > 0)
    return Excuse{
        fmt::format("this computer had no room for {} that arrived", counted(meanwhile.dropped, "packet")),
        hint_of("host.dropped")};
  return std::nullopt;
}

// "1 LLDP and 3 spanning tree"
std::string frames_of(const std::map<std::string, std::size_t>& chatter) {
  std::vector<std::string> words;
  for (const auto& [name, count] : chatter) words.push_back(fmt::format("{} {}", count, name));
  return listed(words);
}

bool heard_anything(const Ending& ending) {
  return ending.meanwhile.overheard && !ending.meanwhile.overheard->chatter.empty();
}

Finding silent_link(const Ending& ending, const std::string& interface) {
  const auto ran = to_seconds_text(ending.ran);
  const auto heard = ending.meanwhile.overheard.value_or(Overheard{});
  auto finding =
      make_finding("host.silent-link",
                   !ending.meanwhile.overheard && !ending.received
                       ? fmt::format("whether {} received anything during {} is not known", interface, ran)
                   : heard.chatter.empty()
                       ? fmt::format("{} received nothing during {}", interface, ran)
                       : fmt::format("{} received only what a switch says by itself during {}: {} frames",
                                     interface, ran, frames_of(heard.chatter)));
  if (heard.asks_for_authentication)
    finding.hint = "The switch asks for 802.1X: authenticate this computer, or ask from a port without it.";
  return finding;
}

}  // namespace

std::string what_became_of_the_link(const Ending& ending, const std::string& interface) {
  const auto& link = ending.meanwhile.link;
  const auto when = to_seconds_text(*ending.meanwhile.link_lost - ending.begun);
  if (!link.present) return fmt::format("the interface {} was gone after {}", interface, when);
  return fmt::format("the link of {} went down after {}{}", interface, when,
                     link.works() ? ", and came back" : "");
}

bool nobody_spoke(const Meanwhile& meanwhile, const std::optional<std::uint64_t>& received) {
  return meanwhile.overheard ? !meanwhile.overheard->life : received.value_or(0) == 0;
}

std::vector<Finding> findings_of(const Ending& ending, const std::string& interface) {
  const auto& meanwhile = ending.meanwhile;
  std::vector<Finding> findings;
  if (meanwhile.link_lost)
    findings.push_back(make_finding("host.link-lost", what_became_of_the_link(ending, interface)));
  if (meanwhile.slept > Duration::zero())
    findings.push_back(make_finding(
        "host.overslept",
        fmt::format("provtool was stopped for {} while it asked", to_seconds_text(meanwhile.slept))));
  if (meanwhile.dropped > 0)
    findings.push_back(make_finding(
        "host.dropped",
        fmt::format("this computer had no room for {} that arrived", counted(meanwhile.dropped, "packet"))));
  if (meanwhile.trouble) findings.push_back(make_finding("host.cannot-wait", *meanwhile.trouble));
  if (ending.silent) findings.push_back(silent_link(ending, interface));
  return findings;
}

std::optional<Excuse> excuse_silence(const Ending& ending, bool finished, const std::string& interface) {
  if (ending.silent) {
    const auto who =
        heard_anything(ending) ? "only the switch by itself spoke" : "nothing at all was received";
    return Excuse{fmt::format("{} on {}", who, interface), hint_of("host.silent-link")};
  }
  if (auto excuse = excuse_host(ending, interface)) return excuse;
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
    case RunEnd::failed:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Excuse> excuse_short_window(Duration window, const Patience& patience) {
  if (window >= patience.enough) return std::nullopt;
  return Excuse{fmt::format("asked for {}; {}", to_seconds_text(window), patience.because),
                fmt::format("Allow at least {} with {}.", to_seconds_text(patience.enough), patience.option)};
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
           (known.destination_mac == MacAddress::broadcast() ||
            is_one_of(answer.macs, known.destination_mac));
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
  evidence.unasked = excuse && excuse->unasked;
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

Excuse unasked(Excuse why) {
  why.unasked = true;
  return why;
}

Excuse excuse_not_opened(const Trouble& trouble) {
  const bool denied = trouble.kind == Trouble::Kind::no_privilege;
  return {trouble.message, denied ? hint_of("host.no-privilege") : "", true};
}

Excuse still_waiting() {
  return {"waiting for an answer", ""};
}

}  // namespace provtool
