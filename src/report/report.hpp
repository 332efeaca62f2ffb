// One report: what was asked, what was seen, what it means. JSON and text are views of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "device/sources.hpp"
#include "discovery/decision.hpp"
#include "discovery/evidence.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// Text that came from the network: as received, and in hex when text cannot say it. disclose() makes it
// presentable.
struct ReceivedText {
  std::string text;
  std::optional<std::string> hex;
  bool redacted = false;
};

struct AskedSection {
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

struct DeviceSection {
  std::string model;
  std::string mac;
  std::string mac_from;
  std::optional<std::string> firmware;
};

struct InterfaceSection {
  std::string name;
  std::string mac;
  bool up = false;
  std::vector<std::string> addresses;
  AddressMode mode = AddressMode::none;
  std::string mode_reason;
};

struct SourceSection {
  SourceId source = SourceId::manual;
  std::optional<int> rank;
  Status status = Status::not_tested;
  Standing standing = Standing::none;
  std::string reason;
  std::optional<ReceivedText> raw;
  std::string url;
  std::vector<std::string> resolved;
  std::optional<std::string> server;
  std::optional<Duration> elapsed;
  Confidence confidence = Confidence::guide;
};

struct OptionSection {
  std::uint16_t code = 0;
  std::string name;
  std::optional<ReceivedText> text;
  std::string hex;  // left out when the text holds a secret
};

struct DecisionSection {
  Outcome outcome = Outcome::undetermined;
  std::optional<SourceId> winner;
  std::optional<bool> usable;
  std::string url;
  std::vector<std::string> resolved;
  std::string reason;
  std::string to_settle;
};

struct DhcpServerSection {
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
  std::optional<DecisionSection> decision;  // if it alone answered
  std::vector<OptionSection> options;
};

// A router's latest advertisement.
struct RouterSection {
  std::string from;
  std::string mac;
  bool managed = false;  // M: addresses by DHCPv6
  bool other = false;    // O: other configuration by DHCPv6
  std::uint16_t lifetime_seconds = 0;
  std::vector<std::string> prefixes;
  std::optional<Duration> elapsed;  // since the solicitation
};

struct PnpResponderSection {
  std::string from;
  std::optional<int> status;  // of its response to the SUBSCRIBE
  bool notified = false;
  std::string url;
  Duration elapsed{};
};

struct DiscoverySection {
  std::vector<SourceId> order;
  std::vector<SourceSection> sources;
  std::vector<DhcpServerSection> dhcp_servers;
  std::vector<RouterSection> router_advertisements;
  std::vector<PnpResponderSection> pnp_responders;
  DecisionSection decision;
};

// --dry-run: what would be sent, and what else would happen.
struct PlannedPacket {
  Duration after{};
  std::string what;
  std::string from;
  std::string to;
  std::size_t bytes = 0;
  std::string hex;
};
struct PlanSection {
  std::vector<PlannedPacket> packets;
  std::vector<std::string> side_effects;
};

enum class VerdictStatus : std::uint8_t { ok, warning, failed, undetermined };
std::string_view to_text(VerdictStatus status);

struct Verdict {
  VerdictStatus status = VerdictStatus::ok;
  std::string summary;
  int exit_code = 0;
};

struct Report {
  std::string command;
  std::optional<WallTime> started;
  std::optional<Duration> duration;
  std::optional<AskedSection> asked;
  std::optional<DeviceSection> device;
  std::vector<std::string> assumptions;
  std::optional<InterfaceSection> interface;
  std::optional<DiscoverySection> discovery;
  std::optional<PlanSection> plan;
  std::vector<Finding> findings;
  Verdict verdict;
};

inline constexpr int k_report_schema = 1;

SourceSection to_section(const RankedSource& source);
DecisionSection to_section(const Decision& decision);

}  // namespace provtool
