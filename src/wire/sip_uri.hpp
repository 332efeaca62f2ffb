// SIP URIs, as From and To name somebody by them.
#pragma once

#include <string_view>

namespace provtool::sip {

// RFC 3261 25.1: sip or sips, perhaps a user, and a host. A user may have any spelling of a MAC ("MAC%3a…",
// "MAC:…", "MAC=…").
bool is_sip_uri(std::string_view uri);

// Whether the URI in the value of From or To, in <> or not, is one.
bool names_sip_uri(std::string_view value);

}  // namespace provtool::sip
