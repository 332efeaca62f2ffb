// The DHCPv4 step of a discovery: from options to a probe, and from its evidence to sources, findings and
// report.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "device/identity.hpp"
#include "discovery/dhcp4_judgement.hpp"
#include "discovery/dhcp4_probe.hpp"
#include "io/driver.hpp"
#include "io/world.hpp"
#include "report/report.hpp"

namespace provtool {

// What the phone asks for (guide: 66, 159 and 160), and what every phone needs besides (assumption).
std::vector<std::uint8_t> requested_options(const Options& options);
std::optional<Bytes> client_identifier(const Options& options, const MacAddress& mac);

Dhcp4ProbeOptions make_probe_options(const Options& options, const Identity& identity,
                                     const Interface& interface, World& world);

// Why the options have no status but not_tested; empty when silence means that nobody answered.
struct Dhcp4Excuse {
  std::string reason;
  std::string to_settle;
};

// The index of the server that the sources follow: the first whose answer is well-formed, else the first.
std::optional<std::size_t> followed_server(const std::vector<Dhcp4Server>& servers);

// Options 160, 159 and 66 when no server answered the phone's MAC.
std::vector<SourceEvidence> unanswered(const Dhcp4ProbeOptions& probe, const std::string& interface,
                                       const std::optional<Dhcp4Excuse>& excuse);

DhcpServerSection to_section(const Dhcp4Server& server, const std::optional<Lease>& lease);

std::vector<Finding> findings_of(const Dhcp4Probe& probe, const std::vector<Dhcp4Server>& servers,
                                 const Journal& journal, const Options& options);

}  // namespace provtool
