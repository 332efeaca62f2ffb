#include "discovery/redirect/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "device/config_file.hpp"

namespace provtool {

namespace {

// A request line of this length is taken everywhere (RFC 9110 4.1): a longer word in a body is not a URL.
constexpr std::size_t k_longest_url = 8000;

// How a problem is worded, what it makes of the source, and what would settle it.
struct ProblemRow {
  FetchProblem problem;
  Status status;
  std::string_view words;  // behind the host's name
  std::string_view to_settle;
};
constexpr std::array k_problems{
    ProblemRow{FetchProblem::name_lookup, Status::not_tested, "could not be looked up from here",
               "Configure a name server on this computer that knows the name."},
    ProblemRow{FetchProblem::no_route, Status::not_tested, "cannot be reached from here",
               "Ask from the phone's network, if the server can be reached from there."},
    ProblemRow{FetchProblem::unreachable, Status::not_tested, "cannot be reached from here",
               "Ask from the phone's network, if the server can be reached from there."},
    ProblemRow{FetchProblem::tls, Status::not_tested, "offers no trusted TLS connection",
               "Make this computer trust the server's certificate, as the phone may."},
    ProblemRow{FetchProblem::distrusted, Status::not_tested, "offers no trusted TLS connection",
               "Make this computer trust the server's certificate, as the phone may."},
    ProblemRow{FetchProblem::ftp_passive, Status::not_tested, "takes no FTP data connection from here",
               "Ask from the phone's network, if the server can be reached from there."},
    ProblemRow{FetchProblem::other, Status::not_tested, "could not be asked", "Ask again."},
    ProblemRow{FetchProblem::refused, Status::no_answer, "refused the connection", ""},
    ProblemRow{FetchProblem::timeout, Status::no_answer, "did not answer", ""},
    ProblemRow{FetchProblem::broken_off, Status::no_answer,
               "closed the connection before its answer was complete", ""},
    ProblemRow{FetchProblem::login, Status::refused, "refused the user", ""},
    ProblemRow{FetchProblem::refused_by_server, Status::refused, "answered that it cannot give the file", ""},
    ProblemRow{FetchProblem::not_http, Status::empty, "answered in a protocol other than HTTP", ""},
    ProblemRow{FetchProblem::too_large, Status::empty,
               "answered with more data than a URL or an initial file needs", ""},
};

const ProblemRow& row_of(FetchProblem problem) {
  return *std::find_if(k_problems.begin(), k_problems.end(),
                       [problem](const auto& row) { return row.problem == problem; });
}

bool is_class(int status, int hundreds) {
  return status / 100 == hundreds;
}
bool is_redirect(const Fetched& fetched) {
  return is_class(fetched.status, 3) && !fetched.location.empty();
}

// `http:/`: a word that is meant as a URL, sound or not; quotes may precede it.
bool names_a_protocol(std::string_view word) {
  if (word.starts_with('"') || word.starts_with('\'')) word.remove_prefix(1);
  const auto scheme = word.substr(0, word.find(":/"));
  return scheme.size() < word.size() && !scheme.empty() &&
         std::isalpha(static_cast<unsigned char>(scheme[0])) != 0 &&
         std::all_of(scheme.begin(), scheme.end(), [](unsigned char c) {  // RFC 3986 3.1
           return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.';
         });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view k_around{" \t\r\n\0", 5};
  const auto first = text.find_first_not_of(k_around);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(k_around) - first + 1);
}

// The one word that a body consists of, when it is meant as a URL.
std::optional<std::string_view> url_in(std::string_view body) {
  const auto word = trimmed(body);
  const bool one_word = word.find_first_of(" \t\r\n") == std::string_view::npos;
  if (!one_word || word.size() > k_longest_url || !names_a_protocol(word)) return std::nullopt;
  return word;
}

bool same_resource(const std::string& one, const std::string& other) {
  const auto a = parse_url(one);
  const auto b = parse_url(other);
  return a && b && a->scheme == b->scheme && equal_ignoring_case(a->host, b->host) && a->port == b->port &&
         a->path == b->path && a->query == b->query;
}

std::string host_in(const std::string& url) {
  const auto parts = parse_url(url);
  return parts ? parts->host : "the redirection server";
}

SourceEvidence evidence_of(const Fetched& fetched, Status status, std::string reason) {
  SourceEvidence evidence;
  evidence.source = SourceId::redirect;
  evidence.confidence = Confidence::assumption;
  evidence.status = status;
  evidence.reason = std::move(reason);
  if (!fetched.server.empty()) evidence.server = fetched.server;
  if (fetched.status != 0) evidence.elapsed = fetched.elapsed;
  return evidence;
}

SourceEvidence with_value(const Fetched& fetched, std::string_view value, const Identity& identity,
                          std::string_view where) {
  Candidate candidate{to_bytes(value), read_url(value, identity)};
  const bool usable = candidate.reading.usable;
  auto evidence =
      evidence_of(fetched, usable ? Status::found : Status::unusable,
                  fmt::format("{} sent {} {} {}", fetched.server,
                              usable ? "it" : "a value that is not a usable URL", where, fetched.status));
  evidence.candidate = std::move(candidate);
  return evidence;
}

SourceEvidence read_location(const Fetched& fetched, const Identity& identity) {
  if (same_resource(fetched.redirect_url, fetched.url))
    return evidence_of(fetched, Status::empty,
                       fmt::format("{} redirects to the very URL that was requested", fetched.server));
  // Absolute ones as received, because libcurl's spelling may differ.
  const bool absolute = names_a_protocol(fetched.location) || fetched.redirect_url.empty();
  return with_value(fetched, absolute ? fetched.location : fetched.redirect_url, identity,
                    "as the Location of its");
}

// The URL asked is what the phone loads, and nothing is added to it.
SourceEvidence with_initial_file(const Fetched& fetched, const Identity& identity) {
  auto evidence =
      evidence_of(fetched, Status::found, fmt::format("{} answered with an initial file", fetched.server));
  evidence.candidate = Candidate{to_bytes(fetched.url), read_url(fetched.url, identity)};
  std::erase_if(evidence.candidate->reading.notes,
                [](const UrlNote& note) { return note.id == "url.query"; });
  evidence.candidate->reading.usable = true;
  evidence.candidate->reading.resolved = {fetched.url};
  return evidence;
}

SourceEvidence read_body(const Fetched& fetched, const Identity& identity) {
  const auto body = as_text(fetched.body);
  if (is_plain_config(body, *identity.phone) || is_encrypted_config(body, *identity.phone))
    return with_initial_file(fetched, identity);
  if (const auto url = url_in(body)) return with_value(fetched, *url, identity, "in the body of its");
  constexpr std::size_t k_longest_type = 60;
  const auto type = fetched.content_type.empty()
                        ? ""
                        : fmt::format(" and {}", foreign(shortened(fetched.content_type, k_longest_type)));
  return evidence_of(fetched, Status::empty,
                     fmt::format("{} answered {}{}, without a URL", fetched.server, fetched.status, type));
}

SourceEvidence read_problem(const Fetched& fetched) {
  const auto& row = row_of(*fetched.problem);
  auto reason = fmt::format("{} {}", host_in(fetched.url), row.words);
  if (row.problem == FetchProblem::timeout)
    reason +=
        fmt::format(" within {}{}", to_seconds_text(fetched.elapsed),
                    fetched.server.empty() ? ": no connection" : ", although it accepted the connection");
  if (row.problem == FetchProblem::tls || row.problem == FetchProblem::distrusted ||
      row.problem == FetchProblem::other)
    reason += ": " + foreign(fetched.detail);
  auto evidence = evidence_of(fetched, row.status, std::move(reason));
  evidence.to_settle = row.to_settle;
  return evidence;
}

}  // namespace

RedirectTurn turn_of_redirect(const Decision& decision) {
  if (decision.outcome == Outcome::contested) return {false, std::nullopt, true};
  for (const auto& source : decision.sources) {
    const auto& evidence = source.evidence;
    if (decision.winner == evidence.source) return {};
    if (source.status != Status::not_tested || evidence.left_out) continue;
    if (evidence.source == SourceId::redirect) return {true, std::nullopt};
    return {false, evidence.source};
  }
  return {};
}

SourceEvidence read_redirect(const Fetched& fetched, const Identity& identity) {
  if (is_redirect(fetched)) return read_location(fetched, identity);
  if (is_class(fetched.status, 4) || is_class(fetched.status, 5))
    return evidence_of(fetched, Status::refused,
                       fmt::format("{} answered {}", fetched.server, fetched.status));
  // Of a 3xx the body is not needed.
  if (fetched.problem && !is_class(fetched.status, 3)) return read_problem(fetched);
  if (is_class(fetched.status, 2)) return read_body(fetched, identity);
  return evidence_of(fetched, Status::empty,
                     fmt::format("{} answered {}, without a URL", fetched.server, fetched.status));
}

std::vector<Finding> judge(const Fetched& fetched, const SourceEvidence& evidence) {
  if (evidence.candidate) return {};
  // An answer without a URL: nobody registered one. Anything else is no answer, or none that makes sense.
  const bool answered = is_class(fetched.status, 4) ||
                        (evidence.status == Status::empty && !fetched.problem && !is_redirect(fetched));
  return {make_finding(answered ? FindingId("redirect.not-registered") : FindingId("redirect.failed"),
                       evidence.reason, "redirect")};
}

}  // namespace provtool
