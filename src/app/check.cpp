#include "app/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/deliver.hpp"
#include "app/discover.hpp"
#include "app/load.hpp"
#include "app/provisions.hpp"
#include "app/watch.hpp"
#include "base/foreign.hpp"
#include "device/url_reading.hpp"
#include "device/user_agent.hpp"
#include "discovery/who_asks.hpp"
#include "host/link.hpp"
#include "provisioning/log_line.hpp"
#include "provisioning/origin.hpp"

namespace provtool {

namespace {

LoadTerms terms_of(const Run& run, const Provisions& provisions, const Identity& identity) {
  auto terms = provisions.terms();
  terms.user_agent = user_agent(identity, run.options.who.user_agent);
  return terms;
}

// ---- a URL that was given

// Who asks: the MAC of an interface, when none was given, as discover does.
Identity asking_as(Run& run) {
  const auto interfaces = run.world.interfaces();
  MacAddress own;
  if (const auto chosen = choose_interface(interfaces, run.options.where.interface))
    own = chosen->mac;
  else if (const auto any = std::find_if(interfaces.begin(), interfaces.end(),
                                         [](const Interface& entry) { return !entry.mac.is_zero(); });
           any != interfaces.end())
    own = any->mac;
  return who_asks(run.options.who, own, [&run] { return run.world.random(); });
}

void describe(Run& run, const Identity& identity, const LoadTerms& terms) {
  auto& report = run.report;
  report.device = to_section(identity);
  if (!run.options.who.model) report.assumptions.push_back(fmt::format("the model is {}", identity.model));
  Asked asked;
  asked.arguments = run.options.arguments;
  asked.user_agent = terms.user_agent;
  report.asked = std::move(asked);
}

// A device file is asked for as its URL is written; the default name belongs to the provisioning URL.
std::vector<std::string> candidates_of(const Run& run, const UrlReading& reading, const Identity& identity) {
  const bool is_initial = run.options.load.role.value_or(DownloadRole::initial) == DownloadRole::initial;
  if (is_initial || reading.fetched_from_here.empty()) return reading.fetched_from_here;
  return resolve_as_written(reading.url, identity);
}

// --dry-run: how the requests for a URL would stand in the server's log.
void plan(Run& run, const std::string& url, const Identity& identity, const LoadTerms& terms) {
  auto& plan = run.report.plan ? *run.report.plan : run.report.plan.emplace();
  const CredentialRules rules(url, identity, terms);
  for (const auto& candidate : candidates_of(run, read_url(url, identity), identity)) {
    Request request;
    request.url = without_credentials(candidate);
    request.credentials = rules.for_request(candidate, candidate);
    request.user_agent = terms.user_agent;
    plan.requests.push_back({candidate, log_line(request)});
  }
  if (const auto& folder = run.options.load.save)
    plan.side_effects.push_back(fmt::format("what comes is saved in {}", foreign(*folder)));
  plan.side_effects.emplace_back("of several requests the next is sent when the one before brought nothing");
  plan.side_effects.emplace_back("the files that the initial file names are loaded after it");
}

// A server on this computer is asked all the same, because somebody said so; a phone would not find it.
void say_notes(Report& report, const UrlReading& reading, const std::string& url) {
  for (auto note : reading.notes) {
    if (note.id == FindingId("url.host-impossible") && !reading.fetched_from_here.empty())
      note.milder = Severity::warning;
    report.findings.push_back(finding_of(note, Place{.url = url}));
  }
}

void load_url(Run& run, const std::string& url) {
  const auto proof = drop_rights(run);
  if (!proof || !check_files(run, *proof)) return;
  Provisions provisions(run);
  if (!provisions.take(*proof)) return;
  if (const auto& name = run.options.where.interface) {
    const auto chosen = choose_interface(run.world.interfaces(), name);
    if (!chosen) return run.report.findings.push_back(chosen.error());
  }
  const auto identity = asking_as(run);
  auto terms = terms_of(run, provisions, identity);
  terms.interface = run.options.where.interface.value_or("");
  terms.ipv4 = run.options.where.mode != AddressMode::ipv6;
  terms.ipv6 = run.options.where.mode != AddressMode::ipv4;
  describe(run, identity, terms);
  const auto reading = read_url(url, identity);
  say_notes(run.report, reading, url);
  if (run.options.what.dry_run) return plan(run, url, identity, terms);
  const auto candidates = candidates_of(run, reading, identity);
  if (candidates.empty()) return;
  say_whose_mac(run.report, identity, "this computer");
  load(run, provisions, terms, identity, {{"", reading.url, candidates, {}}});
}

// ---- a URL that is to be discovered

// A phone gets its address here; this computer needs one of the same kind to load anything.
std::string why_no_way(const Interface& interface, const LoadTerms& terms) {
  for (const auto& [address, length, in_use] : interface.addresses) {
    const bool v4 = address.v4() != nullptr && !address.v4()->is_link_local();
    const bool v6 = address.v6() != nullptr && !address.v6()->is_link_local();
    if (in_use && ((v4 && terms.ipv4) || (v6 && terms.ipv6))) return "";
  }
  return fmt::format("{} has no {} address, so that this computer cannot ask the server that the phone would",
                     interface.name,
                     !terms.ipv6   ? "IPv4"
                     : !terms.ipv4 ? "IPv6"
                                   : "usable");
}

// Discovers, and goes on with what that leads to.
void boot(Run& run) {
  Provisions provisions(run);
  const auto discovery = run_discovery(run, [&](NoRights proof) { return provisions.take(proof); });
  if (run.options.what.dry_run) {
    const auto identity = asking_as(run);
    if (run.report.plan)
      plan(run, run.options.what.manual_url.value_or(""), identity, terms_of(run, provisions, identity));
    return;
  }
  if (!discovery || run.end == RunEnd::interrupted || !run.report.discovery) return;
  auto terms = terms_of(run, provisions, discovery->identity);
  terms.interface = discovery->interface.name;
  terms.ipv4 = discovery->mode.mode != AddressMode::ipv6;
  terms.ipv6 = discovery->mode.mode != AddressMode::ipv4;
  terms.no_way = why_no_way(discovery->interface, terms);
  load(run, provisions, terms, discovery->identity, leads_of(*discovery, *run.report.discovery));
}

}  // namespace

int check(Run& run) {
  if (run.options.load.watch) return watch(run, boot);
  boot(run);
  return finish(run);
}

int fetch(Run& run) {
  if (run.options.load.url)
    load_url(run, *run.options.load.url);
  else
    boot(run);
  return finish(run);
}

}  // namespace provtool
