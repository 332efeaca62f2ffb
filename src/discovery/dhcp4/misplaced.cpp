#include "discovery/dhcp4/misplaced.hpp"

#include <fmt/format.h>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

namespace option = dhcpv4::option;

void judge_header(const Dhcp4Server& server, std::vector<Finding>& findings) {
  const auto& message = server.answer->message;
  const auto option66 = message.option(option::tftp_server_name);
  if (option66 && is_populated(as_text(*option66))) return;
  if (!message.sname.empty())
    findings.push_back(make_finding(
        "dhcp4.server-in-header",
        fmt::format("{} gives \"{}\" in the header field sname, not in option 66; phones ignore it there",
                    server.id(), foreign(message.sname))));
  if (!message.file.empty())
    findings.push_back(make_finding(
        "dhcp4.server-in-header",
        fmt::format(
            "{} gives \"{}\" in the header field file, and no server in option 66; phones ignore it there",
            server.id(), foreign(message.file))));
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
