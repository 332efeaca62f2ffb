#include "app/pnp_step.hpp"

#include <fmt/format.h>

#include "device/user_agent.hpp"

namespace provtool {

namespace {

// 64 random bits as a token.
std::string random_token(World& world) {
  return fmt::format("{:08x}{:08x}", world.random(), world.random());
}

}  // namespace

PnpStep::PnpStep(const Options& options, const Selection& selection, const Identity& identity,
                 const Interface& interface)
    : m_options(options),
      m_identity(identity),
      m_interface(interface),
      m_wanted(selection.is_wanted(SourceId::pnp)),
      m_address(find_ipv4(interface)) {}

void PnpStep::describe(Asked& asked, std::vector<std::string>& assumptions) const {
  if (!m_wanted) return;
  asked.user_agent = user_agent(m_identity, m_options.user_agent);
  if (const auto port = asked_from()) asked.pnp_port = static_cast<std::uint16_t>(*port);
  assumptions.emplace_back("the phone's SUBSCRIBE has the headers that other vendors' phones send");
}

void PnpStep::open(World& world, bool hears_frames) {
  const auto port = world.open_udp_socket(m_interface, *m_address, sip::k_port);
  if (port)
    start(world, *port, hears_frames);
  else
    m_not_opened = port.error();
}

void PnpStep::start(World& world, Port port, bool hears_frames) {
  PnpAskerOptions probe;
  probe.start = world.now();
  probe.own = m_interface.mac;
  probe.hears_frames = hears_frames;
  probe.to_tag = random_token(world);
  probe.window = m_options.pnp_timeout;
  if (m_options.settle) probe.settle = *m_options.settle;
  probe.subscription.mac = m_identity.mac;
  probe.subscription.address = *m_address;
  probe.subscription.port = port;
  probe.subscription.branch = std::string(sip::k_branch_cookie) + random_token(world);
  probe.subscription.from_tag = random_token(world);
  probe.subscription.call_id = random_token(world);
  probe.subscription.model = m_identity.model;
  probe.subscription.version = m_identity.firmware;
  probe.subscription.user_agent = user_agent(m_identity, m_options.user_agent);
  m_asker.emplace(std::move(probe));
}

void PnpStep::read_back(const Capture& capture) {
  m_reader.emplace(m_identity.mac, m_options.pnp_timeout);
  for (const auto& datagram : capture.datagrams) m_reader->read(datagram);
  m_not_captured = excuse_capture(capture, m_reader->first_asked(), m_options.pnp_timeout, "SUBSCRIBE");
}

const PnpEvidence* PnpStep::heard() const {
  if (m_asker) return &m_asker->evidence();
  return m_reader ? &m_reader->evidence() : nullptr;
}

std::optional<Port> PnpStep::asked_from() const {
  if (m_asker) return m_asker->options().subscription.port;
  const auto from = m_reader ? m_reader->asked_from() : std::nullopt;
  return from ? std::optional(from->port) : std::nullopt;
}

std::string PnpStep::silence() const {
  auto text = fmt::format("no answer within {} from {}:{} on {}", to_seconds_text(m_options.pnp_timeout),
                          sip::k_group.text(), static_cast<unsigned>(sip::k_port), m_interface.name);
  if (m_asker && !m_asker->options().hears_frames)
    text += "; without cap_net_raw an answer that this computer's firewall drops is not seen";
  return text;
}

std::optional<Excuse> PnpStep::excuse(const std::optional<Ending>& ending) const {
  if (!m_address)
    return Excuse{fmt::format("{} has no IPv4 address to ask from", m_interface.name),
                  "Give the interface an IPv4 address, or leave PnP out with --disable pnp."};
  if (m_not_opened) return Excuse{m_not_opened->message, ""};
  if (m_asker && m_asker->trouble()) return Excuse{*m_asker->trouble(), ""};
  const bool finished = m_reader || is_over();
  if (!ending && !finished) return still_waiting();
  if (m_not_captured) return m_not_captured;
  if (port_is_busy())
    return Excuse{fmt::format("another program holds port {}, where responders send their NOTIFY",
                              static_cast<unsigned>(sip::k_port)),
                  hint_of("pnp.port-busy")};
  if (finished && ending && ending->lost_fragments)
    return Excuse{
        fmt::format("a packet came to {} in fragments, and the whole of it never arrived behind this "
                    "computer's firewall",
                    m_interface.name),
        fmt::format("Let this computer's firewall pass UDP to port {}, and ask again.",
                    static_cast<unsigned>(sip::k_port))};
  return excuse_silence(ending.value_or(Ending{}), finished, m_interface.name);
}

SourceEvidence PnpStep::evidence(const std::optional<Ending>& ending) const {
  if (const auto* evidence = heard()) {
    auto answered = read_answers(*evidence, m_identity);
    // Before its window is over a valid NOTIFY may still come, and on a port that is not ours it may have
    // been missed.
    const bool may_have_missed = port_is_busy() && m_asker && !m_asker->options().hears_frames;
    const bool over = is_over() && !may_have_missed;
    if (answered && (answered->status == Status::found || over)) return *answered;
  }
  return silent_source(SourceId::pnp, excuse(ending), silence());
}

std::vector<SeenResponder> PnpStep::sections() const {
  std::vector<SeenResponder> sections;
  const auto* evidence = heard();
  if (evidence == nullptr) return sections;
  for (const auto& responder : evidence->responders) {
    SeenResponder section{responder.from.text(), responder.status, responder.notified, "", responder.elapsed};
    if (const auto candidate = candidate_of(*evidence, responder.from.address, m_identity))
      section.url = candidate->reading.url;
    sections.push_back(std::move(section));
  }
  return sections;
}

std::vector<Finding> PnpStep::findings() const {
  const auto* evidence = heard();
  if (evidence == nullptr) return {};
  auto findings = judge(*evidence, is_over());
  const auto port = static_cast<unsigned>(asked_from().value_or(sip::k_port));
  if (port_is_busy())
    findings.push_back(make_finding("pnp.port-busy",
                                    fmt::format("another program holds port {}; asked from port {}",
                                                static_cast<unsigned>(sip::k_port), port),
                                    "pnp"));
  if (m_asker && m_asker->firewall_dropped())
    findings.push_back(
        make_finding("host.firewall",
                     fmt::format("an answer to port {} reached {} and this computer's firewall dropped it",
                                 port, m_interface.name)));
  return findings;
}

std::vector<std::string> PnpStep::side_effects() const {
  if (!can_ask()) return {};
  return {fmt::format("a UDP socket on {}:{}, held while it runs", m_address->text(),
                      static_cast<unsigned>(sip::k_port)),
          "each NOTIFY about provisioning gets a 200: its sender counts this phone as informed"};
}

}  // namespace provtool
