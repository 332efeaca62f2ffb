#include "discovery/dhcp4/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "discovery/assumed.hpp"
#include "discovery/dhcp4/survey.hpp"
#include "discovery/several_servers.hpp"
#include "wire/dhcpv4_nested.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

std::vector<SeenSubOption> seen_sub_options(std::uint8_t code, const Bytes& value) {
  std::vector<SeenSubOption> sections;
  for (const auto& part : dhcpv4::sub_options(code, value))
    sections.push_back(
        {part.enterprise, part.code, dhcpv4::readable_text(part.data), to_hex(part.data), false});
  return sections;
}

std::vector<SeenOption> seen_options(const dhcpv4::Message& message, const Identity& identity) {
  std::vector<SeenOption> sections;
  std::set<std::uint8_t> seen;
  for (const auto& instance : message.instances) {
    if (!seen.insert(instance.code).second) continue;
    const auto value = read_option(message, instance.code, identity)->bytes;
    SeenOption section{instance.code, dhcpv4::option_name(instance.code), std::nullopt, to_hex(value), false};
    if (auto text = dhcpv4::option_text(instance.code, value)) section.text = std::move(*text);
    section.sub_options = seen_sub_options(instance.code, value);
    sections.push_back(std::move(section));
  }
  return sections;
}

// What the survey brought and the answer does not have.
std::vector<SeenOption> other_options(const Dhcp4Server& server, const Identity& identity) {
  if (server.survey == nullptr) return {};
  auto options = seen_options(server.survey->message, identity);
  std::erase_if(options, [&server](const SeenOption& option) {
    return server.answer->message.option(static_cast<std::uint8_t>(option.code)).has_value();
  });
  return options;
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string lease_text(const Lease& lease) {
  return fmt::format("took a lease of {} from {}{}{}", lease.address.text(), lease.server,
                     lease.seconds ? fmt::format(" for {} s", *lease.seconds) : "",
                     lease.released ? " and released it (DHCPRELEASE)" : "");
}

// Not where every packet counts: --first is in a hurry, and --take-lease asks for a lease in the same way.
bool surveys(const Settings& settings) {
  return settings.what.dhcp_exchange == DhcpExchange::offer && !settings.what.first;
}

const Dhcp4Server* find_counting(const std::vector<Dhcp4Server>& servers) {
  const auto first =
      std::find_if(servers.begin(), servers.end(), [](const Dhcp4Server& server) { return server.counts(); });
  return first == servers.end() ? nullptr : &*first;
}

SourceEvidence refused_by(const Dhcp4Server& server, SourceId source) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = Status::refused;
  evidence.reason = fmt::format("{} refused the REQUEST", server.id());
  evidence.server = server.id();
  evidence.elapsed = server.nak->elapsed;
  return evidence;
}

SourceState<Dhcp4Asker, Dhcp4Reader> first_state(const Situation& situation) {
  if (!situation.selection.asks_any(dhcp4_sources())) return NotAsked{};
  if (situation.settings.what.dhcp_exchange == DhcpExchange::inform && !find_ipv4(situation.interface))
    return CannotAsk{{fmt::format("{} has no IPv4 address, which an INFORM needs", situation.interface.name),
                      "Use --dhcp-exchange offer."}};
  return Ready{};
}

}  // namespace

std::vector<std::uint8_t> requested_options(const WhoOptions& who, const Phone& phone) {
  const auto usual = phone.dhcp.requested_options.value;
  std::vector<std::uint8_t> codes(usual.begin(), usual.end());
  for (const auto code : who.request)
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  return codes;
}

std::optional<Bytes> client_identifier(const WhoOptions& who, const Identity& identity) {
  const auto choice = who.client_id.value_or(ClientIdOfMac{});
  if (std::holds_alternative<NoClientId>(choice)) return std::nullopt;
  if (const auto* given = std::get_if<Bytes>(&choice)) return *given;
  Bytes identifier{identity.phone->dhcp.client_id_type.value};
  identifier.insert(identifier.end(), identity.mac.bytes.begin(), identity.mac.bytes.end());
  return identifier;
}

Dhcp4Source::Dhcp4Source(const Situation& situation) : DatagramSource(situation, first_state(situation)) {}

std::vector<SourceId> Dhcp4Source::rows() const {
  return dhcp4_sources();
}

SocketNeeds Dhcp4Source::needs() const {
  if (!will_ask()) return {};
  SocketNeeds needs;
  needs.udp_ports = {dhcpv4::k_server_port, dhcpv4::k_client_port};
  // Answers that ignore the broadcast flag go to the phone's MAC.
  needs.promiscuous = situation().identity.mac != situation().interface.mac;
  return needs;
}

Dhcp4Asker Dhcp4Source::make_asker(const Start& start) const {
  const auto& settings = situation().settings;
  const auto& identity = situation().identity;
  const auto& interface = situation().interface;
  Dhcp4AskerOptions options;
  options.start = start.now;
  options.exchange = settings.what.dhcp_exchange;
  options.phone = identity.mac;
  options.own = interface.mac;
  options.xid = dhcpv4::Xid{start.random()};
  options.own_xid = dhcpv4::Xid{start.random()};
  options.survey_xid = dhcpv4::Xid{start.random()};
  options.vendor_class = vendor_class(settings.who, *identity.phone);
  options.client_identifier = client_identifier(settings.who, identity);
  options.requested_options = requested_options(settings.who, *identity.phone);
  if (surveys(settings)) options.survey_options = survey_options(options.requested_options);
  options.max_message_size = settings.what.max_message_size;
  options.own_address = find_ipv4(interface);
  options.addresses_in_use = situation().own_addresses;
  options.release_lease = identity.mac_from == MacFrom::random;
  options.lease_from = settings.expect.servers;
  options.window = dhcp_window(settings.how_long);
  if (settings.how_long.settle) options.settle = *settings.how_long.settle;
  return Dhcp4Asker(std::move(options));
}

Question Dhcp4Source::question() const {
  const bool inform = situation().settings.what.dhcp_exchange == DhcpExchange::inform;
  // Who answers an INFORM has no address to look for.
  return {inform ? "DHCPINFORM" : "DHCPDISCOVER",
          dhcp_window(situation().settings.how_long),
          {inform ? Duration{} : k_dhcp4_patience, "servers that look for the address first answer after 3 s",
           "--dhcp-timeout"},
          {dhcpv4::k_client_port}};
}

Dhcp4Reader Dhcp4Source::make_reader() const {
  return Dhcp4Reader({situation().identity.mac, situation().interface.mac});
}

std::vector<Dhcp4Server> Dhcp4Source::servers() const {
  const auto* evidence = heard();
  return evidence != nullptr ? servers_in(*evidence, situation().identity.mac) : std::vector<Dhcp4Server>{};
}

bool Dhcp4Source::awaits_ack(const Dhcp4Server& server) const {
  return situation().settings.what.dhcp_exchange == DhcpExchange::ack &&
         server.exchange() != DhcpAnswer::ack && server.nak == nullptr;
}

bool Dhcp4Source::lacks_ack(const std::vector<Dhcp4Server>& servers) const {
  if (situation().settings.what.dhcp_exchange != DhcpExchange::ack) return false;
  const auto is_answered = [](const Dhcp4Server& server) {
    return server.nak != nullptr || server.exchange() == DhcpAnswer::ack;
  };
  return find_counting(servers) != nullptr && std::none_of(servers.begin(), servers.end(), is_answered);
}

std::optional<Excuse> Dhcp4Source::own_excuse(const std::vector<Dhcp4Server>& servers,
                                              const std::optional<Ending>& ending) const {
  if (asker() != nullptr && asker()->refused_lease())
    return Excuse{*asker()->trouble(), "Ask with --dhcp-exchange offer."};
  const bool finished = ending || reader() != nullptr || is_over();
  if (!finished || servers.empty() || !servers.front().asked_as_ourselves) return std::nullopt;
  const auto& server = servers.front().id();
  if (proves_mac_filter(*heard(), situation().identity.mac))
    return Excuse{fmt::format("{} answers only this computer's MAC", server), hint_of("dhcp4.mac-filtered")};
  return Excuse{fmt::format("{} answered this computer's MAC, and the phone's was not asked often enough "
                            "beside it",
                            server),
                "Allow more time with --dhcp-timeout."};
}

std::vector<SourceEvidence> Dhcp4Source::evidence(const std::optional<Ending>& ending) const {
  const auto known = servers();
  const Dhcp4Server* server = find_followed(known, expected_servers(situation().settings, 4));
  const bool refused = asker() != nullptr && asker()->trouble();
  const bool too_early = server != nullptr && !ending && awaits_ack(*server);
  if (server != nullptr && !refused && !too_early && !lacks_ack(known))
    return read_options(*server, situation().identity);
  std::vector<SourceEvidence> evidence;
  for (const auto source : rows()) evidence.push_back(without_answer(source, known, ending));
  return evidence;
}

SourceEvidence Dhcp4Source::without_answer(SourceId source, const std::vector<Dhcp4Server>& servers,
                                           const std::optional<Ending>& ending) const {
  const auto refusing = std::find_if(servers.begin(), servers.end(), [](const Dhcp4Server& server) {
    return !server.asked_as_ourselves && server.is_refusal();
  });
  if (ending && refusing != servers.end()) return refused_by(*refusing, source);
  auto excuse = why_not_looked(ending, own_excuse(servers, ending));
  if (!excuse) excuse = unknown_answer(servers);
  const auto silence = fmt::format("no DHCPv4 server answered within {} on {}",
                                   to_seconds_text(question().window), situation().interface.name);
  auto evidence = silent_source(source, excuse, silence);
  if (excuse || servers.empty() || servers.front().asked_as_ourselves) return evidence;
  evidence.server = servers.front().id();
  evidence.reason = fmt::format("{} offers an address that no phone can take", *evidence.server);
  return evidence;
}

// Somebody answered, or may have been right not to.
std::optional<Excuse> Dhcp4Source::unknown_answer(const std::vector<Dhcp4Server>& servers) const {
  if (heard() == nullptr) return std::nullopt;
  if (lacks_ack(servers))
    return Excuse{
        fmt::format("{} sent an OFFER, but nobody answered the REQUEST", find_counting(servers)->id()),
        hint_of("dhcp4.no-ack")};
  if (!heard()->bootp.empty())
    return Excuse{fmt::format("{} answered with BOOTP; whether the phone takes that is unknown",
                              heard()->bootp.front().server()),
                  hint_of("dhcp4.bootp")};
  if (servers.empty() && situation().settings.what.dhcp_exchange == DhcpExchange::inform)
    return Excuse{fmt::format("no DHCPv4 server answered the INFORM within {}; many ignore it",
                              to_seconds_text(question().window)),
                  "Ask with --dhcp-exchange offer."};
  return std::nullopt;
}

std::vector<Alternative> Dhcp4Source::alternatives() const {
  std::vector<Alternative> alternatives;
  const auto known = servers();
  const bool unknown = lacks_ack(known);
  const auto contending = those_that_contend(known, expected_servers(situation().settings, 4));
  for (const auto& server : known)
    alternatives.push_back({seen(server), server.id(),
                            server.counts() && !unknown ? read_options(server, situation().identity)
                                                        : std::vector<SourceEvidence>{},
                            std::find(contending.begin(), contending.end(), &server) != contending.end()});
  return alternatives;
}

void Dhcp4Source::add_mode_evidence(ModeEvidence& evidence) const {
  for (const auto& server : servers()) {
    const bool offers = !server.asked_as_ourselves && server.exchange() != DhcpAnswer::inform;
    if (!offers || !server.answer->message.yiaddr.is_unicast()) continue;
    evidence.dhcpv4_server = server.id();
    return;
  }
}

SeenDhcpServer Dhcp4Source::seen(const Dhcp4Server& server) const {
  const auto& message = server.answer->message;
  SeenDhcpServer seen;
  seen.server = server.id();
  seen.from = server.answer->from.text();
  seen.mac = server.answer->mac.colons();
  if (!message.giaddr.is_zero()) seen.relay = message.giaddr.text();
  seen.elapsed = server.answer->elapsed;
  seen.exchange = server.exchange();
  if (server.asked_as_ourselves) seen.asked_as = MacFrom::interface;
  if (!message.yiaddr.is_zero()) seen.offered_address = message.yiaddr.text();
  if (const auto lease = asker() != nullptr ? asker()->lease() : std::nullopt;
      lease && lease->server == server.id() && server.exchange() == DhcpAnswer::ack) {
    seen.lease_seconds = lease->seconds;
    seen.released = lease->released;
  }
  if (!message.siaddr.is_zero()) seen.next_server = message.siaddr.text();
  seen.server_name = unless_empty(message.sname);
  seen.boot_file = unless_empty(message.file);
  seen.options = seen_options(message, situation().identity);
  seen.other_options = other_options(server, situation().identity);
  return seen;
}

std::vector<Finding> Dhcp4Source::findings(const Ending& ending) const {
  const auto* evidence = heard();
  if (evidence == nullptr) return {};
  const auto known = servers();
  auto findings = judge(*evidence, known, expected_servers(situation().settings, 4), situation().identity);
  const bool silence_counts =
      !excuse_silence(ending, true, situation().interface.name) && !find_lost_answer(ending);
  if (silence_counts && !known.empty() && known.front().asked_as_ourselves &&
      proves_mac_filter(*evidence, situation().identity.mac))
    findings.push_back(make_finding(
        "dhcp4.mac-filtered",
        fmt::format("{} answers this computer's MAC {}, but not {}", known.front().id(),
                    situation().interface.mac.colons(), situation().identity.mac.upper_plain())));
  for (const auto& server : known)
    if (silence_counts && proves_no_ack(*evidence, situation().identity.mac, server) && asker() != nullptr &&
        !asker()->trouble() && is_over() && awaits_ack(server) && !server.asked_as_ourselves)
      findings.push_back(make_finding(
          "dhcp4.no-ack", fmt::format("{} sent an OFFER, but no ACK to the REQUEST", server.id())));
  if (asker() != nullptr && asker()->lease())
    findings.push_back(make_finding("dhcp4.lease-taken", lease_text(*asker()->lease())));
  auto all_ignored = merged(evidence->ignored, ending.left_aside);
  for (const auto& packet : ending.lost)
    if (packet.why == FragmentFault::incomplete) note_ignored(all_ignored, std::string(to_text(packet.why)));
  if (auto ignored = judge_ignored("dhcp4.ignored", "packet", all_ignored))
    findings.push_back(std::move(*ignored));
  return findings;
}

std::vector<std::string> Dhcp4Source::lost_parts() const {
  std::vector<std::string> parts;
  if (heard() == nullptr) return parts;
  for (const auto& question : heard()->questions) {
    if (question.chaddr != situation().identity.mac) continue;
    const auto answering =
        question.type == dhcpv4::MessageType::discover ? Answering::after_address_check : Answering::at_once;
    if (auto part = lost_part(question.exchange, dhcpv4::to_text(question.type), answering))
      parts.push_back(std::move(*part));
  }
  return parts;
}

void Dhcp4Source::describe(Asked& asked, std::vector<std::string>& assumptions) const {
  if (!is_asked()) return;
  const auto& who = situation().settings.who;
  const auto& identity = situation().identity;
  asked.vendor_class = vendor_class(who, *identity.phone);
  const auto identifier = client_identifier(who, identity);
  asked.client_id = identifier ? to_hex(*identifier) : "none";
  asked.requested_options = requested_options(who, *identity.phone);
  asked.max_message_size = situation().settings.what.max_message_size;
  asked.dhcp_exchange = situation().settings.what.dhcp_exchange;
  if (!who.vendor_class)
    assumptions.push_back(
        fmt::format("the phone's DHCP vendor class is \"{}\"", foreign(*asked.vendor_class)));
  if (!who.client_id)
    assumptions.push_back(fmt::format("the phone's DHCP client identifier is its MAC (type {})",
                                      identity.phone->dhcp.client_id_type.value));
}

std::vector<std::string> Dhcp4Source::side_effects() const {
  if (!asks()) return {};
  std::vector<std::string> effects{
      "the DHCP servers' logs show the requests; an offered address is reserved for a short while"};
  const auto exchange = situation().settings.what.dhcp_exchange;
  effects.push_back(seen_by_silent_network(exchange == DhcpExchange::inform ? Ask::inform : Ask::discover,
                                           question().window));
  if (exchange != DhcpExchange::inform && situation().identity.mac != situation().interface.mac)
    effects.push_back(seen_by_silent_network(Ask::discover_as_ourselves, question().window));
  if (surveys(situation().settings))
    effects.emplace_back(
        "when a server answered, one DHCPDISCOVER more asks for options that other devices look for; "
        "nothing is decided by its answers");
  if (situation().settings.what.take_lease)
    effects.push_back(fmt::format("when a server offers an address, a DHCPREQUEST takes it{}",
                                  situation().identity.mac_from == MacFrom::random
                                      ? ", and a DHCPRELEASE releases it"
                                      : " for its lease time"));
  return effects;
}

}  // namespace provtool
