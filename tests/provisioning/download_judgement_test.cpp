#include "provisioning/download_judgement.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "support/downloads.hpp"
#include "support/findings.hpp"

namespace provtool {

using namespace testing;

TEST_CASE("a lost file is one finding: role, URL, what happened, how long, and the log line") {
  Servers servers;
  servers.answers["http://192.0.2.1/a.cfg"] = answered(404);
  auto order = order_of({"http://192.0.2.1/a.cfg"});
  order.role = DownloadRole::product;
  const auto download = servers.load(order);
  CHECK(download.status == DownloadStatus::failed);
  CHECK(download.failure == "download.not-found");
  CHECK(download.http_status == 404);
  REQUIRE(download.findings.size() == 1);
  CHECK(download.findings[0].severity == Severity::error);
  CHECK(download.findings[0].message ==
        "product file http://192.0.2.1/a.cfg: 192.0.2.1 answered 404 (not found), after 3 ms");
  CHECK(says(download.findings[0].hint, "In the server's log: GET /a.cfg HTTP/1.1 \"Panasonic_KX-UTG200B"));
  CHECK(download.findings[0].place.url == "http://192.0.2.1/a.cfg");
}

TEST_CASE("of several candidates the most telling attempt names the loss") {
  Servers servers;
  servers.answers["https://192.0.2.1/a.cfg"] = answered(404);
  servers.answers["ftp://192.0.2.1/a.cfg"] = problem(FetchProblem::refused);
  const auto download = servers.load(bare_address());
  CHECK(download.attempts.size() == 4);
  CHECK(ids_of(download.findings) == Ids{"download.not-found"});
  CHECK(says(download.findings[0], "TFTP, HTTP and FTP failed as well"));
  CHECK(says(download.findings[0], "https://192.0.2.1/a.cfg"));
}

TEST_CASE("how long it took is said once") {
  Servers servers;
  auto& lost = servers.answers["http://192.0.2.1/a"] = problem(FetchProblem::no_route, "No route to host");
  lost.elapsed = 3s;
  CHECK(servers.load("http://192.0.2.1/a").findings.at(0).message.ends_with("No route to host, after 3.0 s"));
  CHECK(servers.load("http://192.0.2.2/a")
            .findings.at(0)
            .message.ends_with("no answer from 192.0.2.2 within 7.0 s"));
}

TEST_CASE("a server that nobody reached has no line in its log") {
  Servers servers;
  servers.answers["http://192.0.2.1/refused"] = problem(FetchProblem::refused);
  servers.answers["http://192.0.2.1/unknown"] = problem(FetchProblem::name_lookup);
  for (const auto* url : {"http://192.0.2.1/refused", "http://192.0.2.1/unknown"})
    CHECK_FALSE(says(servers.load(url).findings.at(0).hint, "GET"));
  CHECK(says(servers.load("tftp://192.0.2.2/a").findings.at(0).hint,
             "If it came there, the server's log has it: RRQ a octet"));
}

TEST_CASE("who is forbidden a file is told as whom it was asked for") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = answered(403);
  CHECK(says(
      servers.load("http://192.0.2.1/a").findings.at(0),
      "asked with the User-Agent \"Panasonic_KX-UTG200B/03.210 (0080f01234ab)\" and the MAC 0080F01234AB"));
}

TEST_CASE("an open question goes with its finding") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = answered(401);
  const auto download = servers.load("http://192.0.2.1/a");
  CHECK(ids_of(download.findings) == Ids{"download.auth"});
  REQUIRE(download.open.size() == 1);
  CHECK(download.open[0].finding == "download.auth");
}

TEST_CASE("every candidate that failed before the file came is told, with reason and time") {
  Servers servers;
  servers.answers["http://192.0.2.1/a.cfg"] = answered(404);
  servers.answers["https://192.0.2.1/a.cfg"] = problem(FetchProblem::refused);
  servers.answers["ftp://192.0.2.1/a.cfg"] = answered(226, "x");
  const auto download = servers.load(bare_address());
  CHECK(download.status == DownloadStatus::ok);
  CHECK(download.protocol == "ftp");
  CHECK_FALSE(download.http_status);
  REQUIRE(download.findings.size() == 3);
  CHECK(says(download.findings[1], "HTTP 192.0.2.1: 192.0.2.1 answered 404 (not found), after 3 ms"));
  CHECK(says(download.findings[2], "HTTPS 192.0.2.1: 192.0.2.1 refuses the connection"));
  for (const auto& finding : download.findings) CHECK(finding.id == "download.candidate-failed");
}

// A canary in every place where a secret may stand.
TEST_CASE("no secret is in what is said") {
  const auto all_words = [](const Download& download) {
    std::string words = download.reason;
    for (const auto& attempt : download.attempts) words += attempt.reason;
    for (const auto& finding : download.findings) words += finding.message + finding.hint;
    for (const auto& question : download.open) words += question.to_settle;
    return words;
  };
  for (const auto& answer :
       {came(), answered(401), answered(403), answered(404), silent(),
        redirecting("http://thief:canary@192.0.2.2/b?token=canary"),
        redirecting("gopher://thief:canary@192.0.2.2/"), problem(FetchProblem::login, "530", 530)}) {
    for (const auto* scheme : {"http", "https", "ftp", "tftp"}) {
      Servers servers;
      servers.terms.user = Credentials{"canary", "canary"};
      servers.answers[std::string(scheme) + "://192.0.2.1/a?password=canary"] = answer;
      const auto download = servers.load(std::string(scheme) + "://user:canary@192.0.2.1/a?password=canary");
      const auto words = all_words(download);
      CAPTURE(words);
      CHECK_FALSE(says(with_secrets(words, Secrets::mask), "canary"));
    }
  }
}

TEST_CASE("roles and protocols have their words") {
  CHECK(role_text(DownloadRole::initial, 0) == "initial file");
  CHECK(role_text(DownloadRole::certificate, 2) == "certificate 2");
  CHECK(protocol_text("https://h/") == "HTTPS");
}

}  // namespace provtool
