#include "discovery/dhcp6/source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "discovery/assumed.hpp"
#include "discovery/several_servers.hpp"
#include "wire/dhcpv6_options.hpp"

namespace provtool {

namespace {

dhcpv6::TransactionId random_transaction_id(const Start& start) {
  return dhcpv6::TransactionId{start.random() & 0xffffff};
}

std::vector<SeenOption> seen_options(const dhcpv6::Message& message) {
  std::vector<SeenOption> sections;
  for (const auto& option : message.options) {
    SeenOption section{option.code, dhcpv6::option_name(option.code), std::nullopt, to_hex(option.data),
                       false};
    if (auto text = dhcpv6::option_text(option.code, option.data)) section.text = std::move(*text);
    sections.push_back(std::move(section));
  }
  return sections;
}

SeenDhcpServer seen(const Dhcp6Server& server) {
  const auto& message = server.answer->message;
  SeenDhcpServer seen;
  seen.server = server.id();
  seen.from = server.address();
  seen.mac = server.answer->mac.colons();
  seen.family = 6;
  seen.elapsed = server.answer->elapsed;
  seen.exchange = server.exchange();
  if (const auto addresses = message.offered_addresses(); !addresses.empty())
    seen.offered_address = addresses.front().text();
  seen.options = seen_options(message);
  return seen;
}

SeenRouter seen(const Router& router, const std::optional<Instant>& solicited) {
  const auto& advertisement = router.advertisement;
  SeenRouter seen;
  seen.from = router.address.text();
  seen.mac = router.mac.colons();
  seen.managed = advertisement.managed;
  seen.other = advertisement.other;
  seen.lifetime_seconds = advertisement.lifetime_seconds;
  for (const auto& prefix : advertisement.prefixes) seen.prefixes.push_back(prefix.text());
  if (solicited) seen.elapsed = elapsed_between(*solicited, router.received);
  return seen;
}

// Servers resolve the address that asks, so it must be one of the interface.
Excuse no_address_to_ask_from(const Interface& interface) {
  const auto& addresses = interface.addresses;
  if (std::any_of(addresses.begin(), addresses.end(),
                  [](const InterfaceAddress& address) { return !address.in_use; }))
    return {fmt::format("another host on the link has the IPv6 link-local address of {}", interface.name),
            "Find the host with this address, or give the interface another one."};
  return {fmt::format("{} has no IPv6 link-local address to ask from", interface.name),
          fmt::format("Switch IPv6 on: sysctl net.ipv6.conf.{}.disable_ipv6=0; or leave DHCPv6 out with "
                      "--disable dhcp6.",
                      interface.name)};
}

SourceState<Dhcp6Asker, Dhcp6CaptureReader> first_state(const Situation& situation) {
  if (!situation.selection.is_asked(SourceId::dhcp6)) return NotAsked{};
  if (!find_link_local_ipv6(situation.interface))
    return CannotAsk{no_address_to_ask_from(situation.interface)};
  return Ready{};
}

VendorUrl vendor_url(const Situation& situation) {
  const auto& phone = *situation.identity.phone;
  return {enterprise(situation.settings.who, phone), phone.dhcp.sub_option.value};
}

}  // namespace

Dhcp6Source::Dhcp6Source(const Situation& situation) : DatagramSource(situation, first_state(situation)) {}

SocketNeeds Dhcp6Source::needs() const {
  if (!will_ask()) return {};
  SocketNeeds needs;
  needs.udp_ports = {dhcpv6::k_client_port, dhcpv6::k_server_port};
  needs.neighbor_discovery = true;
  return needs;
}

Dhcp6Asker Dhcp6Source::make_asker(const Start& start) const {
  const auto& settings = situation().settings;
  Dhcp6AskerOptions options;
  options.start = start.now;
  options.own = situation().interface.mac;
  options.address = *find_link_local_ipv6(situation().interface);
  options.client = dhcpv6::make_duid_ll(situation().identity.mac);
  options.information_id = random_transaction_id(start);
  options.solicit_id = random_transaction_id(start);
  options.iaid = start.random();
  options.enterprise = enterprise(settings.who, *situation().identity.phone);
  options.vendor_class = vendor_class(settings.who, *situation().identity.phone);
  options.window = dhcp_window(settings.how_long);
  if (settings.how_long.settle) options.settle = *settings.how_long.settle;
  return Dhcp6Asker(std::move(options));
}

Question Dhcp6Source::question() const {
  return {
      "INFORMATION-REQUEST",
      dhcp_window(situation().settings.how_long),
      {k_router_patience, fmt::format("routers may take {} to advertise", to_seconds_text(k_router_patience)),
       "--dhcp-timeout"},
      {dhcpv6::k_client_port},
      true};
}

Dhcp6CaptureReader Dhcp6Source::make_reader() const {
  return Dhcp6CaptureReader(dhcpv6::make_duid_ll(situation().identity.mac));
}

std::vector<Dhcp6Server> Dhcp6Source::servers() const {
  const auto* evidence = heard();
  return evidence != nullptr ? servers_in(*evidence, heard_routers()->says_managed())
                             : std::vector<Dhcp6Server>{};
}

const RouterEvidence* Dhcp6Source::heard_routers() const {
  if (asker() != nullptr) return &asker()->routers();
  return reader() != nullptr ? &reader()->routers() : nullptr;
}

std::string Dhcp6Source::silence() const {
  auto text = fmt::format("no DHCPv6 server answered within {} on {}", to_seconds_text(question().window),
                          situation().interface.name);
  if (const auto* routers = heard_routers(); routers != nullptr && routers->says_ask())
    text += ", although a router tells hosts to ask one";
  return text;
}

SourceEvidence Dhcp6Source::evidence_of(const Dhcp6Server& server) const {
  return read_vendor_option(server, vendor_url(situation()), situation().identity);
}

// Where a router says M=1, a server may have its options in the pool of addresses: only its answer to a
// Solicit proves that there are none.
bool Dhcp6Source::lacks_advertise() const {
  const auto& answers = heard()->answers;
  return heard_routers()->says_managed() &&
         std::none_of(answers.begin(), answers.end(), [](const Dhcp6Answer& answer) {
           return answer.message.type == dhcpv6::MessageType::advertise;
         });
}

std::vector<SourceEvidence> Dhcp6Source::evidence(const std::optional<Ending>& ending) const {
  const auto known = servers();
  std::optional<Excuse> own;
  if (const auto* server = find_followed(known, expected_servers(situation().settings, 6))) {
    auto evidence = evidence_of(*server);
    if (evidence.status != Status::empty || !lacks_advertise()) return {std::move(evidence)};
    own = Excuse{fmt::format("{}, and nobody answered the SOLICIT, which a router tells hosts to send",
                             evidence.reason),
                 "Look for the SOLICIT in the server's log."};
  }
  return {silent_source(SourceId::dhcp6, why_not_looked(ending, own), silence())};
}

std::vector<Alternative> Dhcp6Source::alternatives() const {
  std::vector<Alternative> alternatives;
  const auto known = servers();
  const auto contending = those_that_contend(known, expected_servers(situation().settings, 6));
  for (const auto& server : known)
    alternatives.push_back({seen(server),
                            server.address(),
                            {evidence_of(server)},
                            std::find(contending.begin(), contending.end(), &server) != contending.end()});
  return alternatives;
}

Ignored Dhcp6Source::ignored() const {
  return heard() != nullptr ? merged(heard()->ignored, heard_routers()->ignored) : Ignored{};
}

void Dhcp6Source::add_mode_evidence(ModeEvidence& evidence) const {
  const auto* routers = heard_routers();
  if (routers == nullptr) return;
  if (const auto found = find_prefix(*routers))
    evidence.advertised_prefix =
        fmt::format("{} advertises {}", found->router->address.text(), found->prefix->text());
  if (const auto known = servers(); !known.empty()) evidence.dhcpv6_server = known.front().address();
}

void Dhcp6Source::add_observations(Observations& observations) const {
  const auto* routers = heard_routers();
  if (routers == nullptr) return;
  for (const auto& router : routers->routers)
    observations.router_advertisements.push_back(seen(router, routers->solicited));
}

std::vector<Finding> Dhcp6Source::findings(const Ending& ending) const {
  if (heard() == nullptr) return {};
  Dhcp6Expectations expected;
  expected.url = vendor_url(situation());
  expected.identity = situation().identity;
  expected.servers = expected_servers(situation().settings, 6);
  expected.heard_out = (asker() != nullptr ? asker()->heard_routers_out() : !not_captured()) &&
                       !excuse_silence(ending, true, situation().interface.name) &&
                       !excuse_short_window(question().window, question().patience);
  expected.lost = find_lost_answer(ending).has_value();
  // An advertisement in fragments counts for no host (RFC 6980 5), but nobody knows that it would have been
  // one.
  expected.heard_out &= std::none_of(ending.lost.begin(), ending.lost.end(), [](const LostPacket& lost) {
    return lost.known.source.address.v6() != nullptr &&
           (lost.known.protocol == Protocol::icmpv6 || !lost.knows_ports);
  });
  return judge(*heard(), *heard_routers(), expected);
}

std::vector<std::string> Dhcp6Source::lost_parts() const {
  std::vector<std::string> parts;
  if (heard() == nullptr) return parts;
  for (const auto& question : heard()->questions)
    if (auto part = lost_part(question.exchange, dhcpv6::to_text(question.type), Answering::at_once))
      parts.push_back(std::move(*part));
  return parts;
}

void Dhcp6Source::describe(Asked& asked, std::vector<std::string>& assumptions) const {
  if (!is_asked()) return;
  const auto& who = situation().settings.who;
  const auto& phone = *situation().identity.phone;
  asked.enterprise = enterprise(who, phone);
  asked.client_duid = to_hex(dhcpv6::make_duid_ll(situation().identity.mac));
  asked.vendor_class = vendor_class(who, phone);
  if (!who.enterprise)
    assumptions.push_back(fmt::format("the phone reads DHCPv6 sub-option {} of enterprise {}",
                                      phone.dhcp.sub_option.value, *asked.enterprise));
  if (!who.vendor_class)
    assumptions.push_back(fmt::format("the phone's DHCPv6 vendor class is \"{}\" of enterprise {}",
                                      foreign(*asked.vendor_class), *asked.enterprise));
  assumptions.emplace_back("the phone's DUID is made from its MAC (DUID-LL)");
}

std::vector<std::string> Dhcp6Source::side_effects() const {
  if (!asks()) return {};
  const auto window = question().window;
  return {seen_by_silent_network(Ask::information_request, window),
          seen_by_silent_network(Ask::solicit, window),
          seen_by_silent_network(Ask::router_solicitation, window),
          "the DHCPv6 servers' logs show the requests; an advertised address is not taken",
          fmt::format("neighbor solicitations for {} are answered by this program as well as by the kernel, "
                      "which may tell servers that nothing listens on UDP port 546",
                      find_link_local_ipv6(situation().interface)->text())};
}

}  // namespace provtool
