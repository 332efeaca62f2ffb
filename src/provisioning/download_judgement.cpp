#include "provisioning/download_judgement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "provisioning/log_line.hpp"
#include "provisioning/sha256.hpp"

namespace provtool {

namespace {

void take_attempts(const std::vector<CandidateWalk>& walks, const LoadTerms& terms, Download& download) {
  for (const auto& walk : walks) {
    download.attempts.insert(download.attempts.end(), walk.attempts().begin(), walk.attempts().end());
    for (const auto& finding : walk.findings()) say_once(download.findings, finding);
    for (const auto& seen : walk.tls())
      for (auto& finding : judge_tls(seen, download.role, terms))
        say_once(download.findings, std::move(finding));
  }
}

void take_answer(const Fetched& fetched, Download& download) {
  download.final_url = fetched.url;
  download.protocol = to_lower(protocol_text(fetched.url));
  if (download.protocol.starts_with("http") && fetched.status != 0) download.http_status = fetched.status;
  download.content_type = fetched.content_type;
  download.timing = fetched.timing;
  if (fetched.tls && !(fetched.tls->version.empty() && fetched.tls->chain.empty()))
    download.tls = tls_section(*fetched.tls);
}

bool was_silent(const Failure& failure) {
  return failure.id == FindingId("download.timeout") || failure.id == FindingId("download.name-lookup");
}

std::string after(const CandidateWalk& walk) {
  const bool says_nothing = walk.failure()->tells_time || walk.spent() == Duration::zero();
  return says_nothing ? "" : fmt::format(", after {}", to_readable(walk.spent()));
}

// Also where we did not ask again.
bool waits(const CandidateWalk& walk) {
  constexpr Duration k_noticed = std::chrono::seconds(1);
  return walk.spent() >= k_noticed || was_silent(*walk.failure());
}

Finding candidate_failed(const CandidateWalk& walk) {
  const auto& failure = *walk.failure();
  return make_finding(
      "download.candidate-failed",
      fmt::format("{} {}: {}{}{}", protocol_text(walk.url()), foreign(shown_host(walk.url())), failure.reason,
                  after(walk), waits(walk) ? "; the phone waits as well" : ""),
      Place{.url = walk.url()});
}

// One finding with all hops.
Finding redirected(const CandidateWalk& walk) {
  const auto& visited = walk.visited();
  std::string hops;
  for (std::size_t i = 1; i < visited.size(); ++i)
    hops += fmt::format("{}{}", i == 1 ? "" : ", and that one to ", foreign(visited[i]));
  return make_finding(
      "download.redirected",
      fmt::format("{} redirects to {}{}", foreign(visited.front()), hops,
                  walk.left_credentials() ? "; the user and password in its Location are not used" : ""),
      Place{.url = visited.front()});
}

const CandidateWalk& most_telling(const std::vector<CandidateWalk>& walks) {
  return *std::max_element(walks.begin(), walks.end(), [](const auto& one, const auto& other) {
    return weight_of(*one.failure()) < weight_of(*other.failure());
  });
}

std::string said_of_others(const std::vector<CandidateWalk>& walks, const CandidateWalk& told) {
  std::vector<std::string> protocols;
  for (const auto& walk : walks)
    if (&walk != &told) protocols.push_back(protocol_text(walk.url()));
  return protocols.empty() ? "" : fmt::format("; {} failed as well", listed(protocols));
}

std::string said_of_log(const CandidateWalk& walk, const Failure& failure) {
  if (!walk.last_answer() || !may_be_logged(failure)) return "";
  return fmt::format(
      " {} {}", was_silent(failure) ? "If it came there, the server's log has it:" : "In the server's log:",
      log_line(walk.asked()));
}

std::string sender(const CandidateWalk& walk, const Identity& identity) {
  if (walk.failure()->id != FindingId("download.forbidden")) return "";
  return fmt::format("; asked {}", said_of_sender(walk.asked(), identity));
}

// One error, and with it the question that would settle it.
void tell_loss(const CandidateWalk& walk, const Failure& failure, std::string_view more, Download& download) {
  auto finding = make_finding(failure.id,
                              fmt::format("{} {}: {}{}", role_text(download.role, download.index),
                                          foreign(walk.url()), failure.reason, more),
                              Place{.url = walk.url()});
  if (failure.id == FindingId("download.tls-untrusted") && download.role == DownloadRole::initial)
    finding.hint =
        "Give the phone its root before, or name the initial file by HTTP: it cannot be secured by a "
        "certificate that it delivers itself. With --ca the root is taken for the phone's.";
  finding.hint += said_of_log(walk, failure);
  download.findings.push_back(std::move(finding));
  if (!failure.to_settle.empty())
    download.open.push_back({std::string(failure.id.text()), failure.to_settle, walk.url()});
}

}  // namespace

std::string role_text(DownloadRole role, std::size_t index) {
  return role == DownloadRole::certificate ? fmt::format("certificate {}", index)
                                           : fmt::format("{} file", to_text(role));
}

std::string protocol_text(std::string_view url) {
  return to_upper(url.substr(0, url.find("://")));
}

void judge_came(const std::vector<CandidateWalk>& walks, const LoadTerms& terms, Download& download) {
  const auto& walk = walks.back();
  const auto& file = *walk.file();
  download.status = DownloadStatus::ok;
  take_answer(file, download);
  download.bytes = file.body.size();
  download.sha256 = sha256(file.body);
  download.content = file.body;
  download.reason = fmt::format("{} by {}", walk.attempts().back().reason, protocol_text(file.url));
  for (const auto& other : walks)
    if (other.failure()) download.findings.push_back(candidate_failed(other));
  if (walk.visited().size() > 1) download.findings.push_back(redirected(walk));
  if (walk.asked().ftp_active)
    download.findings.push_back(make_finding(
        "download.ftp-active",
        fmt::format("{} takes no passive connection; the file came by an active one", who_answered(file)),
        Place{.url = file.url}));
  take_attempts(walks, terms, download);
}

void judge_lost(const std::vector<CandidateWalk>& walks, const DownloadContext& context, Download& download) {
  const auto& walk = most_telling(walks);
  const auto& failure = *walk.failure();
  download.status = DownloadStatus::failed;
  if (walk.last_answer()) take_answer(*walk.last_answer(), download);
  download.reason = failure.reason;
  download.failure = failure.id.text();
  const auto said = said_of_others(walks, walk);
  if (walk.faults().empty())
    tell_loss(walk, failure, after(walk) + sender(walk, context.identity) + said, download);
  for (auto fault : walk.faults()) {
    if (walk.visited().size() > 1)
      fault.reason = fmt::format("{}, where it is redirected: {}", foreign(shown_host(walk.visited().back())),
                                 fault.reason);
    tell_loss(walk, fault, said, download);
  }
  if (walk.visited().size() > 1 && !failure.id.text().starts_with("download.redirect-"))
    download.findings.push_back(redirected(walk));
  take_attempts(walks, context.terms, download);
}

}  // namespace provtool
