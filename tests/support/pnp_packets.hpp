// SIP PnP packets of one small link, as "the usual one, except …":
//   notify({.from = "192.0.2.2", .headers = {{"Call-ID", "another-dialog"}}})
// They fit to the messages in tests/data/sip, which can stand in their place: notify({.raw =
// wire_text("…")}).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/dhcp4_packets.hpp"
#include "wire/sip_subscribe.hpp"

namespace provtool::testing {

inline constexpr MacAddress k_pnp_mac{{0x00, 0x00, 0x5e, 0x00, 0x53, 0x42}};  // of the phone that asks
inline const std::string k_pnp_url = "http://192.0.2.1/prov/";
inline const std::string k_other_pnp_url = "http://192.0.2.2/prov/";

// Fields that are another than usual, or are left out; other names are added.
using Headers = std::vector<std::pair<std::string, std::optional<std::string>>>;

// A responder's NOTIFY.
struct PnpNotification {
  std::string from = "192.0.2.1";
  Port from_port = sip::k_port;
  std::string to = "192.0.2.10";
  Port to_port = sip::k_port;
  std::string method = "NOTIFY";
  std::string body = k_pnp_url;
  Headers headers = {};
  std::string raw{};   // the whole message, when it is none of the usual
  Via via = Via::udp;  // the door it is heard at
  std::optional<std::uint16_t> vlan{};
  Duration time{};  // when it arrives
};

// A responder's response to the SUBSCRIBE.
struct PnpResponse {
  std::string from = "192.0.2.1";
  Port from_port = sip::k_port;
  std::string to = "192.0.2.10";
  int status = 200;
  std::string reason = "OK";
  Headers headers = {};
  std::string raw{};
  Via via = Via::udp;
  Duration time{};
};

sip::Subscription usual_subscription();

Datagram subscribe_sent(Duration time = {});
Datagram notify(const PnpNotification& except = {});
Datagram response(const PnpResponse& except = {});

sip::Message sip_in(const Datagram& datagram);  // throws when there is none

}  // namespace provtool::testing
