// Which source wins, and why every other one does not. A pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"
#include "device/phone.hpp"
#include "discovery/evidence.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

enum class Outcome : std::uint8_t { won, none, contested, undetermined };
enum class Standing : std::uint8_t { won, outranked, none };
constexpr auto words(Outcome) {
  return std::to_array<Word<Outcome>>({{Outcome::won, "won"},
                                       {Outcome::none, "none"},
                                       {Outcome::contested, "contested"},
                                       {Outcome::undetermined, "undetermined"}});
}
constexpr auto words(Standing) {
  return std::to_array<Word<Standing>>(
      {{Standing::won, "won"}, {Standing::outranked, "outranked"}, {Standing::none, "none"}});
}

// A source's evidence as it was seen, and beside it what the decision makes of it.
struct RankedSource {
  SourceEvidence evidence;
  std::optional<int> rank;  // from 1; none when the source has no place in this address mode
  Standing standing = Standing::none;
  Status status = Status::not_tested;  // not_applicable and not_reached come of the decision
  std::string reason;                  // why the status and the standing are what they are
};

// A DHCP server that the phone may follow, and what it would do then.
struct Contender {
  std::string server;
  std::string mac;
  Duration elapsed{};
  std::optional<SourceId> winner;
  std::string url;  // as the phone reads it; of a winner
};

struct Conclusion {
  Outcome outcome = Outcome::undetermined;
  std::vector<Contender> contenders;  // when contested
  std::optional<SourceId> winner;
  bool usable = false;  // of a winner
  std::string url;
  std::vector<std::string> resolved;
  std::string reason;     // one or two sentences
  std::string to_settle;  // when undetermined
};

// A conclusion with what it was drawn from.
struct Decision : Conclusion {
  std::vector<SourceId> order;        // of the phone in this address mode
  std::vector<RankedSource> sources;  // all seven: those of the order first, then the others
};

// `evidence` contains each source once, in any order. The first source in the phone's order that has a value
// wins; whether an unusable value counts, and whether the winner is final, is the phone's rule, too. A source
// above it that could not be tested makes the outcome undetermined, unless it was left out on purpose. A
// source outside the order of this address mode takes part at its dual-stack place when its evidence says so
// (whatever_mode).
Decision decide(std::vector<SourceEvidence> evidence, AddressMode mode, const Phone& phone);

// Several DHCP servers answered and differ: nobody wins, because which one the phone follows is unknown.
std::string it_depends(const std::vector<Contender>& contenders);  // the sentence
void contest(Decision& decision, std::vector<Contender> contenders);

// decision.* findings, and the url.* findings of every source: errors of a source that does not win are
// warnings.
std::vector<Finding> findings_of(const Decision& decision, const Phone& phone);

}  // namespace provtool
