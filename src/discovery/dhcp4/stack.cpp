#include "discovery/dhcp4/stack.hpp"

#include <fmt/format.h>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

Finding judge_bootp(const Dhcp4Answer& reply) {
  const auto& message = reply.message;
  std::string values;
  for (const auto source : dhcp4_sources()) {
    const auto code = *kind_of(source).dhcp_option;
    if (const auto value = message.option(code); value && is_populated(as_text(*value)))
      values += fmt::format(", option {} \"{}\"", code, foreign(without_trailing_nuls(as_text(*value))));
  }
  if (!message.siaddr.is_zero()) values += fmt::format(", next server {}", message.siaddr.text());
  if (!message.sname.empty()) values += fmt::format(", server name \"{}\"", foreign(message.sname));
  if (!message.file.empty()) values += fmt::format(", boot file \"{}\"", foreign(message.file));
  return make_finding("dhcp4.bootp",
                      fmt::format("{} ({}) answered with BOOTP instead of DHCP: address {}{}", reply.server(),
                                  reply.mac.colons(), message.yiaddr.text(), values));
}

}  // namespace provtool
