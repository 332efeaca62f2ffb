// The redirection server's step of a discovery: asked last, and only where the phone would.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/selection.hpp"
#include "cli/options.hpp"
#include "device/identity.hpp"
#include "device/macros.hpp"
#include "discovery/excuse.hpp"
#include "discovery/redirect/asker.hpp"
#include "discovery/redirect/judgement.hpp"
#include "host/link.hpp"
#include "report/report.hpp"

namespace provtool {

class RedirectStep {
 public:
  RedirectStep(const Options& options, const Selection& selection, const Identity& identity,
               const Interface& interface);

  void describe(Asked& asked, std::vector<std::string>& assumptions) const;

  // Judges from what the other sources said whether the phone would ask now. Without a machine afterwards it
  // would not, or it cannot be asked from here.
  void take_turn(const Decision& decision);
  // A capture is read back instead of asking: it holds datagrams, and the answer came over TCP.
  void read_back() { m_from_capture = true; }
  Machine* machine() { return m_asker ? &*m_asker : nullptr; }

  // Without an ending the run goes on.
  [[nodiscard]] SourceEvidence evidence(const std::optional<Ending>& ending) const;
  [[nodiscard]] std::vector<Finding> findings() const;
  [[nodiscard]] std::vector<std::string> side_effects() const;

 private:
  [[nodiscard]] std::optional<Excuse> why_it_cannot_be_asked() const;
  [[nodiscard]] Excuse excuse(const std::optional<Ending>& ending) const;
  [[nodiscard]] SourceEvidence untested(const Excuse& excuse) const;

  const Options& m_options;
  const Identity& m_identity;
  const Interface& m_interface;
  bool m_wanted;  // it was named, as a source or by its URL
  Expansion m_url;
  bool m_turn_taken = false;
  bool m_from_capture = false;
  std::optional<SourceId> m_obstacle;
  std::optional<RedirectAsker> m_asker;
};

}  // namespace provtool
