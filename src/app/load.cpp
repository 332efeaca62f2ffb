#include "app/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "app/deliver.hpp"
#include "app/effective_file.hpp"
#include "app/progress.hpp"
#include "app/save.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "device/url_reading.hpp"
#include "discovery/name_servers.hpp"
#include "io/driver.hpp"
#include "provisioning/boot_load.hpp"
#include "provisioning/host_lookups.hpp"
#include "report/boot_section.hpp"
#include "report/progress_line.hpp"

namespace provtool {

namespace {

std::vector<Lead> contenders_of(const Discovery& discovery, const std::vector<SeenDhcpServer>& servers) {
  std::vector<Lead> leads;
  for (const auto& contender : discovery.decision.contenders) {
    Lead lead{
        contender.server, contender.url, {}, name_servers_of(servers, contender.server), contender.winner};
    if (contender.winner) lead.candidates = read_url(contender.url, discovery.identity).resolved;
    leads.push_back(std::move(lead));
  }
  return leads;
}

// ---- driving

// What is over sooner needs no progress.
constexpr Duration k_moment = std::chrono::milliseconds(500);
constexpr std::size_t k_usual_width = 80;

RunEnd run_machines(Run& run, const std::vector<Machine*>& machines) {
  StatusLine line(run.options, run.console);
  RunLimits limits;
  limits.deadline = run.deadline;
  if (line.is_on())
    limits.watch = [&] {
      const auto under_way = run.world.under_way();
      const auto slow = std::any_of(under_way.begin(), under_way.end(),
                                    [](const FetchProgress& entry) { return entry.elapsed > k_moment; });
      if (slow)
        line.show(progress_line(under_way, run.console.width().value_or(k_usual_width),
                                run.options.output.secrets));
    };
  return drive(run.world, machines, limits, run.journal);
}

// The names that were looked up for a lead, when that was not done as this computer does.
bool looks_up_names(const BootResult& result) {
  for (const auto& download : result.downloads)
    for (const auto& attempt : download.attempts) {
      const auto parts = parse_url(attempt.url);
      if (parts && !parts->host.starts_with('[') && !IpAddress::parse(parts->host)) return true;
    }
  return false;
}

void say_name_servers(Report& report, const Lead& lead, const BootResult& result) {
  if (lead.name_servers.empty() || !looks_up_names(result)) return;
  std::vector<std::string> names;
  for (const auto& address : lead.name_servers) names.push_back(address.text());
  say_once(report.findings,
           make_finding("download.name-servers",
                        fmt::format("names were looked up at {}, which DHCP gives the phone, "
                                    "not at this computer's own DNS servers",
                                    listed(names))));
}

// What option 160 names is a web page: it is the captive portal's (RFC 7710), and no provisioning server.
void say_captive_portal(Report& report, const BootResult& result) {
  const bool wins_by_160 = report.discovery && report.discovery->decision.winner == SourceId::dhcp160;
  const auto& initial = result.downloads;
  if (!wins_by_160 || initial.empty() || initial.front().failure != "download.not-a-config") return;
  const auto text = trim(as_text(initial.front().content));
  if (!text.starts_with('<') && !text.starts_with('{')) return;
  say_once(report.findings,
           make_finding("dhcp4.captive-portal",
                        fmt::format("what option 160 names is {}, as a captive portal has it",
                                    text.starts_with('<') ? "a web page" : "JSON"),
                        std::string_view("dhcp160")));
}

void add(Report& report, const std::vector<HostLookup>& hosts, const std::vector<IpAddress>& name_servers) {
  for (const auto& host : hosts) {
    LookupSection section{host.host, listed(host.parameters), {}, {}, host.reason, host.elapsed};
    for (const auto& address : host.addresses) section.addresses.push_back(address.text());
    for (const auto& address : name_servers) section.name_servers.push_back(address.text());
    report.lookups.push_back(std::move(section));
  }
}

std::string_view stopped_by(RunEnd end) {
  if (end == RunEnd::interrupted) return "Ctrl-C";
  return end == RunEnd::failed ? "the network was lost" : "--timeout";
}

// That the network went while files were loaded, when that has not been said yet. Who was silent may have
// answered.
void say_loss(Run& run, bool was_lost) {
  const auto& meanwhile = run.journal.meanwhile();
  auto& findings = run.report.findings;
  if (meanwhile.trouble) say_once(findings, make_finding("host.cannot-wait", *meanwhile.trouble));
  if (!meanwhile.link_lost || was_lost) return;
  findings.push_back(make_finding("host.link-lost", "the link was lost while files were loaded"));
  if (std::any_of(findings.begin(), findings.end(),
                  [](const Finding& finding) { return finding.id == "download.timeout"; }))
    run.report.open.push_back({"download.timeout", std::string(hint_of("host.link-lost"))});
}

class Boots {
 public:
  Boots(Run& run, const Provisions& provisions, NoRights proof)
      : m_run(run), m_provisions(provisions), m_proof(proof) {}

  void begin(const Lead& lead, const LoadTerms& general, const Identity& identity) {
    ++m_given;
    if (lead.candidates.empty()) return;
    auto terms = general;
    terms.name_servers = lead.name_servers;
    terms.named_by = lead.source;
    m_boots.emplace_back(BootQuestion{
        lead.url, lead.candidates, m_run.options.load.role.value_or(DownloadRole::initial),
        m_provisions.grounds().catalogue(), identity, m_provisions.grounds().key(), std::move(terms)});
    m_leads.push_back({lead, m_given});
  }

  void drive_all() {
    std::vector<Machine*> machines;
    for (auto& boot : m_boots) machines.push_back(&boot);
    m_was_lost = m_run.journal.meanwhile().link_lost.has_value();
    if (!machines.empty()) note(run_machines(m_run, machines));
  }

  void conclude() {
    for (std::size_t i = 0; i < m_boots.size(); ++i) {
      auto result = m_boots[i].take_result(stopped_by(m_run.end));
      const auto& [lead, number] = m_leads[i];
      save(m_run, m_proof, result.downloads, lead.contender.empty() ? 0 : number);
      say_name_servers(m_run.report, lead, result);
      say_captive_portal(m_run.report, result);
      add(m_run.report, result, lead.contender, lead.url);
      if (const auto& path = m_run.options.files.effective) write(*path, result, lead);
      look_up(result, lead);
    }
    say_loss(m_run, m_was_lost);
  }

  void set_terms(const LoadTerms& terms) { m_terms = terms; }

 private:
  struct Numbered {
    const Lead& lead;
    std::size_t number;  // from 1, among all that were given
  };

  void note(RunEnd end) {
    if (end == RunEnd::interrupted || end == RunEnd::failed || end == RunEnd::deadline) m_run.end = end;
  }

  // --effective
  void write(const std::string& path, const BootResult& result, const Lead& lead) {
    if (!lead.contender.empty())
      return refuse_effective(m_run, path, "it depends on which DHCP server answers first");
    if (result.effective.empty()) return refuse_effective(m_run, path, "no device file gives a value");
    write_effective(m_run, m_proof, path, result.files, result.effective);
  }

  // --resolve
  void look_up(const BootResult& result, const Lead& lead) {
    if (!m_run.options.load.resolve || m_run.end == RunEnd::interrupted) return;
    auto terms = m_terms;
    terms.name_servers = lead.name_servers;
    HostLookups lookups(hosts_in(result.effective), terms);
    note(run_machines(m_run, {&lookups}));
    add(m_run.report, lookups.hosts(), lead.name_servers);
    for (auto& finding : lookups.findings()) m_run.report.findings.push_back(std::move(finding));
  }

  Run& m_run;
  const Provisions& m_provisions;
  NoRights m_proof;
  LoadTerms m_terms;
  std::deque<BootLoad> m_boots;  // which are not moved
  bool m_was_lost = false;       // the link, before
  std::size_t m_given = 0;       // of the leads
  std::vector<Numbered> m_leads;
};

}  // namespace

std::vector<Lead> leads_of(const Discovery& discovery, const DiscoverySection& section) {
  const auto& decision = discovery.decision;
  if (decision.outcome == Outcome::contested) return contenders_of(discovery, section.dhcp_servers);
  for (const auto& source : section.sources) {
    const bool counts =
        decision.outcome == Outcome::won ? source.standing == Standing::won : source.status == Status::found;
    if (!counts || source.resolved.empty()) continue;
    return {{"", source.url, source.resolved,
             name_servers_of(section.dhcp_servers, source.server.value_or("")), source.source}};
  }
  return {};
}

void load(Run& run, const Provisions& provisions, const LoadTerms& terms, const Identity& identity,
          const std::vector<Lead>& leads) {
  const auto proof = drop_rights(run);
  if (!proof) return;
  Boots boots(run, provisions, *proof);
  boots.set_terms(terms);
  for (const auto& lead : leads) boots.begin(lead, terms, identity);
  boots.drive_all();
  boots.conclude();
}

}  // namespace provtool
