// The URL set by hand on the phone, as a source: nobody is asked, the command line gives it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "discovery/source.hpp"

namespace provtool {

class ManualSource : public Source {
 public:
  explicit ManualSource(const Situation& situation) : m_situation(situation) {}

  [[nodiscard]] std::vector<SourceId> rows() const override { return {SourceId::manual}; }
  [[nodiscard]] std::vector<SourceEvidence> evidence(const std::optional<Ending>& ending) const override;
  [[nodiscard]] std::vector<Finding> findings(const Ending& /*ending*/) const override { return {}; }
  void describe(Asked& asked, std::vector<std::string>& assumptions) const override;

 private:
  const Situation& m_situation;
};

}  // namespace provtool
