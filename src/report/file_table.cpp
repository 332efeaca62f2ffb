#include "report/file_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_url = 1;

std::string role_of(const Download& download) {
  if (download.index == 0) return std::string(to_text(download.role));
  return fmt::format("{} {}", to_text(download.role), download.index);
}

const FileSection* file_of(const Report& report, const Download& download) {
  const auto file =
      std::find_if(report.files.begin(), report.files.end(), [&download](const FileSection& section) {
        return section.role && to_text(*section.role) == to_text(download.role) &&
               section.contender == download.contender;
      });
  return file == report.files.end() ? nullptr : &*file;
}

// "not found" of "download.not-found", "TLS name" of "download.tls-name".
std::string words_of(std::string_view id) {
  constexpr std::string_view k_tls = "tls ";
  std::string words(id.substr(id.find('.') + 1));
  std::replace(words.begin(), words.end(), '-', ' ');
  return words.starts_with(k_tls) ? "TLS " + words.substr(k_tls.size()) : words;
}

// What was asked for in the end; several attempts have the URL in common that they were made of.
std::string url_of(const Download& download) {
  if (download.status == DownloadStatus::ok && !download.final_url.empty()) return download.final_url;
  const bool is_one = download.status == DownloadStatus::failed && download.attempts.size() == 1;
  return is_one ? download.attempts.front().url : download.url;
}

TableCell result_of(const Report& report, const Download& download) {
  switch (download.status) {
    case DownloadStatus::skipped:
      return {"skipped", Weight::unsure};
    case DownloadStatus::failed:
      if (!download.failure.empty()) return {words_of(download.failure), Weight::bad};
      return {download.http_status ? fmt::format("failed, {}", *download.http_status) : "failed",
              Weight::bad};
    case DownloadStatus::ok:
      break;
  }
  const auto* file = file_of(report, download);
  if (file == nullptr) return {"ok"};
  if (!file->valid)
    return file->encrypted ? TableCell{"encrypted", Weight::unsure} : TableCell{"invalid", Weight::bad};
  return {file->encrypted ? "decrypted" : "ok"};
}

std::string time_of(const Download& download) {
  if (download.timing) return to_readable(download.timing->total);
  Duration all{};
  for (const auto& attempt : download.attempts) all += attempt.elapsed;
  return download.attempts.empty() ? "" : to_readable(all);
}

TableRow row_of(const Report& report, const Download& download) {
  const bool came = download.status == DownloadStatus::ok;
  return {{{role_of(download)},
           {url_of(download)},
           result_of(report, download),
           {came ? counted(download.bytes, "byte") : ""},
           {time_of(download)}}};
}

void add_attempts(TableBlock& table, const Download& download) {
  if (download.attempts.size() < 2 && download.status == DownloadStatus::ok) return;
  for (const auto& attempt : download.attempts)
    table.rows.push_back(
        {{}, fmt::format("  {}  {}, {}", attempt.url, attempt.reason, to_readable(attempt.elapsed))});
}

}  // namespace

TableBlock file_table(const Report& report, bool attempts) {
  TableBlock table{k_url, true, {3, 4}, {}};
  const std::string* contender = nullptr;
  for (const auto& download : report.downloads) {
    if (!download.contender.empty() && (contender == nullptr || *contender != download.contender))
      table.rows.push_back({{}, fmt::format("With {}", download.contender)});
    contender = &download.contender;
    table.rows.push_back(row_of(report, download));
    if (attempts) add_attempts(table, download);
    if (!download.saved_as.empty())
      table.rows.push_back({{}, fmt::format("  saved as {}", download.saved_as)});
  }
  return table;
}

}  // namespace provtool
