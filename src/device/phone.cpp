#include "device/phone.hpp"

#include <algorithm>

namespace provtool {

std::span<const SourceId> priority_order(const Phone& phone, AddressMode mode) {
  const auto& order = phone.decision.order.value;
  if (mode == AddressMode::ipv4) return order.ipv4;
  return mode == AddressMode::ipv6 ? order.ipv6 : order.dual;
}

bool exists_in(const Phone& phone, SourceId id, AddressMode mode) {
  const auto order = priority_order(phone, mode);
  return std::find(order.begin(), order.end(), id) != order.end();
}

std::string_view enable_flag(const Phone& phone, SourceId id) {
  for (const auto& flag : phone.decision.enable_flags.value)
    if (flag.source == id) return flag.parameter;
  return "";
}

bool stands_above(const Phone& phone, SourceId one, SourceId other) {
  const auto order = phone.decision.order.value.dual;
  return std::find(order.begin(), order.end(), one) < std::find(order.begin(), order.end(), other);
}

}  // namespace provtool
