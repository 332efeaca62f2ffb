// What the command line wants of each source: named, switched off, or left out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "discovery/evidence.hpp"

namespace provtool {

class Selection {
 public:
  explicit Selection(const Options& options) : m_options(options) {}

  // --manual-url and --redirect-url say something of a source, and name it where others are named.
  [[nodiscard]] bool is_named(SourceId source) const;
  [[nodiscard]] bool is_off(SourceId source) const;
  [[nodiscard]] bool is_wanted(SourceId source) const;
  [[nodiscard]] bool wants_any(std::span<const SourceId> sources) const;
  [[nodiscard]] bool names_sources() const { return !m_options.sources.empty(); }

  // The command line's word goes before what was seen.
  void apply(SourceEvidence& evidence) const;

 private:
  const Options& m_options;
};

// Those of --expect-server that are of one family, 4 or 6: an expectation of one says nothing of the other.
std::vector<std::string> expected_servers(const Options& options, int family);

}  // namespace provtool
