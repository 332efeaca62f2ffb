#include "config/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "config/appearance.hpp"
#include "config/document.hpp"
#include "config/edited_text.hpp"
#include "config/encryption.hpp"
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

void say_misprint(std::string_view what, std::size_t at, PlacedFindings& findings) {
  findings.say("config.guide-misprint", at,
               fmt::format("the guide's own example has this misprint: {}", what));
}

void say_broken(BreakKind kind, const BreakExplanation& why, PlacedFindings& findings) {
  findings.say(id_of(kind), why.at, why.message);
  if (why.misprint) say_misprint(*why.misprint, why.at, findings);
}

void say_leftovers(const EditedText& text, bool lines, PlacedFindings& findings) {
  for (const auto& leftover : find_leftovers(text.text(), lines))
    findings.say("config.template", leftover.at, "left in it: " + leftover.what);
}

// Reads on behind each break that can be mended: what the rules say counts when the rest could be read. A
// file that is broken anywhere contributes nothing.
void read_xml(const FileQuestion& question, ConfigFile& file, PlacedFindings& findings, EditedText& text,
              bool knows_leftovers) {
  for (int breaks = 0;; ++breaks) {
    ConfigFile read = file;
    PlacedFindings of_rules(question.name, text);
    FileReader reader(question, text, read, of_rules);
    const auto broken = read_document(text.text(), reader);
    if (breaks == 0) {
      if (!knows_leftovers) say_leftovers(text, broken || reader.has_odd_lines(), findings);
      for (const auto& misprint : find_misprints(text.text(), broken || of_rules.has("config.text-format")))
        say_misprint(misprint.what, misprint.at, findings);
    }
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

// Of a URL that of its path.
std::string_view extension_of(std::string_view name) {
  if (const auto host = name.find("://"); host != std::string_view::npos) {
    const auto path = name.find('/', host + 3);
    name = path == std::string_view::npos ? "" : name.substr(path, name.find_first_of("?#", path) - path);
  }
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

// By its name a file should be encrypted: what is no configuration file then failed to be.
void say_no_config(const ConfigFile& file, std::string_view why, PlacedFindings& findings) {
  if (file.encrypted || !is_named_encrypted(file)) return findings.say("config.not-a-config", 0, why);
  findings.say(
      "config.decrypt", 0,
      fmt::format("the name ends in .enc, and the content is not what openssl enc -a -salt makes: {}", why));
}

std::string what_went_wrong(DecryptFault fault, std::string_view passphrase) {
  switch (fault) {
    case DecryptFault::not_encrypted:
      return "the content is not what openssl enc -a -salt makes: it does not begin with a salt";
    case DecryptFault::no_salt:
      return "made with -nosalt; the phone needs a salt";
    case DecryptFault::damaged:
      return "cut or damaged: the key fits at its beginning";
    case DecryptFault::pbkdf2:
      return "made with -pbkdf2, which the phone does not know";
    case DecryptFault::other_digest:
      return "made with another digest (-md) than MD5 and SHA-256";
    case DecryptFault::other_length:
      return "made with another key length than CFG_FILE_KEY_LENGTH says";
    case DecryptFault::other_content:
      return "the key fits, and what it opens is not a configuration file";
    case DecryptFault::wrong_key:
      break;
  }
  constexpr std::size_t k_key_length = 32;
  if (passphrase.size() == k_key_length) return "wrong key, or made with another cipher than AES in CBC mode";
  return fmt::format("wrong key: it has {} characters, and keys have {}", passphrase.size(), k_key_length);
}

void say_digest(const Decrypted& decrypted, PlacedFindings& findings) {
  auto finding = make_finding("config.digest",
                              fmt::format("encrypted with AES-{} and a key made by {}", decrypted.key_bits,
                                          decrypted.digest == KeyDigest::md5 ? "MD5" : "SHA-256"));
  if (decrypted.digest == KeyDigest::sha256) {
    finding.severity = Severity::warning;
    finding.message += ": a phone of 2014 most likely cannot open it; make it with -md md5";
    finding.hint = "Encrypt it anew: openssl enc -aes-128-cbc -md md5 -a -salt -in FILE -out FILE.enc";
  }
  findings.add(std::move(finding), 0);
}

void read_plain(ByteView bytes, const FileQuestion& question, ConfigFile& file, std::vector<Finding>& all) {
  const SourceText source(bytes);
  EditedText text(source);
  PlacedFindings findings(question.name, text);
  for (const auto& remark : source.remarks()) findings.say("config.encoding", 0, remark);
  const auto why = why_not_xml(text.text());
  if (why)
    say_no_config(file, *why, findings);
  else
    judge_extension(file, findings);
  const bool is_page = why && trim(text.text()).starts_with('<');
  if (why && !is_page) say_leftovers(text, true, findings);  // the scripts of a page look like templates
  // What a paste put around it hides nothing of what is wrong inside.
  auto plain = why ? without_paste(text.text()) : std::nullopt;
  if (plain) text.apply({0, plain->size(), *plain});
  if (!why || (plain && !why_not_xml(*plain))) read_xml(question, file, findings, text, why.has_value());
  if (why) file.values.clear();
  file.valid = file.valid && !findings.has_error();
  file.more_findings = findings.not_kept();
  auto more = findings.take();
  for (const auto& finding : more) {
    const TextPosition place{finding.place.line.value_or(1), finding.place.column.value_or(1)};
    if (file.excerpts.contains({place.line, place.column})) continue;
    if (auto excerpt = excerpt_of(source, place, question.catalogue))
      file.excerpts.try_emplace({place.line, place.column}, std::move(*excerpt));
  }
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// How the text of an encrypted file is written.
void judge_writing(ByteView bytes, PlacedFindings& findings) {
  const SourceText source(bytes);
  for (const auto& remark : source.remarks()) findings.say("config.encoding", 0, remark);
  if (is_encrypted_binary(bytes))
    findings.say("config.encoding", 0, "the encrypted file is binary; make it with -a, as base64");
}

// What is said before the plain text is there.
void read_encrypted(ByteView bytes, const FileQuestion& question, ConfigFile& file) {
  const SourceText nothing({});
  const EditedText text(nothing);
  PlacedFindings findings(question.name, text);
  std::optional<Decrypted> decrypted;
  if (file.encrypted) judge_writing(bytes, findings);
  if (question.key == nullptr && file.encrypted) {
    findings.say("config.no-key", 0, "the file is encrypted, and no key was given");
  } else if (question.key == nullptr) {
    findings.say("config.decrypt", 0,
                 fmt::format("{}; {}", what_went_wrong(DecryptFault::not_encrypted, {}),
                             why_not_xml(SourceText(bytes).text()).value_or("")));
  } else if (auto opened =
                 decrypt(bytes, question.key->passphrase, question.key->bits, *question.identity.phone)) {
    decrypted = std::move(*opened);
    say_digest(*decrypted, findings);
  } else {
    findings.say("config.decrypt", 0, what_went_wrong(opened.error(), question.key->passphrase));
  }
  file.valid = !findings.has_error();
  if (!decrypted && file.encrypted) judge_extension(file, findings);
  file.findings = findings.take();
  if (decrypted) read_plain(decrypted->plain, question, file, file.findings);
}

// A name that promises an encrypted file, and content that is no XML either.
bool is_called_encrypted(ByteView bytes, const FileQuestion& question) {
  return equal_ignoring_case(extension_of(question.name), ".enc") && why_not_xml(SourceText(bytes).text());
}

}  // namespace

const Finding* what_voids(const ConfigFile& file) {
  static constexpr std::array<std::string_view, 7> k_ids{
      "config.malformed",  "config.doctype", "config.too-large", "config.not-a-config",
      "config.wrong-root", "config.no-key",  "config.decrypt"};
  const auto found = std::find_if(file.findings.begin(), file.findings.end(), [](const Finding& finding) {
    return std::find(k_ids.begin(), k_ids.end(), finding.id) != k_ids.end();
  });
  return found == file.findings.end() ? nullptr : &*found;
}

ConfigFile read_config_file(ByteView bytes, const FileQuestion& question) {
  ConfigFile file;
  file.name = question.name;
  file.role = question.role;
  file.bytes = bytes.size();
  file.valid = true;
  file.encrypted = looks_encrypted(bytes);
  if (file.encrypted || is_called_encrypted(bytes, question))
    read_encrypted(bytes, question, file);
  else
    read_plain(bytes, question, file, file.findings);
  return file;
}

}  // namespace provtool
