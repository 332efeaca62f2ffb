// DHCPv4 as a source: one exchange fills the rows of options 160, 159 and 66.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "discovery/datagram_source.hpp"
#include "discovery/dhcp4/asker.hpp"
#include "discovery/dhcp4/judgement.hpp"

namespace provtool {

// What the phone asks for, and --request adds.
std::vector<std::uint8_t> requested_options(const WhoOptions& who, const Phone& phone);
std::optional<Bytes> client_identifier(const WhoOptions& who, const Identity& identity);

class Dhcp4Source : public DatagramSource<Dhcp4Asker, Dhcp4Reader> {
 public:
  explicit Dhcp4Source(const Situation& situation);

  [[nodiscard]] std::vector<SourceId> rows() const override;
  [[nodiscard]] SocketNeeds needs() const override;
  [[nodiscard]] std::vector<SourceEvidence> evidence(const std::optional<Ending>& ending) const override;
  [[nodiscard]] std::vector<Alternative> alternatives() const override;
  void add_mode_evidence(ModeEvidence& evidence) const override;
  [[nodiscard]] std::vector<Finding> findings(const Ending& ending) const override;
  [[nodiscard]] std::vector<std::string> lost_parts() const override;
  void describe(Asked& asked, std::vector<std::string>& assumptions) const override;
  [[nodiscard]] std::vector<std::string> side_effects() const override;

 protected:
  [[nodiscard]] Dhcp4Asker make_asker(const Start& start) const override;
  [[nodiscard]] Dhcp4Reader make_reader() const override;
  [[nodiscard]] Question question() const override;

 private:
  // Those that answered; answers to the phone's MAC first.
  [[nodiscard]] std::vector<Dhcp4Server> servers() const;
  [[nodiscard]] std::optional<Excuse> own_excuse(const std::vector<Dhcp4Server>& servers,
                                                 const std::optional<Ending>& ending) const;
  [[nodiscard]] bool awaits_ack(const Dhcp4Server& server) const;
  // The REQUEST was answered by nobody: what it would have brought is not known.
  [[nodiscard]] bool lacks_ack(const std::vector<Dhcp4Server>& servers) const;
  [[nodiscard]] std::optional<Excuse> unknown_answer(const std::vector<Dhcp4Server>& servers) const;
  [[nodiscard]] SourceEvidence without_answer(SourceId source, const std::vector<Dhcp4Server>& servers,
                                              const std::optional<Ending>& ending) const;
  [[nodiscard]] SeenDhcpServer seen(const Dhcp4Server& server) const;
};

}  // namespace provtool
