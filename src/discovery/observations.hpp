// What a discovery saw besides the sources' values: who answered, with what, and what they were asked with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "discovery/decision.hpp"

namespace provtool {

// Text that came from the network: as received, and in hex when text cannot say it. disclose() makes it
// presentable.
struct ReceivedText {
  std::string text;
  std::optional<std::string> hex;
  bool redacted = false;
};

struct Asked {
  std::vector<std::string> arguments;
  std::optional<std::string> vendor_class;
  std::optional<std::string> client_id;
  std::vector<std::uint8_t> requested_options;
  std::optional<std::string> dhcp_exchange;
  std::optional<std::string> client_duid;  // DHCPv6, in hex
  std::optional<std::uint32_t> enterprise;
  std::optional<std::uint16_t> pnp_port;  // the one asked from
  std::optional<std::string> user_agent;
  std::optional<std::string> redirect_url;  // as a template, when the redirection server may be asked
};

struct SeenOption {
  std::uint16_t code = 0;
  std::string name;
  std::optional<ReceivedText> text;
  std::string hex;  // left out when the text holds a secret
};

struct SeenDhcpServer {
  std::string server;
  std::string from;
  std::string mac;
  std::optional<std::string> relay;
  int family = 4;
  Duration elapsed{};
  std::string exchange;
  std::optional<std::string> asked_as;  // "interface": it answered this computer's MAC, not the phone's
  std::optional<std::string> offered_address;
  std::optional<std::uint32_t> lease_seconds;  // of a lease that was taken
  std::optional<bool> released;
  std::optional<Conclusion> decision;  // if it alone answered
  std::vector<SeenOption> options;
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
