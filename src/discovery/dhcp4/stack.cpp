#include "discovery/dhcp4/stack.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

namespace option = dhcpv4::option;

constexpr std::size_t k_headers = 28;     // of IP without options, and UDP
constexpr std::size_t k_usual = 576;      // what a client takes at least (RFC 2131 2, RFC 2132 9.10)
constexpr std::size_t k_larger = 1472;    // a frame of Ethernet
constexpr std::size_t k_too_little = 20;  // no URL fits in here
constexpr std::size_t k_one_option = 257;

// Less than the usual size cannot be asked for (RFC 2132 9.10).
std::size_t allowed(const Dhcp4Answer& answer) {
  return std::max<std::size_t>(answer.asked_size.value_or(0), k_usual);
}

// What is left of the allowed size behind the options; nothing when the server does not keep to it.
std::optional<std::size_t> room_left(const Dhcp4Answer& answer) {
  const std::size_t most = allowed(answer) - k_headers;
  const std::size_t used = answer.message.options_end;
  return used <= most ? std::optional(most - used) : std::nullopt;
}

std::string named(const Dhcp4Answer& answer) {
  return fmt::format("the {} of {}", dhcpv4::to_text(answer.type), answer.server());
}

// The addresses of an option that a host may have; servers also send 0.0.0.0 for "none".
bool names_a_host(const dhcpv4::Message& message, std::uint8_t code) {
  const auto value = message.option(code).value_or(Bytes{});
  for (std::size_t i = 0; i + 4 <= value.size(); i += 4)
    if (!Ipv4Address::from(ByteView(value).subspan(i, 4))->is_zero()) return true;
  return false;
}

// Whether a host with this answer would need a router on its way to `host`; not known without a mask.
bool is_outside(const Dhcp4Answer& answer, const Ipv4Address& host) {
  const auto& message = answer.message;
  const auto own = message.yiaddr.is_zero() ? message.ciaddr : message.yiaddr;
  const auto mask = message.address_option(option::subnet_mask);
  if (!mask || own.is_zero()) return false;
  for (std::size_t i = 0; i < 4; ++i)
    if (((own.bytes[i] ^ host.bytes[i]) & mask->bytes[i]) != 0) return true;
  return false;
}

// Classless static routes (RFC 3442), Microsoft's code for them, and static routes.
bool has_routes(const dhcpv4::Message& message) {
  return message.option(121) || message.option(249) || message.option(33);
}

// Whether it names hosts, and none of them is reached without a router.
bool all_outside(const Dhcp4Answer& answer, std::uint8_t code) {
  const auto value = answer.message.option(code).value_or(Bytes{});
  bool all = value.size() >= 4;
  for (std::size_t i = 0; i + 4 <= value.size(); i += 4)
    all &= is_outside(answer, *Ipv4Address::from(ByteView(value).subspan(i, 4)));
  return all;
}

// What would decide if this server alone answered.
const SourceEvidence* find_value(const std::vector<SourceEvidence>& options) {
  const auto first =
      std::find_if(options.begin(), options.end(), [](const auto& entry) { return entry.candidate; });
  return first == options.end() ? nullptr : &*first;
}

// Nothing that would outrank the first value may be missing.
bool is_first_certain(const std::vector<SourceEvidence>& options) {
  const auto decides = std::find_if(options.begin(), options.end(), [](const auto& entry) {
    return entry.candidate || entry.status == Status::not_tested;
  });
  return decides == options.end() || decides->candidate;
}

std::vector<std::string> missing(const std::vector<SourceEvidence>& options) {
  std::vector<std::string> codes;
  for (const auto& entry : options)
    if (entry.status == Status::not_tested)
      codes.push_back(std::to_string(*kind_of(entry.source).dhcp_option));
  return codes;
}

}  // namespace

// A server overloads the header fields when something does not fit; dnsmasq does so even when it does not fit
// there either, and tells its log only (field notes: full-answers).
bool is_full(const Dhcp4Answer& answer) {
  const auto room = room_left(answer);
  return room && *room < (answer.message.overload != 0 ? k_one_option : k_too_little);
}

std::string more_room(const Dhcp4Answer& answer) {
  return allowed(answer) < k_larger
             ? fmt::format("Ask with --max-message-size {}.", k_larger)
             : std::string(
                   "Make the server's other options shorter, or ask with a larger --max-message-size.");
}

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

std::vector<Finding> judge_room(const Dhcp4Answer& answer, const std::vector<SourceEvidence>& options) {
  if (!is_full(answer)) return {};
  const auto codes = missing(options);
  if (codes.empty() && room_left(answer) >= k_too_little) return {};
  auto finding = make_finding(
      "dhcp4.answer-full",
      fmt::format("{} has no room left{}", named(answer),
                  codes.empty() ? "" : fmt::format("; {} may be missing for that reason", listed(codes))));
  finding.hint =
      more_room(answer) + " Whether the phone asks for more room is unknown: keep the options short.";
  if (is_first_certain(options)) finding.severity = Severity::info;
  return {std::move(finding)};
}

std::vector<Finding> judge_reach(const Dhcp4Answer& answer, const std::vector<SourceEvidence>& options) {
  const auto* value = find_value(options);
  if (value == nullptr || value->candidate->reading.resolved.empty() || is_full(answer)) return {};
  const auto url = parse_url(value->candidate->reading.resolved.front());
  if (!url || url->host.starts_with('[')) return {};
  const auto code = *kind_of(value->source).dhcp_option;
  const auto address = Ipv4Address::parse(url->host);
  if (address && address->is_unicast() && !address->is_link_local() && is_outside(answer, *address) &&
      !names_a_host(answer.message, option::router) && !has_routes(answer.message))
    return {
        make_finding("dhcp4.no-router",
                     fmt::format("option {} names {}, which is outside the subnet, and {} gives no router",
                                 code, address->text(), answer.server()))};
  const bool no_way_out = !names_a_host(answer.message, option::router) && !has_routes(answer.message);
  if (!address && to_lower(url->host) != "localhost" && no_way_out &&
      all_outside(answer, option::domain_name_server))
    return {make_finding(
        "dhcp4.no-router",
        fmt::format(
            "option {} names the host \"{}\", the DNS server is outside the subnet, and {} gives no router",
            code, foreign(url->host), answer.server()))};
  if (!address && to_lower(url->host) != "localhost" &&
      !names_a_host(answer.message, option::domain_name_server))
    return {make_finding("dhcp4.no-dns",
                         fmt::format("option {} names the host \"{}\", and {} gives no DNS server", code,
                                     foreign(url->host), answer.server()))};
  return {};
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
