#include "discovery/dhcp4/misplaced.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

namespace option = dhcpv4::option;

bool is_set(const std::optional<Bytes>& value) {
  return value && is_populated(as_text(*value));
}

// An option above 66 gives the phone its value, so that what goes wrong with 66 does no harm.
bool is_outranked(const dhcpv4::Message& message) {
  return is_set(message.option(option::option160)) || is_set(message.option(option::option159));
}

Finding as_bad_as_it_is(Finding finding, const dhcpv4::Message& message) {
  if (is_outranked(message)) finding.severity = Severity::info;
  return finding;
}

// The DHCP server or the relay through which it answered: most servers name themselves as next server.
bool is_itself(const Dhcp4Answer& answer, const Ipv4Address& address) {
  return address.text() == answer.server() || address.text() == answer.from.text() ||
         address == answer.message.giaddr;
}

// The servers that the header names besides the one that sent it (RFC 2131 2: siaddr, sname).
std::vector<std::string> servers_in_header(const Dhcp4Answer& answer) {
  std::vector<std::string> named;
  const auto& siaddr = answer.message.siaddr;
  const auto& sname = answer.message.sname;
  if (!siaddr.is_zero() && !is_itself(answer, siaddr))
    named.push_back(fmt::format("{} as next server (header field siaddr)", siaddr.text()));
  const auto address = Ipv4Address::parse(sname);
  if (!sname.empty() && !(address && (is_itself(answer, *address) || *address == siaddr)))
    named.push_back(fmt::format("\"{}\" as server name (header field sname)", foreign(sname)));
  return named;
}

// A boot file alone is no server (field notes: header-fields).
void judge_header(const Dhcp4Server& server, std::vector<Finding>& findings) {
  const auto& message = server.answer->message;
  const auto named = servers_in_header(*server.answer);
  if (named.empty() || is_set(message.option(option::tftp_server_name))) return;
  findings.push_back(as_bad_as_it_is(
      make_finding(
          "dhcp4.server-in-header",
          fmt::format("{} gives {}, not option 66; phones do not look there", server.id(), listed(named))),
      message));
}

void judge_captive_portal(const Dhcp4Server& server, std::vector<Finding>& findings) {
  const auto& message = server.answer->message;
  const auto portal = message.option(option::captive_portal);
  const auto option160 = message.option(option::option160);
  if (!portal || !option160 || !is_populated(as_text(*portal))) return;
  if (without_trailing_nuls(as_text(*portal)) == without_trailing_nuls(as_text(*option160)))
    findings.push_back(make_finding(
        "dhcp4.captive-portal", fmt::format("options 114 and 160 of {} carry the same URL", server.id())));
}

}  // namespace

std::vector<Finding> judge_misplaced(const Dhcp4Server& server) {
  std::vector<Finding> findings;
  judge_header(server, findings);
  judge_captive_portal(server, findings);
  return findings;
}

}  // namespace provtool
