#include "app/save.hpp"

#include <fmt/format.h>

#include <array>

#include "app/deliver.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_certificates = 3;  // CFG_ROOT_CERTIFICATE_PATH1 to 3

std::string name_of(DownloadRole role, std::size_t index) {
  if (role == DownloadRole::certificate) return fmt::format("certificate{}.pem", index);
  return fmt::format("{}.cfg", to_text(role));
}

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const auto& [role, text] : words(DownloadRole{}))
    for (std::size_t i = 1; i <= (role == DownloadRole::certificate ? k_certificates : 1); ++i)
      names.push_back(name_of(role, i));
  return names;
}

std::string path_in(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

}  // namespace

bool can_save(Run& run, NoRights proof) {
  const auto& folder = run.options.load.save;
  if (!folder || run.options.what.dry_run) return true;
  if (const auto made = run.files.make_folder(proof, *folder); !made) {
    not_written(run, made.error());
    return false;
  }
  bool good = true;
  for (const auto& name : all_names()) {
    const auto path = path_in(*folder, name);
    const auto checked = run.files.check_writable(proof, path, may_overwrite(run, path));
    if (checked) continue;
    not_written(run, checked.error());
    good = false;
  }
  return good;
}

void save(Run& run, NoRights proof, std::vector<Download>& downloads, std::size_t contender) {
  const auto& folder = run.options.load.save;
  if (!folder) return;
  for (auto& download : downloads) {
    if (download.status != DownloadStatus::ok) continue;
    const auto name = name_of(download.role, download.index);
    const auto path =
        path_in(*folder, contender == 0 ? name : fmt::format("contender{}-{}", contender, name));
    if (keep_file(run, proof, path, as_text(download.content))) download.saved_as = path;
  }
}

}  // namespace provtool
