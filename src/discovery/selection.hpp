// What the command line wants of each source: named, switched off, or left out. Whether a source is asked is
// answered here and nowhere else.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "discovery/evidence.hpp"
#include "discovery/settings.hpp"

namespace provtool {

class Selection {
 public:
  explicit Selection(const Settings& settings) : m_settings(settings) {}

  // --manual-url and --redirect-url say something of a source, and name it where others are named.
  [[nodiscard]] bool is_named(SourceId source) const;
  [[nodiscard]] bool is_off(SourceId source) const;
  [[nodiscard]] bool is_wanted(SourceId source) const;
  // Wanted, and not left out by default: the redirection server is asked only when it is named or has a URL
  // of its own, and DHCPv6 not in a given mode that has no place for it.
  [[nodiscard]] bool is_asked(SourceId source) const;
  [[nodiscard]] bool asks_any(std::span<const SourceId> sources) const;
  [[nodiscard]] bool names_sources() const { return !m_settings.sources.empty(); }

  // The command line's word goes before what was seen.
  void apply(SourceEvidence& evidence) const;

 private:
  const Settings& m_settings;
};

// Those of --expect-server that are of one family, 4 or 6: an expectation of one says nothing of the other.
std::vector<std::string> expected_servers(const Settings& settings, int family);

}  // namespace provtool
