// Why silence says nothing: "could not check" is never "checked and absent".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/machine.hpp"
#include "base/meanwhile.hpp"
#include "base/time.hpp"
#include "base/trouble.hpp"
#include "discovery/evidence.hpp"
#include "discovery/ignored.hpp"
#include "findings/catalogue.hpp"
#include "wire/reassembly.hpp"

namespace provtool {

struct Excuse {
  std::string reason;     // one clause
  std::string to_settle;  // a sentence
  bool unasked = false;   // no question went out
};

// How a run came to its end.
struct Ending {
  RunEnd end = RunEnd::finished;
  Duration ran{};
  bool silent = false;  // nobody spoke on the link
  Instant begun{};
  Meanwhile meanwhile{};                    // of this host
  std::vector<LostPacket> lost{};           // came in fragments, and was not put together
  std::optional<std::uint64_t> received{};  // packets on the link meanwhile, by the kernel's counter
  Ignored left_aside{};                     // what arrived and contains no datagram, before any source saw it
};

// Why a source that did not answer counts as not tested; nothing when it had its whole time on a live link.
// `finished`: its own window is over, whatever ended the run.
std::optional<Excuse> excuse_silence(const Ending& ending, bool finished, const std::string& interface);

// How long a source must be waited for, and what makes that so; `option` gives it more time.
struct Patience {
  Duration enough{};
  std::string because;  // "the phone waits 5.0 s"
  std::string option;   // "--pnp-timeout"
};
// Why the silence of a shorter window says nothing.
std::optional<Excuse> excuse_short_window(Duration window, const Patience& patience);

// What an answer would look like on the link.
struct AnswerShape {
  std::vector<Port> ports;  // it goes to one of these
  bool over_ipv6 = false;
  std::vector<MacAddress> macs;  // or broadcast
};

// The first packet in fragments that may have contained such an answer: it is for these ports, or for nobody
// knows which, because its first fragment did not come.
std::optional<LostPacket> find_lost(const Ending& ending, const AnswerShape& answer);
Excuse excuse_lost(const LostPacket& lost, const std::string& interface);

// "the link of eth0 went down after 2.1 s, and came back"; it was lost.
std::string what_became_of_the_link(const Ending& ending, const std::string& interface);

// Whether nobody but this host and the switch by itself spoke, as far as that is known: without rights only
// the kernel's count of packets is, and where that is not known, nobody.
bool nobody_spoke(const Meanwhile& meanwhile, const std::optional<std::uint64_t>& received);

// What is to be said of this host and its link.
std::vector<Finding> findings_of(const Ending& ending, const std::string& interface);

// A source whose silence is excused, or not: not_tested, or no_answer for `silence`.
SourceEvidence silent_source(SourceId source, const std::optional<Excuse>& excuse,
                             const std::string& silence);

// Why the silence of a capture says nothing: it contains no such `question` ("DHCPDISCOVER"), or ends before
// `window` after it was over.
std::optional<Excuse> excuse_capture(Instant capture_ends, std::optional<Instant> asked, Duration window,
                                     const std::string& question);

// No question went out, for this reason.
Excuse unasked(Excuse why);

// The excuse of a source whose socket could not be opened.
Excuse excuse_not_opened(const Trouble& trouble);

// The excuse for a source that waits for its answer.
Excuse still_waiting();

}  // namespace provtool
