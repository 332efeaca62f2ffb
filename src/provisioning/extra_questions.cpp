#include "provisioning/extra_questions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"

namespace provtool {

namespace {

// The server has answered before; who has no time for more is not waited for.
constexpr Duration k_limit = std::chrono::seconds(3);

Request handshake(const SeenTls& seen) {
  auto request = seen.request;
  request.what = Request::What::handshake;
  request.credentials.reset();
  request.time_limit = k_limit;
  return request;
}

// The server ended it before it said Hello: not we, nor a distrust that is told elsewhere, nor the want of a
// client certificate, which has nothing to do with what was offered.
bool was_denied(const Fetched& fetched) {
  const bool said_hello = fetched.tls && !fetched.tls->version.empty();
  return !said_hello && (fetched.problem == FetchProblem::tls || fetched.problem == FetchProblem::broken_off);
}

Finding too_new(const SeenTls& seen, const Fetched& fetched) {
  const auto detail =
      fetched.detail.empty() ? "" : fmt::format(" ({})", foreign(words_of_library(fetched.detail)));
  return make_finding("download.tls-too-new",
                      fmt::format("{} speaks TLS 1.3, and nothing older{}: one more handshake, which the "
                                  "phone would not make, offered TLS 1.2 at most",
                                  foreign(shown_host(seen.request.url)), detail),
                      Place{.url = seen.request.url});
}

std::optional<Finding> judge_without_name(const SeenTls& seen, const Fetched& fetched) {
  const bool shows = fetched.tls && !fetched.tls->chain.empty();
  const bool another = shows && fetched.tls->chain.front() != seen.facts.chain.front();
  if (!another && !was_denied(fetched)) return std::nullopt;
  return make_finding("download.tls-sni",
                      fmt::format("without SNI {} {} (one more handshake, which the phone may not make)",
                                  foreign(shown_host(seen.request.url)),
                                  another ? "shows another certificate" : "ends the handshake"),
                      Place{.url = seen.request.url});
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// The same URL with the MAC in the other case, behind the host; as it was when the MAC is not there.
std::string in_other_case(const std::string& url, const MacAddress& mac) {
  const auto path = std::min(url.find_first_of("/?", url.find("://") + 3), url.size());
  const auto rest = url.substr(path);
  const auto lower = replaced(rest, mac.upper_plain(), mac.lower_plain());
  return url.substr(0, path) + (lower != rest ? lower : replaced(rest, mac.lower_plain(), mac.upper_plain()));
}

bool is_there(const Request& request, const Fetched& fetched) {
  const auto failure = failure_of(request, fetched);
  return !failure || failure->id == FindingId("download.too-large");
}

Finding case_variant(const Request& request, const std::string& asked) {
  return make_finding(
      "download.case-variant",
      fmt::format("{} is there: one more request found it, which the phone would not send; it "
                  "asks for {}",
                  foreign(request.url), foreign(asked)),
      Place{.url = asked});
}

std::string by_http(const std::string& url) {
  const auto parts = parse_url(url);
  return fmt::format("http://{}{}{}{}", parts->host, parts->path, parts->query.empty() ? "" : "?",
                     parts->query);
}

bool was_tried(const Download& download, const std::string& url) {
  const auto origin = origin_of(url);
  return std::any_of(download.attempts.begin(), download.attempts.end(),
                     [&](const Attempt& attempt) { return origin_of(attempt.url) == origin; });
}

// What to set, and for a DHCP option the line of a common server.
Finding advice(const DownloadContext& context, DownloadRole role, const std::string& url,
               const std::string& times) {
  const auto* named_by = context.terms.named_by ? &kind_of(*context.terms.named_by) : nullptr;
  const auto where = role != DownloadRole::initial ? "name it in the initial file as"
                     : named_by == nullptr         ? "set what names this URL to"
                                                   : fmt::format("set {} to", named_by->title);
  auto finding = make_finding(
      "download.advice",
      fmt::format("the same file comes by HTTP {} (asked for --advise): {} {}", times, where, foreign(url)),
      Place{.url = url});
  if (role == DownloadRole::initial && named_by != nullptr && named_by->dhcp_option)
    finding.hint = fmt::format("In dnsmasq: dhcp-option={},{}", *named_by->dhcp_option, foreign(url));
  return finding;
}

}  // namespace

std::vector<ExtraQuestion> ask_about_tls(const DownloadContext& context, const SeenTls& seen) {
  const auto origin = origin_of(seen.request.url);
  if (!origin || seen.facts.version.empty() || !context.hosts.is_new(*origin)) return {};
  std::vector<ExtraQuestion> questions;
  if (seen.facts.version == "TLSv1.3") {
    auto request = handshake(seen);
    request.tls.most_tls_1_2 = true;
    questions.push_back({std::move(request), [seen](const Fetched& fetched) {
                           return was_denied(fetched) ? std::optional(too_new(seen, fetched)) : std::nullopt;
                         }});
  }
  if (!IpAddress::parse(origin->host) && !seen.facts.chain.empty()) {
    auto request = handshake(seen);
    request.tls.say_name = false;
    questions.push_back(
        {std::move(request), [seen](const Fetched& fetched) { return judge_without_name(seen, fetched); }});
  }
  return questions;
}

std::optional<ExtraQuestion> ask_other_case(const DownloadContext& context, const CandidateWalk& lost) {
  if (lost.failure()->id != FindingId("download.not-found")) return std::nullopt;
  const auto& asked = lost.visited().back();
  const auto url = in_other_case(asked, context.identity.mac);
  if (url == asked) return std::nullopt;
  auto request = make_request(context, url, lost.url(), k_limit);
  request.ftp_active = lost.asked().ftp_active;
  return ExtraQuestion{request, [request, asked](const Fetched& fetched) {
                         return is_there(request, fetched) ? std::optional(case_variant(request, asked))
                                                           : std::nullopt;
                       }};
}

std::optional<ExtraQuestion> ask_by_http(const DownloadContext& context, const Download& download) {
  const bool slow = download.protocol == "tftp" || download.protocol == "ftp";
  if (!context.terms.advise || download.status != DownloadStatus::ok || !slow) return std::nullopt;
  const auto url = by_http(download.final_url);
  if (was_tried(download, url)) return std::nullopt;
  Duration spent{};
  for (const auto& attempt : download.attempts) spent += attempt.elapsed;
  auto request = make_request(context, url, url, k_limit);
  return ExtraQuestion{request, [&context, request, role = download.role, spent,
                                 content = download.content](const Fetched& fetched) {
                         const auto times = fmt::format("in {} instead of {}", to_readable(fetched.elapsed),
                                                        to_readable(spent));
                         return !failure_of(request, fetched) && fetched.body == content
                                    ? std::optional(advice(context, role, request.url, times))
                                    : std::nullopt;
                       }};
}

}  // namespace provtool
