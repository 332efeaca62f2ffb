// The DHCPv4 step of a discovery: from options to a probe, and from its evidence to sources, findings and
// report.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/selection.hpp"
#include "cli/options.hpp"
#include "device/identity.hpp"
#include "discovery/decision.hpp"
#include "discovery/dhcp4/asker.hpp"
#include "discovery/dhcp4/judgement.hpp"
#include "discovery/excuse.hpp"
#include "io/capture_file.hpp"
#include "io/driver.hpp"
#include "io/world.hpp"
#include "report/report.hpp"

namespace provtool {

inline constexpr std::array k_dhcp4_sources{SourceId::dhcp160, SourceId::dhcp159, SourceId::dhcp66};

// What the phone asks for (guide: 66, 159 and 160), and what every phone needs besides (assumption).
std::vector<std::uint8_t> requested_options(const Options& options);
std::optional<Bytes> client_identifier(const Options& options, const MacAddress& mac);

class Dhcp4Step {
 public:
  Dhcp4Step(const Options& options, const Selection& selection, const Identity& identity,
            const Interface& interface);

  [[nodiscard]] bool is_wanted() const { return m_wanted; }
  // Whether it will ask: an INFORM needs an address.
  [[nodiscard]] bool can_ask() const;
  // Answers that ignore the broadcast flag go to the phone's MAC.
  [[nodiscard]] bool needs_promiscuous() const { return m_identity.mac != m_interface.mac; }
  void describe(Asked& asked, std::vector<std::string>& assumptions) const;

  void start(World& world);
  void could_not_open(const Trouble& trouble) { m_not_opened = trouble; }
  // Reads a capture back instead of asking.
  void read_back(const Capture& capture);
  Machine* machine() { return m_asker ? &*m_asker : nullptr; }

  // Options 160, 159 and 66; without an ending the run goes on.
  [[nodiscard]] std::vector<SourceEvidence> evidence(const std::optional<Ending>& ending) const;
  // Those that answered; answers to the phone's MAC first.
  [[nodiscard]] std::vector<Dhcp4Server> servers() const;
  // Who would give a phone an IPv4 address here.
  [[nodiscard]] std::optional<std::string> offering_server() const;
  [[nodiscard]] SeenDhcpServer section_of(const Dhcp4Server& server) const;
  [[nodiscard]] std::vector<Finding> findings(const Ignored& left_aside) const;
  [[nodiscard]] std::vector<std::string> side_effects() const;

 private:
  // What was heard, whoever asked; null when nobody listened.
  [[nodiscard]] const Dhcp4Evidence* heard() const;
  [[nodiscard]] Dhcp4AskerOptions probe_options(World& world) const;
  [[nodiscard]] const Dhcp4Server* followed(const std::vector<Dhcp4Server>& servers) const;
  [[nodiscard]] std::optional<Excuse> excuse(const std::vector<Dhcp4Server>& servers,
                                             const std::optional<Ending>& ending) const;
  [[nodiscard]] bool awaits_ack(const Dhcp4Server& server) const;

  const Options& m_options;
  const Identity& m_identity;
  const Interface& m_interface;
  bool m_wanted;
  std::optional<Dhcp4Asker> m_asker;
  std::optional<Dhcp4Reader> m_reader;  // of a capture
  std::optional<Excuse> m_not_captured;
  std::optional<Trouble> m_not_opened;
};

}  // namespace provtool
