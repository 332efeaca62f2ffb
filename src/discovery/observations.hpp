// What a discovery saw besides the sources' values: who answered, with what, and what they were asked with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "base/words.hpp"
#include "device/identity.hpp"
#include "discovery/decision.hpp"
#include "discovery/settings.hpp"

namespace provtool {

struct Asked {
  std::vector<std::string> arguments;
  std::optional<std::string> vendor_class;
  std::optional<std::string> client_id;
  std::vector<std::uint8_t> requested_options;
  std::optional<std::uint16_t> max_message_size;
  std::optional<DhcpExchange> dhcp_exchange;
  std::optional<std::string> client_duid;  // DHCPv6, in hex
  std::optional<std::uint32_t> enterprise;
  std::optional<std::uint16_t> pnp_port;  // the one asked from
  std::optional<std::string> user_agent;
  std::optional<std::string> pnp_event;     // when it was given
  std::optional<std::string> redirect_url;  // as a template, when the redirection server may be asked
};

// Of a DHCPv4 vendor option.
struct SeenSubOption {
  std::optional<std::uint32_t> enterprise;
  std::optional<std::uint16_t> code;
  std::optional<std::string> text;
  std::string hex;
  bool redacted = false;
};

struct SeenOption {
  std::uint16_t code = 0;
  std::string name;
  std::optional<std::string> text;
  std::string hex;        // of all its bytes
  bool redacted = false;  // a secret was masked: the hex, which would tell it, is left out
  std::vector<SeenSubOption> sub_options = {};
};

// Which answer of a server counts.
enum class DhcpAnswer : std::uint8_t { offer, ack, inform, advertise, reply };
constexpr auto words(DhcpAnswer) {
  return std::to_array<Word<DhcpAnswer>>({{DhcpAnswer::offer, "offer"},
                                          {DhcpAnswer::ack, "ack"},
                                          {DhcpAnswer::inform, "inform"},
                                          {DhcpAnswer::advertise, "advertise"},
                                          {DhcpAnswer::reply, "reply"}});
}

struct SeenDhcpServer {
  std::string server;
  std::string from;
  std::string mac;
  std::optional<std::string> relay;
  int family = 4;
  Duration elapsed{};
  DhcpAnswer exchange = DhcpAnswer::offer;
  std::optional<MacFrom> asked_as;  // whose MAC it answered, when that is not the phone's
  std::optional<std::string> offered_address;
  std::optional<std::string> next_server;  // the header's siaddr, sname and file (DHCPv4)
  std::optional<std::string> server_name;
  std::optional<std::string> boot_file;
  std::optional<std::uint32_t> lease_seconds;  // of a lease that was taken
  std::optional<bool> released;
  std::optional<Conclusion> decision;  // if it alone answered
  std::vector<SeenOption> options;
  std::vector<SeenOption> other_options;  // which only the survey brought
};

// A router's latest advertisement.
struct SeenRouter {
  std::string from;
  std::string mac;
  bool managed = false;  // M: addresses by DHCPv6
  bool other = false;    // O: other configuration by DHCPv6
  std::uint16_t lifetime_seconds = 0;
  std::vector<std::string> prefixes;
  std::optional<Duration> elapsed;  // since the solicitation
};

struct SeenResponder {
  std::string from;
  std::string mac;            // empty when no packet socket listened
  std::string product;        // what it calls itself
  std::optional<int> status;  // of its response to the SUBSCRIBE
  bool notified = false;
  std::string url;
  Duration elapsed{};
};

struct Observations {
  std::vector<SeenDhcpServer> dhcp_servers;
  std::vector<SeenRouter> router_advertisements;
  std::vector<SeenResponder> pnp_responders;
};

}  // namespace provtool
