// DHCPv6 as a source, together with the router advertisements that say whether a phone asks it at all.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "discovery/datagram_source.hpp"
#include "discovery/dhcp6/asker.hpp"
#include "discovery/dhcp6/judgement.hpp"

namespace provtool {

// Both conversations of a capture.
class Dhcp6CaptureReader {
 public:
  explicit Dhcp6CaptureReader(Bytes client) : m_servers(std::move(client)) {}

  void read(const Datagram& datagram) {
    m_servers.read(datagram);
    m_routers.read(datagram);
  }
  [[nodiscard]] const Dhcp6Evidence& evidence() const { return m_servers.evidence(); }
  [[nodiscard]] const RouterEvidence& routers() const { return m_routers.evidence(); }
  [[nodiscard]] std::optional<Instant> first_asked() const { return m_servers.first_asked(); }

 private:
  Dhcp6Reader m_servers;
  RouterReader m_routers;
};

class Dhcp6Source : public DatagramSource<Dhcp6Asker, Dhcp6CaptureReader> {
 public:
  explicit Dhcp6Source(const Situation& situation);

  [[nodiscard]] std::vector<SourceId> rows() const override { return {SourceId::dhcp6}; }
  [[nodiscard]] SocketNeeds needs() const override;
  [[nodiscard]] std::vector<SourceEvidence> evidence(const std::optional<Ending>& ending) const override;
  [[nodiscard]] std::vector<Alternative> alternatives() const override;
  [[nodiscard]] Ignored ignored() const override;
  void add_mode_evidence(ModeEvidence& evidence) const override;
  void add_observations(Observations& observations) const override;
  [[nodiscard]] std::vector<Finding> findings(const Ending& ending) const override;
  [[nodiscard]] std::vector<std::string> lost_parts() const override;
  void describe(Asked& asked, std::vector<std::string>& assumptions) const override;
  [[nodiscard]] std::vector<std::string> side_effects() const override;

 protected:
  [[nodiscard]] Dhcp6Asker make_asker(const Start& start) const override;
  [[nodiscard]] Dhcp6CaptureReader make_reader() const override;
  [[nodiscard]] Question question() const override;

 private:
  // Those that answered.
  [[nodiscard]] std::vector<Dhcp6Server> servers() const;
  [[nodiscard]] const RouterEvidence* heard_routers() const;
  [[nodiscard]] SourceEvidence evidence_of(const Dhcp6Server& server) const;
  [[nodiscard]] bool lacks_advertise() const;
  [[nodiscard]] std::string silence() const;
};

}  // namespace provtool
