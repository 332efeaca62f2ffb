#include "provisioning/boot_outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "provisioning/lost_words.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_saved =
    "the phone keeps its saved configuration if it has one; a new phone stays unprovisioned and tries again";
constexpr std::string_view k_unknown = "what the phone will do could not be determined";

using Files = std::vector<const LoadedFile*>;

Files device_files(std::span<const LoadedFile> loaded) {
  Files files;
  for (const auto& file : loaded)
    if (file.is_device_file()) files.push_back(&file);
  return files;
}

Files which(const Files& files, bool (*is_one)(const LoadedFile&)) {
  Files some;
  std::copy_if(files.begin(), files.end(), std::back_inserter(some),
               [&](const LoadedFile* file) { return is_one(*file); });
  return some;
}
bool counts(const LoadedFile& file) {
  return file.counts();
}
bool is_lost(const LoadedFile& file) {
  return !file.counts();
}
bool is_open(const LoadedFile& file) {
  return file.is_open();
}

// The files without which nothing is known of the rest: the initial one, or the only one that is asked for.
const LoadedFile* lost_beginning(std::span<const LoadedFile> loaded) {
  return loaded.empty() || loaded.front().counts() ? nullptr : &loaded.front();
}

std::string roles_of(const Files& files, std::string_view last = "and") {
  std::vector<std::string> roles;
  for (const auto* file : files) roles.emplace_back(to_text(file->role()));
  return listed(roles, last);
}

// "two", as far as a boot has files.
std::string in_words(std::size_t count) {
  static constexpr std::array<std::string_view, 5> k_words{"no", "one", "two", "three", "four"};
  return count < k_words.size() ? std::string(k_words[count]) : std::to_string(count);
}

// Files that are lost by the same share a clause.
std::string each_loss(const Files& lost) {
  std::vector<std::string> losses;
  Files told;
  for (const auto* file : lost) {
    if (std::find(told.begin(), told.end(), file) != told.end()) continue;
    const auto words = of_device_file(*file);
    Files same;
    std::copy_if(lost.begin(), lost.end(), std::back_inserter(same),
                 [&words](const LoadedFile* other) { return of_device_file(*other) == words; });
    told.insert(told.end(), same.begin(), same.end());
    losses.push_back(same.size() == 1 ? fmt::format("its {} file {}", roles_of(same), words)
                                      : fmt::format("its {} files {}", roles_of(same), of_several(words)));
  }
  return listed(losses);
}

// The phone goes on without a certificate; what needs it is lost by itself.
std::string lost_certificates(std::span<const LoadedFile> loaded) {
  std::string said;
  for (const auto& file : loaded)
    if (file.role() == DownloadRole::certificate && file.download.status != DownloadStatus::ok)
      said += fmt::format("; its certificate {} {}", file.download.index, of_device_file(file));
  return said;
}

bool is_malformed(const LoadedFile* file) {
  const auto* voids = file->file ? what_voids(*file->file) : nullptr;
  return voids != nullptr && voids->id == "config.malformed";
}

std::string configured(std::span<const LoadedFile> loaded, std::span<const EffectiveValue> effective) {
  const auto values = counted(effective.size(), "value");
  const auto used = which(device_files(loaded), counts);
  if (used.empty())
    return fmt::format("it leads to a device file at once: the phone comes up with its {}, as is assumed",
                       values);
  const bool alone = loaded.size() == 1;
  return fmt::format("its {}: the phone comes up with {} from {}", alone ? "file loads" : "files load",
                     values, roles_of(used));
}

std::string partly(std::span<const LoadedFile> loaded, std::span<const EffectiveValue> effective) {
  const auto files = device_files(loaded);
  const auto lost = which(files, is_lost);
  const auto used = which(files, counts);
  const auto losses =
      lost.size() == 1 && files.size() > 1
          ? fmt::format("one of {} device files ({}, {}) {}", in_words(files.size()),
                        to_text(lost.front()->role()), foreign(name_of(lost.front()->download)),
                        of_device_file(*lost.front()))
          : each_loss(lost);
  const bool malformed = std::any_of(lost.begin(), lost.end(), is_malformed);
  return fmt::format("{}: the phone goes on with {}, {}{}", losses,
                     used.empty() ? "what the initial file contains" : roles_of(used),
                     counted(effective.size(), "value"),
                     malformed ? ", or, by the guide's edition 2014-05, with its saved configuration" : "");
}

std::string saved(std::span<const LoadedFile> loaded) {
  const auto* beginning = lost_beginning(loaded);
  return fmt::format(
      "{}: {}",
      beginning != nullptr ? of_only_file(*beginning) : each_loss(which(device_files(loaded), is_lost)),
      k_saved);
}

bool lacks_a_root(const LoadedFile* file) {
  return file->download.failure == "download.tls-untrusted";
}

std::string unknown(std::span<const LoadedFile> loaded) {
  if (const auto* beginning = lost_beginning(loaded))
    return fmt::format("{}: {}", of_only_file(*beginning), k_unknown);
  const auto open = which(device_files(loaded), is_open);
  // With a root that should have come: only a phone that has it already goes on.
  const auto certificates = lost_certificates(loaded);
  if (!certificates.empty() && std::all_of(open.begin(), open.end(), lacks_a_root))
    return fmt::format("{}{}: unless the phone has that root from an earlier boot, {}", each_loss(open),
                       certificates, k_saved);
  return fmt::format("{}: {}", each_loss(open), k_unknown);
}

std::string empty(std::span<const LoadedFile> loaded) {
  const auto files = device_files(loaded);
  if (files.empty())
    return "its initial file names no device file: the phone loads nothing more, and keeps what it has";
  return fmt::format("its {}, and contain{} no value: the phone keeps what it has",
                     files.size() == 1 ? "device file loads" : "device files load",
                     files.size() == 1 ? "s" : "");
}

// ---- one lost file of several

bool is_downloads(const Finding& finding) {
  return finding.severity == Severity::error && finding.id.starts_with("download.");
}

std::string goes_on_with(std::span<const LoadedFile> loaded) {
  const auto named = [](const Files& files) {
    return fmt::format("the {} file{}", roles_of(files), files.size() == 1 ? "" : "s");
  };
  const auto used = which(device_files(loaded), counts);
  return used.empty() ? named(which(device_files(loaded), is_open)) + " could not be judged"
                      : "the phone goes on with " + named(used);
}

void soften(LoadedFile& lost, const std::string& goes_on) {
  auto& findings = lost.download.findings;
  for (auto& finding : findings) {
    if (!is_downloads(finding)) continue;
    const bool is_first = finding.id == lost.download.failure;
    finding.severity = Severity::warning;
    if (!is_first) continue;
    auto partial =
        make_finding("download.partial", fmt::format("{}; {}", finding.message, goes_on), finding.place);
    partial.hint = finding.hint;
    finding = std::move(partial);
  }
}

}  // namespace

BootOutcome outcome_of(std::span<const LoadedFile> loaded, std::span<const EffectiveValue> effective) {
  if (const auto* beginning = lost_beginning(loaded))
    return beginning->is_open() ? BootOutcome::unknown : BootOutcome::saved;
  const auto files = device_files(loaded);
  const auto lost = which(files, is_lost);
  if (!which(lost, is_open).empty()) return BootOutcome::unknown;
  if (lost.empty()) return effective.empty() ? BootOutcome::empty : BootOutcome::configured;
  return effective.empty() ? BootOutcome::saved : BootOutcome::partly;
}

std::string sentence_of(BootOutcome outcome, std::span<const LoadedFile> loaded,
                        std::span<const EffectiveValue> effective) {
  switch (outcome) {
    case BootOutcome::configured:
      return configured(loaded, effective) + lost_certificates(loaded);
    case BootOutcome::partly:
      return partly(loaded, effective) + lost_certificates(loaded);
    case BootOutcome::saved:
      return saved(loaded);
    case BootOutcome::empty:
      return empty(loaded);
    case BootOutcome::unknown:
      break;
  }
  return unknown(loaded);
}

void soften_losses(std::span<LoadedFile> loaded) {
  const bool goes_on = std::any_of(loaded.begin(), loaded.end(), [](const LoadedFile& file) {
    return file.is_device_file() && (file.counts() || file.is_open());
  });
  if (!goes_on) return;
  const auto words = goes_on_with(loaded);
  for (auto& file : loaded)
    if (file.is_device_file() && !file.counts() && !file.is_open()) soften(file, words);
}

}  // namespace provtool
