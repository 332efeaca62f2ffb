#include "provisioning/file_download.hpp"

#include <doctest/doctest.h>

#include "support/downloads.hpp"
#include "support/findings.hpp"

namespace provtool {

using namespace testing;

TEST_CASE("a file comes, whatever it contains") {
  Servers servers;
  servers.answers["http://192.0.2.1/a.cfg"] = came("not a configuration");
  const auto download = servers.load("http://192.0.2.1/a.cfg");
  CHECK(download.status == DownloadStatus::ok);
  CHECK(download.protocol == "http");
  CHECK(download.final_url == "http://192.0.2.1/a.cfg");
  CHECK(download.http_status == 200);
  CHECK(download.bytes == 19);
  CHECK(as_text(download.content) == "not a configuration");
  CHECK(download.findings.empty());
  REQUIRE(download.attempts.size() == 1);
  CHECK(download.attempts[0].status == DownloadStatus::ok);
  CHECK(download.attempts[0].elapsed == 3ms);
}

TEST_CASE("the request has what the command line, the phone and the network say") {
  Servers servers;
  servers.terms.interface = "eth0";
  servers.terms.max_size = 1000;
  servers.terms.insecure = true;
  servers.terms.ipv6 = false;
  servers.terms.name_servers = {IpAddress::parse("192.0.2.53").value()};
  servers.terms.anchors = {{to_bytes("root"), TrustAnchor::From::given}};
  servers.load("https://192.0.2.1/a.cfg");
  REQUIRE(servers.asked.size() == 1);
  const auto& request = servers.asked[0];
  CHECK(request.what == Request::What::file);
  CHECK(request.user_agent == servers.terms.user_agent);
  CHECK(request.interface == "eth0");
  CHECK(request.most_bytes == 1000);
  CHECK(request.tls.insecure);
  CHECK(request.tls.anchors.size() == 1);
  CHECK(request.ipv4);
  CHECK_FALSE(request.ipv6);
  CHECK(request.name_servers.size() == 1);
  CHECK(request.time_limit == 7s);
  CHECK_FALSE(request.credentials);
}

TEST_CASE("without a protocol the candidates are tried in the phone's order, until one gives the file") {
  Servers servers;
  servers.answers["http://192.0.2.1/a.cfg"] = came();
  const auto download = servers.load(bare_address());
  CHECK(servers.urls() == std::vector<std::string>{"tftp://192.0.2.1/a.cfg", "http://192.0.2.1/a.cfg"});
  CHECK(download.status == DownloadStatus::ok);
  REQUIRE(download.attempts.size() == 2);
  CHECK(download.attempts[0].status == DownloadStatus::failed);
  CHECK(download.attempts[0].elapsed == 7s);
  CHECK(ids_of(download.findings) == Ids{"download.candidate-failed"});
  CHECK(says(download.findings[0], "TFTP 192.0.2.1: no answer from 192.0.2.1 within 7.0 s; the phone waits"));
}

TEST_CASE("a silent host costs at most 30 s, all candidates and files together") {
  Servers servers;
  Duration waited{};
  for (const auto* file : {"a", "b", "c"}) {
    auto order = bare_address();
    for (auto& url : order.candidates) url = url.substr(0, url.size() - 5) + file + ".cfg";
    servers.load(order);
  }
  for (const auto& request : servers.asked) waited += request.time_limit;
  CHECK(servers.asked.size() == 4);
  CHECK(waited <= 30s);
}

TEST_CASE("a host that has used up its 30 s is not asked at other ports either") {
  Servers servers;
  for (int port = 8000; port < 8010; ++port) servers.load("http://192.0.2.1:" + std::to_string(port) + "/");
  REQUIRE(servers.asked.size() == 5);
  CHECK(servers.asked.back().time_limit == 2s);
  servers.load("http://192.0.2.2/");
  CHECK(servers.asked.size() == 6);
}

TEST_CASE("a server that was silent once is not asked again, and that is said") {
  Servers servers;
  servers.load("http://192.0.2.1/a.cfg");
  const auto download = servers.load("http://192.0.2.1/b.cfg");
  CHECK(servers.asked.size() == 1);
  REQUIRE(download.attempts.size() == 1);
  CHECK(download.attempts[0].elapsed == 0s);
  CHECK(says(download.attempts[0].reason, "did not answer before"));
  CHECK(ids_of(download.findings) == Ids{"download.timeout"});
}

TEST_CASE("files that wait side by side use up a host's patience once") {
  Servers servers;
  std::vector<FileDownload> downloads;
  for (int i = 0; i < 3; ++i)
    downloads.emplace_back(bare_address(), servers.terms, servers.identity, servers.hosts);
  for (auto& download : downloads) servers.asked.push_back(download.next_request().value());
  for (auto& download : downloads) download.fetched(silent());
  servers.answers["http://192.0.2.1/a.cfg"] = problem(FetchProblem::refused);
  servers.answers["https://192.0.2.1/a.cfg"] = came();
  for (auto& download : downloads) {
    servers.run(download);
    CHECK(download.take().status == DownloadStatus::ok);
  }
}

TEST_CASE("a URL that needs a MAC which is not the phone's is not asked for") {
  Servers servers;
  servers.identity.mac_from = MacFrom::interface;
  for (const auto* url :
       {"http://192.0.2.1/{MAC}.cfg", "http://192.0.2.1/x?mac={mac}", "tftp://192.0.2.1/{mac}"}) {
    CAPTURE(url);
    const auto download = servers.load(url);
    CHECK(download.status == DownloadStatus::skipped);
    REQUIRE(download.open.size() == 1);
    CHECK(download.open[0].finding == "device.mac-not-phone");
    CHECK(says(download.open[0].to_settle, "--mac"));
  }
  const auto firmware = servers.load("http://192.0.2.1/{fwver}/a.cfg");
  CHECK(firmware.status == DownloadStatus::skipped);
  CHECK(says(firmware.open.at(0).to_settle, "--firmware"));
  CHECK(servers.asked.empty());
}

TEST_CASE("what is not there when the run ends is skipped, with the question of more time") {
  Servers servers;
  for (const bool on_time : {true, false}) {
    FileDownload download(bare_address(), servers.terms, servers.identity, servers.hosts);
    REQUIRE(download.next_request());
    download.stop(on_time ? "--timeout" : "Ctrl-C");
    CHECK(download.is_over());
    CHECK_FALSE(download.next_request());
    download.fetched(came());  // too late
    const auto result = download.take();
    CHECK(result.status == DownloadStatus::skipped);
    CHECK(says(result.reason, on_time ? "--timeout" : "Ctrl-C"));
    CHECK(result.open.size() == (on_time ? 1 : 0));
    CHECK(result.findings.empty());
  }
}

TEST_CASE("what was tried before the run ended is told") {
  Servers servers;
  FileDownload download(bare_address(), servers.terms, servers.identity, servers.hosts);
  auto refused = problem(FetchProblem::refused);
  refused.url = download.next_request()->url;
  download.fetched(refused);
  REQUIRE(download.next_request());
  download.stop("--timeout");
  const auto result = download.take();
  REQUIRE(result.attempts.size() == 1);
  CHECK(result.attempts[0].url == "tftp://192.0.2.1/a.cfg");
}

TEST_CASE("stopping what has ended changes nothing") {
  Servers servers;
  servers.answers["http://192.0.2.1/a.cfg"] = came();
  FileDownload download(order_of({"http://192.0.2.1/a.cfg"}), servers.terms, servers.identity, servers.hosts);
  servers.run(download);
  download.stop("--timeout");
  CHECK(download.take().status == DownloadStatus::ok);
}

}  // namespace provtool
