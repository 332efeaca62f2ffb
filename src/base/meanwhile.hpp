// What happened to this host and its link while a run asked, beside what was answered: reasons why silence
// may say nothing.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "base/interface.hpp"
#include "base/time.hpp"

namespace provtool {

// Who spoke on the link, of the frames that this host did not send itself.
struct Overheard {
  bool life = false;                           // somebody did: not only the switch by itself
  std::map<std::string, std::size_t> chatter;  // what the switch says by itself: "spanning tree", how often
  bool asks_for_authentication = false;        // 802.1X
};

struct Meanwhile {
  std::optional<Instant> link_lost;    // when it went down for the first time
  LinkState link;                      // at the end
  Duration slept{};                    // the program was stopped, or the computer suspended
  std::size_t dropped = 0;             // packets that the kernel had no room for
  std::optional<std::string> trouble;  // why the run could not go on
  std::optional<Overheard> overheard;  // nothing when nobody listened
};

}  // namespace provtool
