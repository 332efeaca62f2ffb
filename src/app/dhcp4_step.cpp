#include "app/dhcp4_step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "host/link.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

namespace option = dhcpv4::option;

constexpr std::array k_requested{option::subnet_mask, option::router,      option::domain_name_server,
                                 option::domain_name, option::ntp_servers, option::tftp_server_name,
                                 option::option159,   option::option160};

Dhcp4Exchange to_exchange(DhcpExchange exchange) {
  switch (exchange) {
    case DhcpExchange::offer:
      return Dhcp4Exchange::offer;
    case DhcpExchange::inform:
      return Dhcp4Exchange::inform;
    case DhcpExchange::ack:
      return Dhcp4Exchange::ack;
  }
  return Dhcp4Exchange::offer;
}

std::vector<OptionSection> option_sections(const dhcpv4::Message& message) {
  std::vector<OptionSection> sections;
  std::set<std::uint8_t> seen;
  for (const auto& instance : message.instances) {
    if (!seen.insert(instance.code).second) continue;
    const auto value = read_option(message, instance.code)->bytes;
    OptionSection section{instance.code, dhcpv4::option_name(instance.code), std::nullopt, to_hex(value)};
    if (auto text = dhcpv4::option_text(instance.code, value))
      section.text = ReceivedText{std::move(*text), std::nullopt, false};
    sections.push_back(std::move(section));
  }
  return sections;
}

std::optional<Finding> ignored_finding(const Dhcp4Evidence& evidence, const Journal& journal) {
  std::size_t total = 0;
  std::vector<std::string> reasons;
  for (const auto* counts : {&evidence.ignored, &journal.left_aside()}) {
    for (const auto& [reason, count] : *counts) {
      total += count;
      reasons.push_back(fmt::format("{} {}", count, reason));
    }
  }
  if (total == 0) return std::nullopt;
  return make_finding("dhcp4.ignored",
                      fmt::format("{} left aside: {}", counted(total, "packet"), listed(reasons)));
}

std::string lease_text(const Lease& lease) {
  return fmt::format("took {} from {}{}{}", lease.address.text(), lease.server,
                     lease.seconds ? fmt::format(" for {} s", *lease.seconds) : "",
                     lease.released ? " and gave it back (RELEASE)" : "");
}

}  // namespace

std::vector<std::uint8_t> requested_options(const Options& options) {
  std::vector<std::uint8_t> codes(k_requested.begin(), k_requested.end());
  for (const auto code : options.more_options)
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  return codes;
}

std::optional<Bytes> client_identifier(const Options& options, const MacAddress& mac) {
  if (options.client_id_choice == ClientIdChoice::none) return std::nullopt;
  if (options.client_id_choice == ClientIdChoice::given) return options.client_id;
  Bytes identifier{1};  // hardware type Ethernet (RFC 2132 9.14)
  identifier.insert(identifier.end(), mac.bytes.begin(), mac.bytes.end());
  return identifier;
}

Dhcp4ProbeOptions make_probe_options(const Options& options, const Identity& identity,
                                     const Interface& interface, World& world) {
  Dhcp4ProbeOptions probe;
  probe.start = world.now();
  probe.exchange = to_exchange(options.dhcp_exchange);
  probe.phone = identity.mac;
  probe.own = interface.mac;
  probe.xid = dhcpv4::Xid{world.random()};
  probe.own_xid = dhcpv4::Xid{world.random()};
  probe.vendor_class = options.vendor_class;
  probe.client_identifier = client_identifier(options, identity.mac);
  probe.requested_options = requested_options(options);
  probe.own_address = find_ipv4(interface);
  for (const auto& known : world.interfaces())
    for (const auto& entry : known.addresses)
      if (const auto* v4 = entry.address.v4()) probe.addresses_in_use.push_back(*v4);
  probe.release_lease = identity.mac_from == MacFrom::random;
  probe.window = options.dhcp_timeout;
  if (options.settle) probe.settle = *options.settle;
  return probe;
}

std::optional<std::size_t> followed_server(const std::vector<Dhcp4Server>& servers) {
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < servers.size(); ++i) {
    if (servers[i].asked_as_ourselves) continue;
    if (!first) first = i;
    if (servers[i].answer->message.faults.empty()) return i;
  }
  return first;
}

std::vector<SourceEvidence> unanswered(const Dhcp4ProbeOptions& probe, const std::string& interface,
                                       const std::optional<Dhcp4Excuse>& excuse) {
  std::vector<SourceEvidence> evidence;
  for (const auto source : {SourceId::dhcp160, SourceId::dhcp159, SourceId::dhcp66}) {
    SourceEvidence entry;
    entry.source = source;
    entry.status = excuse ? Status::not_tested : Status::no_answer;
    entry.reason = excuse ? excuse->reason
                          : fmt::format("no DHCPv4 server answered within {} on {}",
                                        to_seconds_text(probe.window), interface);
    entry.to_settle = excuse ? excuse->to_settle : "";
    evidence.push_back(std::move(entry));
  }
  return evidence;
}

DhcpServerSection to_section(const Dhcp4Server& server, const std::optional<Lease>& lease) {
  const auto& message = server.answer->message;
  DhcpServerSection section;
  section.server = server.id();
  section.from = server.answer->from.text();
  section.mac = server.answer->mac.colons();
  if (!message.giaddr.is_zero()) section.relay = message.giaddr.text();
  section.elapsed = server.answer->elapsed;
  section.exchange = server.exchange();
  if (server.asked_as_ourselves) section.asked_as = "interface";
  if (!message.yiaddr.is_zero()) section.offered_address = message.yiaddr.text();
  if (lease && lease->server == server.id() && server.exchange() == "ack") {
    section.lease_seconds = lease->seconds;
    section.released = lease->released;
  }
  section.options = option_sections(message);
  return section;
}

std::vector<Finding> findings_of(const Dhcp4Probe& probe, const std::vector<Dhcp4Server>& servers,
                                 const Journal& journal, const Options& options) {
  auto findings = judge(probe.evidence(), servers, options.expect_servers);
  const bool only_ourselves = !servers.empty() && servers.front().asked_as_ourselves;
  if (only_ourselves)
    findings.push_back(
        make_finding("dhcp4.mac-filtered",
                     fmt::format("{} answers this computer's MAC {} and not {}", servers.front().id(),
                                 probe.options().own.colons(), probe.options().phone.upper_plain())));
  if (probe.lease()) findings.push_back(make_finding("dhcp4.lease-taken", lease_text(*probe.lease())));
  if (auto ignored = ignored_finding(probe.evidence(), journal)) findings.push_back(std::move(*ignored));
  return findings;
}

}  // namespace provtool
