#include "provisioning/failure.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "support/downloads.hpp"
#include "support/says.hpp"

namespace provtool {

using namespace testing;

namespace {

std::optional<Failure> judged(std::string url, Fetched fetched, bool credentials = false) {
  Request request;
  request.url = url;
  if (credentials) request.credentials = Credentials{"canary", "parrot"};
  fetched.url = std::move(url);
  return failure_of(request, fetched);
}

constexpr auto k_http = "http://192.0.2.1/a";
constexpr auto k_ftp = "ftp://192.0.2.1/a";
constexpr auto k_tftp = "tftp://192.0.2.1/a";

Fetched with_challenge(std::string challenge) {
  auto fetched = answered(401);
  fetched.challenge = std::move(challenge);
  return fetched;
}

}  // namespace

TEST_CASE("a file that came is no failure, whatever it contains") {
  CHECK_FALSE(judged(k_http, came("")));
  CHECK_FALSE(judged(k_http, came("<html>")));
  CHECK_FALSE(judged(k_http, answered(203, "x")));
  CHECK_FALSE(judged(k_ftp, answered(226, "x")));
  CHECK_FALSE(judged(k_tftp, answered(0, "x")));
}

TEST_CASE("each answer without a file has its finding") {
  struct Row {
    std::string_view url;
    Fetched fetched;
    std::string_view id;
    std::string_view words;
  };
  const Row rows[] = {
      {k_http, answered(404), "download.not-found", "192.0.2.1 answered 404 (not found)"},
      {k_http, answered(410), "download.not-found", "410 (gone)"},
      {k_http, answered(403), "download.forbidden", "403 (forbidden)"},
      {k_http, answered(400), "download.failed", "400 (bad request)"},
      {k_http, answered(418), "download.failed", "answered 418"},
      {k_http, answered(503), "download.failed", "503"},
      {k_http, answered(204), "download.not-a-config", "204 (no content), which brings no file"},
      {k_http, answered(206, "part"), "download.failed", "206 (partial content) although"},
      {k_http, answered(302), "download.failed", "a redirect without a Location"},
      {k_http, answered(304), "download.failed", "304"},
      {k_http, answered(0), "download.failed", "answered 0"},
      {k_http, problem(FetchProblem::refused), "download.refused", "refuses the connection"},
      {k_http, problem(FetchProblem::no_route, "No route to host"), "download.timeout",
       "no way from this computer"},
      {k_http, problem(FetchProblem::name_lookup, "192.0.2.53 says so"), "download.name-lookup",
       "192.0.2.53 says so"},
      {k_http, problem(FetchProblem::not_http), "download.failed", "other than HTTP"},
      {k_http, problem(FetchProblem::too_large, "", 200), "download.too-large", "1048576 bytes (--max-size)"},
      {k_http, problem(FetchProblem::broken_off, "", 200), "download.truncated", "before anything"},
      {k_http, problem(FetchProblem::tls, "wrong version number"), "download.tls-protocol",
       "wrong version number"},
      {k_http, problem(FetchProblem::tls, "OpenSSL/3.0: error:0A00010B:SSL routines::wrong version number"),
       "download.tls-protocol", "came about: wrong version number"},
      {k_http, problem(FetchProblem::other, "out of memory"), "download.failed", "out of memory"},
      {k_http, silent(), "download.timeout", "no answer from 192.0.2.1 within 7.0 s"},
      {k_ftp, problem(FetchProblem::refused_by_server, "550 No such file", 550), "download.not-found",
       "No such file"},
      {k_ftp, problem(FetchProblem::refused_by_server, "451 Local error", 451), "download.failed",
       "Local error"},
      {k_ftp, problem(FetchProblem::refused_by_server, "530 Go away", 530), "download.forbidden", "530 Go"},
      {k_ftp, problem(FetchProblem::not_http), "download.failed", "other than FTP"},
      {k_ftp, problem(FetchProblem::login, "530 Sorry", 530), "download.forbidden", "530 Sorry"},
      {k_ftp, problem(FetchProblem::ftp_passive, "502", 502), "download.failed", "no passive connection"},
      {k_tftp, problem(FetchProblem::refused_by_server, "File not found", 1), "download.not-found",
       "error 1: File not"},
      {k_tftp, problem(FetchProblem::refused_by_server, "Access violation", 2), "download.forbidden",
       "error 2"},
      {k_tftp, problem(FetchProblem::refused_by_server, "go away", 0), "download.failed", "error 0: go away"},
      {k_tftp, problem(FetchProblem::other, "a block of more than 512 bytes"), "download.failed",
       "512 bytes"},
  };
  for (const auto& row : rows) {
    const auto failure = judged(std::string(row.url), row.fetched);
    CAPTURE(row.id);
    CAPTURE(row.words);
    REQUIRE(failure);
    CHECK(failure->id.text() == row.id);
    CHECK(says(failure->reason, row.words));
    CHECK(failure->to_settle.empty() == (row.fetched.problem != FetchProblem::no_route));
  }
}

TEST_CASE("a status is certain, whatever became of its page") {
  CHECK(judged(k_http, problem(FetchProblem::too_large, "", 404))->id == FindingId("download.not-found"));
  CHECK(judged(k_http, problem(FetchProblem::broken_off, "", 403))->id == FindingId("download.forbidden"));
  CHECK(judged(k_http, problem(FetchProblem::timeout, "", 401))->id == FindingId("download.auth"));
}

TEST_CASE("what came in time and what did not is told apart") {
  auto connected = silent();
  connected.server = "192.0.2.1";
  CHECK(says(judged(k_http, connected)->reason, "although it accepted the connection"));
  CHECK_FALSE(says(judged(k_tftp, connected)->reason, "accepted"));
  connected.body = to_bytes("seven b");
  CHECK(says(judged(k_http, connected)->reason, "192.0.2.1 sent 7 bytes within 7.0 s"));
  auto broken = problem(FetchProblem::broken_off, "421 Timeout", 421);
  broken.body = to_bytes("1");
  CHECK(says(judged(k_ftp, broken)->reason, "broke off after 1 byte: 421 Timeout"));
}

TEST_CASE("a client certificate that a server asks for is named where it may be the reason") {
  const std::string words = "asked for a client certificate";
  auto fetched = answered(400);
  fetched.tls = TlsFacts{};
  CHECK_FALSE(says(judged("https://192.0.2.1/a", fetched)->reason, words));
  fetched.tls->asks_for_certificate = true;
  CHECK(says(judged("https://192.0.2.1/a", fetched)->reason, words));
  fetched.status = 404;
  CHECK_FALSE(says(judged("https://192.0.2.1/a", fetched)->reason, words));
  fetched.status = 0;
  fetched.problem = FetchProblem::tls;
  CHECK(says(judged("https://192.0.2.1/a", fetched)->reason, "asks for a client certificate"));
}

TEST_CASE("401 is a question while nobody gave a password, and an error when it was wrong") {
  const auto asked = judged(k_http, with_challenge("Digest qop=\"auth\", Realm=\"prov\", nonce=\"x\""));
  CHECK(asked->id == FindingId("download.auth"));
  CHECK(says(asked->reason, "(Digest for the realm \"prov\")"));
  CHECK(says(asked->reason, "none were given"));
  CHECK(says(asked->to_settle, "--user"));
  const auto wrong = judged(k_http, with_challenge("Basic realm=\"prov\""), true);
  CHECK(wrong->id == FindingId("download.auth"));
  CHECK(says(wrong->reason, "does not take the user and password"));
  CHECK(wrong->to_settle.empty());
  const auto odd = judged(k_http, with_challenge("Negotiate"));
  CHECK(says(odd->reason, "knows Basic and Digest"));
  CHECK(odd->to_settle.empty());
  CHECK_FALSE(judged(k_http, answered(401))->to_settle.empty());
  CHECK(judged(k_ftp, problem(FetchProblem::login, "530", 530), true)->id == FindingId("download.forbidden"));
}

TEST_CASE("where this computer has no way, nothing is known of the server") {
  CHECK_FALSE(judged(k_http, problem(FetchProblem::no_route))->to_settle.empty());
  CHECK(judged(k_http, problem(FetchProblem::timeout))->to_settle.empty());
  CHECK(judged(k_http, problem(FetchProblem::unreachable))->to_settle.empty());
}

TEST_CASE("a challenge may be anything") {
  for (const auto* challenge :
       {"", " ", "realm=\"", "Basic realm=\"", "Basic realm=\"a", "\"", "Basic realm=prov"})
    CHECK(judged(k_http, with_challenge(challenge))->id == FindingId("download.auth"));
  const auto lengthy = judged(k_http, with_challenge("Basic realm=\"" + std::string(5000, 'x') + "\""));
  CHECK(lengthy->reason.size() < 500);
}

TEST_CASE("only some answers with a Location are redirects") {
  for (const int status : {301, 302, 303, 307, 308}) {
    auto fetched = redirecting("http://192.0.2.2/", status);
    fetched.url = k_http;
    CHECK(is_redirect(fetched));
    fetched.location.clear();
    CHECK_FALSE(is_redirect(fetched));
  }
  for (const int status : {200, 201, 300, 304, 305, 404}) {
    auto fetched = redirecting("http://192.0.2.2/", status);
    fetched.url = k_http;
    CHECK_FALSE(is_redirect(fetched));
  }
}

TEST_CASE("a name is told with its address") {
  auto fetched = answered(200);
  fetched.url = "http://prov.example.com/a";
  CHECK(who_answered(fetched) == "prov.example.com (192.0.2.1)");
  fetched.url = "http://192.0.2.1:8080/a";
  CHECK(who_answered(fetched) == "192.0.2.1:8080");
}

TEST_CASE("what a server says weighs more than silence, and an open question most") {
  const auto weight = [](const std::string& url, const Fetched& fetched) {
    return weight_of(judged(url, fetched).value());
  };
  CHECK(weight(k_http, problem(FetchProblem::name_lookup)) < weight(k_http, silent()));
  CHECK(weight(k_http, silent()) < weight(k_http, problem(FetchProblem::refused)));
  CHECK(weight(k_http, problem(FetchProblem::refused)) < weight(k_http, answered(404)));
  CHECK(weight(k_http, answered(404)) == weight(k_http, answered(500)));
  CHECK(weight(k_http, answered(404)) < weight(k_http, answered(401)));
}

TEST_CASE("the sender is what the server may have judged by") {
  Servers servers;
  Request request;
  request.url = k_http;
  request.user_agent = servers.terms.user_agent;
  CHECK(said_of_sender(request, servers.identity) ==
        "with the User-Agent \"Panasonic_KX-UTG200B/03.210 (0080f01234ab)\" and the MAC 0080F01234AB");
  request.url = k_tftp;
  CHECK(said_of_sender(request, servers.identity) == "for the MAC 0080F01234AB");
}

}  // namespace provtool
