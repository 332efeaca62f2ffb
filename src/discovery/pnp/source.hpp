// SIP PnP as a source: one SUBSCRIBE by multicast, and the URL in a NOTIFY.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "discovery/datagram_source.hpp"
#include "discovery/pnp/asker.hpp"
#include "discovery/pnp/judgement.hpp"

namespace provtool {

class PnpSource : public DatagramSource<PnpAsker, PnpReader> {
 public:
  explicit PnpSource(const Situation& situation);

  [[nodiscard]] std::vector<SourceId> rows() const override { return {SourceId::pnp}; }
  [[nodiscard]] SocketNeeds needs() const override;
  [[nodiscard]] bool is_settling() const override { return asker() != nullptr && asker()->awaits_copies(); }
  [[nodiscard]] std::vector<SourceEvidence> evidence(const std::optional<Ending>& ending) const override;
  void add_observations(Observations& observations) const override;
  [[nodiscard]] std::vector<Finding> findings(const Ending& ending) const override;
  [[nodiscard]] std::vector<std::string> lost_parts() const override;
  void describe(Asked& asked, std::vector<std::string>& assumptions) const override;
  [[nodiscard]] std::vector<std::string> side_effects() const override;

 protected:
  [[nodiscard]] PnpAsker make_asker(const Start& start) const override;
  [[nodiscard]] PnpReader make_reader() const override;
  [[nodiscard]] Question question() const override;

 private:
  [[nodiscard]] std::optional<Port> asked_from() const;
  [[nodiscard]] bool port_is_busy() const { return asked_from().value_or(sip::k_port) != sip::k_port; }
  [[nodiscard]] bool heard_out(const std::optional<Ending>& ending) const;
  [[nodiscard]] std::optional<Excuse> own_excuse(const std::optional<Ending>& ending) const;
  [[nodiscard]] std::string silence() const;
};

}  // namespace provtool
