#include "config/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "config/appearance.hpp"
#include "config/document.hpp"
#include "config/edited_text.hpp"
#include "config/encryption.hpp"
#include "config/excerpt.hpp"
#include "config/explain_break.hpp"
#include "config/file_reader.hpp"
#include "config/placed_findings.hpp"
#include "config/source_text.hpp"

namespace provtool {

namespace {

// A file with more breaks than that is no file that somebody mends by them.
constexpr int k_most_breaks = 20;

FindingId id_of(BreakKind kind) {
  if (kind == BreakKind::doctype) return "config.doctype";
  return kind == BreakKind::too_deep ? FindingId("config.too-large") : FindingId("config.malformed");
}

void say_broken(BreakKind kind, const BreakExplanation& why, PlacedFindings& findings) {
  findings.say(id_of(kind), why.at, why.message);
  if (why.misprint)
    findings.say("config.guide-misprint", why.at,
                 fmt::format("the guide's own example has this misprint: {}", *why.misprint));
}

// Reads on behind each break that can be mended: what the rules say counts when the rest could be read. A
// file that is broken anywhere contributes nothing.
void read_xml(const FileQuestion& question, ConfigFile& file, PlacedFindings& findings, EditedText& text) {
  for (int breaks = 0;; ++breaks) {
    ConfigFile read = file;
    PlacedFindings of_rules(question.name, text);
    FileReader reader(question, text, read, of_rules);
    const auto broken = read_document(text.text(), reader);
    if (breaks == 0)
      for (const auto& leftover : find_leftovers(text.text(), broken || reader.has_odd_lines()))
        findings.say("config.template", leftover.at, "here is " + leftover.what);
    const auto why = broken ? std::optional(explain(text, *broken)) : std::nullopt;
    if (why) say_broken(broken->kind, *why, findings);
    if (why && why->repair && breaks < k_most_breaks) {
      text.apply(*why->repair);
      continue;
    }
    if (!broken) reader.judge_kind();
    file = std::move(read);
    findings.take_over(of_rules);
    if (broken || breaks > 0 || !file.has_root) file.values.clear();
    return;
  }
}

std::string_view extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos || name.find('/', dot) != std::string_view::npos ? ""
                                                                                        : name.substr(dot);
}

bool is_named_encrypted(const ConfigFile& file) {
  return equal_ignoring_case(extension_of(file.name), ".enc");
}

void judge_extension(const ConfigFile& file, PlacedFindings& findings) {
  if (file.encrypted && !is_named_encrypted(file) && !extension_of(file.name).empty())
    findings.say("config.extension", 0, "the content is encrypted, and the name does not end in .enc");
  if (!file.encrypted && is_named_encrypted(file))
    findings.say("config.extension", 0, "the name ends in .enc, and the content is not encrypted");
}

std::string_view what_went_wrong(DecryptFault fault) {
  switch (fault) {
    case DecryptFault::not_encrypted:
      return "the content is not what openssl enc -a -salt makes";
    case DecryptFault::damaged:
      return "the key fits, but the file is cut or damaged";
    case DecryptFault::pbkdf2:
      return "the file was made with -pbkdf2, which the phone does not know";
    case DecryptFault::wrong_key:
      break;
  }
  return "the key does not fit";
}

void say_digest(const Decrypted& decrypted, PlacedFindings& findings) {
  auto finding = make_finding("config.digest",
                              fmt::format("encrypted with AES-{} and a key made by {}", decrypted.key_bits,
                                          decrypted.digest == KeyDigest::md5 ? "MD5" : "SHA-256"));
  if (decrypted.digest == KeyDigest::sha256) {
    finding.severity = Severity::warning;
    finding.message += ": a phone of 2014 most likely cannot open it";
    finding.hint = "Make it with -md md5.";
  }
  findings.add(std::move(finding), 0);
}

// One look at each line: it may be long.
std::map<std::size_t, std::string> excerpts_for(const std::vector<Finding>& findings,
                                                const SourceText& source, const Catalogue& catalogue) {
  std::map<std::size_t, std::string> excerpts;
  std::size_t last = 0;
  for (const auto& finding : findings) {
    const auto line = finding.place.line.value_or(0);
    if (std::exchange(last, line) == line) continue;
    if (auto excerpt = excerpt_of(source, line, catalogue)) excerpts.try_emplace(line, std::move(*excerpt));
  }
  return excerpts;
}

void read_plain(ByteView bytes, const FileQuestion& question, ConfigFile& file, std::vector<Finding>& all) {
  const SourceText source(bytes);
  EditedText text(source);
  PlacedFindings findings(question.name, text);
  for (const auto& remark : source.remarks()) findings.say("config.encoding", 0, remark);
  const auto why_not = why_not_xml(text.text());
  if (!why_not) {
    judge_extension(file, findings);
    read_xml(question, file, findings, text);
  } else if (is_named_encrypted(file)) {
    findings.say(
        "config.decrypt", 0,
        fmt::format("the name ends in .enc, and the content is not what openssl enc -a -salt makes: {}",
                    *why_not));
  } else {
    findings.say("config.not-a-config", 0, *why_not);
  }
  file.valid = file.valid && !findings.has_error();
  file.more_findings = findings.not_kept();
  auto more = findings.take();
  file.excerpts = excerpts_for(more, source, question.catalogue);
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// What is said before the plain text is there.
void read_encrypted(ByteView bytes, const FileQuestion& question, ConfigFile& file) {
  const SourceText nothing({});
  const EditedText text(nothing);
  PlacedFindings findings(question.name, text);
  std::optional<Decrypted> decrypted;
  if (question.key == nullptr) {
    findings.say("config.no-key", 0, "the file is encrypted, and no key was given");
  } else if (auto opened =
                 decrypt(bytes, question.key->passphrase, question.key->bits, *question.identity.phone)) {
    decrypted = std::move(*opened);
    say_digest(*decrypted, findings);
  } else {
    findings.say("config.decrypt", 0, what_went_wrong(opened.error()));
  }
  file.valid = !findings.has_error();
  if (!decrypted) judge_extension(file, findings);
  file.findings = findings.take();
  if (decrypted) read_plain(decrypted->plain, question, file, file.findings);
}

}  // namespace

ConfigFile read_config_file(ByteView bytes, const FileQuestion& question) {
  ConfigFile file;
  file.name = question.name;
  file.role = question.role;
  file.bytes = bytes.size();
  file.valid = true;
  file.encrypted = looks_encrypted(bytes);
  if (file.encrypted)
    read_encrypted(bytes, question, file);
  else
    read_plain(bytes, question, file, file.findings);
  return file;
}

}  // namespace provtool
