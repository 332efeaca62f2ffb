// The SIP PnP step of a discovery: from options to a probe, and from its evidence to a source, findings and
// report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/selection.hpp"
#include "cli/options.hpp"
#include "device/identity.hpp"
#include "discovery/excuse.hpp"
#include "discovery/pnp/asker.hpp"
#include "discovery/pnp/judgement.hpp"
#include "host/link.hpp"
#include "io/capture_file.hpp"
#include "io/world.hpp"
#include "report/report.hpp"

namespace provtool {

class PnpStep {
 public:
  PnpStep(const Options& options, const Selection& selection, const Identity& identity,
          const Interface& interface);

  [[nodiscard]] bool is_wanted() const { return m_wanted; }
  // PnP asks from an IPv4 address.
  [[nodiscard]] bool can_ask() const { return m_wanted && m_address; }
  void describe(Asked& asked, std::vector<std::string>& assumptions) const;

  // Opens the UDP socket. `hears_frames`: a packet socket listens below the host's firewall.
  void open(World& world, bool hears_frames);
  // Starts without a socket, from the usual port: a rehearsal.
  void rehearse(World& world) { start(world, sip::k_port, false); }
  // Reads a capture back instead of asking.
  void read_back(const Capture& capture);
  Machine* machine() { return m_asker ? &*m_asker : nullptr; }

  // Without an ending the run goes on.
  [[nodiscard]] SourceEvidence evidence(const std::optional<Ending>& ending) const;
  // Too early to end: the firewall question is open.
  [[nodiscard]] bool is_settling() const { return m_asker && m_asker->awaits_copies(); }
  [[nodiscard]] std::vector<SeenResponder> sections() const;
  [[nodiscard]] std::vector<Finding> findings() const;
  [[nodiscard]] std::vector<std::string> side_effects() const;

 private:
  void start(World& world, Port port, bool hears_frames);
  // What was heard, whoever asked; null when nobody listened.
  [[nodiscard]] const PnpEvidence* heard() const;
  [[nodiscard]] std::optional<Port> asked_from() const;
  [[nodiscard]] bool is_over() const { return m_reader ? !m_not_captured : m_asker && !m_asker->next_wake(); }
  [[nodiscard]] bool port_is_busy() const { return asked_from().value_or(sip::k_port) != sip::k_port; }
  [[nodiscard]] std::optional<Excuse> excuse(const std::optional<Ending>& ending) const;
  [[nodiscard]] std::string silence() const;

  const Options& m_options;
  const Identity& m_identity;
  const Interface& m_interface;
  bool m_wanted;
  std::optional<Ipv4Address> m_address;
  std::optional<PnpAsker> m_asker;
  std::optional<PnpReader> m_reader;  // of a capture
  std::optional<Excuse> m_not_captured;
  std::optional<Trouble> m_not_opened;
};

}  // namespace provtool
