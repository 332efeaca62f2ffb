#include "report/report.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace provtool {

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
    section.raw = as_text(raw);
    if (clean(*section.raw).escaped) section.raw_hex = to_hex(raw);
    section.url = evidence.candidate->reading.url;
    section.resolved = evidence.candidate->reading.resolved;
  }
  section.server = evidence.server;
  section.elapsed = evidence.elapsed;
  section.confidence = evidence.confidence;
  return section;
}

}  // namespace provtool
