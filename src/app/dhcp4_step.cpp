#include "app/dhcp4_step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/assumed.hpp"
#include "base/text.hpp"
#include "host/link.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

namespace option = dhcpv4::option;

constexpr std::array k_requested{option::subnet_mask, option::router,      option::domain_name_server,
                                 option::domain_name, option::ntp_servers, option::tftp_server_name,
                                 option::option159,   option::option160};

Dhcp4Exchange to_exchange(DhcpExchange exchange) {
  switch (exchange) {
    case DhcpExchange::offer:
      return Dhcp4Exchange::offer;
    case DhcpExchange::inform:
      return Dhcp4Exchange::inform;
    case DhcpExchange::ack:
      return Dhcp4Exchange::ack;
  }
  return Dhcp4Exchange::offer;
}

std::string_view to_text(DhcpExchange exchange) {
  switch (exchange) {
    case DhcpExchange::offer:
      return "offer";
    case DhcpExchange::inform:
      return "inform";
    case DhcpExchange::ack:
      return "ack";
  }
  return "";
}

std::vector<SeenOption> option_sections(const dhcpv4::Message& message) {
  std::vector<SeenOption> sections;
  std::set<std::uint8_t> seen;
  for (const auto& instance : message.instances) {
    if (!seen.insert(instance.code).second) continue;
    const auto value = read_option(message, instance.code)->bytes;
    SeenOption section{instance.code, dhcpv4::option_name(instance.code), std::nullopt, to_hex(value), false};
    if (auto text = dhcpv4::option_text(instance.code, value)) section.text = std::move(*text);
    sections.push_back(std::move(section));
  }
  return sections;
}

std::string lease_text(const Lease& lease) {
  return fmt::format("took {} from {}{}{}", lease.address.text(), lease.server,
                     lease.seconds ? fmt::format(" for {} s", *lease.seconds) : "",
                     lease.released ? " and gave it back (RELEASE)" : "");
}

}  // namespace

std::vector<std::uint8_t> requested_options(const Options& options) {
  std::vector<std::uint8_t> codes(k_requested.begin(), k_requested.end());
  for (const auto code : options.who.request)
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  return codes;
}

std::optional<Bytes> client_identifier(const Options& options, const MacAddress& mac) {
  const auto choice = options.who.client_id.value_or(ClientIdOfMac{});
  if (std::holds_alternative<NoClientId>(choice)) return std::nullopt;
  if (const auto* given = std::get_if<Bytes>(&choice)) return *given;
  Bytes identifier{1};  // hardware type Ethernet (RFC 2132 9.14)
  identifier.insert(identifier.end(), mac.bytes.begin(), mac.bytes.end());
  return identifier;
}

Dhcp4Step::Dhcp4Step(const Options& options, const Selection& selection, const Identity& identity,
                     const Interface& interface)
    : m_options(options),
      m_identity(identity),
      m_interface(interface),
      m_wanted(selection.wants_any(k_dhcp4_sources)) {}

bool Dhcp4Step::can_ask() const {
  return m_wanted && (m_options.what.dhcp_exchange != DhcpExchange::inform || find_ipv4(m_interface));
}

void Dhcp4Step::describe(Asked& asked, std::vector<std::string>& assumptions) const {
  if (!m_wanted) return;
  asked.vendor_class = vendor_class(m_options.who);
  const auto identifier = client_identifier(m_options, m_identity.mac);
  asked.client_id = identifier ? to_hex(*identifier) : "none";
  asked.requested_options = requested_options(m_options);
  asked.dhcp_exchange = to_text(m_options.what.dhcp_exchange);
  if (!m_options.who.vendor_class)
    assumptions.push_back(
        fmt::format("the phone's DHCP vendor class is \"{}\"", vendor_class(m_options.who)));
  if (!m_options.who.client_id)
    assumptions.emplace_back("the phone's DHCP client identifier is its MAC (type 1)");
}

void Dhcp4Step::start(World& world) {
  m_asker.emplace(probe_options(world));
}

void Dhcp4Step::read_back(const Capture& capture) {
  m_reader.emplace(std::vector<MacAddress>{m_identity.mac, m_interface.mac});
  for (const auto& datagram : capture.datagrams) m_reader->read(datagram);
  const bool inform = m_options.what.dhcp_exchange == DhcpExchange::inform;
  m_not_captured = excuse_capture(capture.ends, m_reader->first_asked(), dhcp_window(m_options.how_long),
                                  inform ? "DHCPINFORM" : "DHCPDISCOVER");
}

const Dhcp4Evidence* Dhcp4Step::heard() const {
  if (m_asker) return &m_asker->evidence();
  return m_reader ? &m_reader->evidence() : nullptr;
}

Dhcp4AskerOptions Dhcp4Step::probe_options(World& world) const {
  Dhcp4AskerOptions probe;
  probe.start = world.now();
  probe.exchange = to_exchange(m_options.what.dhcp_exchange);
  probe.phone = m_identity.mac;
  probe.own = m_interface.mac;
  probe.xid = dhcpv4::Xid{world.random()};
  probe.own_xid = dhcpv4::Xid{world.random()};
  probe.vendor_class = vendor_class(m_options.who);
  probe.client_identifier = client_identifier(m_options, m_identity.mac);
  probe.requested_options = requested_options(m_options);
  probe.own_address = find_ipv4(m_interface);
  for (const auto& known : world.interfaces())
    for (const auto& entry : known.addresses)
      if (const auto* v4 = entry.address.v4()) probe.addresses_in_use.push_back(*v4);
  probe.release_lease = m_identity.mac_from == MacFrom::random;
  probe.window = dhcp_window(m_options.how_long);
  if (m_options.how_long.settle) probe.settle = *m_options.how_long.settle;
  return probe;
}

std::vector<Dhcp4Server> Dhcp4Step::servers() const {
  const auto* evidence = heard();
  return evidence != nullptr ? servers_in(*evidence, m_identity.mac) : std::vector<Dhcp4Server>{};
}

// The first whose answer is well-formed, else the first: what the phone does with several is unknown.
const Dhcp4Server* Dhcp4Step::followed(const std::vector<Dhcp4Server>& servers) const {
  const Dhcp4Server* first = nullptr;
  for (const auto& server : servers) {
    if (server.asked_as_ourselves) continue;
    if (first == nullptr) first = &server;
    if (server.answer->message.faults.empty()) return &server;
  }
  return first;
}

bool Dhcp4Step::awaits_ack(const Dhcp4Server& server) const {
  return m_options.what.dhcp_exchange == DhcpExchange::ack && server.exchange() != "ack" &&
         server.nak == nullptr;
}

std::optional<Excuse> Dhcp4Step::excuse(const std::vector<Dhcp4Server>& servers,
                                        const std::optional<Ending>& ending) const {
  if (!can_ask())
    return Excuse{fmt::format("{} has no IPv4 address, which an INFORM needs", m_interface.name),
                  "Use --dhcp-exchange offer."};
  if (m_not_opened) return excuse_not_opened(*m_not_opened);
  if (m_asker && m_asker->trouble())
    return Excuse{*m_asker->trouble(), m_asker->refused_lease() ? "Ask with --dhcp-exchange offer."
                                                                : "Check the link, then ask again."};
  const bool finished = m_reader || (m_asker && !m_asker->next_wake());
  if (!ending && !finished) return still_waiting();
  if (!servers.empty() && servers.front().asked_as_ourselves)
    return Excuse{fmt::format("{} answers this computer's MAC only", servers.front().id()),
                  "Ask from the phone's own port, or register its MAC at the server."};
  if (m_not_captured) return m_not_captured;
  return excuse_silence(ending.value_or(Ending{}), finished, m_interface.name);
}

std::vector<SourceEvidence> Dhcp4Step::evidence(const std::optional<Ending>& ending) const {
  const auto known = servers();
  const Dhcp4Server* server = followed(known);
  const bool refused = m_asker && m_asker->trouble();
  const bool too_early = server != nullptr && !ending && awaits_ack(*server);
  if (server != nullptr && !refused && !too_early) return read_options(*server, m_identity);
  std::vector<SourceEvidence> evidence;
  const auto silence = fmt::format("no DHCPv4 server answered within {} on {}",
                                   to_seconds_text(dhcp_window(m_options.how_long)), m_interface.name);
  for (const auto source : k_dhcp4_sources)
    evidence.push_back(silent_source(source, excuse(known, ending), silence));
  return evidence;
}

std::optional<std::string> Dhcp4Step::offering_server() const {
  for (const auto& server : servers())
    if (!server.asked_as_ourselves && server.exchange() != "inform" &&
        !server.answer->message.yiaddr.is_zero())
      return server.id();
  return std::nullopt;
}

SeenDhcpServer Dhcp4Step::section_of(const Dhcp4Server& server) const {
  const auto& message = server.answer->message;
  SeenDhcpServer section;
  section.server = server.id();
  section.from = server.answer->from.text();
  section.mac = server.answer->mac.colons();
  if (!message.giaddr.is_zero()) section.relay = message.giaddr.text();
  section.elapsed = server.answer->elapsed;
  section.exchange = server.exchange();
  if (server.asked_as_ourselves) section.asked_as = "interface";
  if (!message.yiaddr.is_zero()) section.offered_address = message.yiaddr.text();
  if (const auto lease = m_asker ? m_asker->lease() : std::nullopt;
      lease && lease->server == server.id() && server.exchange() == "ack") {
    section.lease_seconds = lease->seconds;
    section.released = lease->released;
  }
  section.options = option_sections(message);
  return section;
}

std::vector<Finding> Dhcp4Step::findings(const Ignored& left_aside) const {
  const auto* evidence = heard();
  if (evidence == nullptr) return {};
  const auto known = servers();
  auto findings = judge(*evidence, known, expected_servers(m_options, 4));
  if (!known.empty() && known.front().asked_as_ourselves)
    findings.push_back(make_finding(
        "dhcp4.mac-filtered", fmt::format("{} answers this computer's MAC {} and not {}", known.front().id(),
                                          m_interface.mac.colons(), m_identity.mac.upper_plain())));
  for (const auto& server : known)
    if (m_asker && !m_asker->trouble() && !m_asker->next_wake() && awaits_ack(server) &&
        !server.asked_as_ourselves)
      findings.push_back(make_finding(
          "dhcp4.no-ack", fmt::format("{} sent an OFFER, and no ACK to the REQUEST", server.id())));
  if (m_asker && m_asker->lease())
    findings.push_back(make_finding("dhcp4.lease-taken", lease_text(*m_asker->lease())));
  const auto all_ignored = merged(evidence->ignored, left_aside);
  if (auto ignored = judge_ignored("dhcp4.ignored", "packet", all_ignored))
    findings.push_back(std::move(*ignored));
  return findings;
}

std::vector<std::string> Dhcp4Step::side_effects() const {
  if (!can_ask()) return {};
  std::vector<std::string> effects{
      "the DHCP servers' logs show the requests; an offered address is reserved for a short while"};
  if (m_options.what.take_lease)
    effects.push_back(fmt::format("when a server offers an address, a DHCPREQUEST takes it{}",
                                  m_identity.mac_from == MacFrom::random ? ", and a DHCPRELEASE gives it back"
                                                                         : " for its lease time"));
  return effects;
}

}  // namespace provtool
