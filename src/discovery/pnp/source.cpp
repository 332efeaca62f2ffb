#include "discovery/pnp/source.hpp"

#include <fmt/format.h>

#include "device/macros.hpp"
#include "device/user_agent.hpp"
#include "discovery/assumed.hpp"

namespace provtool {

namespace {

constexpr auto k_port_number = static_cast<unsigned>(sip::k_port);

// 64 random bits as a token.
std::string random_token(const Start& start) {
  return fmt::format("{:08x}{:08x}", start.random(), start.random());
}

// What the phone says in its SUBSCRIBE.
sip::Subscription words_of(const Identity& identity, const WhoOptions& who) {
  const auto& pnp = identity.phone->pnp;
  sip::Subscription words;
  words.uri = expand_as_asked(pnp.uri.value, identity).text;
  if (who.pnp_event) words.event = expand_as_asked(*who.pnp_event, identity).text;
  words.event_package = pnp.event_package.value;
  for (const auto& parameter : pnp.event_parameters.value)
    if (auto value = expand_as_asked(parameter.value, identity); value.unexpanded.empty())
      words.event_parameters.push_back({std::string(parameter.name), std::move(value.text)});
  words.accept = pnp.accept.value;
  words.expires = pnp.expires.value;
  return words;
}

SourceState<PnpAsker, PnpReader> first_state(const Situation& situation) {
  if (!situation.selection.is_asked(SourceId::pnp)) return NotAsked{};
  if (!find_ipv4(situation.interface))
    return CannotAsk{{fmt::format("{} has no IPv4 address to ask from", situation.interface.name),
                      "Give the interface an IPv4 address, or leave PnP out with --disable pnp."}};
  return Ready{};
}

}  // namespace

PnpSource::PnpSource(const Situation& situation) : DatagramSource(situation, first_state(situation)) {}

SocketNeeds PnpSource::needs() const {
  if (!will_ask()) return {};
  SocketNeeds needs;
  needs.udp_ports = {sip::k_port};
  needs.udp = Endpoint{IpAddress{*find_ipv4(situation().interface)}, sip::k_port};
  return needs;
}

PnpAsker PnpSource::make_asker(const Start& start) const {
  const auto& identity = situation().identity;
  PnpAskerOptions options;
  options.start = start.now;
  options.own = situation().interface.mac;
  options.hears_frames = start.hears_frames;
  options.to_tag = random_token(start);
  options.window = question().window;
  if (situation().settings.how_long.settle) options.settle = *situation().settings.how_long.settle;
  options.identity = identity;
  options.subscription = words_of(identity, situation().settings.who);
  options.subscription.address = *find_ipv4(situation().interface);
  options.subscription.port = start.port.value_or(sip::k_port);
  options.subscription.branch = std::string(sip::k_branch_cookie) + random_token(start);
  options.subscription.from_tag = random_token(start);
  options.subscription.call_id = random_token(start);
  options.subscription.user_agent = user_agent(identity, situation().settings.who.user_agent);
  return PnpAsker(std::move(options));
}

Question PnpSource::question() const {
  const auto phones_own = situation().identity.phone->pnp.window.value;
  return {"SUBSCRIBE",
          pnp_window(situation().settings.how_long, *situation().identity.phone),
          {phones_own, fmt::format("the phone waits {}", to_seconds_text(phones_own)), "--pnp-timeout"},
          {sip::k_port, asked_from().value_or(sip::k_port)}};
}

PnpReader PnpSource::make_reader() const {
  return PnpReader(situation().identity, question().window);
}

std::optional<Port> PnpSource::asked_from() const {
  if (asker() != nullptr) return asker()->options().subscription.port;
  const auto from = reader() != nullptr ? reader()->asked_from() : std::nullopt;
  return from ? std::optional(from->port) : std::nullopt;
}

std::string PnpSource::silence() const {
  auto text = fmt::format("no answer within {} from {}:{} on {}", to_seconds_text(question().window),
                          sip::k_group.text(), k_port_number, situation().interface.name);
  if (asker() != nullptr && !asker()->options().hears_frames)
    text += "; without cap_net_raw an answer that this computer's firewall drops is not seen";
  return text;
}

std::optional<Excuse> PnpSource::own_excuse(const std::optional<Ending>& ending) const {
  const bool finished = reader() != nullptr || is_over();
  if (!ending && !finished) return std::nullopt;
  if (port_is_busy())
    return Excuse{
        fmt::format("another program uses port {}, to which responders send their NOTIFY", k_port_number),
        hint_of("pnp.port-busy")};
  if (finished && heard() != nullptr && may_have_lost_notify(*heard()))
    return Excuse{"a responder accepted the SUBSCRIBE, and its NOTIFY may have been lost",
                  "Allow more time with --pnp-timeout."};
  return std::nullopt;
}

// Its window is over, and nothing came in the way of hearing a NOTIFY.
bool PnpSource::heard_out(const std::optional<Ending>& ending) const {
  return is_over() && !(ending && excuse_silence(*ending, true, situation().interface.name));
}

std::vector<SourceEvidence> PnpSource::evidence(const std::optional<Ending>& ending) const {
  if (const auto* evidence = heard()) {
    auto answered = read_answers(*evidence, situation().identity);
    // Before its window is over a valid NOTIFY may still come, and on a port that is not ours it may have
    // been missed.
    const bool may_have_missed = port_is_busy() && asker() != nullptr && !asker()->options().hears_frames;
    const bool over = heard_out(ending) && !may_have_missed && !find_lost_answer(ending) &&
                      !may_have_lost_notify(*evidence);
    const bool valid = answered && answered->candidate && answered->candidate->reading.well_formed;
    const auto patience = question().patience.enough;
    if (valid && answered->elapsed.value_or(patience) > patience)
      return {silent_source(SourceId::pnp, std::nullopt,
                            fmt::format("a NOTIFY came after {}, and {}", to_seconds_text(*answered->elapsed),
                                        question().patience.because))};
    if (valid || (answered && over)) return {*answered};
  }
  return {silent_source(SourceId::pnp, why_not_looked(ending, own_excuse(ending)), silence())};
}

void PnpSource::add_observations(Observations& observations) const {
  const auto* evidence = heard();
  if (evidence == nullptr) return;
  for (const auto& responder : evidence->responders) {
    SeenResponder seen{responder.from.text(), "", responder.product, responder.status,
                       responder.notified,    "", responder.elapsed};
    if (responder.mac != MacAddress{}) seen.mac = responder.mac.colons();
    if (const auto candidate = candidate_of(*evidence, responder.from.address, situation().identity))
      seen.url = candidate->reading.url;
    observations.pnp_responders.push_back(std::move(seen));
  }
}

std::vector<Finding> PnpSource::findings(const Ending& ending) const {
  const auto* evidence = heard();
  if (evidence == nullptr) return {};
  auto findings = judge(*evidence, heard_out(ending) && !find_lost_answer(ending));
  const auto port = static_cast<unsigned>(asked_from().value_or(sip::k_port));
  if (port_is_busy())
    findings.push_back(make_finding(
        "pnp.port-busy", fmt::format("another program uses port {}; asked from port {}", k_port_number, port),
        "pnp"));
  if (asker() != nullptr && asker()->firewall_dropped())
    findings.push_back(
        make_finding("host.firewall",
                     fmt::format("an answer to port {} reached {}, but this computer's firewall dropped it",
                                 port, situation().interface.name)));
  return findings;
}

std::vector<std::string> PnpSource::lost_parts() const {
  if (heard() == nullptr) return {};
  const auto part = lost_part(heard()->exchange, question().name, Answering::at_once);
  return part ? std::vector{*part} : std::vector<std::string>{};
}

void PnpSource::describe(Asked& asked, std::vector<std::string>& assumptions) const {
  if (!is_asked()) return;
  asked.user_agent = user_agent(situation().identity, situation().settings.who.user_agent);
  if (situation().settings.who.pnp_event)
    asked.pnp_event = expand_as_asked(*situation().settings.who.pnp_event, situation().identity).text;
  if (const auto port = asked_from()) asked.pnp_port = static_cast<std::uint16_t>(*port);
  assume_firmware(situation().identity, assumptions);
  assumptions.emplace_back("the phone's SUBSCRIBE has the headers that other vendors' phones send");
}

std::vector<std::string> PnpSource::side_effects() const {
  if (!asks()) return {};
  return {fmt::format("a UDP socket on {}:{}, open during the run", find_ipv4(situation().interface)->text(),
                      k_port_number),
          seen_by_silent_network(Ask::subscribe, question().window),
          "each NOTIFY about provisioning is answered with 200: its sender considers this phone informed"};
}

}  // namespace provtool
