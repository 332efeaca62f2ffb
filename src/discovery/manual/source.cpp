#include "discovery/manual/source.hpp"

namespace provtool {

std::vector<SourceEvidence> ManualSource::evidence(const std::optional<Ending>& /*ending*/) const {
  const auto& url = m_situation.settings.what.manual_url;
  SourceEvidence evidence;
  evidence.source = SourceId::manual;
  evidence.status = Status::empty;
  evidence.reason = "assumed not set on the phone";
  evidence.confidence = Confidence::assumption;
  if (!url) return {evidence};
  evidence.candidate = Candidate{to_bytes(*url), read_url(*url, m_situation.identity)};
  evidence.status = evidence.candidate->reading.usable ? Status::found : Status::unusable;
  evidence.reason = "given by --manual-url";
  evidence.confidence = Confidence::guide;
  return {evidence};
}

void ManualSource::describe(Asked& /*asked*/, std::vector<std::string>& assumptions) const {
  if (!m_situation.settings.what.manual_url) assumptions.emplace_back("no URL was set by hand on the phone");
}

}  // namespace provtool
