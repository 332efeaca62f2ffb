#include "app/load.hpp"

#include <doctest/doctest.h>

#include "app/runs.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::Ids;
using testing::ids_of;
using testing::k_initial;
using testing::k_standard;
using testing::says;

// ---- what a discovery leads to

SourceSection source(SourceId id, Status status, Standing standing, const std::string& url) {
  SourceSection section;
  section.source = id;
  section.status = status;
  section.standing = standing;
  section.url = url;
  if (status == Status::found) section.resolved = {url};
  return section;
}

SeenDhcpServer server(const std::string& name, const std::string& dns) {
  SeenDhcpServer seen;
  seen.server = name;
  SeenOption option;
  option.code = 6;
  option.hex = dns;
  seen.options = {option};
  return seen;
}

struct Discovered {
  explicit Discovered(Outcome outcome) { discovery.decision.outcome = outcome; }

  Discovery discovery;
  DiscoverySection section;
  [[nodiscard]] std::vector<Lead> leads() const { return leads_of(discovery, section); }
};

}  // namespace

TEST_CASE("the winner's URL is gone on with, and its server's DNS servers") {
  Discovered discovered(Outcome::won);
  discovered.section.sources = {source(SourceId::pnp, Status::no_answer, Standing::none, ""),
                                source(SourceId::dhcp160, Status::found, Standing::won, k_initial),
                                source(SourceId::dhcp66, Status::found, Standing::outranked, k_standard)};
  discovered.section.sources[1].server = "192.0.2.1";
  discovered.section.dhcp_servers = {server("192.0.2.9", "c0000209"), server("192.0.2.1", "c0000201")};
  const auto leads = discovered.leads();
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].contender.empty());
  CHECK(leads[0].url == k_initial);
  CHECK(leads[0].candidates == Ids{k_initial});
  CHECK(leads[0].name_servers == std::vector{IpAddress::parse("192.0.2.1").value()});
}

TEST_CASE("a winner that is not a usable URL leads nowhere, whatever stands below it") {
  Discovered discovered(Outcome::won);
  discovered.section.sources = {source(SourceId::dhcp160, Status::unusable, Standing::won, "\"quoted\""),
                                source(SourceId::dhcp66, Status::found, Standing::outranked, k_standard)};
  CHECK(discovered.leads().empty());
}

TEST_CASE("where it is undetermined the best source that was found is gone on with") {
  Discovered discovered(Outcome::undetermined);
  discovered.section.sources = {source(SourceId::pnp, Status::not_tested, Standing::none, ""),
                                source(SourceId::dhcp160, Status::found, Standing::none, k_initial),
                                source(SourceId::dhcp66, Status::found, Standing::none, k_standard)};
  const auto leads = discovered.leads();
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].url == k_initial);
}

TEST_CASE("no source leads nowhere") {
  Discovered discovered(Outcome::none);
  discovered.section.sources = {source(SourceId::pnp, Status::no_answer, Standing::none, "")};
  CHECK(discovered.leads().empty());
}

TEST_CASE("each contender's URL is gone on with, with its own DNS servers; or none, when it gives none") {
  Discovered discovered(Outcome::contested);
  discovered.discovery.identity.mac = testing::k_mac;
  discovered.discovery.decision.contenders = {
      {"192.0.2.1", "", 1ms, SourceId::dhcp160, "http://prov.example.com/"},
      {"192.0.2.2", "", 2ms, std::nullopt, ""},
      {"192.0.2.3", "", 3ms, SourceId::dhcp66, "\"quoted\""}};
  discovered.section.dhcp_servers = {server("192.0.2.1", "c0000201"), server("192.0.2.2", "c0000202")};
  const auto leads = discovered.leads();
  REQUIRE(leads.size() == 3);
  CHECK(leads[0].contender == "192.0.2.1");
  CHECK(leads[0].candidates == Ids{k_initial});
  CHECK(leads[1].contender == "192.0.2.2");
  CHECK(leads[1].candidates.empty());
  CHECK(leads[1].name_servers == std::vector{IpAddress::parse("192.0.2.2").value()});
  CHECK(leads[2].candidates.empty());
}

// ---- loading

namespace {

struct Loading : testing::Runs {
  Loading() { identity.mac = testing::k_mac; }

  Identity identity;
  std::vector<Lead> leads{{"", k_initial, {k_initial}, {}}};
  Report report;
  RunEnd end{};

  void load(DiscoverySection discovery = {}) {
    auto run = begun();
    run.report.discovery = std::move(discovery);
    Provisions provisions(run);
    REQUIRE(provisions.take(testing::Harmless::no_rights()));
    provtool::load(run, provisions, provisions.terms(), identity, leads);
    report = std::move(run.report);
    end = run.end;
  }
  // Two servers, the second's files under http://other.example.com.
  void contend() {
    world.answers(
        "http://other.example.com/KX-UTG200B.cfg",
        testing::came(testing::initial_file(testing::names("STANDARD", "http://other.example.com/s.cfg"))));
    world.answers("http://other.example.com/s.cfg", testing::came(testing::good_device_file()));
    const std::string url = "http://other.example.com/KX-UTG200B.cfg";
    leads = {{"192.0.2.1", k_initial, {k_initial}, {}}, {"192.0.2.2", url, {url}, {}}};
  }
};

}  // namespace

TEST_CASE("what a URL leads to is loaded, saved and told") {
  Loading loading;
  loading.options.load.save = loading.folder.path();
  loading.load();
  CHECK(loading.world.urls() == Ids{k_initial, testing::k_standard, testing::k_product, testing::k_master});
  REQUIRE(loading.report.boots.size() == 1);
  CHECK(loading.report.boots[0].outcome == BootOutcome::configured);
  CHECK(loading.saved() == Ids{"initial.cfg", "master.cfg", "product.cfg", "standard.cfg"});
  CHECK(loading.report.downloads.at(0).saved_as == loading.folder / "initial.cfg");
  CHECK_FALSE(loading.report.effective.empty());
}

TEST_CASE("of contenders each one's files are loaded, side by side, and saved apart") {
  Loading loading;
  loading.contend();
  loading.options.load.save = loading.folder.path();
  loading.load();
  REQUIRE(loading.report.boots.size() == 2);
  CHECK(loading.report.boots[1].contender == "192.0.2.2");
  CHECK(loading.report.boots[1].outcome == BootOutcome::configured);
  CHECK(loading.saved() == Ids{"contender1-initial.cfg", "contender1-master.cfg", "contender1-product.cfg",
                               "contender1-standard.cfg", "contender2-initial.cfg",
                               "contender2-standard.cfg"});
  CHECK(loading.world.urls()[1] == "http://other.example.com/KX-UTG200B.cfg");
}

TEST_CASE("a contender without a URL is counted all the same") {
  Loading loading;
  loading.contend();
  loading.leads.insert(loading.leads.begin(), {"192.0.2.9", "", {}, {}});
  loading.options.load.save = loading.folder.path();
  loading.load();
  CHECK(loading.saved().front() == "contender2-initial.cfg");
  CHECK(loading.saved().back() == "contender3-standard.cfg");
}

TEST_CASE("the effective configuration of contenders is not written, and that is said") {
  Loading loading;
  loading.contend();
  loading.options.output.secrets = Secrets::show;
  loading.options.files.effective = loading.folder / "effective.cfg";
  loading.load();
  CHECK(loading.saved().empty());
  CHECK(says(testing::only(loading.report.findings, "host.not-written"),
             "it depends on which DHCP server answers first"));
}

TEST_CASE("the effective configuration is written; where nothing came it is not, and that is said") {
  Loading loading;
  loading.options.output.secrets = Secrets::show;
  loading.options.files.effective = loading.folder / "effective.cfg";
  SUBCASE("all came") {
    loading.load();
    CHECK(says(testing::content_of(loading.folder / "effective.cfg"),
               "<CFG_RESYNC_FROM_SIP>standard</CFG_RESYNC_FROM_SIP>"));
    CHECK(says(loading.console.diagnostics, "was written"));
  }
  SUBCASE("nothing came") {
    loading.world.answers(k_initial, testing::answered(404));
    loading.load();
    CHECK(loading.saved().empty());
    CHECK(says(testing::only(loading.report.findings, "host.not-written"), "is not written: "));
  }
}

TEST_CASE("what was interrupted says by what") {
  Loading loading;
  loading.world.answers(k_standard, testing::silent());
  SUBCASE("Ctrl-C") {
    loading.world.is_interrupted(testing::k_start + 1s);
    loading.load();
    CHECK(loading.end == RunEnd::interrupted);
    CHECK(says(loading.report.downloads.at(1).reason, "(Ctrl-C)"));
    CHECK(loading.report.open.empty());
  }
  SUBCASE("--timeout") {
    loading.options.how_long.whole = 1s;
    loading.load();
    CHECK(loading.end == RunEnd::deadline);
    CHECK(says(loading.report.downloads.at(1).reason, "(--timeout)"));
  }
  CHECK(loading.report.downloads.at(0).status == DownloadStatus::ok);
  CHECK(loading.report.downloads.at(1).status == DownloadStatus::skipped);
}

TEST_CASE("a page behind option 160 is the captive portal's; behind another source it is only a page") {
  for (const auto winner : {SourceId::dhcp160, SourceId::dhcp66}) {
    Loading loading;
    loading.world.answers(k_initial, testing::came("<!DOCTYPE html><html>Log in</html>"));
    DiscoverySection discovery;
    discovery.decision.outcome = Outcome::won;
    discovery.decision.winner = winner;
    loading.load(discovery);
    const auto ids = ids_of(loading.report.findings);
    CHECK(std::count(ids.begin(), ids.end(), "dhcp4.captive-portal") == (winner == SourceId::dhcp160));
    CHECK(std::count(ids.begin(), ids.end(), "download.not-a-config") == 1);
  }
}

TEST_CASE("that names are looked up elsewhere than usual is said when there are names") {
  Loading loading;
  loading.leads[0].name_servers = {IpAddress::parse("192.0.2.53").value()};
  SUBCASE("names") {
    loading.load();
    CHECK(says(testing::only(loading.report.findings, "download.name-servers"), "192.0.2.53"));
    CHECK(loading.world.requests().front().name_servers == loading.leads[0].name_servers);
  }
  SUBCASE("addresses") {
    loading.leads[0].url = "http://192.0.2.80/a.cfg";
    loading.leads[0].candidates = {loading.leads[0].url};
    loading.load();
    for (const auto& id : ids_of(loading.report.findings)) CHECK(id != "download.name-servers");
  }
}

TEST_CASE("--resolve looks up the hosts that the configuration names, and fetches nothing from them") {
  Loading loading;
  loading.options.load.resolve = true;
  loading.load();
  const auto& asked = loading.world.requests().back();
  CHECK(asked.what == Request::What::lookup);
  CHECK(says(asked.url, "sip.example.com"));
  REQUIRE(loading.report.lookups.size() == 1);
  CHECK(loading.report.lookups[0].host == "sip.example.com");
  Loading without;
  without.load();
  CHECK(without.report.lookups.empty());
}

TEST_CASE("with rights that stay nothing is loaded") {
  Loading loading;
  auto run = loading.begun();
  const Provisions provisions(run);
  loading.world.cannot_drop_rights({"try again"});
  load(run, provisions, provisions.terms(), loading.identity, loading.leads);
  CHECK(loading.world.requests().empty());
  CHECK(ids_of(run.report.findings) == Ids{"host.rights-kept"});
}

TEST_CASE("a slow download is shown on a terminal, and gone afterwards") {
  Loading loading;
  loading.console.diagnostics_size = TerminalSize{80, 24};
  loading.load();
  CHECK(loading.console.diagnostics.empty());  // all came in a moment
}

}  // namespace provtool
