#include "config/cross_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace provtool {

namespace {

constexpr std::array<std::string_view, 4> k_crossed{"RTP_PORT_MIN", "RTP_PORT_MAX", "CFG_CYCLIC",
                                                    "CFG_RESYNC_TIME"};

std::optional<long> number_in(std::optional<std::string_view> text) {
  long number = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  return error == std::errc{} && end == text->data() + text->size() ? std::optional(number) : std::nullopt;
}

}  // namespace

bool is_crossed(std::string_view parameter) {
  return std::find(k_crossed.begin(), k_crossed.end(), parameter) != k_crossed.end();
}

std::vector<Contradiction> find_contradictions(
    const std::function<std::optional<std::string_view>(std::string_view)>& value_of) {
  std::vector<Contradiction> found;
  const auto lowest = number_in(value_of("RTP_PORT_MIN"));
  const auto highest = number_in(value_of("RTP_PORT_MAX"));
  if (lowest && highest && *lowest > *highest)
    found.push_back({"RTP_PORT_MAX",
                     fmt::format("RTP_PORT_MAX is {}, below RTP_PORT_MIN, which is {}", *highest, *lowest)});
  if (value_of("CFG_CYCLIC") == "Y" && value_of("CFG_RESYNC_TIME"))
    found.push_back(
        {"CFG_RESYNC_TIME",
         "CFG_RESYNC_TIME has a value, which switches the cyclic download off that CFG_CYCLIC switches on"});
  return found;
}

}  // namespace provtool
