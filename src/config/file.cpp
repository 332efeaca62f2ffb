#include "config/file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/appearance.hpp"
#include "config/document.hpp"
#include "config/file_reader.hpp"
#include "config/placed_findings.hpp"
#include "config/source_text.hpp"

namespace provtool {

namespace {

bool has_values_below(const ConfigFile& file, std::string_view section) {
  return std::any_of(file.values.begin(), file.values.end(),
                     [&](const ConfigValue& value) { return value.path.starts_with(section); });
}

FileKind kind_of(const ConfigFile& file) {
  if (has_values_below(file, "Initial/")) return FileKind::initial;
  return has_values_below(file, "Device/") ? FileKind::device : FileKind::unknown;
}

void say_broken(const DocumentBreak& broken, PlacedFindings& findings) {
  switch (broken.kind) {
    case BreakKind::doctype:
      return findings.say("config.doctype", broken.at, "a DOCTYPE is not allowed here");
    case BreakKind::too_deep:
      return findings.say("config.too-large", broken.at,
                          fmt::format("more than {} elements stand inside each other", k_most_depth));
    default:
      return findings.say("config.malformed", broken.at, broken.parser_says);
  }
}

void judge_kind(const ConfigFile& file, PlacedFindings& findings) {
  const bool initial = has_values_below(file, "Initial/");
  const bool device = has_values_below(file, "Device/");
  if (initial && device && file.role == FileRole::none)
    findings.say("config.device-in-initial", 0,
                 "the file contains both <Initial> and <Device>; it is read as initial");
  else if (device && file.role == FileRole::initial)
    findings.say("config.device-in-initial", 0, "the initial file contains <Device>");
  const auto names_one = [](const ConfigValue& value) {
    return value.path.starts_with("Initial/CfgFiles/") && !value.value.empty();
  };
  const bool is_initial = file.kind == FileKind::initial || file.role == FileRole::initial;
  if (is_initial && !device && std::none_of(file.values.begin(), file.values.end(), names_one))
    findings.say("config.no-device-files", 0, "the initial file names no device file");
}

void read_xml(const SourceText& text, const FileQuestion& question, ConfigFile& file,
              PlacedFindings& findings) {
  FileReader reader(question, text, file, findings);
  for (const auto& leftover : find_leftovers(text.text()))
    findings.say("config.template", leftover.at, "here is " + leftover.what);
  const auto broken = read_document(text.text(), reader);
  if (broken) {
    say_broken(*broken, findings);
    file.values.clear();
    return;
  }
  file.kind = kind_of(file);
  judge_kind(file, findings);
}

}  // namespace

ConfigFile read_config_file(ByteView bytes, const FileQuestion& question) {
  ConfigFile file;
  file.name = question.name;
  file.role = question.role;
  file.bytes = bytes.size();
  const SourceText text(bytes);
  PlacedFindings findings(question.name, text);
  for (const auto& remark : text.remarks()) findings.say("config.encoding", 0, remark);
  if (const auto why = why_not_xml(text.text()))
    findings.say("config.not-a-config", 0, *why);
  else
    read_xml(text, question, file, findings);
  file.valid = !findings.has_error();
  file.more_findings = findings.not_kept();
  file.findings = findings.take();
  return file;
}

}  // namespace provtool
