// What a switch says by itself on a port, whether or not anybody is behind it: no sign of life on the link.
#pragma once

#include <string_view>

#include "base/address.hpp"
#include "base/bytes.hpp"

namespace provtool {

// Enough of a frame to tell.
inline constexpr std::size_t k_frame_head = 64;

// "spanning tree", "LLDP", …; empty when somebody else speaks. `head` is the beginning of an Ethernet frame.
std::string_view chatter_of(ByteView head);

// An EAPOL frame that asks who is there (802.1X-2010 11.3, EAP code 1): the port wants authentication.
bool asks_for_authentication(ByteView head);

}  // namespace provtool
