#include "provisioning/loaded_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "provisioning/content.hpp"
#include "provisioning/failure.hpp"
#include "provisioning/log_line.hpp"
#include "provisioning/origin.hpp"

namespace provtool {

namespace {

// A server that knows its phones has words for those that it does not know.
bool is_refusal(std::string_view clause) {
  static constexpr std::array<std::string_view, 7> k_words{"denied",     "forbidden",  "authoriz", "allowed",
                                                           "registered", "permission", "unknown"};
  const auto text = to_lower(clause);
  return std::any_of(k_words.begin(), k_words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

std::string answer_of(const Download& download) {
  std::vector<std::string> parts;
  if (download.http_status) parts.push_back(fmt::format("status {}", *download.http_status));
  if (!download.content_type.empty())
    parts.push_back(fmt::format("Content-Type {}", foreign(download.content_type)));
  return parts.empty() ? "" : fmt::format(" ({})", fmt::join(parts, ", "));
}

void is_not_a_config(LoadedFile& loaded, const std::string& why, const Identity& identity) {
  auto& download = loaded.download;
  loaded.instead = why.substr(0, why.find("; it begins"));
  download.status = DownloadStatus::failed;
  download.failure = "download.not-a-config";
  download.reason = fmt::format("what came is not a configuration file: {}", why);
  auto message = fmt::format("{} file {}: {}, not a configuration file{}{}", to_text(download.role),
                             foreign(name_of(download)), loaded.instead, why.substr(loaded.instead.size()),
                             answer_of(download));
  if (is_refusal(why) && loaded.request)
    message += fmt::format("; asked {}", said_of_sender(*loaded.request, identity));
  auto finding = make_finding("download.not-a-config", message, Place{.url = name_of(download)});
  if (loaded.request) finding.hint += fmt::format(" In the server's log: {}", log_line(*loaded.request));
  download.findings.push_back(std::move(finding));
}

bool could_not_be_opened(const ConfigFile& file) {
  const auto* finding = what_voids(file);
  return finding != nullptr && finding->id == "config.decrypt";
}

}  // namespace

bool LoadedFile::counts() const {
  return download.status == DownloadStatus::ok && file && what_voids(*file) == nullptr;
}

bool LoadedFile::is_open() const {
  if (download.status == DownloadStatus::skipped) return true;
  // An expired certificate is one whoever signed it.
  return !download.open.empty() &&
         std::none_of(download.findings.begin(), download.findings.end(), [this](const Finding& finding) {
           return finding.severity == Severity::error &&
                  std::none_of(download.open.begin(), download.open.end(),
                               [&finding](const OpenQuestion& asked) { return asked.finding == finding.id; });
         });
}

std::string name_of(const Download& download) {
  return download.final_url.empty() ? download.url : download.final_url;
}

FileRole file_role(DownloadRole role) {
  return from_text<FileRole>(to_text(role)).value_or(FileRole::none);
}

const FileKey* read_configuration(LoadedFile& loaded, const ReadingTerms& terms,
                                  std::span<const FileKey* const> keys) {
  auto& download = loaded.download;
  if (download.status != DownloadStatus::ok) return nullptr;
  if (const auto why = why_not_a_config(download)) {
    const auto told = loaded.request ? loaded.request->credentials : std::nullopt;
    is_not_a_config(loaded, without_password(*why, told), terms.identity);
    return nullptr;
  }
  FileQuestion question{name_of(download), file_role(download.role), terms.catalogue, terms.identity};
  const FileKey* const none = nullptr;
  for (const auto* key : keys.empty() ? std::span(&none, 1) : keys) {
    question.key = key;
    auto file = read_config_file(download.content, question);
    const bool is_open = !could_not_be_opened(file);
    if (!loaded.file || is_open) loaded.file = std::move(file);
    if (is_open) break;
  }
  if (const auto* voids = what_voids(*loaded.file); voids != nullptr && voids->id == "config.no-key")
    download.open.push_back({voids->id, "Give the key with --key-file."});
  return loaded.file->encrypted && loaded.counts() ? question.key : nullptr;
}

}  // namespace provtool
