#include "discovery/decision.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"

namespace provtool {

namespace {

// To load from an unusable URL fails, so that a phone which then tries the next source takes usable ones
// only.
bool takes_unusable(const Phone& phone, SourceId source) {
  const auto valid_only = phone.decision.valid_only.value;
  return !phone.decision.next_on_failure.value &&
         std::find(valid_only.begin(), valid_only.end(), source) == valid_only.end();
}
// A URL that only its host makes unusable: whoever looks for a valid one takes it.
bool is_taken_by_its_form(const Phone& phone, const SourceEvidence& evidence) {
  return !phone.decision.next_on_failure.value && evidence.candidate &&
         evidence.candidate->reading.well_formed;
}

bool holds_a_value(const RankedSource& source, const Phone& phone) {
  return source.status == Status::found ||
         (source.status == Status::unusable &&
          (takes_unusable(phone, source.evidence.source) || is_taken_by_its_form(phone, source.evidence)));
}
bool might_hold_a_value(const RankedSource& source) {
  return source.status == Status::not_tested && !source.evidence.left_out;
}

bool takes_part(const SourceEvidence& evidence, AddressMode mode, const Phone& phone) {
  return exists_in(phone, evidence.source, mode) ||
         (evidence.whatever_mode && evidence.status != Status::not_applicable);
}

std::string title(SourceId id) {
  return std::string(kind_of(id).title);
}

void rank(Decision& decision, std::vector<SourceEvidence> evidence, AddressMode mode, const Phone& phone) {
  std::stable_sort(evidence.begin(), evidence.end(),
                   [&](const auto& a, const auto& b) { return stands_above(phone, a.source, b.source); });
  std::stable_partition(evidence.begin(), evidence.end(),
                        [&](const auto& entry) { return takes_part(entry, mode, phone); });
  const auto order = priority_order(phone, mode);
  decision.order.assign(order.begin(), order.end());
  for (auto& entry : evidence) {
    RankedSource ranked;
    const auto place = std::find(decision.order.begin(), decision.order.end(), entry.source);
    if (place != decision.order.end()) ranked.rank = static_cast<int>(place - decision.order.begin()) + 1;
    ranked.status = entry.status;
    ranked.reason = entry.reason;
    if (!takes_part(entry, mode, phone)) {
      ranked.status = Status::not_applicable;
      ranked.reason = fmt::format("the phone does not look here with {} addresses only",
                                  mode == AddressMode::ipv6 ? "IPv6" : "IPv4");
    }
    ranked.evidence = std::move(entry);
    decision.sources.push_back(std::move(ranked));
  }
}

// At the beginning of a sentence.
std::string opening_title(SourceId id) {
  const auto text = title(id);
  return to_upper(text.substr(0, 1)) + text.substr(1);
}

// What is above the winner, as reasons: "manual: assumed not set on the phone; SIP PnP: not asked for".
std::string reasons_above(const Decision& decision, SourceId winner) {
  std::string text;
  for (const auto& source : decision.sources) {
    if (source.evidence.source == winner) break;
    if (source.status == Status::not_tested) continue;  // left out: named by sources_left_out()
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", title(source.evidence.source), source.reason);
  }
  return text;
}

std::string sources_left_out(const Decision& decision) {
  std::vector<std::string> titles;
  for (const auto& source : decision.sources)
    if (source.status == Status::not_tested && source.evidence.left_out)
      titles.push_back(title(source.evidence.source));
  return titles.empty() ? "" : fmt::format(" Not asked: {}.", listed(titles));
}

void settle_winner(Decision& decision, const SourceEvidence& winner) {
  decision.outcome = Outcome::won;
  decision.winner = winner.source;
  decision.usable = winner.status == Status::found;
  decision.url = winner.candidate->reading.url;
  decision.resolved = winner.candidate->reading.resolved;
}

void explain_winner(Decision& decision) {
  const auto above = reasons_above(decision, *decision.winner);
  decision.reason = fmt::format("{} wins{}{}.{}", opening_title(*decision.winner),
                                above.empty() ? "" : "; above it, ", above, sources_left_out(decision));
  if (!decision.usable)
    decision.reason +=
        " Its value is not a usable URL: the download fails, and the phone tries no other source.";
}

// `blockers`: what could have a value above the candidate, the highest first.
void settle_undetermined(Decision& decision, const std::vector<const RankedSource*>& blockers,
                         const RankedSource* candidate) {
  const SourceEvidence& first = blockers.front()->evidence;
  std::vector<std::string> others;
  for (std::size_t i = 1; i < blockers.size(); ++i) others.push_back(title(blockers[i]->evidence.source));
  decision.outcome = Outcome::undetermined;
  decision.reason = fmt::format("{} could not be judged: {}.", opening_title(first.source), first.reason);
  if (!others.empty()) decision.reason += fmt::format(" Also not judged: {}.", listed(others));
  if (candidate != nullptr)
    decision.reason += fmt::format(" Without {}, {} would win.", others.empty() ? "it" : "them",
                                   title(candidate->evidence.source));
  decision.to_settle = first.to_settle;
}

void settle_standings(Decision& decision, const Phone& phone) {
  if (!decision.winner) return;
  for (auto& source : decision.sources) {
    if (decision.winner == source.evidence.source) {
      source.standing = Standing::won;
    } else if (holds_a_value(source, phone)) {
      source.standing = Standing::outranked;
      source.reason = fmt::format("outranked by {}", title(*decision.winner));
    } else if (source.evidence.source == SourceId::redirect && source.status != Status::off &&
               source.status != Status::not_applicable) {
      source.status = Status::not_reached;
      source.reason = fmt::format("not reached: {} wins{}", title(*decision.winner),
                                  phone.decision.next_on_failure.value ? "" : ", even if its download fails");
    }
  }
}

// Of the URL that is loaded first, lower case; empty when there is none.
std::string host_of(const SourceEvidence& evidence) {
  const auto& resolved = evidence.candidate->reading.resolved;
  const auto parts = resolved.empty() ? std::nullopt : parse_url(resolved.front());
  return parts ? to_lower(parts->host) : "";
}

// Any device on the link may answer PnP, and an old PBX takes the phones of a new one.
bool pnp_takes_from_another_host(const Decision& decision) {
  if (decision.winner != SourceId::pnp) return false;
  std::string winner;
  for (const auto& source : decision.sources)
    if (source.standing == Standing::won) winner = host_of(source.evidence);
  return std::any_of(decision.sources.begin(), decision.sources.end(), [&](const RankedSource& source) {
    return source.standing == Standing::outranked && kind_of(source.evidence.source).dhcp_option &&
           !host_of(source.evidence).empty() && host_of(source.evidence) != winner;
  });
}

std::string other_values(const Decision& decision) {
  std::vector<std::string> titles;
  for (const auto& source : decision.sources)
    if (source.standing == Standing::outranked && source.evidence.candidate->reading.url != decision.url &&
        (decision.resolved.empty() || source.evidence.candidate->reading.resolved != decision.resolved))
      titles.push_back(title(source.evidence.source));
  return listed(titles);
}

std::optional<Finding> shadowed(const Decision& decision, const Phone& phone) {
  if (!decision.winner || phone.decision.next_on_failure.value) return std::nullopt;
  const auto others = other_values(decision);
  if (others.empty()) return std::nullopt;
  auto finding = make_finding(
      "decision.shadowed",
      fmt::format("another URL comes from {}; the phone will not try it if this one fails", others));
  if (!pnp_takes_from_another_host(decision)) return finding;
  finding.severity = Severity::warning;
  finding.hint =
      "Find the device that answers SIP PnP by its MAC address; when it is not the intended server, switch "
      "its "
      "PnP off.";
  return finding;
}

// "10.77.0.1 (00:00:5e:00:53:01, 12 ms): DHCP option 160, http://prov.example.com/"
std::string told(const Contender& contender) {
  return fmt::format(
      "{} ({}, {}): {}", foreign(contender.server), contender.mac, to_readable(contender.elapsed),
      contender.winner ? fmt::format("{}, \"{}\"", title(*contender.winner), foreign(contender.url))
                       : "no URL");
}

Finding contested(const Decision& decision) {
  constexpr std::size_t k_most = 4;
  std::vector<std::string> told_of;
  for (const auto& contender : decision.contenders)
    if (told_of.size() < k_most) told_of.push_back(told(contender));
  const auto more = decision.contenders.size() - told_of.size();
  auto finding = make_finding(
      "decision.contested",
      fmt::format("{} DHCP servers answered and differ, and which one the phone follows is unknown: {}{}",
                  decision.contenders.size(), fmt::join(told_of, "; "),
                  more > 0 ? fmt::format("; and {} more", more) : ""));
  finding.hint = fmt::format("{} Which one is yours? --expect-server {} decides by that one.", finding.hint,
                             foreign(decision.contenders.front().server));
  return finding;
}

void add_url_findings(std::vector<Finding>& findings, const RankedSource& source) {
  if (!source.evidence.candidate || source.status == Status::not_applicable) return;
  for (const auto& note : source.evidence.candidate->reading.notes) {
    auto finding = finding_of(note, Place{.source = std::string(kind_of(source.evidence.source).name)});
    if (finding.severity == Severity::error && source.standing != Standing::won)
      finding.severity = Severity::warning;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Decision decide(std::vector<SourceEvidence> evidence, AddressMode mode, const Phone& phone) {
  Decision decision;
  rank(decision, std::move(evidence), mode, phone);
  std::vector<const RankedSource*> blockers;
  const RankedSource* candidate = nullptr;
  for (const auto& source : decision.sources) {
    if (holds_a_value(source, phone)) candidate = &source;
    if (candidate != nullptr) break;
    if (might_hold_a_value(source)) blockers.push_back(&source);
  }
  if (!blockers.empty()) {
    settle_undetermined(decision, blockers, candidate);
  } else if (candidate != nullptr) {
    settle_winner(decision, candidate->evidence);
  } else {
    decision.outcome = Outcome::none;
    decision.reason = "No source that was asked gives a URL." + sources_left_out(decision);
  }
  settle_standings(decision, phone);
  if (decision.winner) explain_winner(decision);
  return decision;
}

std::string it_depends(const std::vector<Contender>& contenders) {
  return fmt::format("It depends on which DHCP server answers first: {} answer, and differ.",
                     contenders.size());
}

void contest(Decision& decision, std::vector<Contender> contenders) {
  const bool all_win = std::all_of(contenders.begin(), contenders.end(),
                                   [](const Contender& contender) { return contender.winner.has_value(); });
  for (auto& source : decision.sources) {
    if (source.status == Status::not_applicable) continue;
    source.standing = Standing::none;
    source.status = source.evidence.status;
    source.reason = source.evidence.reason;
    if (source.evidence.source != SourceId::redirect || source.status == Status::off || !all_win) continue;
    source.status = Status::not_reached;
    source.reason = "not reached: each DHCP server gives a URL";
  }
  static_cast<Conclusion&>(decision) = {};
  decision.outcome = Outcome::contested;
  decision.reason = it_depends(contenders);
  decision.contenders = std::move(contenders);
}

std::vector<Finding> findings_of(const Decision& decision, const Phone& phone) {
  std::vector<Finding> findings;
  if (decision.outcome == Outcome::contested) findings.push_back(contested(decision));
  if (decision.outcome == Outcome::none) {
    findings.push_back(make_finding("decision.no-source", decision.reason));
    const auto& order = decision.order;
    if (std::none_of(order.begin(), order.end(), [](SourceId id) { return kind_of(id).dhcp_option; }))
      findings.back().hint = fmt::format(
          "Set sub-option {} of option 17 on the DHCPv6 server, or the URL on the phone: with IPv6 addresses "
          "only it looks nowhere else.",
          phone.dhcp.sub_option.value);
  }
  if (decision.winner && !decision.usable)
    findings.push_back(make_finding("decision.winner-unusable",
                                    fmt::format("{} wins with a value that is not a usable URL; the download "
                                                "fails, and the phone tries no other source",
                                                title(*decision.winner)),
                                    kind_of(*decision.winner).name));
  if (auto finding = shadowed(decision, phone)) findings.push_back(std::move(*finding));
  for (const auto& source : decision.sources) add_url_findings(findings, source);
  return findings;
}

}  // namespace provtool
