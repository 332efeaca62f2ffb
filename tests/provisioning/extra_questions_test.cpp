#include "provisioning/extra_questions.hpp"

#include <doctest/doctest.h>

#include "support/downloads.hpp"
#include "support/findings.hpp"

namespace provtool {

using namespace testing;

namespace {

Fetched over_tls(std::string version) {
  auto fetched = came();
  fetched.tls = TlsFacts{};
  fetched.tls->version = std::move(version);
  fetched.tls->chain = {to_bytes("leaf")};
  fetched.tls->root = TlsFacts::Root::given;
  return fetched;
}

// Runs a download whose one more handshakes `answer` says what comes of.
Download with_handshakes(Servers& servers, const std::string& url,
                         const std::function<Fetched(const Request&)>& answer) {
  FileDownload download(order_of({url}), servers.terms, servers.identity, servers.hosts);
  while (!download.is_over()) {
    const auto request = download.next_request().value();
    servers.asked.push_back(request);
    download.fetched(request.what == Request::What::handshake ? answer(request) : servers.answer(request));
  }
  return download.take();
}

bool is_older(const Request& request) {
  return request.tls.most_tls_1_2;
}

}  // namespace

TEST_CASE("a server that speaks TLS 1.3 is asked once more for 1.2") {
  for (const auto what : {FetchProblem::tls, FetchProblem::broken_off}) {
    Servers servers;
    servers.answers["https://192.0.2.1/a"] = over_tls("TLSv1.3");
    const auto download = with_handshakes(servers, "https://192.0.2.1/a",
                                          [&](const Request&) { return problem(what, "alert"); });
    CHECK(download.status == DownloadStatus::ok);
    REQUIRE(servers.asked.size() == 2);
    CHECK(is_older(servers.asked[1]));
    CHECK_FALSE(servers.asked[1].credentials);
    CHECK(ids_of(download.findings) == Ids{"download.tls-too-new"});
  }
}

TEST_CASE("a handshake that comes about, or that nobody answers, says nothing against the server") {
  for (const auto& answer : {over_tls("TLSv1.2"), problem(FetchProblem::distrusted), silent()}) {
    Servers servers;
    servers.answers["https://192.0.2.1/a"] = over_tls("TLSv1.3");
    CHECK(with_handshakes(servers, "https://192.0.2.1/a", [&](const Request&) {
            return answer;
          }).findings.empty());
  }
}

TEST_CASE("a server that wants a client certificate speaks the TLS that it wants it in") {
  Servers servers;
  servers.answers["https://192.0.2.1/a"] = over_tls("TLSv1.3");
  auto refused = over_tls("TLSv1.2");
  refused.problem = FetchProblem::tls;
  CHECK(with_handshakes(servers, "https://192.0.2.1/a", [&](const Request&) {
          return refused;
        }).findings.empty());
}

TEST_CASE("a host name is asked without SNI as well") {
  Servers servers;
  const std::string url = "https://prov.example.com/a";
  servers.answers[url] = over_tls("TLSv1.2");
  auto other = over_tls("TLSv1.2");
  SUBCASE("another certificate is told") {
    other.tls->chain = {to_bytes("default")};
    const auto download = with_handshakes(servers, url, [&](const Request&) { return other; });
    REQUIRE(servers.asked.size() == 2);
    CHECK_FALSE(servers.asked[1].tls.say_name);
    CHECK(says(only(download.findings, "download.tls-sni"), "shows another certificate"));
  }
  SUBCASE("a refusal is told") {
    const auto download = with_handshakes(
        servers, url, [&](const Request&) { return problem(FetchProblem::tls, "unrecognized name"); });
    CHECK(says(only(download.findings, "download.tls-sni"), "ends the handshake"));
  }
  SUBCASE("a refusal behind Hello is not: it is for want of a client certificate") {
    other.problem = FetchProblem::tls;
    other.tls->asks_for_certificate = true;
    CHECK(with_handshakes(servers, url, [&](const Request&) { return other; }).findings.empty());
  }
  SUBCASE("the same one is not") {
    CHECK(with_handshakes(servers, url, [&](const Request&) { return other; }).findings.empty());
  }
}

TEST_CASE("each server is asked once in a run, and a port without TLS not at all") {
  Servers servers;
  servers.answers["https://192.0.2.1/a"] = over_tls("TLSv1.3");
  servers.answers["https://192.0.2.1/b"] = over_tls("TLSv1.3");
  const auto fine = [](const Request&) { return over_tls("TLSv1.2"); };
  with_handshakes(servers, "https://192.0.2.1/a", fine);
  with_handshakes(servers, "https://192.0.2.1/b", fine);
  CHECK(servers.asked.size() == 3);
  servers.answers["https://192.0.2.2/a"] = problem(FetchProblem::tls);
  servers.answers["https://192.0.2.2/a"].tls = TlsFacts{};
  with_handshakes(servers, "https://192.0.2.2/a", fine);
  CHECK(servers.asked.size() == 4);
}

TEST_CASE("a file that is not there is looked for in the other case of the MAC") {
  struct Row {
    std::string_view asked;
    std::string_view other;
  };
  static constexpr Row k_rows[] = {
      {"http://192.0.2.1/0080F01234AB.cfg", "http://192.0.2.1/0080f01234ab.cfg"},
      {"http://192.0.2.1/x?mac=0080f01234ab", "http://192.0.2.1/x?mac=0080F01234AB"},
  };
  for (const auto& row : k_rows) {
    Servers servers;
    servers.answers[std::string(row.asked)] = answered(404);
    servers.answers[std::string(row.other)] = came();
    const auto download = servers.load(std::string(row.asked));
    CHECK(download.status == DownloadStatus::failed);
    CHECK(download.content.empty());
    CHECK(download.attempts.size() == 1);
    CHECK(ids_of(download.findings) == Ids{"download.not-found", "download.case-variant"});
    CHECK(says(download.findings[1], row.other));
    servers.answers.erase(std::string(row.other));
    CHECK(ids_of(servers.load(std::string(row.asked)).findings) == Ids{"download.not-found"});
  }
}

TEST_CASE("without the MAC, or when something else is wrong, nothing more is asked") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = answered(404);
  servers.answers["http://192.0.2.1/0080F01234AB"] = answered(403);
  servers.answers["http://0080f01234ab.example.com/a"] = answered(404);
  for (const auto& [url, answer] : servers.answers) servers.load(url);
  CHECK(servers.asked.size() == 3);
}

TEST_CASE("a file by TFTP or FTP is asked for by HTTP when advice is wanted") {
  for (const auto* scheme : {"tftp", "ftp"}) {
    Servers servers;
    servers.terms.advise = true;
    auto& slow = servers.answers[std::string(scheme) + "://192.0.2.1/utg/a.cfg"] = answered(0, "file");
    slow.elapsed = 2s;
    servers.answers["http://192.0.2.1/utg/a.cfg"] = came("file");
    const std::string url = std::string(scheme) + "://192.0.2.1/utg/a.cfg";
    const auto download = servers.load(url);
    CHECK(download.protocol == scheme);
    CHECK(ids_of(download.findings) == Ids{"download.advice"});
    CHECK(says(download.findings[0], "instead of 2.0 s"));
    CHECK(says(download.findings[0], "set what names this URL to http://192.0.2.1/utg/a.cfg"));
    servers.terms.named_by = SourceId::dhcp66;
    const auto found = servers.load(url).findings;
    CHECK(says(found[0], "set DHCP option 66 to http://192.0.2.1/utg/a.cfg"));
    CHECK(found[0].hint == "In dnsmasq: dhcp-option=66,http://192.0.2.1/utg/a.cfg");
    servers.answers["http://192.0.2.1/utg/a.cfg"] = came("another file");
    CHECK(servers.load(url).findings.empty());
    servers.terms.advise = false;
    const auto asked = servers.asked.size();
    servers.load(url);
    CHECK(servers.asked.size() == asked + 1);
  }
}

TEST_CASE("a run that ends during one more question keeps the file") {
  Servers servers;
  servers.answers["https://192.0.2.1/a"] = over_tls("TLSv1.3");
  FileDownload download(order_of({"https://192.0.2.1/a"}), servers.terms, servers.identity, servers.hosts);
  download.fetched(servers.answer(download.next_request().value()));
  REQUIRE_FALSE(download.is_over());
  download.stop("--timeout");
  CHECK(download.is_over());
  CHECK(download.take().status == DownloadStatus::ok);
}

}  // namespace provtool
