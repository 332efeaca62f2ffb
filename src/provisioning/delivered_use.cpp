#include "provisioning/delivered_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace provtool {

namespace {

// "the standard and master files"; empty when it is true of none.
template <typename IsOne>
std::string files(std::span<const LoadedFile> loaded, IsOne&& is_one) {
  std::vector<std::string> roles;
  for (const auto& file : loaded)
    if (file.is_device_file() && file.download.status == DownloadStatus::ok && is_one(file))
      roles.emplace_back(to_text(file.role()));
  if (roles.empty()) return "";
  return fmt::format("the {} file{}", listed(roles), roles.size() == 1 ? "" : "s");
}

bool leads_to(const LoadedFile& file, TlsFacts::Root root) {
  return file.tls && file.tls->root == root;
}
bool is_needed(const LoadedFile& file) {
  return leads_to(file, TlsFacts::Root::delivered) && !file.tls->system_suffices;
}
bool is_spare(const LoadedFile& file) {
  return leads_to(file, TlsFacts::Root::delivered) && file.tls->system_suffices;
}

}  // namespace

std::optional<Finding> judge_use_of_delivered(std::span<const LoadedFile> loaded) {
  const bool delivered = std::any_of(loaded.begin(), loaded.end(), [](const LoadedFile& file) {
    return file.role() == DownloadRole::certificate && file.download.status == DownloadStatus::ok;
  });
  const auto all = files(loaded, [](const LoadedFile&) { return true; });
  if (!delivered || all.empty()) return std::nullopt;
  std::vector<std::string> parts;
  const auto say = [&](const std::string& which, std::string_view what) {
    if (!which.empty()) parts.push_back(fmt::format("{} {}", which, what));
  };
  say(files(loaded, is_needed), "came over TLS that is trusted by a delivered certificate alone");
  say(files(loaded, is_spare),
      "came over TLS that is trusted by a delivered certificate and by a root of this computer's store as "
      "well");
  if (parts.empty())
    say(all, files(loaded, [](const LoadedFile& file) { return file.tls.has_value(); }).empty()
                 ? "came without TLS: the delivered certificates were not needed for it"
                 : "came without need of the delivered certificates");
  return make_finding("download.chain-delivered", fmt::format("{}", fmt::join(parts, "; ")));
}

}  // namespace provtool
