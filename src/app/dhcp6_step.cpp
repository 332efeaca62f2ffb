#include "app/dhcp6_step.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/assumed.hpp"
#include "base/text.hpp"
#include "host/link.hpp"
#include "wire/dhcpv6_options.hpp"

namespace provtool {

namespace {

dhcpv6::TransactionId random_transaction_id(World& world) {
  return dhcpv6::TransactionId{world.random() & 0xffffff};
}

std::vector<SeenOption> option_sections(const dhcpv6::Message& message) {
  std::vector<SeenOption> sections;
  for (const auto& option : message.options) {
    SeenOption section{option.code, dhcpv6::option_name(option.code), std::nullopt, to_hex(option.data),
                       false};
    if (auto text = dhcpv6::option_text(option.code, option.data)) section.text = std::move(*text);
    sections.push_back(std::move(section));
  }
  return sections;
}

// A mode that was given and has no DHCPv6 in it leaves nothing to ask, unless it was named.
bool is_asked(const Options& options, const Selection& selection) {
  if (!selection.is_wanted(SourceId::dhcp6)) return false;
  return selection.is_named(SourceId::dhcp6) || !options.where.mode ||
         exists_in(SourceId::dhcp6, *options.where.mode);
}

}  // namespace

Dhcp6Step::Dhcp6Step(const Options& options, const Selection& selection, const Identity& identity,
                     const Interface& interface)
    : m_options(options),
      m_identity(identity),
      m_interface(interface),
      m_wanted(is_asked(options, selection)),
      m_address(find_link_local_ipv6(interface)) {}

void Dhcp6Step::describe(Asked& asked, std::vector<std::string>& assumptions) const {
  if (!m_wanted) return;
  asked.enterprise = enterprise(m_options.who);
  asked.client_duid = to_hex(dhcpv6::make_duid_ll(m_identity.mac));
  asked.vendor_class = vendor_class(m_options.who);
  if (!m_options.who.enterprise)
    assumptions.push_back(
        fmt::format("the phone takes DHCPv6 sub-option 1 of enterprise {}", enterprise(m_options.who)));
  if (!m_options.who.vendor_class)
    assumptions.push_back(fmt::format("the phone's DHCPv6 vendor class is \"{}\" of enterprise {}",
                                      vendor_class(m_options.who), enterprise(m_options.who)));
  assumptions.emplace_back("the phone's DUID is made of its MAC (DUID-LL)");
}

void Dhcp6Step::start(World& world) {
  m_asker.emplace(probe_options(world));
}

void Dhcp6Step::read_back(const Capture& capture) {
  m_reader.emplace(dhcpv6::make_duid_ll(m_identity.mac));
  for (const auto& datagram : capture.datagrams) {
    m_reader->read(datagram);
    m_router_reader.read(datagram);
  }
  m_not_captured = excuse_capture(capture.ends, m_reader->first_asked(), dhcp_window(m_options.how_long),
                                  "INFORMATION-REQUEST");
}

const Dhcp6Evidence* Dhcp6Step::heard() const {
  if (m_asker) return &m_asker->evidence();
  return m_reader ? &m_reader->evidence() : nullptr;
}

const RouterEvidence* Dhcp6Step::heard_routers() const {
  if (m_asker) return &m_asker->routers();
  return m_reader ? &m_router_reader.evidence() : nullptr;
}

Dhcp6AskerOptions Dhcp6Step::probe_options(World& world) const {
  Dhcp6AskerOptions probe;
  probe.start = world.now();
  probe.own = m_interface.mac;
  probe.address = *m_address;
  probe.client = dhcpv6::make_duid_ll(m_identity.mac);
  probe.information_id = random_transaction_id(world);
  probe.solicit_id = random_transaction_id(world);
  probe.iaid = world.random();
  probe.enterprise = enterprise(m_options.who);
  probe.vendor_class = vendor_class(m_options.who);
  probe.window = dhcp_window(m_options.how_long);
  if (m_options.how_long.settle) probe.settle = *m_options.how_long.settle;
  return probe;
}

std::vector<Dhcp6Server> Dhcp6Step::servers() const {
  const auto* evidence = heard();
  return evidence != nullptr ? servers_in(*evidence) : std::vector<Dhcp6Server>{};
}

std::optional<Excuse> Dhcp6Step::excuse(const std::optional<Ending>& ending) const {
  const auto& addresses = m_interface.addresses;
  const bool duplicate = std::any_of(addresses.begin(), addresses.end(),
                                     [](const InterfaceAddress& address) { return !address.in_use; });
  if (!m_address && duplicate)
    return Excuse{
        fmt::format("another host on the link has the IPv6 link-local address of {}", m_interface.name),
        "Find the host with this address, or give the interface another one."};
  if (!m_address)
    return Excuse{
        fmt::format("{} has no IPv6 link-local address to ask from", m_interface.name),
        fmt::format("Switch IPv6 on: sysctl net.ipv6.conf.{}.disable_ipv6=0; or leave DHCPv6 out with "
                    "--disable dhcp6.",
                    m_interface.name)};
  if (m_not_opened) return excuse_not_opened(*m_not_opened);
  if (m_asker && m_asker->trouble()) return Excuse{*m_asker->trouble(), "Check the link, then ask again."};
  const bool finished = m_reader || (m_asker && !m_asker->next_wake());
  if (!ending && !finished) return still_waiting();
  if (m_not_captured) return m_not_captured;
  return excuse_silence(ending.value_or(Ending{}), finished, m_interface.name);
}

std::string Dhcp6Step::silence() const {
  auto text = fmt::format("no DHCPv6 server answered within {} on {}",
                          to_seconds_text(dhcp_window(m_options.how_long)), m_interface.name);
  if (const auto* routers = heard_routers(); routers != nullptr && routers->says_ask())
    text += ", although a router tells hosts to ask one";
  return text;
}

SourceEvidence Dhcp6Step::evidence_of(const Dhcp6Server& server) const {
  return read_vendor_option(server, enterprise(m_options.who), m_identity);
}

SourceEvidence Dhcp6Step::evidence(const std::optional<Ending>& ending) const {
  const auto known = servers();
  if (const Dhcp6Server* server = followed(known)) return evidence_of(*server);
  return silent_source(SourceId::dhcp6, excuse(ending), silence());
}

void Dhcp6Step::add_mode_evidence(ModeEvidence& evidence) const {
  const auto* routers = heard_routers();
  if (routers == nullptr) return;
  if (const auto found = find_prefix(*routers))
    evidence.advertised_prefix =
        fmt::format("{} advertises {}", found->router->address.text(), found->prefix->text());
  if (const auto known = servers(); !known.empty()) evidence.dhcpv6_server = known.front().address();
}

SeenDhcpServer Dhcp6Step::section_of(const Dhcp6Server& server) const {
  const auto& message = server.answer->message;
  SeenDhcpServer section;
  section.server = server.id();
  section.from = server.address();
  section.mac = server.answer->mac.colons();
  section.family = 6;
  section.elapsed = server.answer->elapsed;
  section.exchange = server.exchange();
  if (const auto addresses = message.offered_addresses(); !addresses.empty())
    section.offered_address = addresses.front().text();
  section.options = option_sections(message);
  return section;
}

std::vector<SeenRouter> Dhcp6Step::router_sections() const {
  std::vector<SeenRouter> sections;
  const auto* evidence = heard_routers();
  if (evidence == nullptr) return sections;
  for (const auto& router : evidence->routers) {
    SeenRouter section{router.address.text(),
                       router.mac.colons(),
                       router.advertisement.managed,
                       router.advertisement.other,
                       router.advertisement.lifetime_seconds,
                       {},
                       std::nullopt};
    for (const auto& prefix : router.advertisement.prefixes) section.prefixes.push_back(prefix.text());
    if (evidence->solicited) section.elapsed = router.received - *evidence->solicited;
    sections.push_back(std::move(section));
  }
  return sections;
}

std::vector<Finding> Dhcp6Step::findings() const {
  if (heard() == nullptr) return {};
  Dhcp6Expectations expected;
  expected.enterprise = enterprise(m_options.who);
  expected.servers = expected_servers(m_options, 6);
  expected.heard_out = m_asker ? m_asker->heard_routers_out() : !m_not_captured;
  return judge(*heard(), *heard_routers(), expected);
}

std::vector<std::string> Dhcp6Step::side_effects() const {
  if (!can_ask()) return {};
  return {"the DHCPv6 servers' logs show the requests; an advertised address is not taken",
          fmt::format(
              "neighbor solicitations for {} are answered, beside the kernel; the kernel may tell servers "
              "that nobody listens at UDP port 546",
              m_address->text())};
}

}  // namespace provtool
