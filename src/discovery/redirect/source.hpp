// The redirection server as a source: asked last, and only where the phone would.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "device/macros.hpp"
#include "discovery/datagram_source.hpp"
#include "discovery/redirect/asker.hpp"
#include "discovery/redirect/judgement.hpp"

namespace provtool {

class RedirectSource : public Source {
 public:
  explicit RedirectSource(const Situation& situation);

  [[nodiscard]] std::vector<SourceId> rows() const override { return {SourceId::redirect}; }
  bool takes_turn(const Decision& so_far) override;
  void start(const Start& start) override;
  Machine* machine() override { return std::get_if<RedirectAsker>(&m_state); }
  // A capture contains datagrams, and the answer comes over TCP.
  void read_back(Instant ends) override;
  [[nodiscard]] std::vector<SourceEvidence> evidence(const std::optional<Ending>& ending) const override;
  [[nodiscard]] std::vector<Finding> findings(const Ending& ending) const override;
  void describe(Asked& asked, std::vector<std::string>& assumptions) const override;
  [[nodiscard]] std::vector<std::string> side_effects() const override;

 private:
  struct NotInCapture {};

  [[nodiscard]] bool is_asked() const { return !std::holds_alternative<NotAsked>(m_state); }
  [[nodiscard]] const std::optional<Fetched>* result() const;
  [[nodiscard]] std::string asks_as() const;
  [[nodiscard]] Excuse why_not_asked(const std::optional<Ending>& ending) const;
  [[nodiscard]] SourceEvidence untested(const Excuse& excuse) const;

  const Situation& m_situation;
  Expansion m_url;
  RedirectTurn m_turn;
  std::variant<NotAsked, CannotAsk, Ready, RedirectAsker, NotInCapture> m_state;
};

}  // namespace provtool
