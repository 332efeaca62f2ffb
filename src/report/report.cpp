#include "report/report.hpp"

#include "base/bytes.hpp"

namespace provtool {

std::string_view to_text(VerdictStatus status) {
  switch (status) {
    case VerdictStatus::ok:
      return "ok";
    case VerdictStatus::warning:
      return "warning";
    case VerdictStatus::failed:
      return "failed";
    case VerdictStatus::undetermined:
      return "undetermined";
  }
  return "";
}

SourceSection to_section(const RankedSource& source) {
  const SourceEvidence& evidence = source.evidence;
  SourceSection section;
  section.source = evidence.source;
  section.rank = source.rank;
  section.status = source.status;
  section.standing = source.standing;
  section.reason = source.reason;
  if (evidence.candidate && source.status != Status::not_applicable) {
    const auto& raw = evidence.candidate->raw;
    section.raw = ReceivedText{std::string(as_text(raw)), to_hex(raw)};
    section.url = evidence.candidate->reading.url;
    section.resolved = evidence.candidate->reading.resolved;
  }
  section.server = evidence.server;
  section.elapsed = evidence.elapsed;
  section.confidence = evidence.confidence;
  return section;
}

}  // namespace provtool
