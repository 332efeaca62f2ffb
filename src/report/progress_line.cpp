#include "report/progress_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/disclosure.hpp"
#include "report/lines.hpp"

namespace provtool {

namespace {

std::string size_text(std::size_t bytes) {
  constexpr std::size_t k_kilobyte = 1000;
  return bytes < k_kilobyte ? counted(bytes, "byte") : fmt::format("{} kB", bytes / k_kilobyte);
}

std::string how_much(const FetchProgress& progress) {
  if (progress.bytes == 0) return "no answer yet";
  return progress.expected ? fmt::format("{} of {}", size_text(progress.bytes), size_text(*progress.expected))
                           : size_text(progress.bytes);
}

}  // namespace

std::string progress_line(std::span<const FetchProgress> under_way, std::size_t width, Secrets secrets) {
  if (under_way.empty()) return "";
  const auto& oldest = *std::max_element(under_way.begin(), under_way.end(),
                                         [](const auto& a, const auto& b) { return a.elapsed < b.elapsed; });
  const auto rest = fmt::format(", {}, {}{}", how_much(oldest), to_seconds_text(oldest.elapsed),
                                under_way.size() > 1 ? fmt::format("; {} more", under_way.size() - 1) : "");
  const auto head = std::string("Loading ");
  const auto used = head.size() + columns(rest);
  const auto url = disclosed(foreign(oldest.url), secrets);
  return fitted(head + fitted_around(url, width > used ? width - used : 0) + rest, width);
}

}  // namespace provtool
