// The DHCPv6 step of a discovery: from options to a probe, and from its evidence to a source, findings and
// report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/selection.hpp"
#include "cli/options.hpp"
#include "device/identity.hpp"
#include "discovery/dhcp6/asker.hpp"
#include "discovery/dhcp6/judgement.hpp"
#include "discovery/excuse.hpp"
#include "discovery/mode.hpp"
#include "io/capture_file.hpp"
#include "io/world.hpp"
#include "report/report.hpp"

namespace provtool {

class Dhcp6Step {
 public:
  Dhcp6Step(const Options& options, const Selection& selection, const Identity& identity,
            const Interface& interface);

  [[nodiscard]] bool is_wanted() const { return m_wanted; }
  // Servers resolve the address that asks, so it must be one of the interface.
  [[nodiscard]] bool can_ask() const { return m_wanted && m_address; }
  void describe(Asked& asked, std::vector<std::string>& assumptions) const;

  void start(World& world);
  void could_not_open(const Trouble& trouble) { m_not_opened = trouble; }
  // Reads a capture back instead of asking.
  void read_back(const Capture& capture);
  Machine* machine() { return m_asker ? &*m_asker : nullptr; }

  // Without an ending the run goes on.
  [[nodiscard]] SourceEvidence evidence(const std::optional<Ending>& ending) const;
  // Those that answered.
  [[nodiscard]] std::vector<Dhcp6Server> servers() const;
  // The source as it would be if this server alone had answered.
  [[nodiscard]] SourceEvidence evidence_of(const Dhcp6Server& server) const;
  // What says that a phone would have IPv6 addresses here.
  void add_mode_evidence(ModeEvidence& evidence) const;
  [[nodiscard]] SeenDhcpServer section_of(const Dhcp6Server& server) const;
  [[nodiscard]] std::vector<SeenRouter> router_sections() const;
  [[nodiscard]] std::vector<Finding> findings() const;
  [[nodiscard]] std::vector<std::string> side_effects() const;

 private:
  // What was heard, whoever asked; null when nobody listened.
  [[nodiscard]] const Dhcp6Evidence* heard() const;
  [[nodiscard]] const RouterEvidence* heard_routers() const;
  [[nodiscard]] Dhcp6AskerOptions probe_options(World& world) const;
  [[nodiscard]] std::optional<Excuse> excuse(const std::optional<Ending>& ending) const;
  [[nodiscard]] std::string silence() const;

  const Options& m_options;
  const Identity& m_identity;
  const Interface& m_interface;
  bool m_wanted;
  std::optional<Ipv6Address> m_address;
  std::optional<Dhcp6Asker> m_asker;
  std::optional<Dhcp6Reader> m_reader;  // of a capture
  RouterReader m_router_reader;
  std::optional<Excuse> m_not_captured;
  std::optional<Trouble> m_not_opened;
};

}  // namespace provtool
