#include "provisioning/candidate_walk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "provisioning/redirect_rules.hpp"

namespace provtool {

namespace {

// An address is judged as it stands; a name is worth a look-up when it leads to another host.
bool needs_lookup(const std::string& from, const std::string& to) {
  const auto origin = origin_of(to);
  const auto before = origin_of(from);
  return origin && before && origin->host != before->host && !IpAddress::parse(origin->host);
}

// As received; it may leave the scheme out (RFC 3986 4.2).
bool has_credentials(const std::string& location) {
  return credentials_in(location.starts_with("//") ? "http:" + location : location).has_value();
}

std::string said_of_senders(const Fetched& fetched) {
  std::vector<std::string> senders;
  for (const auto& sender : fetched.foreign) senders.push_back(foreign(sender));
  return listed_some(senders);
}

Finding foreign_sender(const Fetched& fetched) {
  const bool nothing_else = fetched.problem == FetchProblem::timeout && fetched.body.empty();
  const auto count = std::max(fetched.foreign_count, fetched.foreign.size());
  return make_finding(
      "download.foreign-sender",
      nothing_else
          ? fmt::format(
                "all data of the transfer from {} came from elsewhere: {} from {}, refused with error "
                "5. NAT or a second address of the server stands between",
                who_answered(fetched), counted(count, "packet"), said_of_senders(fetched))
          : fmt::format("during the transfer from {} {} came from {}, refused with error 5",
                        who_answered(fetched), counted(count, "packet"), said_of_senders(fetched)),
      Place{.url = fetched.url});
}

Finding ftp_address(const Fetched& fetched) {
  return make_finding("download.ftp-address",
                      fmt::format("{} names another address for its data connection: {}; the file was "
                                  "loaded from the server's own",
                                  who_answered(fetched), said_of_senders(fetched)),
                      Place{.url = fetched.url});
}

}  // namespace

Request make_request(const DownloadContext& context, std::string_view url, std::string_view own,
                     Duration time_limit) {
  Request request;
  request.url = without_credentials(url);
  request.credentials = context.rules.for_request(url, own);
  request.user_agent = context.terms.user_agent;
  request.interface = context.terms.interface;
  request.name_servers = context.terms.name_servers;
  request.ipv4 = context.terms.ipv4;
  request.ipv6 = context.terms.ipv6;
  request.tls.anchors = context.terms.anchors;
  request.tls.insecure = context.terms.insecure;
  request.time_limit = time_limit;
  request.most_bytes = context.terms.max_size;
  return request;
}

CandidateWalk::CandidateWalk(const DownloadContext& context, std::string url)
    : m_context(context), m_own(std::move(url)) {
  ask(m_own);
}

void CandidateWalk::ask(const std::string& url, bool ftp_active) {
  if (!ftp_active) m_visited.push_back(url);
  const auto origin = origin_of(url);
  if (!origin)
    return fail({"download.failed", fmt::format("{} is not a URL of tftp, http, https or ftp", foreign(url))},
                url);
  if (const auto why = m_context.hosts.why_not(*origin)) return fail(*why, url);
  const auto limit = std::min(HostPatience::k_candidate - m_spent, m_context.hosts.left(*origin));
  if (limit <= Duration::zero())
    return fail({"download.timeout",
                 fmt::format("the redirects took {} already", to_readable(HostPatience::k_candidate))},
                url);
  auto request = make_request(m_context, url, m_own, limit);
  request.ftp_active = ftp_active;
  ask(std::move(request));
}

void CandidateWalk::ask(Request request) {
  m_asked = request;
  m_next = std::move(request);
}

void CandidateWalk::fetched(const Fetched& result) {
  if (is_over()) return;
  m_next.reset();
  m_spent += result.elapsed;
  if (const auto origin = origin_of(m_asked.url)) m_context.hosts.note(*origin, result);
  if (m_asked.what == Request::What::lookup) return looked_up(result);
  m_last = named(result);
  if (result.tls) m_tls.push_back({m_asked, *result.tls, result.problem == FetchProblem::distrusted});
  note_oddities(*m_last);
  if (is_redirect(*m_last)) return follow(*m_last);
  const auto failure = judge(*m_last);
  attempt(failure ? DownloadStatus::failed : DownloadStatus::ok,
          failure ? failure->reason
                  : fmt::format("{} sent {}", who_answered(*m_last), counted(result.body.size(), "byte")),
          result.elapsed);
  if (!failure)
    m_file = m_last;
  else if (result.problem == FetchProblem::ftp_passive && !m_asked.ftp_active)
    ask(m_visited.back(), true);
  else
    m_failure = failure;
}

// --user is for the provisioning URL alone.
std::optional<Failure> CandidateWalk::settled(std::optional<Failure> failure) const {
  const auto origin = origin_of(m_asked.url);
  const bool asks_for_login =
      failure && failure->id == FindingId("download.auth") && !failure->to_settle.empty();
  if (asks_for_login && !m_context.rules.is_at_home(*origin))
    failure->to_settle =
        fmt::format("Give the user and password of {} with --credentials.", foreign(origin->host));
  return failure;
}

std::optional<Failure> CandidateWalk::judge(const Fetched& result) {
  if (result.problem != FetchProblem::distrusted) return settled(failure_of(m_asked, result));
  m_faults = faults_of(result.tls.value_or(TlsFacts{}), m_context.terms);
  std::vector<std::string> reasons;
  for (const auto& fault : m_faults) reasons.push_back(fault.reason);
  auto failure = m_faults.front();
  failure.reason = listed(reasons);
  return failure;
}

void CandidateWalk::follow(const Fetched& redirect) {
  // libcurl puts the user and password that it was given into what it makes absolute.
  m_target = without_credentials(redirect.redirect_url.empty() ? redirect.location : redirect.redirect_url);
  const bool names_credentials = has_credentials(redirect.location);
  m_left_credentials = m_left_credentials || names_credentials;
  if (const auto failure = why_not_followed({m_target, m_visited, m_context.provisioning_url})) {
    attempt(DownloadStatus::failed, failure->reason, redirect.elapsed);
    m_failure = failure;
    return;
  }
  attempt(DownloadStatus::ok,
          fmt::format("{} answered {}: to {}{}", who_answered(redirect), redirect.status, foreign(m_target),
                      names_credentials ? ", whose user and password are not used" : ""),
          redirect.elapsed);
  const auto left = HostPatience::k_candidate - m_spent;
  const bool lost = left <= Duration::zero() || m_context.hosts.why_not(*origin_of(m_target));
  if (lost || !needs_lookup(m_asked.url, m_target)) return ask(m_target);
  auto request = make_request(m_context, m_target, m_own, left);
  request.what = Request::What::lookup;
  request.credentials.reset();
  ask(std::move(request));
}

// A name may lead where an address would not be followed.
void CandidateWalk::looked_up(const Fetched& result) {
  if (const auto failure =
          why_not_followed({m_target, m_visited, m_context.provisioning_url}, result.addresses))
    return fail(*failure, m_target);
  if (result.problem == FetchProblem::name_lookup)
    return fail(*failure_of(m_asked, named(result)), m_target, result.elapsed);
  ask(m_target);
}

// As asked, whatever the library makes of it, and without what was told in secret.
Fetched CandidateWalk::named(const Fetched& result) const {
  auto copy = result;
  copy.url = m_asked.url;
  for (auto* said : {&copy.detail, &copy.challenge, &copy.content_type})
    *said = without_password(std::move(*said), m_asked.credentials);
  return copy;
}

void CandidateWalk::note_oddities(const Fetched& result) {
  const auto origin = origin_of(result.url);
  if (result.foreign.empty() || !origin) return;
  say_once(m_findings, origin->scheme == "ftp" ? ftp_address(result) : foreign_sender(result));
}

// Before it was asked for.
void CandidateWalk::fail(Failure failure, const std::string& url, Duration elapsed) {
  m_attempts.push_back({url, DownloadStatus::failed, failure.reason, elapsed});
  m_failure = std::move(failure);
}

void CandidateWalk::attempt(DownloadStatus status, std::string reason, Duration elapsed) {
  m_attempts.push_back({m_visited.back(), status, std::move(reason), elapsed});
}

}  // namespace provtool
