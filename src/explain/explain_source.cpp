#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "device/kx_utg.hpp"
#include "explain/explain.hpp"
#include "explain/page_parts.hpp"
#include "explain/source_page.hpp"

namespace provtool {

namespace {

struct ModeName {
  AddressMode mode;
  std::string_view name;
};
constexpr std::array k_modes{
    ModeName{AddressMode::ipv4, "With IPv4 alone"},
    ModeName{AddressMode::ipv6, "with IPv6 alone"},
    ModeName{AddressMode::dual, "with both"},
};

// "with IPv4 alone: number 3 of 6", "with IPv6 alone: not asked"
std::string place_in(SourceId source, const ModeName& mode) {
  const auto order = priority_order(k_kx_utg, mode.mode);
  const auto place = std::find(order.begin(), order.end(), source);
  if (place == order.end()) return fmt::format("{}: not asked", mode.name);
  return fmt::format("{}: number {} of {}", mode.name, place - order.begin() + 1, order.size());
}

void add_order(PageParts& parts, SourceId source) {
  std::vector<std::string> places;
  for (const auto& mode : k_modes) places.push_back(place_in(source, mode));
  const auto& order = k_kx_utg.decision.order;
  parts.begin("Its place in the phone's order");
  parts.add_fact(fmt::format("{}.", fmt::join(places, "; ")), order.confidence);
  parts.add(PieceKind::paragraph,
            "The first source with a value wins for good: when its download fails, no other one is tried.");
}

void add_flag(PageParts& parts, SourceId source) {
  const auto flag = enable_flag(k_kx_utg, source);
  parts.begin("To switch it off");
  if (flag.empty()) return parts.add(PieceKind::paragraph, "No parameter of the phone is known that does.");
  parts.add_fact(fmt::format("{} N in a device file, or --disable {} to see what would win without it.", flag,
                             kind_of(source).name),
                 k_kx_utg.decision.enable_flags.confidence);
}

const SourcePage& page_of(SourceId source) {
  return *std::find_if(k_source_pages.begin(), k_source_pages.end(),
                       [source](const SourcePage& page) { return page.id == source; });
}

void add_change(PageParts& parts, const SourcePage& page) {
  parts.begin("To give a URL by it");
  if (!page.change.empty()) parts.add(PieceKind::paragraph, page.change);
  if (page.setting != Setting::none) parts.add_setting(page.setting);
}

}  // namespace

Explanation explain_source(SourceId source, const Context& of_run) {
  const auto& page = page_of(source);
  const auto context = with_option(source, of_run);
  PageParts parts(context);
  parts.begin("");
  parts.add(PieceKind::paragraph, page.meaning);
  parts.add_seen();
  add_order(parts, source);
  parts.begin("The phone");
  for (const auto& fact : page.phone)
    if (!fact.text.empty()) parts.add_fact(fact.text, fact.confidence);
  parts.begin("How provtool asks");
  parts.add(PieceKind::paragraph, page.asked);
  add_flag(parts, source);
  add_change(parts, page);
  parts.begin("Check again");
  parts.add(PieceKind::code, page.again);
  parts.add_open_marks(kind_of(source).name);
  return {std::string(kind_of(source).name), "source", parts.take()};
}

}  // namespace provtool
