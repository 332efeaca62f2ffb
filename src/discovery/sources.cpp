#include "discovery/sources.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "discovery/dhcp4/source.hpp"
#include "discovery/dhcp6/source.hpp"
#include "discovery/manual/source.hpp"
#include "discovery/pnp/source.hpp"
#include "discovery/redirect/source.hpp"

namespace provtool {

namespace {

// Beyond this, telling how each server alone would decide helps nobody.
constexpr std::size_t k_most_differences = 4;

// While DHCP of either family could not be judged, nobody knows whether a phone would have its addresses.
bool leaves_the_mode_open(const SourceEvidence& evidence, const Situation& situation) {
  const auto& kind = kind_of(evidence.source);
  const bool gives_addresses = kind.dhcp_option || kind.family == Family::ipv6;
  return gives_addresses && evidence.status == Status::not_tested && !evidence.left_out &&
         !situation.selection.names_sources() && !situation.settings.where.mode;
}

std::vector<SourceEvidence> evidence_of(const Sources& sources, const Situation& situation,
                                        const std::optional<Ending>& ending) {
  std::vector<SourceEvidence> evidence;
  for (const auto& source : sources)
    for (auto& row : source->evidence(ending)) evidence.push_back(std::move(row));
  for (auto& row : evidence) {
    situation.selection.apply(row);
    if (leaves_the_mode_open(row, situation)) row.whatever_mode = true;
  }
  return evidence;
}

// `seen`, with the rows of `instead` in their places.
std::vector<SourceEvidence> replaced(std::vector<SourceEvidence> seen, std::vector<SourceEvidence> instead,
                                     const Situation& situation) {
  for (auto& row : instead) {
    situation.selection.apply(row);
    const auto place =
        std::find_if(seen.begin(), seen.end(), [&](const auto& entry) { return entry.source == row.source; });
    *place = std::move(row);
  }
  return seen;
}

// A slash at the end, for one, makes two values and the same URL.
bool agree(const Conclusion& one, const Conclusion& other) {
  if (one.outcome != other.outcome || one.winner != other.winner) return false;
  return one.resolved.empty() ? one.url == other.url : one.resolved == other.resolved;
}

// Each server that answered this source, with what would be decided if it alone had.
std::vector<Alternative> judged_alternatives(const Source& source, const Situation& situation,
                                             const std::vector<SourceEvidence>& seen, AddressMode mode) {
  auto alternatives = source.alternatives();
  for (auto& alternative : alternatives)
    if (!alternative.evidence.empty())
      alternative.server.decision =
          decide(replaced(seen, alternative.evidence, situation), mode, *situation.identity.phone);
  return alternatives;
}

bool was_answered(const Source& source, const std::vector<SourceEvidence>& seen) {
  const auto rows = source.rows();
  return std::any_of(seen.begin(), seen.end(), [&rows](const SourceEvidence& entry) {
    return std::find(rows.begin(), rows.end(), entry.source) != rows.end() &&
           (entry.status == Status::found || entry.status == Status::unusable ||
            entry.status == Status::empty);
  });
}

Contender to_contender(const SeenDhcpServer& server) {
  return {server.family == 6 ? server.from : server.server, server.mac, server.elapsed,
          server.decision->winner, server.decision->url};
}

// Of the servers of one source those that the phone may follow; none when they agree.
std::vector<Contender> contenders_of(const std::vector<Alternative>& alternatives) {
  std::vector<Contender> contenders;
  const Conclusion* first = nullptr;
  bool differ = false;
  for (const auto& alternative : alternatives) {
    if (!alternative.contends || !alternative.server.decision) continue;
    if (first == nullptr) first = &*alternative.server.decision;
    differ |= !agree(*first, *alternative.server.decision);
    contenders.push_back(to_contender(alternative.server));
  }
  return differ ? contenders : std::vector<Contender>{};
}

std::string difference(const std::string& server, const Conclusion& alone) {
  return fmt::format(" With {} alone, it would be {}.", server,
                     alone.winner
                         ? fmt::format("{} with \"{}\"", kind_of(*alone.winner).title, foreign(alone.url))
                         : std::string(to_text(alone.outcome)));
}

void add_differences(Decision& decision, const std::vector<std::string>& differences) {
  for (std::size_t i = 0; i < std::min(differences.size(), k_most_differences); ++i)
    decision.reason += differences[i];
  if (differences.size() > k_most_differences)
    decision.reason += fmt::format(" And so on, with {} more.", differences.size() - k_most_differences);
}

}  // namespace

Sources make_sources(const Situation& situation) {
  Sources sources;
  sources.push_back(std::make_unique<ManualSource>(situation));
  sources.push_back(std::make_unique<PnpSource>(situation));
  sources.push_back(std::make_unique<Dhcp4Source>(situation));
  sources.push_back(std::make_unique<Dhcp6Source>(situation));
  sources.push_back(std::make_unique<RedirectSource>(situation));
  return sources;
}

SocketNeeds joined_needs(const Sources& sources) {
  SocketNeeds joined;
  for (const auto& source : sources) {
    const auto needs = source->needs();
    joined.udp_ports.insert(joined.udp_ports.end(), needs.udp_ports.begin(), needs.udp_ports.end());
    joined.neighbor_discovery |= needs.neighbor_discovery;
    joined.promiscuous |= needs.promiscuous;
  }
  return joined;
}

std::vector<Machine*> machines_of(const Sources& sources) {
  std::vector<Machine*> machines;
  for (const auto& source : sources)
    if (auto* machine = source->machine()) machines.push_back(machine);
  return machines;
}

ModeJudgement judge_mode(const Sources& sources, const Situation& situation) {
  if (situation.settings.where.mode) return given_mode(*situation.settings.where.mode);
  ModeEvidence evidence;
  evidence.interface = situation.interface.name;
  if (const auto v4 = find_ipv4(situation.interface)) evidence.ipv4_address = v4->text();
  if (const auto v6 = find_routable_ipv6(situation.interface)) evidence.ipv6_address = v6->text();
  if (situation.selection.names_sources()) return mode_of_interface(evidence);
  for (const auto& source : sources) source->add_mode_evidence(evidence);
  return judge_mode(evidence);
}

Decision decide(const Sources& sources, const Situation& situation, const std::optional<Ending>& ending) {
  const auto seen = evidence_of(sources, situation, ending);
  const auto mode = judge_mode(sources, situation).mode;
  auto decision = decide(seen, mode, *situation.identity.phone);
  std::vector<Contender> contenders;
  for (const auto& source : sources)
    if (was_answered(*source, seen))
      for (auto& contender : contenders_of(judged_alternatives(*source, situation, seen, mode)))
        contenders.push_back(std::move(contender));
  if (!contenders.empty()) contest(decision, std::move(contenders));
  return decision;
}

std::vector<Finding> findings_of(const Sources& sources, const Decision& decision, const Ending& ending) {
  std::vector<Finding> findings;
  std::vector<std::string> lost;
  for (const auto& source : sources) {
    for (auto& finding : source->findings(ending)) findings.push_back(std::move(finding));
    for (auto& part : source->lost_parts()) lost.push_back(std::move(part));
  }
  for (auto& finding : findings)
    if (finding.id == "dhcp4.other-option" && !decision.winner) finding.severity = Severity::warning;
  if (!lost.empty())
    findings.push_back(make_finding("host.lossy", "only this was answered: " + listed(lost)));
  return findings;
}

Ignored ignored_by(const Sources& sources) {
  Ignored all;
  for (const auto& source : sources) all = merged(std::move(all), source->ignored());
  return all;
}

Observations observe(const Sources& sources, const Situation& situation, const Ending& ending,
                     Decision& decision) {
  const auto seen = evidence_of(sources, situation, ending);
  const auto mode = judge_mode(sources, situation).mode;
  Observations observations;
  std::vector<std::string> differences;
  for (const auto& source : sources) {
    source->add_observations(observations);
    auto alternatives = judged_alternatives(*source, situation, seen, mode);
    for (auto& alternative : alternatives) {
      auto& server = alternative.server;
      if (server.decision && alternatives.size() > 1 && !agree(*server.decision, decision))
        differences.push_back(difference(alternative.name, *server.decision));
      observations.dhcp_servers.push_back(std::move(server));
    }
  }
  add_differences(decision, differences);
  return observations;
}

}  // namespace provtool
