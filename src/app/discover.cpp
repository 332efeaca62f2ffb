#include "app/discover.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/assumed.hpp"
#include "app/captured.hpp"
#include "app/deliver.hpp"
#include "app/dhcp4_step.hpp"
#include "app/dhcp6_step.hpp"
#include "app/live_screen.hpp"
#include "app/pnp_step.hpp"
#include "app/redirect_step.hpp"
#include "app/rehearsal.hpp"
#include "app/selection.hpp"
#include "base/text.hpp"
#include "discovery/mode.hpp"
#include "host/link.hpp"
#include "io/output.hpp"
#include "wire/frame.hpp"
#include "wire/pcapng.hpp"

namespace provtool {

namespace {

// Beyond this, telling how each server alone would decide helps nobody.
constexpr std::size_t k_most_differences = 4;

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
  Identity identity{model(options.who), options.who.firmware, interface.mac, MacFrom::interface};
  if (!options.who.mac) return identity;
  const auto* given = std::get_if<MacAddress>(&*options.who.mac);
  identity.mac = given != nullptr ? *given : random_mac(world);
  identity.mac_from = given != nullptr ? MacFrom::option : MacFrom::random;
  return identity;
}

SourceEvidence manual_evidence(const Options& options, const Identity& identity) {
  SourceEvidence evidence;
  evidence.source = SourceId::manual;
  evidence.status = Status::empty;
  evidence.reason = "assumed not set on the phone";
  evidence.confidence = Confidence::assumption;
  if (!options.what.manual_url) return evidence;
  evidence.candidate =
      Candidate{to_bytes(*options.what.manual_url), read_url(*options.what.manual_url, identity)};
  evidence.status = evidence.candidate->reading.usable ? Status::found : Status::unusable;
  evidence.reason = "given by --manual-url";
  evidence.confidence = Confidence::guide;
  return evidence;
}

DiscoverySection to_section(const Decision& decision) {
  DiscoverySection section;
  section.order = decision.order;
  for (const auto& source : decision.sources) section.sources.push_back(to_section(source));
  section.decision = decision;
  return section;
}

// One run of the command, step by step; what each step learns stays here for the next.
class Discovery {
 public:
  Discovery(const Options& options, World& world, Console& console)
      : m_options(options), m_world(world), m_console(console), m_selection(options), m_start(world.now()) {
    m_report.command = options.command;
    m_report.started = world.wall_now();
  }

  int run() {
    if (!look_at_the_link()) return finish();
    prepare_steps();
    if (m_options.what.dry_run) return rehearse_only();
    open_sockets();
    describe();
    if (!files_are_writable()) return finish();
    ask();
    conclude();
    return finish();
  }

  int read_back(const Capture& capture) {
    if (!look_at_the_link()) return finish();
    prepare_steps();
    if (m_dhcp4->can_ask()) m_dhcp4->read_back(capture);
    if (m_dhcp6->can_ask()) m_dhcp6->read_back(capture);
    if (m_pnp->can_ask()) m_pnp->read_back(capture);
    m_redirect->read_back();
    describe();
    for (const auto& reason : capture.left_aside) m_journal.add_left_aside(reason);
    m_ending.silent = capture.silent;
    m_ending.ran = capture.ends - capture.begins;
    conclude();
    return finish();
  }

 private:
  bool look_at_the_link() {
    auto chosen = choose_interface(m_world.interfaces(), m_options.where.interface);
    if (!chosen) {
      m_report.findings.push_back(chosen.error());
      return false;
    }
    m_interface = std::move(*chosen);
    m_identity = make_identity(m_options, m_interface, m_world);
    append(m_report.findings, inspect(m_interface, m_options.where.interface.has_value()));
    return m_interface.up && m_interface.carrier;
  }

  void prepare_steps() {
    m_dhcp4.emplace(m_options, m_selection, m_identity, m_interface);
    m_dhcp6.emplace(m_options, m_selection, m_identity, m_interface);
    m_pnp.emplace(m_options, m_selection, m_identity, m_interface);
    m_redirect.emplace(m_options, m_selection, m_identity, m_interface);
  }

  // One packet socket hears all that may be seen as frames. DHCP needs it, for IPv6 as well, where the host's
  // own client usually holds the port; PnP hears more with it.
  [[nodiscard]] PacketSocketOptions packet_socket_options() const {
    PacketSocketOptions wanted;
    if (m_dhcp4->can_ask()) wanted.udp_ports = {dhcpv4::k_server_port, dhcpv4::k_client_port};
    if (m_dhcp6->can_ask()) {
      wanted.udp_ports.insert(wanted.udp_ports.end(), {dhcpv6::k_client_port, dhcpv6::k_server_port});
      wanted.neighbor_discovery = true;
    }
    if (m_pnp->can_ask()) wanted.udp_ports.push_back(sip::k_port);
    wanted.promiscuous = m_dhcp4->can_ask() && m_dhcp4->needs_promiscuous();
    return wanted;
  }

  void open_sockets() {
    const auto wanted = packet_socket_options();
    bool hears_frames = false;
    if (!wanted.udp_ports.empty()) {
      const auto opened = m_world.open_packet_socket(m_interface, wanted);
      hears_frames = opened.has_value();
      if (!opened) m_no_frames = opened.error();
    }
    if (m_pnp->can_ask()) m_pnp->open(m_world, hears_frames);
    if (m_dhcp4->can_ask()) hears_frames ? m_dhcp4->start(m_world) : m_dhcp4->could_not_open(*m_no_frames);
    if (m_dhcp6->can_ask()) hears_frames ? m_dhcp6->start(m_world) : m_dhcp6->could_not_open(*m_no_frames);
    m_world.drop_rights();
  }

  void describe() {
    m_report.device = DeviceSection{m_identity.model, m_identity.mac.upper_plain(), m_identity.mac_from,
                                    m_identity.firmware};
    if (m_identity.mac_from == MacFrom::interface)
      m_report.findings.push_back(
          make_finding("device.mac-not-phone",
                       fmt::format("asked with the MAC of {}; servers may answer the phone's differently",
                                   m_interface.name)));
    if (!m_options.what.manual_url) m_report.assumptions.emplace_back("no URL was set by hand on the phone");
    if (!m_options.who.model)
      m_report.assumptions.push_back(fmt::format("the model is {}", m_identity.model));
    Asked asked;
    asked.arguments = m_options.arguments;
    m_pnp->describe(asked, m_report.assumptions);
    m_dhcp4->describe(asked, m_report.assumptions);
    m_dhcp6->describe(asked, m_report.assumptions);
    m_redirect->describe(asked, m_report.assumptions);
    if (m_options.what.disabled.empty())
      m_report.assumptions.emplace_back("every source is enabled on the phone");
    m_report.asked = std::move(asked);
  }

  bool files_are_writable() {
    auto findings = check_files(m_options);
    const bool good = findings.empty();
    append(m_report.findings, std::move(findings));
    return good;
  }

  [[nodiscard]] std::vector<Machine*> machines() {
    std::vector<Machine*> machines;
    for (Machine* machine : {m_pnp->machine(), m_dhcp4->machine(), m_dhcp6->machine()})
      if (machine != nullptr) machines.push_back(machine);
    return machines;
  }

  // All sources at once, so that the run ends with the longest window and not with the sum; but the
  // redirection server only when the others came out without a URL.
  void ask() {
    LiveScreen screen(m_options, m_console);
    RunLimits limits;
    if (m_options.how_long.whole) limits.deadline = m_start + *m_options.how_long.whole;
    if (m_options.what.first)
      limits.certain = [this] {
        return !m_pnp->is_settling() && decide_now(std::nullopt).outcome == Outcome::won;
      };
    if (screen.is_on())
      limits.watch = [&] {
        const Decision decision = decide_now(std::nullopt);
        screen.show(to_section(decision), m_world.now() - m_start);
      };
    drive_on(machines(), limits);
    if (m_ending.end == RunEnd::finished) m_redirect->take_turn(decide_now(m_ending));
    if (m_redirect->machine() != nullptr) drive_on({m_redirect->machine()}, limits);
  }

  void drive_on(const std::vector<Machine*>& asking, const RunLimits& limits) {
    m_ending.end =
        limits.certain && limits.certain() ? RunEnd::certain : drive(m_world, asking, limits, m_journal);
    m_ending.ran = m_world.now() - m_start;
    m_ending.lost_fragments = lost_fragments(m_journal);
    m_ending.received = received_between(m_interface, m_world.interfaces());
    m_ending.silent = m_ending.end == RunEnd::finished && !asking.empty() && m_ending.received == 0;
  }

  [[nodiscard]] Decision decide_with(std::vector<SourceEvidence> dhcp4, SourceEvidence dhcp6,
                                     const std::optional<Ending>& ending) const {
    std::vector<SourceEvidence> evidence = std::move(dhcp4);
    evidence.push_back(std::move(dhcp6));
    evidence.push_back(manual_evidence(m_options, m_identity));
    evidence.push_back(m_pnp->evidence(ending));
    evidence.push_back(m_redirect->evidence(ending));
    for (auto& entry : evidence) {
      m_selection.apply(entry);
      if (leaves_the_mode_open(entry)) entry.whatever_mode = true;
    }
    return decide(std::move(evidence), judge_address_mode().mode);
  }

  // While DHCP of either family could not be judged, nobody knows whether a phone would have its addresses.
  [[nodiscard]] bool leaves_the_mode_open(const SourceEvidence& evidence) const {
    const bool gives_addresses = evidence.source != SourceId::manual && evidence.source != SourceId::pnp &&
                                 evidence.source != SourceId::redirect;
    return gives_addresses && evidence.status == Status::not_tested && !evidence.left_out &&
           !m_selection.names_sources() && !m_options.where.mode;
  }

  [[nodiscard]] Decision decide_now(const std::optional<Ending>& ending) const {
    return decide_with(m_dhcp4->evidence(ending), m_dhcp6->evidence(ending), ending);
  }

  [[nodiscard]] ModeJudgement judge_address_mode() const {
    if (m_options.where.mode) return given_mode(*m_options.where.mode);
    ModeEvidence evidence;
    evidence.interface = m_interface.name;
    if (const auto v4 = find_ipv4(m_interface)) evidence.ipv4_address = v4->text();
    if (const auto v6 = find_routable_ipv6(m_interface)) evidence.ipv6_address = v6->text();
    if (m_selection.names_sources()) return mode_of_interface(evidence);
    if (m_dhcp4) evidence.dhcpv4_server = m_dhcp4->offering_server();
    if (m_dhcp6) m_dhcp6->add_mode_evidence(evidence);
    return judge_mode(evidence);
  }

  void conclude() {
    Decision decision = decide_now(m_ending);
    std::vector<SeenDhcpServer> servers = dhcp_servers(decision);
    auto section = to_section(decision);
    section.dhcp_servers = std::move(servers);
    section.router_advertisements = m_dhcp6->router_sections();
    section.pnp_responders = m_pnp->sections();
    m_report.discovery = std::move(section);
    add_findings(decision);
    describe_interface();
  }

  // Each server with what would be decided if it alone answered; a difference is said in the decision's
  // reason.
  std::vector<SeenDhcpServer> dhcp_servers(Decision& decision) {
    std::vector<SeenDhcpServer> sections;
    std::vector<std::string> differences;
    const auto ipv4_servers = m_dhcp4->servers();
    const auto ipv6_servers = m_dhcp6->servers();
    const auto add = [&](SeenDhcpServer section, const std::string& name,
                         const std::optional<Decision>& alone) {
      const bool one_of_several = (section.family == 6 ? ipv6_servers.size() : ipv4_servers.size()) > 1;
      if (alone) section.decision = *alone;
      sections.push_back(std::move(section));
      if (one_of_several && alone && (alone->winner != decision.winner || alone->url != decision.url))
        differences.push_back(difference(name, *alone));
    };
    for (const auto& server : ipv4_servers)
      add(m_dhcp4->section_of(server), server.id(),
          server.asked_as_ourselves ? std::nullopt
                                    : std::optional(decide_with(read_options(server, m_identity),
                                                                m_dhcp6->evidence(m_ending), m_ending)));
    for (const auto& server : ipv6_servers)
      add(m_dhcp6->section_of(server), server.address(),
          decide_with(m_dhcp4->evidence(m_ending), m_dhcp6->evidence_of(server), m_ending));
    for (std::size_t i = 0; i < std::min(differences.size(), k_most_differences); ++i)
      decision.reason += differences[i];
    if (differences.size() > k_most_differences)
      decision.reason += fmt::format(" And so on, with {} more.", differences.size() - k_most_differences);
    if (ipv4_servers.size() > 1 || ipv6_servers.size() > 1)
      m_report.assumptions.emplace_back("the phone follows the DHCP server that answers first");
    return sections;
  }

  static std::string difference(const std::string& server, const Decision& alone) {
    return fmt::format(" With {} alone it would be {}.", server,
                       alone.winner ? fmt::format("{} with {}", kind_of(*alone.winner).title, alone.url)
                                    : std::string(to_text(alone.outcome)));
  }

  void add_findings(const Decision& decision) {
    auto& findings = m_report.findings;
    if (m_no_frames && m_no_frames->kind == Trouble::Kind::no_privilege) {
      auto finding = make_finding("host.no-privilege", m_no_frames->message);
      if (decision.outcome != Outcome::undetermined) finding.severity = Severity::info;
      findings.push_back(std::move(finding));
    }
    if (m_ending.silent)
      findings.push_back(make_finding(
          "host.silent-link",
          fmt::format("{} received nothing during {}", m_interface.name, to_seconds_text(m_ending.ran))));
    append(findings, m_pnp->findings());
    append(findings, m_dhcp4->findings(m_journal.left_aside()));
    append(findings, m_dhcp6->findings());
    append(findings, m_redirect->findings());
    append(findings, findings_of(decision));
    append(findings, unmet_expectations(decision));
  }

  [[nodiscard]] std::vector<Finding> unmet_expectations(const Decision& decision) const {
    std::vector<Finding> findings;
    if (decision.outcome == Outcome::undetermined) return findings;
    const auto winner = decision.winner ? std::string(kind_of(*decision.winner).title) : "no source";
    if (m_options.expect.source && decision.winner != m_options.expect.source)
      findings.push_back(make_finding(
          "decision.expectation",
          fmt::format("{} was expected to win; {} does", kind_of(*m_options.expect.source).title, winner)));
    const auto& urls = decision.resolved;
    if (m_options.expect.url && decision.url != *m_options.expect.url &&
        std::find(urls.begin(), urls.end(), *m_options.expect.url) == urls.end())
      findings.push_back(make_finding("decision.expectation",
                                      fmt::format("the URL {} was expected; it is {}", *m_options.expect.url,
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

  // --dry-run: the same machines, in a world where nothing is sent and nobody answers.
  int rehearse_only() {
    if (m_dhcp4->can_ask()) m_dhcp4->start(m_world);
    if (m_dhcp6->can_ask()) m_dhcp6->start(m_world);
    if (m_pnp->can_ask()) m_pnp->rehearse(m_world);
    describe();
    PlanSection plan;
    if (const auto wanted = packet_socket_options(); !wanted.udp_ports.empty())
      plan.side_effects.push_back(fmt::format("a packet socket on {}{}", m_interface.name,
                                              wanted.promiscuous ? ", in promiscuous mode" : ""));
    plan.packets = rehearse(machines(), m_start);
    for (const auto& effects : {m_pnp->side_effects(), m_dhcp4->side_effects(), m_dhcp6->side_effects(),
                                m_redirect->side_effects()})
      plan.side_effects.insert(plan.side_effects.end(), effects.begin(), effects.end());
    if (m_options.output.capture)
      plan.side_effects.push_back(fmt::format("the capture {} is written", *m_options.output.capture));
    if (plan.side_effects.empty()) plan.side_effects.emplace_back("none");
    m_report.plan = std::move(plan);
    return finish();
  }

  [[nodiscard]] CaptureStatistics statistics(WallTime epoch) const {
    const WallTime start = epoch + m_start.since_zero;
    return {start, start + m_ending.ran, m_ending.received};
  }

  void save_capture() {
    if (!m_options.output.capture || !m_report.discovery) return;
    const auto epoch = m_world.wall_now() - m_world.now().since_zero;
    const auto bytes = to_pcapng(heard_once(m_journal), m_interface.name, epoch, statistics(epoch),
                                 fmt::format("provtool {}", PROVTOOL_VERSION));
    const auto written =
        write_file(*m_options.output.capture, as_text(bytes), m_options.output.force, Access::owner_only);
    if (!written) m_report.findings.push_back(make_finding("host.not-written", written.error().message));
    if (m_journal.not_kept() > 0)
      m_console.write_diagnostic(fmt::format("provtool: {} did not fit into the capture\n",
                                             counted(m_journal.not_kept(), "datagram")));
  }

  int finish() {
    if (!m_report.interface && !m_interface.name.empty()) describe_interface();
    save_capture();
    m_report.duration = m_world.now() - m_start;
    judge(m_report, m_options, m_ending.end == RunEnd::interrupted);
    return deliver(std::move(m_report), m_options, m_console);
  }

  const Options& m_options;
  World& m_world;
  Console& m_console;
  Selection m_selection;
  Instant m_start;
  Report m_report;
  Interface m_interface;
  Identity m_identity;
  std::optional<Dhcp4Step> m_dhcp4;
  std::optional<Dhcp6Step> m_dhcp6;
  std::optional<PnpStep> m_pnp;
  std::optional<RedirectStep> m_redirect;
  std::optional<Trouble> m_no_frames;
  Journal m_journal;
  Ending m_ending;
};

}  // namespace

int discover(const Options& options, World& world, Console& console) {
  return Discovery(options, world, console).run();
}

int discover_from(const Capture& capture, const Options& options, World& world, Console& console) {
  return Discovery(options, world, console).read_back(capture);
}

}  // namespace provtool
