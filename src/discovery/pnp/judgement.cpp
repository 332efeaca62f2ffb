#include "discovery/pnp/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "discovery/schedule.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_source = "pnp";

bool was_refused(const PnpResponder& responder) {
  return responder.status && *responder.status >= 300;
}

SourceEvidence evidence_with(Status status, std::string reason, const PnpResponder& responder) {
  SourceEvidence evidence;
  evidence.source = SourceId::pnp;
  evidence.status = status;
  evidence.reason = std::move(reason);
  evidence.server = responder.from.address.text();
  evidence.elapsed = responder.elapsed;
  return evidence;
}

// The first NOTIFY that satisfies the condition, as evidence with its URL.
template <typename Condition>
std::optional<SourceEvidence> first_url(const PnpEvidence& evidence, const Identity& identity,
                                        Condition condition) {
  for (const auto& notify : evidence.notifies) {
    for (const auto& url : notify.urls) {
      Candidate candidate{url, read_url(as_text(url), identity)};
      if (!condition(candidate, notify)) continue;
      SourceEvidence found;
      found.source = SourceId::pnp;
      found.status = candidate.reading.usable ? Status::found : Status::unusable;
      found.reason = fmt::format("{} sent {} in a NOTIFY", notify.from.text(),
                                 candidate.reading.usable ? "it" : "a value that is not a usable URL");
      found.candidate = std::move(candidate);
      found.server = notify.from.text();
      found.elapsed = notify.elapsed;
      return found;
    }
  }
  return std::nullopt;
}

// In the order of their arrival.
std::vector<std::string_view> different_urls(const PnpEvidence& evidence) {
  std::vector<std::string_view> urls;
  for (const auto& notify : evidence.notifies)
    for (const auto& url : notify.urls)
      if (std::find(urls.begin(), urls.end(), as_text(url)) == urls.end()) urls.push_back(as_text(url));
  return urls;
}

// The beginning of a secret cannot be recognized as one.
std::string beginning_of(std::string_view url) {
  constexpr std::size_t k_longest = 100;
  return foreign(shortened(url, k_longest), shortened(masked(url), k_longest));
}

void judge_urls(const PnpEvidence& evidence, std::vector<Finding>& findings) {
  constexpr std::size_t k_most_shown = 4;
  const auto urls = different_urls(evidence);
  if (urls.size() < 2) return;
  std::vector<std::string> shown;
  for (const auto url : urls)
    if (shown.size() < k_most_shown) shown.push_back(beginning_of(url));
  findings.push_back(
      make_finding("pnp.multiple-urls",
                   fmt::format("{} different URLs were received: {}{}; the first valid one counts",
                               evidence.urls.text(), listed(shown), urls.size() > shown.size() ? " …" : ""),
                   k_source));
}

bool lacks_notify(const PnpResponder& responder) {
  return !was_refused(responder) && !responder.notified && !responder.unreadable;
}

// Since somebody accepted, that SUBSCRIBE included. Three are enough where each of them got its response;
// where responses are missing, too, packets are lost, and three NOTIFYs are easily among them.
bool asked_enough(const PnpEvidence& evidence) {
  const auto& exchange = evidence.exchange;
  if (!exchange.answered) return false;
  const auto asked = exchange.asked.size() + 1 - exchange.asked_before(*exchange.answered);
  return asked >= k_proof_despite_loss || (asked >= k_proof_of_silence && exchange.answers >= asked);
}

void judge_responder(const PnpResponder& responder, bool complete, std::vector<Finding>& findings) {
  const auto who = responder.from.text();
  if (was_refused(responder))
    findings.push_back(make_finding(
        "pnp.refused",
        fmt::format("{} refused with {} {}", who, *responder.status, foreign(responder.reason_phrase)),
        k_source));
  else if (complete && lacks_notify(responder))
    findings.push_back(make_finding(
        "pnp.no-notify", fmt::format("{} answered {} but sent no NOTIFY", who, *responder.status), k_source));
}

}  // namespace

std::optional<SourceEvidence> read_answers(const PnpEvidence& evidence, const Identity& identity) {
  if (auto found = first_url(evidence, identity, [](const Candidate& candidate, const PnpNotify&) {
        return candidate.reading.well_formed;
      }))
    return found;
  if (auto unusable =
          first_url(evidence, identity, [](const Candidate&, const PnpNotify&) { return true; })) {
    unusable->reason += "; the phone accepts only a valid URL from PnP and goes on to DHCP";
    return unusable;
  }
  const auto& responders = evidence.responders;
  if (responders.empty()) return std::nullopt;
  const auto accepted = std::find_if(responders.begin(), responders.end(),
                                     [](const auto& responder) { return !was_refused(responder); });
  if (accepted != responders.end())
    return evidence_with(Status::empty,
                         fmt::format("{} answered {}", accepted->from.text(),
                                     accepted->notified     ? "with a NOTIFY that contains no URL"
                                     : accepted->unreadable ? "with a NOTIFY that is not valid"
                                                            : "but sent no NOTIFY"),
                         *accepted);
  return evidence_with(
      Status::refused,
      fmt::format("{} refused with {}", responders.front().from.text(), *responders.front().status),
      responders.front());
}

std::optional<Candidate> candidate_of(const PnpEvidence& evidence, const IpAddress& responder,
                                      const Identity& identity) {
  for (const bool usable_only : {true, false}) {
    auto found = first_url(evidence, identity, [&](const Candidate& candidate, const PnpNotify& notify) {
      return notify.from == responder && (candidate.reading.well_formed || !usable_only);
    });
    if (found) return std::move(found->candidate);
  }
  return std::nullopt;
}

bool may_have_lost_notify(const PnpEvidence& evidence) {
  const auto& responders = evidence.responders;
  return evidence.notifies.empty() && !asked_enough(evidence) &&
         std::any_of(responders.begin(), responders.end(), lacks_notify);
}

std::vector<Finding> judge(const PnpEvidence& evidence, bool complete) {
  std::vector<Finding> findings;
  for (const auto& responder : evidence.responders)
    judge_responder(responder, complete && asked_enough(evidence), findings);
  for (const auto& oddity : evidence.oddities)
    findings.push_back(
        make_finding(oddity.id, fmt::format("{}: {}", oddity.from.text(), oddity.message), k_source));
  judge_urls(evidence, findings);
  if (evidence.seen.count() > evidence.responders.size())
    findings.push_back(make_finding("pnp.many-responders",
                                    fmt::format("{} responders answered, of which {} are shown",
                                                evidence.seen.text(), evidence.responders.size()),
                                    k_source));
  if (evidence.late)
    findings.push_back(make_finding("pnp.late",
                                    fmt::format("{} answered only after the SUBSCRIBE was repeated",
                                                evidence.responders.front().from.text()),
                                    k_source));
  if (auto ignored = judge_ignored("pnp.ignored", "SIP message", evidence.ignored)) {
    ignored->place.source = k_source;
    findings.push_back(std::move(*ignored));
  }
  return findings;
}

}  // namespace provtool
