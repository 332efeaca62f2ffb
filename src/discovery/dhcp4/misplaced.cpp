#include "discovery/dhcp4/misplaced.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
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

// RFC 2131 2: siaddr and sname. Nobody writes a sname unasked, so that it counts also where it is the DHCP
// server itself.
std::vector<std::string> servers_in_header(const Dhcp4Answer& answer) {
  std::vector<std::string> named;
  const auto& siaddr = answer.message.siaddr;
  const auto& sname = answer.message.sname;
  if (!siaddr.is_zero() && !is_itself(answer, siaddr))
    named.push_back(fmt::format("{} as next server (header field siaddr)", siaddr.text()));
  if (!sname.empty() && sname != siaddr.text())
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

// The last part of a boot file's path or URL, in lower case.
std::string file_name(std::string_view file) {
  file = file.substr(0, file.find('?'));
  return to_lower(file.substr(file.find_last_of("/\\") + 1));  // npos + 1 is 0
}

// What PXE, iPXE, GRUB and Windows load from a network: pxelinux.0, undionly.kpxe, bootx64.efi, wdsnbp.com.
bool boots_from_network(std::string_view file) {
  const auto name = file_name(file);
  const auto ends = [&name](std::string_view end) { return name.ends_with(end); };
  const auto has = [&name](std::string_view part) { return name.find(part) != std::string::npos; };
  if (ends(".0") && name.size() > 2) {
    const char before = name[name.size() - 3];
    return before < '0' || before > '9';  // core.0 is one, a version is not
  }
  return has("pxe") || has("wdsnbp") || has("grub") || has("netboot") || has("undionly") || has("snponly") ||
         has("bootx64") || has("bootia32") || has("bootmgfw") || ends(".efi") || ends(".n12") ||
         ends(".c32") || ends(".lkrn") || ends(".nbp");
}

std::optional<std::string> network_boot_file(const Dhcp4Server& server) {
  const auto option67 = server.sends(option::boot_file_name).value_or(Bytes{});
  const auto in_survey = server.survey != nullptr ? server.survey->message.file : std::string();
  for (const auto& file :
       {std::string(without_trailing_nuls(as_text(option67))), server.answer->message.file, in_survey})
    if (boots_from_network(file)) return file;
  return std::nullopt;
}

// The phone takes a bare server as a source of its own, and the redirection server is not asked.
void judge_network_boot(const Dhcp4Server& server, std::vector<Finding>& findings) {
  const auto& message = server.answer->message;
  const auto option66 = message.option(option::tftp_server_name);
  if (!is_set(option66) || as_text(*option66).find("://") != std::string_view::npos) return;
  const auto file = network_boot_file(server);
  if (!file) return;
  findings.push_back(as_bad_as_it_is(
      make_finding(
          "dhcp4.network-boot",
          fmt::format("option 66 of {} is \"{}\", beside the boot file \"{}\": they look like those "
                      "of computers that boot from the network; the phone takes 66 all the same",
                      server.id(), foreign(without_trailing_nuls(as_text(*option66))), foreign(*file))),
      message));
}

// With or without a protocol.
std::string host_of(const Bytes& value) {
  const std::string text(trim(without_trailing_nuls(as_text(value))));
  const auto parts = parse_url(text.find("://") == std::string::npos ? "http://" + text : text);
  return parts ? to_lower(parts->host) : "";
}

void judge_captive_portal(const Dhcp4Server& server, std::vector<Finding>& findings) {
  if (!announces_portal(server)) return;
  findings.push_back(make_finding(
      "dhcp4.captive-portal",
      fmt::format("options 114 and 160 of {} name the same host, \"{}\": 160 meant the captive portal until "
                  "114 did (RFC 8910)",
                  server.id(), foreign(host_of(*server.sends(option::option160))))));
}

}  // namespace

bool announces_portal(const Dhcp4Server& server) {
  const auto portal = server.sends(option::captive_portal);
  const auto option160 = server.answer->message.option(option::option160);
  if (!is_set(portal) || !is_set(option160)) return false;
  const auto host = host_of(*portal);
  return !host.empty() && host == host_of(*option160);
}

std::vector<Finding> judge_misplaced(const Dhcp4Server& server) {
  std::vector<Finding> findings;
  judge_header(server, findings);
  judge_network_boot(server, findings);
  judge_captive_portal(server, findings);
  return findings;
}

}  // namespace provtool
