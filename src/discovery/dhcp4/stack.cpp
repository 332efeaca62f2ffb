#include "discovery/dhcp4/stack.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

namespace option = dhcpv4::option;

constexpr std::size_t k_headers = 28;  // of IP without options, and UDP
constexpr std::size_t k_usual = 576;   // what a client takes at least (RFC 2131 2, RFC 2132 9.10)

// Less than the usual size cannot be asked for (RFC 2132 9.10).
std::size_t allowed(const Dhcp4Answer& answer) {
  return std::max<std::size_t>(answer.asked_size.value_or(0), k_usual);
}

std::string named(const Dhcp4Answer& answer) {
  return fmt::format("the {} of {}", dhcpv4::to_text(answer.type), answer.server());
}

}  // namespace

std::vector<Finding> judge_stack(const Dhcp4Answer& answer) {
  std::vector<Finding> findings;
  const auto lease = answer.message.option(option::lease_time);
  const auto seconds = lease ? ByteReader(*lease).u32() : std::nullopt;
  if (!answer.to_inform && seconds.value_or(0) == 0)
    findings.push_back(make_finding(
        "dhcp4.lease-time",
        fmt::format("{} {}", named(answer), seconds ? "gives a lease time of 0 s" : "gives no lease time")));
  if (answer.size + k_headers > allowed(answer))
    findings.push_back(
        make_finding("dhcp4.answer-too-large",
                     fmt::format("{} is {} bytes long, and {}", named(answer), answer.size + k_headers,
                                 answer.asked_size ? fmt::format("{} were asked for", *answer.asked_size)
                                                   : fmt::format("nobody asked for more than {}", k_usual))));
  return findings;
}

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
