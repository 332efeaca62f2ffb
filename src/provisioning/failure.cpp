#include "provisioning/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "provisioning/origin.hpp"

namespace provtool {

namespace {

// A phone has an address there, from DHCP.
constexpr std::string_view k_give_address =
    "Give this computer an address in the phone's network, or a route to the server; then ask again.";

constexpr std::size_t k_longest_detail = 160;

struct StatusName {
  int status;
  std::string_view name;
};
// RFC 9110 15, RFC 6585 4.
constexpr std::array k_status_names{
    StatusName{204, "no content"},          StatusName{206, "partial content"},
    StatusName{304, "not modified"},        StatusName{400, "bad request"},
    StatusName{401, "unauthorized"},        StatusName{403, "forbidden"},
    StatusName{404, "not found"},           StatusName{405, "method not allowed"},
    StatusName{406, "not acceptable"},      StatusName{410, "gone"},
    StatusName{429, "too many requests"},   StatusName{500, "internal server error"},
    StatusName{501, "not implemented"},     StatusName{502, "bad gateway"},
    StatusName{503, "service unavailable"}, StatusName{504, "gateway timeout"},
};

std::string status_text(int status) {
  for (const auto& row : k_status_names)
    if (row.status == status) return fmt::format("{} ({})", status, row.name);
  return std::to_string(status);
}

std::string scheme_of(const Fetched& fetched) {
  const auto origin = origin_of(fetched.url);
  return origin ? origin->scheme : "";
}
bool is_http(const Fetched& fetched) {
  return scheme_of(fetched).starts_with("http");
}

std::string quoted_detail(const Fetched& fetched) {
  auto words = words_of_library(fetched.detail);
  if (words.ends_with('.')) words.remove_suffix(1);
  return words.empty() ? "" : fmt::format(": {}", foreign(shortened(words, k_longest_detail)));
}

// RFC 9110 11.6.1: `Digest realm="prov", nonce=…`.
struct Challenge {
  std::string scheme;
  std::string realm;
};
Challenge read_challenge(std::string_view text) {
  Challenge challenge{std::string(text.substr(0, text.find(' '))), ""};
  const auto name = to_lower(text).find("realm=\"");
  if (name == std::string::npos) return challenge;
  const auto start = name + std::string_view("realm=\"").size();
  challenge.realm = text.substr(start, std::min(text.find('"', start), text.size()) - start);
  return challenge;
}

std::string said_of_challenge(const Challenge& challenge) {
  if (challenge.scheme.empty()) return "";
  const auto realm =
      challenge.realm.empty()
          ? ""
          : fmt::format(" for the realm \"{}\"", foreign(shortened(challenge.realm, k_longest_detail)));
  return fmt::format(" ({}{})", foreign(shortened(challenge.scheme, k_longest_detail)), realm);
}

Failure auth_failure(const Request& request, const Fetched& fetched) {
  constexpr std::string_view k_settle = "Give the user and password with --user.";
  const auto challenge = read_challenge(fetched.challenge);
  const auto said = said_of_challenge(challenge);
  if (request.credentials)
    return {"download.auth",
            fmt::format("{} answered 401{}: it does not take the user and password that were sent",
                        who_answered(fetched), said)};
  const bool known = challenge.scheme.empty() || equal_ignoring_case(challenge.scheme, "Basic") ||
                     equal_ignoring_case(challenge.scheme, "Digest");
  if (!known)
    return {"download.auth",
            fmt::format("{} answered 401 and asks for a login{} that the phone does not have: it knows Basic "
                        "and Digest",
                        who_answered(fetched), said)};
  return {"download.auth",
          fmt::format("{} answered 401 and asks for a user and a password{}; none were given for it",
                      who_answered(fetched), said),
          std::string(k_settle)};
}

FindingId id_of_status(int status) {
  if (status == 404 || status == 410) return "download.not-found";
  if (status == 204) return "download.not-a-config";  // like an empty file
  return status == 403 ? FindingId("download.forbidden") : FindingId("download.failed");
}

std::string remark_on_status(const Fetched& fetched) {
  if (fetched.status == 204) return ", which brings no file";
  if (fetched.status == 206) return " although the whole file was asked for";
  if (fetched.status / 100 == 3)
    return fetched.location.empty() ? ", a redirect without a Location" : ", which leads nowhere";
  // nginx says 400 when none comes, others 403.
  if ((fetched.status == 400 || fetched.status == 403) && fetched.tls && fetched.tls->asks_for_certificate)
    return "; it asked for a client certificate, which the phone may not have";
  return "";
}

std::optional<Failure> failure_of_status(const Request& request, const Fetched& fetched) {
  constexpr int k_ok = 200;
  constexpr int k_transformed = 203;  // by a proxy on the way (RFC 9110 15.3.4)
  constexpr int k_unauthorized = 401;
  if (fetched.status == k_ok || fetched.status == k_transformed) return std::nullopt;
  if (fetched.status == k_unauthorized) return auth_failure(request, fetched);
  return Failure{id_of_status(fetched.status),
                 fmt::format("{} answered {}{}", who_answered(fetched), status_text(fetched.status),
                             remark_on_status(fetched))};
}

Failure login_failure(const Request& request, const Fetched& fetched) {
  if (request.credentials)
    return {"download.forbidden", fmt::format("{} does not take the user and password that were sent{}",
                                              who_answered(fetched), quoted_detail(fetched))};
  return {"download.forbidden", fmt::format("{} does not let a user without a password in{}",
                                            who_answered(fetched), quoted_detail(fetched))};
}

// RFC 1350 appendix: 1 is "File not found", 2 "Access violation". RFC 959 4.2.2: 550, "file unavailable".
FindingId id_of_refusal(const std::string& scheme, int status) {
  constexpr int k_no_file = 1;
  constexpr int k_no_access = 2;
  constexpr int k_not_logged_in = 530;
  constexpr int k_unavailable = 550;
  if (scheme == "ftp" && status == k_not_logged_in) return "download.forbidden";
  if (scheme == "ftp") return status == k_unavailable ? FindingId("download.not-found") : "download.failed";
  if (status == k_no_file) return "download.not-found";
  return status == k_no_access ? FindingId("download.forbidden") : FindingId("download.failed");
}

Failure refusal(const Fetched& fetched) {
  const auto scheme = scheme_of(fetched);
  return {id_of_refusal(scheme, fetched.status),
          scheme == "ftp"
              ? fmt::format("{} refuses the file{}", who_answered(fetched), quoted_detail(fetched))
              : fmt::format("{} answered with error {}{}", who_answered(fetched), fetched.status,
                            quoted_detail(fetched))};
}

Failure timeout(const Fetched& fetched) {
  const auto who = who_answered(fetched);
  const auto limit = to_readable(fetched.elapsed);
  const bool connected = !fetched.server.empty() && scheme_of(fetched) != "tftp";
  Failure failure{"download.timeout",
                  fetched.body.empty() ? fmt::format("no answer from {} within {}{}", who, limit,
                                                     connected ? ", although it accepted the connection" : "")
                                       : fmt::format("{} sent {} within {}, and not yet the whole file", who,
                                                     counted(fetched.body.size(), "byte"), limit)};
  failure.tells_time = true;
  return failure;
}

Failure broken_off(const Fetched& fetched) {
  const auto came = fetched.body.empty() ? "before anything of the file came"
                                         : "after " + counted(fetched.body.size(), "byte");
  return {"download.truncated",
          fmt::format("{} broke off {}{}", who_answered(fetched), came, quoted_detail(fetched))};
}

Failure tls_failure(const Fetched& fetched) {
  const bool asks = fetched.tls && fetched.tls->asks_for_certificate;
  return {"download.tls-protocol",
          fmt::format("no TLS connection to {} came about{}{}", who_answered(fetched), quoted_detail(fetched),
                      asks ? "; it asks for a client certificate, which the phone may not have" : "")};
}

Failure failure_of_problem(const Request& request, const Fetched& fetched) {
  const auto who = who_answered(fetched);
  switch (*fetched.problem) {
    case FetchProblem::name_lookup:
      return {"download.name-lookup",
              fmt::format("{} could not be looked up{}", who, quoted_detail(fetched))};
    case FetchProblem::no_route:
      return {"download.timeout",
              fmt::format("there is no way from this computer to {}{}", who, quoted_detail(fetched)),
              std::string(k_give_address)};
    case FetchProblem::unreachable:
      return {"download.timeout", fmt::format("{} is not to be reached{}", who, quoted_detail(fetched))};
    case FetchProblem::refused:
      return {"download.refused", fmt::format("{} refuses the connection: nothing listens there", who)};
    case FetchProblem::timeout:
      return timeout(fetched);
    case FetchProblem::broken_off:
      return broken_off(fetched);
    case FetchProblem::not_http:
      return {"download.failed", fmt::format("{} answered in a protocol other than {}", who,
                                             scheme_of(fetched) == "ftp" ? "FTP" : "HTTP")};
    case FetchProblem::too_large:
      return {"download.too-large",
              fmt::format("{} sent more than {} bytes (--max-size)", who, request.most_bytes)};
    case FetchProblem::tls:
      return tls_failure(fetched);
    case FetchProblem::distrusted:
      return {"download.tls-untrusted",
              fmt::format("the certificate of {} is not trusted{}", who, quoted_detail(fetched))};
    case FetchProblem::login:
      return login_failure(request, fetched);
    case FetchProblem::refused_by_server:
      return refusal(fetched);
    case FetchProblem::ftp_passive:
      return {"download.failed",
              fmt::format("{} takes no passive connection for the file{}", who, quoted_detail(fetched))};
    case FetchProblem::other:
      break;
  }
  return {"download.failed", fmt::format("{} did not give the file{}", who, quoted_detail(fetched))};
}

}  // namespace

std::string_view words_of_library(std::string_view detail) {
  constexpr std::string_view k_before = "SSL routines::";
  const auto at = detail.find(k_before);
  return at == std::string_view::npos ? detail : detail.substr(at + k_before.size());
}

bool is_redirect(const Fetched& fetched) {
  constexpr std::array k_redirects{301, 302, 303, 307, 308};
  return is_http(fetched) &&
         std::find(k_redirects.begin(), k_redirects.end(), fetched.status) != k_redirects.end() &&
         !fetched.location.empty();
}

std::optional<Failure> failure_of(const Request& request, const Fetched& fetched) {
  // What a status says is certain, whatever became of the page that came with it.
  constexpr int k_first_without_file = 300;
  if (is_http(fetched) && fetched.status >= k_first_without_file) return failure_of_status(request, fetched);
  if (fetched.problem) return failure_of_problem(request, fetched);
  return is_http(fetched) ? failure_of_status(request, fetched) : std::nullopt;
}

std::string who_answered(const Fetched& fetched) {
  const auto host = shown_host(fetched.url);
  if (fetched.server.empty() || host.find(fetched.server) != std::string::npos) return foreign(host);
  return fmt::format("{} ({})", foreign(host), fetched.server);
}

std::string said_of_sender(const Request& request, const Identity& identity) {
  const auto origin = origin_of(request.url);
  const auto mac = identity.mac.upper_plain();
  if (!origin || !origin->scheme.starts_with("http")) return fmt::format("for the MAC {}", mac);
  return fmt::format("with the User-Agent \"{}\" and the MAC {}", foreign(request.user_agent), mac);
}

int weight_of(const Failure& failure) {
  // What could be settled may have been a file; what a server says is worth more than its silence.
  constexpr std::array<FindingId, 3> k_unheard{"download.name-lookup", "download.timeout",
                                               "download.refused"};
  constexpr int k_heard = 4;
  constexpr int k_open = 5;
  if (!failure.to_settle.empty()) return k_open;
  const auto* const found = std::find(k_unheard.begin(), k_unheard.end(), failure.id);
  return found == k_unheard.end() ? k_heard : static_cast<int>(found - k_unheard.begin());
}

bool may_be_logged(const Failure& failure) {
  return failure.id != FindingId("download.name-lookup") && failure.id != FindingId("download.refused") &&
         !failure.id.text().starts_with("download.tls-");
}

}  // namespace provtool
