#include "app/discover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/deliver.hpp"
#include "app/progress.hpp"
#include "app/wait_link.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "discovery/assumed.hpp"
#include "discovery/first_heard.hpp"
#include "discovery/outcome.hpp"
#include "discovery/who_asks.hpp"
#include "host/link.hpp"
#include "io/driver.hpp"
#include "io/rehearsal.hpp"
#include "report/disclosure.hpp"
#include "wire/pcapng.hpp"
#include "wire/summary.hpp"

namespace provtool {

namespace {

template <typename T>
void append(std::vector<T>& all, std::vector<T> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// ---- the link, and who asks

// Null when there is no interface to ask on, which the report then says.
std::unique_ptr<Situation> look_at_link(Run& run, const std::vector<Interface>& interfaces) {
  const auto& name = run.options.where.interface;
  auto chosen = choose_interface(interfaces, name);
  if (!chosen) {
    run.report.findings.push_back(chosen.error());
    return nullptr;
  }
  append(run.report.findings, inspect(*chosen, name.has_value()));
  auto identity = who_asks(run.options.who, chosen->mac, [&run] { return run.world.random(); });
  return std::make_unique<Situation>(run.options, std::move(identity), std::move(*chosen),
                                     ipv4_addresses(interfaces));
}

// ---- opening and starting

Start starting(World& world) {
  return {world.now(), [&world] { return world.random(); }, false, std::nullopt};
}

void open_and_start(Source& source, World& world, const Interface& interface,
                    const Expected<void>& packet_socket) {
  const auto needs = source.needs();
  if (needs.none()) return;
  auto start = starting(world);
  start.hears_frames = packet_socket.has_value();
  if (needs.udp) {
    const auto port = world.open_udp_socket(interface, *needs.udp->address.v4(), needs.udp->port);
    if (!port) return source.could_not_open(port.error());
    start.port = *port;
  } else if (!packet_socket) {
    return source.could_not_open(packet_socket.error());
  }
  source.start(start);
}

// Why frames are not heard, if so.
std::optional<Trouble> open(Run& run, const Situation& situation, const Sources& sources) {
  const auto needs = joined_needs(sources);
  if (const auto watched = run.world.watch_link(situation.interface); !watched)
    run.journal.meanwhile().trouble = watched.error().message;
  Expected<void> packet_socket;
  if (!needs.udp_ports.empty())
    packet_socket = run.world.open_packet_socket(situation.interface,
                                                 {needs.udp_ports,
                                                  needs.neighbor_discovery,
                                                  needs.promiscuous,
                                                  {situation.interface.mac, situation.identity.mac}});
  for (const auto& source : sources) open_and_start(*source, run.world, situation.interface, packet_socket);
  return packet_socket ? std::nullopt : std::optional(packet_socket.error());
}

// ---- driving

class Drive {
 public:
  Drive(Run& run, const Situation& situation, const Sources& sources)
      : m_run(run), m_situation(situation), m_sources(sources), m_screen(run.options, run.console) {
    m_limits.deadline = run.deadline;
    m_limits.keeps_all = run.options.output.capture_all;
    if (run.options.what.first) m_limits.certain = [this] { return certain_from(); };
    if (m_screen.is_on()) m_limits.watch = [this] { show(); };
    if (!run.options.output.trace) return;
    m_limits.trace = [this](const Datagram& datagram, bool is_ours) { trace(datagram, is_ours); };
    m_limits.left_aside = [this](const std::string& reason) { print("ignored: " + reason); };
  }

  // All sources at once, so that the run ends with the longest window and not with the sum; but a source that
  // waits for the others only when its turn has come.
  Ending all() {
    auto ending = on(machines_of(m_sources));
    for (const auto& source : m_sources) {
      if (ending.end != RunEnd::finished) break;
      if (!source->takes_turn(decide(m_sources, m_situation, ending))) continue;
      source->start(starting(m_run.world));
      if (auto* machine = source->machine()) ending = on({machine});
    }
    return ending;
  }

 private:
  Ending on(const std::vector<Machine*>& asking) {
    Ending ending;
    const auto certain = m_limits.certain ? m_limits.certain() : std::nullopt;
    ending.end = certain && *certain <= m_run.world.now()
                     ? RunEnd::certain
                     : drive(m_run.world, asking, m_limits, m_run.journal);
    ending.begun = m_run.asking;
    ending.ran = m_run.world.now() - m_run.asking;
    ending.lost = lost_packets(m_run.journal);
    ending.meanwhile = m_run.journal.meanwhile();
    ending.received = received_between(m_situation.interface, m_run.world.interfaces());
    ending.silent = ending.end == RunEnd::finished && !asking.empty() && !ending.meanwhile.link_lost &&
                    nobody_spoke(ending.meanwhile, ending.received);
    ending.left_aside = m_run.journal.left_aside();
    return ending;
  }

  // --first: from when on the winner is certain.
  [[nodiscard]] std::optional<Instant> certain_from() const {
    if (std::any_of(m_sources.begin(), m_sources.end(),
                    [](const auto& source) { return source->is_settling(); }))
      return std::nullopt;
    return provtool::certain_from(decide(m_sources, m_situation, std::nullopt), m_run.asking);
  }

  void show() { m_screen.show(to_section(decide(m_sources, m_situation, std::nullopt)), waiting()); }

  [[nodiscard]] Waiting waiting() const {
    const auto& times = m_run.options.how_long;
    return {m_run.world.now() - m_run.asking,
            pnp_window(times, *m_situation.identity.phone),
            dhcp_window(times),
            redirect_window(times),
            times.settle.value_or(k_dhcp4_settle),
            judge_mode(m_sources, m_situation).mode,
            m_run.options.command};
  }

  // --trace: the datagram, and below it why a source left it aside. What is somebody else's is for root to
  // read.
  void trace(const Datagram& datagram, bool is_ours) {
    if (is_ours || m_run.world.is_called_by_root()) print(trace_of(datagram, m_run.asking));
    auto ignored = ignored_by(m_sources);
    for (const auto& reason : added_since(m_ignored, ignored)) print("ignored: " + reason);
    m_ignored = std::move(ignored);
  }

  void print(const std::string& line) {
    m_run.console.write_diagnostic(disclosed(line, m_run.options.output.secrets) + "\n");
  }

  Run& m_run;
  const Situation& m_situation;
  const Sources& m_sources;
  LiveScreen m_screen;
  RunLimits m_limits;
  Ignored m_ignored;
};

// ---- what the report says

void describe_question(Report& report, const Options& options, const Situation& situation,
                       const Sources& sources) {
  const auto& identity = situation.identity;
  report.device = to_section(identity);
  say_whose_mac(report, identity, situation.interface.name);
  if (!options.who.model) report.assumptions.push_back(fmt::format("the model is {}", identity.model));
  Asked asked;
  asked.arguments = options.arguments;
  for (const auto& source : sources) source->describe(asked, report.assumptions);
  if (options.what.disabled.empty()) report.assumptions.emplace_back("every source is enabled on the phone");
  report.asked = std::move(asked);
}

void describe_interface(Report& report, const Interface& interface, const ModeJudgement& mode) {
  if (mode.differs) report.findings.push_back(make_finding("host.mode-differs", mode.reason));
  report.interface = to_section(interface, mode);
}

void add_findings(Report& report, const Sources& sources, const Decision& decision, AddressMode mode,
                  const Ending& ending, const Situation& situation) {
  append(report.findings, findings_of(ending, situation.interface.name));
  append(report.findings, findings_of(sources, decision, ending));
  append(report.findings, findings_of_outcome(decision, mode, ending, situation));
}

Discovery conclude(Run& run, const Situation& situation, const Sources& sources, const Ending& ending,
                   const std::optional<Trouble>& no_frames = std::nullopt) {
  Report& report = run.report;
  Discovery discovery{situation.identity, situation.interface, ending, judge_mode(sources, situation),
                      decide(sources, situation, ending)};
  auto observations = observe(sources, situation, ending, discovery.decision);
  if (!situation.settings.expect.servers.empty())
    report.assumptions.emplace_back(
        "of several DHCP servers the phone follows one that --expect-server names");
  report.discovery = to_section(discovery.decision);
  report.discovery->dhcp_servers = std::move(observations.dhcp_servers);
  report.discovery->router_advertisements = std::move(observations.router_advertisements);
  report.discovery->pnp_responders = std::move(observations.pnp_responders);
  if (no_frames && no_frames->kind == Trouble::Kind::no_privilege)
    report.findings.push_back(no_privilege(*no_frames, discovery.decision.outcome == Outcome::undetermined));
  add_findings(report, sources, discovery.decision, discovery.mode.mode, ending, situation);
  describe_interface(report, situation.interface, discovery.mode);
  return discovery;
}

// ---- other things that are made of it

void save_capture(Run& run, const Discovery& discovery, NoRights proof) {
  const auto& path = run.options.output.capture;
  if (!path) return;
  const auto epoch = run.world.wall_now() - run.world.now().since_zero;
  const WallTime start = epoch + run.asking.since_zero;
  const auto& ending = discovery.ending;
  CaptureStatistics statistics{start, start + ending.ran, ending.silent ? 0 : ending.received};
  if (const auto doubt = excuse_silence(ending, true, discovery.interface.name); doubt && !ending.silent)
    statistics.doubt = doubt->reason;
  const auto bytes = to_pcapng(heard_once(run.journal), discovery.interface.name, epoch, statistics,
                               fmt::format("provtool {}", PROVTOOL_VERSION));
  if (keep_file(run, proof, *path, as_text(bytes)))
    said_written(run, *path, "the packets of this run, unredacted");
  if (const auto missing = run.journal.what_was_not_kept(); !missing.empty())
    run.console.write_diagnostic(fmt::format("provtool: {} did not fit into the capture\n", missing));
}

std::vector<std::string> side_effects(const Run& run, const Situation& situation, const Sources& sources) {
  std::vector<std::string> effects;
  if (const auto needs = joined_needs(sources); !needs.udp_ports.empty())
    effects.push_back(fmt::format("a packet socket on {}{}", situation.interface.name,
                                  needs.promiscuous ? ", in promiscuous mode" : ""));
  for (const auto& source : sources) append(effects, source->side_effects());
  if (run.options.output.capture)
    effects.push_back(fmt::format("the capture {} is written", foreign(*run.options.output.capture)));
  if (effects.empty()) effects.emplace_back("none");
  return effects;
}

// --dry-run: the same machines, in a world where nothing is sent and nobody answers.
void plan(Run& run, const Situation& situation, const Sources& sources) {
  PlanSection plan;
  plan.side_effects = side_effects(run, situation, sources);
  for (const auto& source : sources)
    if (!source->needs().none()) source->start(starting(run.world));
  describe_question(run.report, run.options, situation, sources);
  const auto journal = rehearse(machines_of(sources), run.asking);
  for (const auto& sent : journal.datagrams())
    plan.packets.push_back({sent.time - run.asking, summary_of(sent), sender_of(sent), receiver_of(sent),
                            sent.frame.size(), to_hex(sent.frame), false});
  run.report.plan = std::move(plan);
}

// Nothing was asked.
std::nullopt_t end_early(Run& run, const Situation& situation, const Sources& sources) {
  describe_interface(run.report, situation.interface, judge_mode(sources, situation));
  return std::nullopt;
}

}  // namespace

void say_whose_mac(Report& report, const Identity& identity, std::string_view owner) {
  if (identity.mac_from != MacFrom::interface) return;
  report.findings.push_back(make_finding(
      "device.mac-not-phone",
      fmt::format("asked with the MAC of {}; servers may answer the phone's MAC differently", owner)));
}

std::optional<Discovery> run_discovery(Run& run, const Preparation& prepare) {
  const auto interfaces = run.options.what.dry_run ? run.world.interfaces() : interfaces_with_link(run);
  run.asking = run.world.now();
  const auto situation = look_at_link(run, interfaces);
  if (situation == nullptr) return std::nullopt;
  if (!situation->interface.up || !situation->interface.carrier) return end_early(run, *situation, {});
  const auto sources = make_sources(*situation);
  if (run.options.what.dry_run) {
    plan(run, *situation, sources);
    return end_early(run, *situation, sources);
  }
  const auto no_frames = open(run, *situation, sources);
  const auto no_rights = drop_rights(run);
  describe_question(run.report, run.options, *situation, sources);
  if (!no_rights || !check_files(run, *no_rights) || (prepare && !prepare(*no_rights)))
    return end_early(run, *situation, sources);
  const auto ending = Drive(run, *situation, sources).all();
  run.end = ending.end;
  auto discovery = conclude(run, *situation, sources, ending, no_frames);
  save_capture(run, discovery, *no_rights);
  return discovery;
}

std::optional<Discovery> read_discovery(Run& run, const Capture& capture) {
  const auto situation = look_at_link(run, run.world.interfaces());
  if (situation == nullptr) return std::nullopt;
  const auto sources = make_sources(*situation);
  for (const auto& source : sources) {
    source->read_back(capture.ends);
    for (const auto& datagram : capture.datagrams) source->read(datagram);
  }
  describe_question(run.report, run.options, *situation, sources);
  Ending ending;
  ending.silent = capture.silent;
  ending.meanwhile.trouble = capture.doubt;
  ending.ran = capture.ends - capture.begins;
  for (const auto& reason : capture.left_aside) ++ending.left_aside[reason];
  ending.lost = capture.lost;
  return conclude(run, *situation, sources, ending);
}

int discover(Run& run) {
  run_discovery(run);
  return finish(run);
}

}  // namespace provtool
