#include "provisioning/credentials_file.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace provtool {

std::optional<Credentials> read_user(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  return Credentials{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

tl::expected<std::vector<HostCredentials>, std::string> read_credentials(std::string_view text) {
  constexpr std::string_view k_bom = "\xef\xbb\xbf";
  if (text.starts_with(k_bom)) text.remove_prefix(k_bom.size());
  std::vector<HostCredentials> all;
  std::size_t number = 0;
  for (auto line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim(line).empty() || trim(line).starts_with('#')) continue;
    line.remove_prefix(line.find_first_not_of(" \t"));
    const auto end = line.find_first_of(" \t");
    const auto begin = end == std::string_view::npos ? end : line.find_first_not_of(" \t", end);
    auto credentials = begin == std::string_view::npos ? std::nullopt : read_user(line.substr(begin));
    if (!credentials) return tl::unexpected(fmt::format("line {}", number));
    all.push_back({std::string(line.substr(0, end)), std::move(*credentials)});
  }
  return all;
}

}  // namespace provtool
