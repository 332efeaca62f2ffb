// What the redirection server's answer means for the phone. Its protocol is not published: all of this is an
// assumption.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/transfer.hpp"
#include "device/identity.hpp"
#include "discovery/decision.hpp"
#include "discovery/evidence.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// The phone asks the redirection server when every source above it came out without a value.
struct RedirectTurn {
  bool has_come = false;
  std::optional<SourceId> obstacle;  // a source above it that could not be judged
  bool contested = false;            // a phone asks it or not, depending on the DHCP server
};
// `decision` is made with a redirection server that is not_tested.
RedirectTurn turn_of_redirect(const Decision& decision);

// Success is a redirect (3xx) with a Location, or a 2xx whose body is one URL, or a 2xx whose body is an
// initial file: then the URL asked is itself the provisioning URL.
SourceEvidence read_redirect(const Fetched& fetched, const Identity& identity);

// redirect.*
std::vector<Finding> judge(const Fetched& fetched, const SourceEvidence& evidence);

}  // namespace provtool
