#include "provisioning/candidate_walk.hpp"

#include <doctest/doctest.h>

#include "support/downloads.hpp"
#include "support/findings.hpp"

namespace provtool {

using namespace testing;

namespace {

std::string password_at(const Servers& servers, std::string_view url) {
  for (const auto& request : servers.asked)
    if (request.url == url && request.what == Request::What::file)
      return request.credentials ? request.credentials->password : "";
  return "never asked";
}

}  // namespace

TEST_CASE("a redirect is followed by hand, each hop an attempt, and all of them one warning") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = redirecting("http://192.0.2.2/b", 301);
  servers.answers["http://192.0.2.2/b"] = redirecting("http://192.0.2.2/c");
  servers.answers["http://192.0.2.2/c"] = came();
  const auto download = servers.load("http://192.0.2.1/a");
  CHECK(download.status == DownloadStatus::ok);
  CHECK(download.final_url == "http://192.0.2.2/c");
  REQUIRE(download.attempts.size() == 3);
  CHECK(download.attempts[0].status == DownloadStatus::ok);
  CHECK(says(download.attempts[0].reason, "answered 301: to http://192.0.2.2/b"));
  CHECK(download.attempts[1].url == "http://192.0.2.2/b");
  CHECK(ids_of(download.findings) == Ids{"download.redirected"});
  CHECK(says(download.findings[0],
             "http://192.0.2.1/a redirects to http://192.0.2.2/b, and that one to http://192.0.2.2/c"));
}

TEST_CASE("a redirect that is not followed loses the file, and nothing is asked there") {
  struct Row {
    std::string_view target;
    std::string_view id;
  };
  static constexpr Row k_rows[] = {{"http://192.0.2.1/a", "download.redirect-loop"},
                                   {"file:///etc/passwd", "download.redirect-refused"},
                                   {"http://127.0.0.1/a", "download.redirect-refused"}};
  for (const auto& row : k_rows) {
    Servers servers;
    servers.answers["http://192.0.2.1/a"] = redirecting(std::string(row.target));
    const auto download = servers.load("http://192.0.2.1/a");
    CHECK(servers.asked.size() == 1);
    CHECK(ids_of(download.findings) == Ids{std::string(row.id)});
    REQUIRE(download.attempts.size() == 1);
    CHECK(download.attempts[0].status == DownloadStatus::failed);
  }
}

TEST_CASE("endless redirects end after five") {
  Servers servers;
  for (int i = 0; i < 20; ++i)
    servers.answers["http://192.0.2.1/" + std::to_string(i)] =
        redirecting("http://192.0.2.1/" + std::to_string(i + 1));
  CHECK(ids_of(servers.load("http://192.0.2.1/0").findings) == Ids{"download.redirect-loop"});
  CHECK(servers.asked.size() == 6);
}

TEST_CASE("a candidate has seven seconds, its redirects among them") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = redirecting("http://192.0.2.1/b");
  servers.answers["http://192.0.2.1/a"].elapsed = 5s;
  servers.load("http://192.0.2.1/a");
  REQUIRE(servers.asked.size() == 2);
  CHECK(servers.asked[1].time_limit == 2s);
}

TEST_CASE("credentials are not sent on to another origin, and none are taken from a Location") {
  Servers servers;
  servers.terms.user = Credentials{"user", "option"};
  servers.answers["http://192.0.2.1/a"] = redirecting("http://thief:canary@192.0.2.2/b");
  servers.answers["http://192.0.2.2/b"] = redirecting("https://192.0.2.1/c");
  servers.answers["https://192.0.2.1/c"] = came();
  const auto download = servers.load("http://u:own@192.0.2.1/a");
  CHECK(password_at(servers, "http://192.0.2.1/a") == "own");
  CHECK(password_at(servers, "http://192.0.2.2/b").empty());
  CHECK(password_at(servers, "https://192.0.2.1/c").empty());
  CHECK(says(only(download.findings, "download.redirected"),
             "the user and password in its Location are not used"));
}

TEST_CASE("a redirect within the origin keeps the credentials") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = redirecting("http://192.0.2.1:80/b");
  servers.answers["http://192.0.2.1:80/b"] = came();
  servers.load("http://u:own@192.0.2.1/a");
  CHECK(password_at(servers, "http://192.0.2.1:80/b") == "own");
}

TEST_CASE("credentials are those of a Location only when it names them itself") {
  struct Row {
    std::string_view location;
    std::string_view absolute;  // as libcurl makes it
    bool named;
  };
  static constexpr Row k_rows[] = {{"/b", "http://u:own@192.0.2.1/b", false},
                                   {"b", "http://u:own@192.0.2.1/b", false},
                                   {"//x:y@192.0.2.1/b", "http://x:y@192.0.2.1/b", true},
                                   {"http://x@192.0.2.1/b", "http://x@192.0.2.1/b", true},
                                   {"/b@c:d", "http://u:own@192.0.2.1/b@c:d", false}};
  for (const auto& row : k_rows) {
    CAPTURE(row.location);
    Servers servers;
    auto& redirect = servers.answers["http://192.0.2.1/a"] = redirecting(std::string(row.location));
    redirect.redirect_url = row.absolute;
    const auto download = servers.load("http://u:own@192.0.2.1/a");
    REQUIRE(servers.asked.size() == 2);
    CHECK(servers.asked[1].credentials->password == "own");
    CHECK(servers.asked[1].url.find("own") == std::string::npos);
    CHECK(says(only(download.findings, "download.redirected"), "are not used") == row.named);
  }
}

TEST_CASE("the name of another host is looked up before it is followed") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = redirecting("http://rebound.example.com/b");
  servers.answers["http://rebound.example.com/b"] = came();
  servers.answers["http://rebound.example.com/b"].addresses = {IpAddress::parse("127.0.0.1").value()};
  const auto download = servers.load("http://192.0.2.1/a");
  REQUIRE(servers.asked.size() == 2);
  CHECK(servers.asked[1].what == Request::What::lookup);
  CHECK(ids_of(download.findings) == Ids{"download.redirect-refused"});
  servers.answers["http://rebound.example.com/b"].addresses = {IpAddress::parse("192.0.2.7").value()};
  CHECK(servers.load("http://192.0.2.1/a").status == DownloadStatus::ok);
}

TEST_CASE("a redirect to a name that nobody knows says so, with the reason") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = redirecting("http://unknown.example.com/b");
  servers.answers["http://unknown.example.com/b"] =
      problem(FetchProblem::name_lookup, "192.0.2.53 says that there is no such name");
  const auto download = servers.load("http://192.0.2.1/a");
  CHECK(says(only(download.findings, "download.name-lookup"), "192.0.2.53 says"));
  REQUIRE(download.attempts.size() == 2);
  CHECK(download.attempts[1].url == "http://unknown.example.com/b");
  CHECK(servers.load("http://unknown.example.com/c").status == DownloadStatus::failed);
  CHECK(servers.asked.size() == 2);
}

TEST_CASE("a server that answers slowly leaves no time for a look-up") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = redirecting("http://prov.example.com/b");
  servers.answers["http://192.0.2.1/a"].elapsed = 7s;
  only(servers.load("http://192.0.2.1/a").findings, "download.timeout");
  CHECK(servers.asked.size() == 1);
}

TEST_CASE("the question of a password names the option for the host that asks") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = answered(401);
  servers.answers["http://192.0.2.2/a"] = answered(401);
  servers.answers["http://192.0.2.1/b"] = redirecting("http://192.0.2.2/a");
  CHECK(servers.load("http://192.0.2.1/a").open.at(0).to_settle == "Give the user and password with --user.");
  const auto elsewhere = servers.load("http://192.0.2.1/b");
  CHECK(elsewhere.open.at(0).to_settle == "Give the user and password of 192.0.2.2 with --credentials.");
  CHECK(ids_of(elsewhere.findings) == Ids{"download.auth", "download.redirected"});
}

TEST_CASE("a server that says what it was told is not quoted with the password") {
  Servers servers;
  servers.terms.user = Credentials{"alice", "invented7"};
  auto refused = answered(401);
  refused.challenge = "Basic realm=\"no invented7 for alice\"";
  servers.answers["http://192.0.2.1/a"] = refused;
  servers.answers["ftp://192.0.2.1/a"] = problem(FetchProblem::login, "530 invented7 is wrong", 530);
  for (const auto* url : {"http://192.0.2.1/a", "ftp://192.0.2.1/a"}) {
    const auto download = servers.load(url);
    CHECK(says(download.reason, "***"));
    CHECK_FALSE(says(download.reason, "invented7"));
    CHECK_FALSE(says(download.findings.at(0).message, "invented7"));
    CHECK_FALSE(says(download.attempts.at(0).reason, "invented7"));
  }
}

TEST_CASE("an FTP server without passive connections is asked once more for an active one") {
  Servers servers;
  const std::string url = "ftp://192.0.2.1/a";
  FileDownload download(order_of({url}), servers.terms, servers.identity, servers.hosts);
  CHECK_FALSE(download.next_request()->ftp_active);
  auto passive = problem(FetchProblem::ftp_passive, "502 PASV not implemented", 502);
  download.fetched(passive);
  REQUIRE_FALSE(download.is_over());
  CHECK(download.next_request()->ftp_active);
  SUBCASE("which works, and is said") {
    download.fetched(answered(226, "x"));
    const auto result = download.take();
    CHECK(result.status == DownloadStatus::ok);
    CHECK(result.attempts.size() == 2);
    CHECK(ids_of(result.findings) == Ids{"download.ftp-active"});
  }
  SUBCASE("or not") {
    download.fetched(passive);
    CHECK(download.is_over());
    CHECK(ids_of(download.take().findings) == Ids{"download.failed"});
  }
}

TEST_CASE("data from elsewhere is told") {
  Servers servers;
  auto& tftp = servers.answers["tftp://192.0.2.1/a"] = answered(0, "x");
  tftp.foreign = {"192.0.2.99:4242"};
  tftp.foreign_count = 3;
  auto download = servers.load("tftp://192.0.2.1/a");
  CHECK(download.status == DownloadStatus::ok);
  CHECK(says(only(download.findings, "download.foreign-sender"), "3 packets came from 192.0.2.99:4242"));
  tftp.problem = FetchProblem::timeout;
  tftp.body.clear();
  download = servers.load("tftp://192.0.2.1/a");
  CHECK(download.status == DownloadStatus::failed);
  CHECK(says(only(download.findings, "download.foreign-sender"), "NAT or a second address"));
  auto& ftp = servers.answers["ftp://192.0.2.1/a"] = answered(226, "x");
  ftp.foreign = {"198.51.100.7"};
  CHECK(says(only(servers.load("ftp://192.0.2.1/a").findings, "download.ftp-address"), "198.51.100.7"));
}

TEST_CASE("what is not one of the four protocols is not asked for") {
  Servers servers;
  CHECK(servers.load("scp://192.0.2.1/a").status == DownloadStatus::failed);
  CHECK(servers.asked.empty());
}

}  // namespace provtool
