#include "report/report.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace provtool {

FileSection to_section(const ConfigFile& file) {
  const auto role = file.role == FileRole::none ? std::nullopt : std::optional(file.role);
  return {file.name,  file.kind,       role,       file.encrypted,
          file.valid, file.parameters, file.bytes, file.more_findings};
}

EffectiveSection to_section(const EffectiveValue& value) {
  const auto perm = value.perm.empty() ? std::nullopt : std::optional(value.perm);
  return {value.parameter, value.value, value.secret, value.from,
          value.file,      value.line,  perm,         value.shadows};
}

DeviceSection to_section(const Identity& identity) {
  return {identity.model, identity.mac.upper_plain(), identity.mac_from, identity.firmware};
}

InterfaceSection to_section(const Interface& interface, const ModeJudgement& mode) {
  InterfaceSection section{interface.name, interface.mac.colons(), interface.up, {}, mode.mode, mode.reason};
  for (const auto& entry : interface.addresses) section.addresses.push_back(entry.text());
  return section;
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
    section.raw = as_text(raw);
    if (clean(*section.raw).escaped) section.raw_hex = to_hex(raw);
    section.url = evidence.candidate->reading.url;
    section.resolved = evidence.candidate->reading.resolved;
  }
  section.server = evidence.server;
  section.elapsed = evidence.elapsed;
  section.confidence = evidence.confidence;
  section.left_out = evidence.left_out;
  section.unasked = evidence.unasked;
  section.to_settle = evidence.to_settle;
  return section;
}

DiscoverySection to_section(const Decision& decision) {
  DiscoverySection section;
  section.order = decision.order;
  for (const auto& source : decision.sources) section.sources.push_back(to_section(source));
  section.decision = decision;
  return section;
}

SourceEvidence to_evidence(const SourceSection& section) {
  SourceEvidence evidence;
  evidence.source = section.source;
  evidence.status = section.status == Status::not_reached ? Status::not_tested : section.status;
  evidence.reason = section.reason;
  // A report that somebody wrote by hand may lack the raw value.
  if (section.raw || section.status == Status::found || section.status == Status::unusable) {
    const auto raw = section.raw.value_or(section.url);
    const bool usable = section.status == Status::found;
    evidence.candidate = Candidate{
        to_bytes(raw),
        {section.url, section.resolved, {}, usable, usable || read_url(raw, Identity{}).well_formed}};
  }
  evidence.server = section.server;
  evidence.elapsed = section.elapsed;
  evidence.confidence = section.confidence;
  evidence.left_out = section.left_out;
  evidence.unasked = section.unasked;
  evidence.to_settle = section.to_settle;
  // It took part: a source that does not is not_applicable.
  evidence.whatever_mode = section.status != Status::not_applicable;
  return evidence;
}

}  // namespace provtool
