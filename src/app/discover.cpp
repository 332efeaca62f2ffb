#include "app/discover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "app/deliver.hpp"
#include "app/dhcp4_step.hpp"
#include "app/plan.hpp"
#include "base/text.hpp"
#include "discovery/mode.hpp"
#include "host/link.hpp"
#include "io/output.hpp"
#include "wire/pcapng.hpp"

namespace provtool {

namespace {

constexpr std::array k_dhcp4_sources{SourceId::dhcp160, SourceId::dhcp159, SourceId::dhcp66};

template <typename Range, typename Value>
bool contains(const Range& range, const Value& value) {
  return std::find(range.begin(), range.end(), value) != range.end();
}

void append(std::vector<Finding>& findings, std::vector<Finding> more) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

MacAddress random_mac(World& world) {
  const std::uint64_t bits = static_cast<std::uint64_t>(world.random()) << 32 | world.random();
  MacAddress mac;
  for (std::size_t i = 0; i < mac.bytes.size(); ++i)
    mac.bytes[i] = static_cast<std::uint8_t>(bits >> (8 * i));
  mac.bytes[0] = static_cast<std::uint8_t>((mac.bytes[0] & 0xfc) | 0x02);  // locally administered, a device's
  return mac;
}

Identity make_identity(const Options& options, const Interface& interface, World& world) {
  Identity identity;
  identity.model = options.model;
  identity.firmware = options.firmware;
  switch (options.mac_choice) {
    case MacChoice::given:
      identity.mac = *options.mac;
      identity.mac_from = MacFrom::option;
      break;
    case MacChoice::random:
      identity.mac = random_mac(world);
      identity.mac_from = MacFrom::random;
      break;
    case MacChoice::interface:
      identity.mac = interface.mac;
      identity.mac_from = MacFrom::interface;
      break;
  }
  return identity;
}

// One run of the command, step by step; what each step learns stays here for the next.
class Discovery {
 public:
  Discovery(const Options& options, World& world, Console& console)
      : m_options(options), m_world(world), m_console(console) {}

  int run() {
    m_start = m_world.now();
    m_report.command = options().command;
    m_report.started = m_world.wall_now();
    if (!look_at_the_link()) return finish();
    describe();
    if (m_options.dry_run) return plan();
    open_sockets();
    append(m_report.findings, check_files(m_options));
    if (!m_report.findings.empty() && m_report.findings.back().id == "host.not-written") return finish();
    ask();
    conclude();
    return finish();
  }

 private:
  [[nodiscard]] const Options& options() const { return m_options; }
  [[nodiscard]] bool is_off(SourceId source) const { return contains(m_options.disabled, source); }
  [[nodiscard]] bool is_named(SourceId source) const {
    return contains(m_options.sources, source) ||
           (source == SourceId::manual && m_options.manual_url && !m_options.sources.empty());
  }
  [[nodiscard]] bool is_wanted(SourceId source) const {
    return (m_options.sources.empty() || is_named(source)) && !is_off(source);
  }
  [[nodiscard]] bool wants_dhcp4() const {
    return std::any_of(k_dhcp4_sources.begin(), k_dhcp4_sources.end(),
                       [this](SourceId source) { return is_wanted(source); });
  }

  bool look_at_the_link() {
    const auto interfaces = m_world.interfaces();
    auto chosen = choose_interface(interfaces, m_options.interface);
    if (!chosen) {
      m_report.findings.push_back(chosen.error());
      return false;
    }
    m_interface = std::move(*chosen);
    append(m_report.findings, inspect(m_interface, m_options.interface.has_value()));
    return m_interface.up && m_interface.carrier;
  }

  void describe() {
    m_identity = make_identity(m_options, m_interface, m_world);
    m_report.device = DeviceSection{m_identity.model, m_identity.mac.upper_plain(),
                                    std::string(to_text(m_identity.mac_from)), m_identity.firmware};
    if (m_identity.mac_from == MacFrom::interface)
      m_report.findings.push_back(
          make_finding("device.mac-not-phone",
                       fmt::format("asked with the MAC of {}; servers may answer the phone's differently",
                                   m_interface.name)));
    AskedSection asked;
    asked.arguments = m_options.arguments;
    if (wants_dhcp4()) {
      asked.vendor_class = m_options.vendor_class;
      const auto identifier = client_identifier(m_options, m_identity.mac);
      asked.client_id = identifier ? to_hex(*identifier) : "none";
      asked.requested_options = requested_options(m_options);
      asked.dhcp_exchange = m_options.dhcp_exchange == DhcpExchange::offer ? "offer"
                            : m_options.dhcp_exchange == DhcpExchange::ack ? "ack"
                                                                           : "inform";
    }
    m_report.asked = std::move(asked);
    assume();
  }

  void assume() {
    auto& assumptions = m_report.assumptions;
    if (!m_options.manual_url) assumptions.emplace_back("no URL was set by hand on the phone");
    if (!m_options.model_given) assumptions.push_back(fmt::format("the model is {}", m_options.model));
    if (wants_dhcp4() && !m_options.vendor_class_given)
      assumptions.push_back(fmt::format("the phone's DHCP vendor class is \"{}\"", m_options.vendor_class));
    if (wants_dhcp4() && !m_options.client_id_given)
      assumptions.emplace_back("the phone's DHCP client identifier is its MAC (type 1)");
    if (m_options.disabled.empty()) assumptions.emplace_back("every source is enabled on the phone");
  }

  void open_sockets() {
    if (!wants_dhcp4() || cannot_inform()) return m_world.drop_rights();
    PacketSocketOptions wanted;
    wanted.udp_ports = {dhcpv4::k_server_port, dhcpv4::k_client_port};
    wanted.promiscuous =
        m_identity.mac != m_interface.mac;  // answers that ignore the broadcast flag go to the phone's MAC
    const auto opened = m_world.open_packet_socket(m_interface, wanted);
    if (opened)
      m_probe.emplace(make_probe_options(m_options, m_identity, m_interface, m_world));
    else
      m_not_opened = opened.error();
    m_world.drop_rights();
  }

  [[nodiscard]] bool cannot_inform() const {
    return m_options.dhcp_exchange == DhcpExchange::inform && !find_ipv4(m_interface);
  }

  void ask() {
    std::vector<Machine*> machines;
    if (m_probe) machines.push_back(&*m_probe);
    RunLimits limits;
    if (m_options.timeout) limits.deadline = m_start + *m_options.timeout;
    if (m_options.first) limits.certain = [this] { return decide_now(true).outcome == Outcome::won; };
    m_end =
        limits.certain && limits.certain() ? RunEnd::certain : drive(m_world, machines, limits, m_journal);
    m_ended = m_world.now();
    m_silent = m_end == RunEnd::finished && m_probe && was_silent(m_interface, m_world.interfaces());
  }

  [[nodiscard]] std::optional<Dhcp4Excuse> excuse(const std::vector<Dhcp4Server>& servers,
                                                  bool still_running) const {
    if (cannot_inform())
      return Dhcp4Excuse{fmt::format("{} has no IPv4 address, which an INFORM needs", m_interface.name),
                         "Use --dhcp-exchange offer."};
    if (m_not_opened)
      return Dhcp4Excuse{m_not_opened->message, std::string(find_finding_kind("host.no-privilege")->hint)};
    if (m_probe && m_probe->trouble())
      return Dhcp4Excuse{*m_probe->trouble(), "Ask with another --dhcp-exchange."};
    if (!servers.empty())
      return Dhcp4Excuse{fmt::format("{} answers this computer's MAC only", servers.front().id()),
                         "Ask from the phone's own port, or register its MAC at the server."};
    if (still_running) return Dhcp4Excuse{"not yet answered", ""};
    if (m_end == RunEnd::certain)
      return Dhcp4Excuse{"the run ended before it was asked, because the winner was certain (--first)", ""};
    if (m_end == RunEnd::interrupted)
      return Dhcp4Excuse{fmt::format("interrupted after {}", to_seconds_text(m_ended - m_start)),
                         "Let it run to its end."};
    if (m_end == RunEnd::deadline)
      return Dhcp4Excuse{
          fmt::format("the deadline of {} (--timeout) came first", to_seconds_text(*m_options.timeout)),
          "Allow more time with --timeout."};
    if (m_silent)
      return Dhcp4Excuse{fmt::format("nothing at all was received on {}", m_interface.name),
                         std::string(find_finding_kind("host.silent-link")->hint)};
    return std::nullopt;
  }

  [[nodiscard]] SourceEvidence manual_evidence() const {
    SourceEvidence evidence;
    evidence.source = SourceId::manual;
    evidence.confidence = m_options.manual_url ? Confidence::guide : Confidence::assumption;
    evidence.status = Status::empty;
    evidence.reason = "assumed not set on the phone";
    if (!m_options.manual_url) return evidence;
    evidence.candidate =
        Candidate{to_bytes(*m_options.manual_url), read_url(*m_options.manual_url, m_identity)};
    evidence.status = evidence.candidate->reading.usable ? Status::found : Status::unusable;
    evidence.reason = "given by --manual-url";
    return evidence;
  }

  // Sources that this version cannot ask; said plainly, never counted as absent.
  static SourceEvidence unasked(SourceId source) {
    SourceEvidence evidence;
    evidence.source = source;
    evidence.reason = "this version of provtool does not ask it";
    evidence.to_settle = "Name the sources that it asks: provtool discover manual dhcp";
    return evidence;
  }

  static SourceEvidence redirect_evidence(bool named) {
    SourceEvidence evidence = unasked(SourceId::redirect);
    evidence.confidence = Confidence::assumption;
    if (named) return evidence;
    evidence.reason = "the phone would ask it here; its protocol is not published";
    evidence.left_out = true;
    return evidence;
  }

  // The command line's word on a source: switched off, or not asked for.
  void apply_command_line(SourceEvidence& evidence) const {
    evidence.named = is_named(evidence.source);
    if (is_off(evidence.source)) {
      evidence.status = Status::off;
      evidence.reason = "switched off by --disable";
      evidence.candidate.reset();
    } else if (!is_wanted(evidence.source)) {
      evidence.status = Status::not_tested;
      evidence.reason = "not asked for on the command line";
      evidence.candidate.reset();
      evidence.left_out = true;
    }
  }

  [[nodiscard]] Decision decide_with(std::vector<SourceEvidence> dhcp4) const {
    std::vector<SourceEvidence> evidence = std::move(dhcp4);
    evidence.push_back(manual_evidence());
    evidence.push_back(unasked(SourceId::pnp));
    evidence.push_back(unasked(SourceId::dhcp6));
    evidence.push_back(redirect_evidence(is_named(SourceId::redirect)));
    for (auto& entry : evidence) apply_command_line(entry);
    return decide(std::move(evidence), judge_address_mode().mode);
  }

  [[nodiscard]] std::vector<Dhcp4Server> servers() const {
    return m_probe ? servers_in(m_probe->evidence(), m_identity.mac) : std::vector<Dhcp4Server>{};
  }

  [[nodiscard]] Decision decide_now(bool still_running) const {
    const auto known = servers();
    const auto followed = followed_server(known);
    const bool refused = m_probe && m_probe->trouble();
    if (followed && !refused && !(still_running && lacks_ack(known[*followed])))
      return decide_with(read_options(known[*followed], m_identity));
    const auto options = m_probe ? m_probe->options() : Dhcp4ProbeOptions{};
    return decide_with(unanswered(options, m_interface.name, excuse(known, still_running)));
  }

  [[nodiscard]] bool lacks_ack(const Dhcp4Server& server) const {
    return m_options.dhcp_exchange == DhcpExchange::ack && server.exchange() != "ack" &&
           server.nak == nullptr;
  }

  [[nodiscard]] ModeJudgement judge_address_mode() const {
    if (m_options.mode) return given_mode(*m_options.mode);
    ModeEvidence evidence;
    evidence.interface = m_interface.name;
    if (const auto v4 = find_ipv4(m_interface)) evidence.ipv4_address = v4->text();
    for (const auto& entry : m_interface.addresses)
      if (!evidence.ipv6_address && entry.address.v6() != nullptr && entry.address.v6()->is_routable())
        evidence.ipv6_address = entry.address.text();
    if (!m_options.sources.empty()) return mode_of_interface(evidence);
    for (const auto& server : servers())
      if (!server.asked_as_ourselves && !evidence.dhcpv4_server && !server.answer->message.yiaddr.is_zero())
        evidence.dhcpv4_server = server.id();
    return judge_mode(evidence);
  }

  void conclude() {
    const auto known = servers();
    Decision decision = decide_now(false);
    DiscoverySection section;
    section.order = decision.order;
    for (const auto& server : known) {
      auto entry = to_section(server, m_probe->lease());
      if (!server.asked_as_ourselves) {
        const Decision alone = decide_with(read_options(server, m_identity));
        entry.decision = to_section(alone);
        if (known.size() > 1 && (alone.winner != decision.winner || alone.url != decision.url))
          decision.reason +=
              fmt::format(" With {} alone it would be {}.", server.id(),
                          alone.winner ? fmt::format("{} with {}", kind_of(*alone.winner).title, alone.url)
                                       : std::string(to_text(alone.outcome)));
      }
      section.dhcp_servers.push_back(std::move(entry));
    }
    if (known.size() > 1)
      m_report.assumptions.emplace_back("the phone follows the DHCP server that answers first");
    for (const auto& source : decision.sources) section.sources.push_back(to_section(source));
    section.decision = to_section(decision);
    m_report.discovery = std::move(section);
    add_findings(decision, known);
    describe_interface();
  }

  void add_findings(const Decision& decision, const std::vector<Dhcp4Server>& known) {
    auto& findings = m_report.findings;
    if (m_not_opened && m_not_opened->kind == Trouble::Kind::no_privilege) {
      auto finding = make_finding("host.no-privilege", m_not_opened->message);
      if (decision.outcome != Outcome::undetermined) finding.severity = Severity::info;
      findings.push_back(std::move(finding));
    }
    if (m_silent)
      findings.push_back(
          make_finding("host.silent-link", fmt::format("{} received nothing during {}", m_interface.name,
                                                       to_seconds_text(m_ended - m_start))));
    if (m_probe) append(findings, findings_of(*m_probe, known, m_journal, m_options));
    append(findings, findings_of(decision));
    append(findings, expectations(decision));
  }

  [[nodiscard]] std::vector<Finding> expectations(const Decision& decision) const {
    std::vector<Finding> findings;
    if (decision.outcome == Outcome::undetermined) return findings;
    const auto winner = decision.winner ? std::string(kind_of(*decision.winner).title) : "no source";
    if (m_options.expect_source && decision.winner != m_options.expect_source)
      findings.push_back(make_finding(
          "decision.expectation",
          fmt::format("{} was expected to win; {} does", kind_of(*m_options.expect_source).title, winner)));
    if (m_options.expect_url && decision.url != *m_options.expect_url &&
        !contains(decision.resolved, *m_options.expect_url))
      findings.push_back(make_finding("decision.expectation",
                                      fmt::format("the URL {} was expected; it is {}", *m_options.expect_url,
                                                  decision.url.empty() ? "none" : decision.url)));
    return findings;
  }

  void describe_interface() {
    const auto judgement = judge_address_mode();
    InterfaceSection section{m_interface.name, m_interface.mac.colons(), m_interface.up, {},
                             judgement.mode,   judgement.reason};
    for (const auto& entry : m_interface.addresses) section.addresses.push_back(entry.text());
    if (judgement.differs) m_report.findings.push_back(make_finding("host.mode-differs", judgement.reason));
    m_report.interface = std::move(section);
  }

  int plan() {
    PlanSection section;
    describe_interface();
    if (wants_dhcp4() && !cannot_inform()) {
      Dhcp4Probe probe(make_probe_options(m_options, m_identity, m_interface, m_world));
      const std::array<Machine*, 1> machines{&probe};
      section.packets = rehearse(machines, m_start);
      section.side_effects.push_back(
          fmt::format("a packet socket on {}{}", m_interface.name,
                      m_identity.mac != m_interface.mac ? ", in promiscuous mode" : ""));
      section.side_effects.emplace_back(
          "the DHCP servers' logs show the requests; an offered address is reserved for a short while");
    }
    if (m_options.take_lease)
      section.side_effects.push_back(fmt::format("when a server offers an address, a DHCPREQUEST takes it{}",
                                                 m_identity.mac_from == MacFrom::random
                                                     ? ", and a DHCPRELEASE gives it back"
                                                     : " for its lease time"));
    if (m_options.capture) section.side_effects.push_back(fmt::format("the capture {} is written", *m_options.capture));
    if (section.side_effects.empty()) section.side_effects.emplace_back("none");
    m_report.plan = std::move(section);
    return finish();
  }

  void save_capture() {
    if (!m_options.capture || !m_report.discovery) return;
    const auto epoch = m_world.wall_now() - m_world.now().since_zero;
    const auto bytes = to_pcapng(m_journal.datagrams(), m_interface.name, epoch,
                                 fmt::format("provtool {}", PROVTOOL_VERSION));
    const auto written = write_file(*m_options.capture, as_text(bytes), m_options.force, Access::owner_only);
    if (!written) m_report.findings.push_back(make_finding("host.not-written", written.error().message));
    if (m_journal.not_kept() > 0)
      m_console.write_diagnostic(fmt::format("provtool: {} did not fit into the capture\n",
                                             counted(m_journal.not_kept(), "datagram")));
  }

  int finish() {
    if (!m_report.interface && !m_interface.name.empty()) describe_interface();
    save_capture();
    m_report.duration = m_world.now() - m_start;
    judge(m_report, m_options, m_end == RunEnd::interrupted);
    return deliver(std::move(m_report), m_options, m_console);
  }

  const Options& m_options;
  World& m_world;
  Console& m_console;
  Report m_report;
  Instant m_start{};
  Instant m_ended{};
  Interface m_interface;
  Identity m_identity;
  std::optional<Dhcp4Probe> m_probe;
  std::optional<Trouble> m_not_opened;
  Journal m_journal;
  RunEnd m_end = RunEnd::finished;
  bool m_silent = false;
};

}  // namespace

int discover(const Options& options, World& world, Console& console) {
  return Discovery(options, world, console).run();
}

}  // namespace provtool
