#include "discovery/mode.hpp"

#include <fmt/format.h>

#include <utility>

namespace provtool {

namespace {

AddressMode mode_from(bool ipv4, bool ipv6) {
  if (ipv4 && ipv6) return AddressMode::dual;
  if (ipv4) return AddressMode::ipv4;
  return ipv6 ? AddressMode::ipv6 : AddressMode::none;
}

// What there is before what there is not.
std::string of_addresses(const ModeEvidence& evidence) {
  auto first = evidence.ipv4_address.value_or("no IPv4 address");
  auto second = evidence.ipv6_address.value_or("no global IPv6 address");
  if (!evidence.ipv4_address && evidence.ipv6_address) std::swap(first, second);
  return fmt::format("{} has {} and {}", evidence.interface, first, second);
}

}  // namespace

ModeJudgement judge_mode(const ModeEvidence& evidence) {
  ModeJudgement judgement;
  const bool ipv4_here = evidence.ipv4_address.has_value();
  const bool ipv4 = ipv4_here || evidence.dhcpv4_server;
  const bool ipv6_here = evidence.ipv6_address.has_value();
  const bool ipv6 = ipv6_here || evidence.advertised_prefix || evidence.dhcpv6_server;
  judgement.mode = mode_from(ipv4, ipv6);
  judgement.reason = of_addresses(evidence);
  if (evidence.dhcpv4_server)
    judgement.reason += fmt::format("; {} offers an IPv4 address", *evidence.dhcpv4_server);
  if (evidence.advertised_prefix) judgement.reason += "; " + *evidence.advertised_prefix;
  if (evidence.dhcpv6_server) judgement.reason += fmt::format("; {} answers DHCPv6", *evidence.dhcpv6_server);
  judgement.differs = ipv4 != ipv4_here || ipv6 != ipv6_here;
  return judgement;
}

ModeJudgement mode_of_interface(const ModeEvidence& evidence) {
  ModeJudgement judgement;
  judgement.mode = mode_from(evidence.ipv4_address.has_value(), evidence.ipv6_address.has_value());
  judgement.reason = of_addresses(evidence) + "; only the named sources are asked";
  return judgement;
}

ModeJudgement given_mode(AddressMode mode) {
  return {mode, "given by --mode", false};
}

}  // namespace provtool
