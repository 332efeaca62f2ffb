#include "app/check.hpp"

#include <doctest/doctest.h>

#include "app/runs.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::Ids;
using testing::k_initial;
using testing::k_standard;
using testing::Runs;
using testing::says;

}  // namespace

// ---- a URL that is given

TEST_CASE("fetch loads what a URL leads to, and asks nobody else") {
  Runs runs;
  CHECK(runs.fetch() == 0);
  CHECK(runs.world.urls() == Ids{k_initial, k_standard, testing::k_product, testing::k_master});
  CHECK(runs.world.sent().empty());
  CHECK(runs.world.rights_dropped());
  CHECK(runs.reports("\"outcome\": \"configured\""));
  CHECK(says(runs.world.requests()[0].user_agent, "0080f01234ab"));
  CHECK(runs.world.requests()[0].interface.empty());
}

TEST_CASE("fetch asks as the phone that is named, or says that it did not") {
  Runs runs;
  CHECK(runs.fetch({"--user-agent", "Invented/1"}) == 0);
  CHECK(runs.world.requests()[0].user_agent == "Invented/1");
  CHECK_FALSE(runs.reports("device.mac-not-phone"));
  CHECK(runs.reports("the model is KX-UTG200B"));
  Runs unnamed;
  const std::vector<std::string> arguments{"fetch", k_initial, "--json", "--model", "KX-UTG300B"};
  run(arguments, unnamed.world, unnamed.console, unnamed.files);
  CHECK(unnamed.reports("device.mac-not-phone"));
  CHECK(says(unnamed.world.requests().at(0).user_agent, "KX-UTG300B"));
  CHECK_FALSE(unnamed.reports("the model is"));
}

TEST_CASE("fetch goes out of the interface that is named, if it is there") {
  Runs runs;
  CHECK(runs.fetch({"-i", "eth0"}) == 0);
  CHECK(runs.world.requests()[0].interface == "eth0");
  Runs gone;
  CHECK(gone.fetch({"-i", "nope0"}) == 3);
  CHECK(gone.reports("host.no-interface"));
  CHECK(gone.world.requests().empty());
}

TEST_CASE("fetch needs no interface to ask DHCP on") {
  Runs runs;
  runs.world.has({});
  CHECK(runs.fetch() == 0);
}

TEST_CASE("this computer itself is asked, with the warning that no phone finds it there") {
  Runs runs;
  const std::string url = "http://127.0.0.1:8080/a.cfg";
  runs.world.answers(url, testing::came(testing::initial_file(testing::names("STANDARD", k_standard))));
  CHECK(runs.fetch({}, url) == 0);
  CHECK(runs.world.urls() == Ids{url, k_standard});
  CHECK(runs.reports("url.host-impossible"));
  CHECK(runs.fetch({"--fail-on", "warning"}, url) == 1);
}

TEST_CASE("what is not a usable URL is not asked") {
  for (const auto* url :
       {"scp://prov.example.com/a.cfg", "\"http://prov.example.com/\"", "http://h:99999/"}) {
    CAPTURE(url);
    Runs runs;
    CHECK(runs.fetch({}, url) == 1);
    CHECK(runs.reports("\"severity\": \"error\""));
    CHECK(runs.world.requests().empty());
  }
}

TEST_CASE("a URL with {MAC} needs the phone's MAC") {
  Runs runs;
  const std::vector<std::string> arguments{"fetch", "http://prov.example.com/{MAC}.cfg", "--json"};
  CHECK(run(arguments, runs.world, runs.console, runs.files) == 3);
  CHECK(runs.reports("\"status\": \"undetermined\""));
  CHECK(runs.world.requests().empty());
}

TEST_CASE("--role says what the file is") {
  Runs runs;
  CHECK(runs.fetch({"--role", "standard"}, k_standard) == 0);
  CHECK(runs.world.urls() == Ids{k_standard});
  CHECK(runs.reports("\"role\": \"standard\""));
  CHECK_FALSE(runs.reports("config.device-in-initial"));
  Runs initial;
  CHECK(initial.fetch({}, k_standard) == 0);
  CHECK(initial.reports("config.device-in-initial"));
}

TEST_CASE("credentials of --user reach the origin of the URL alone") {
  Runs runs;
  runs.world.answers(
      k_initial,
      testing::came(testing::initial_file(testing::names("STANDARD", "http://other.example.com/s.cfg"))));
  runs.fetch({"--user", "phone:invented"});
  REQUIRE(runs.world.requests().size() >= 2);
  REQUIRE(runs.world.requests()[0].credentials);
  CHECK(runs.world.requests()[0].credentials->password == "invented");
  CHECK_FALSE(runs.world.requests()[1].credentials);
  CHECK_FALSE(runs.reports("invented"));
}

TEST_CASE("a dry run of fetch says how each request would stand in the server's log, and sends nothing") {
  Runs runs;
  CHECK(runs.fetch({"--dry-run", "--save", runs.folder / "new", "--user", "phone:invented"}, "192.0.2.1") ==
        0);
  CHECK(runs.world.requests().empty());
  CHECK(runs.world.sent().empty());
  CHECK(runs.saved().empty());
  for (const auto* words :
       {"tftp://192.0.2.1/KX-UTG200B.cfg", "RRQ KX-UTG200B.cfg octet", "https://192.0.2.1/",
        "GET /KX-UTG200B.cfg HTTP/1.1", "ftp://192.0.2.1/", "what comes is saved in "})
    CHECK_MESSAGE(runs.reports(words), words);
  CHECK_FALSE(runs.reports("invented"));
}

TEST_CASE("a file that could not be written ends fetch before anything is asked") {
  for (const auto* option : {"--output", "--effective"}) {
    CAPTURE(option);
    Runs runs;
    runs.folder.write("mine", "mine");
    CHECK(runs.fetch({option, runs.folder / "mine"}) == 3);
    CHECK(runs.world.requests().empty());
    CHECK(testing::content_of(runs.folder / "mine") == "mine");
  }
}

TEST_CASE("with rights that stay fetch asks nobody") {
  Runs runs;
  runs.world.cannot_drop_rights({"try again"});
  CHECK(runs.fetch() == 3);
  CHECK(runs.reports("host.rights-kept"));
  CHECK(runs.world.requests().empty());
}

TEST_CASE("a dry run names the user that a server would be told") {
  Runs runs;
  CHECK(runs.fetch({"--dry-run", "--user", "phone:invented"}, "ftp://192.0.2.1/a.cfg") == 0);
  CHECK(runs.reports("PASS ***, TYPE I, RETR a.cfg"));
  CHECK_FALSE(runs.reports("USER anonymous"));
  CHECK_FALSE(runs.reports("invented"));
  Runs anonymous;
  CHECK(anonymous.fetch({"--dry-run"}, "ftp://192.0.2.1/a.cfg") == 0);
  CHECK(anonymous.reports("USER anonymous"));
}

TEST_CASE("where nothing can be waited for any more, fetch could not do it, and says so") {
  Runs runs;
  runs.world.answers(k_standard, testing::silent());
  runs.world.cannot_wait(testing::k_start + 1s, "poll: Cannot allocate memory");
  CHECK(runs.fetch() == 3);
  CHECK(runs.reports("host.cannot-wait"));
  CHECK(runs.reports("poll: Cannot allocate memory"));
}

TEST_CASE("Ctrl-C ends fetch with what came so far") {
  Runs runs;
  runs.world.answers(k_standard, testing::silent());
  runs.world.is_interrupted(testing::k_start + 1s);
  CHECK(runs.fetch() == 130);
  CHECK(runs.world.requests_abandoned());
  CHECK(runs.reports("\"exit_code\": 130"));
  CHECK(runs.reports("(Ctrl-C)"));
  CHECK(runs.reports("\"status\": \"undetermined\""));
}

// ---- a URL that is discovered

TEST_CASE("check discovers, and loads what that leads to") {
  Runs runs;
  CHECK(runs.program({"check", "--json", "--manual-url", "http://prov.example.com/"}) == 0);
  CHECK_FALSE(runs.world.sent().empty());
  CHECK(runs.world.urls().front() == k_initial);
  CHECK(runs.world.requests().front().interface == "eth0");
  CHECK(runs.reports("\"winner\": \"manual\""));
  CHECK(runs.reports("\"outcome\": \"configured\""));
}

TEST_CASE("fetch without a URL does the same") {
  Runs runs;
  CHECK(runs.program({"fetch", "--json", "--manual-url", "http://prov.example.com/"}) == 0);
  CHECK(runs.world.urls().front() == k_initial);
}

TEST_CASE("a discovery that leads nowhere loads nothing") {
  Runs runs;
  CHECK(runs.program({"check", "--json"}) != 0);
  CHECK_FALSE(runs.world.sent().empty());
  CHECK(runs.world.requests().empty());
}

TEST_CASE("a discovery that is interrupted loads nothing") {
  Runs runs;
  runs.world.is_interrupted(testing::k_start + 1s);
  CHECK(runs.program({"check", "--json", "--manual-url", "http://prov.example.com/"}) == 130);
  CHECK(runs.world.requests().empty());
}

TEST_CASE("a link that goes while files are loaded is told") {
  Runs runs;
  runs.world.answers(k_standard, testing::silent());
  runs.world.answers(k_initial, testing::came(testing::initial_file(testing::names("STANDARD", k_standard))));
  SUBCASE("for good") {
    runs.world.link_becomes(testing::k_start + 9s, {.present = false});
  }
  SUBCASE("for a while, in which a server may have answered") {
    runs.world.link_becomes(testing::k_start + 9s, {.carrier = false});
    runs.world.link_becomes(testing::k_start + 10s, {});
  }
  CHECK(runs.program({"check", "--json", "--manual-url", "http://prov.example.com/"}) == 3);
  CHECK(runs.world.urls().back() == k_standard);
  CHECK(testing::count_of(runs.console.result, "\"id\": \"host.link-lost\"") == 1);
}

TEST_CASE("a link that comes back before a file is lost changes nothing else") {
  Runs runs;
  auto slow = testing::came(testing::good_device_file());
  slow.elapsed = 6s;
  runs.world.answers(k_standard, slow);
  runs.world.link_becomes(testing::k_start + 9s, {.carrier = false});
  runs.world.link_becomes(testing::k_start + 10s, {});
  CHECK(runs.program({"check", "--json", "--manual-url", "http://prov.example.com/"}) == 0);
  CHECK(runs.reports("host.link-lost"));
  CHECK(runs.reports("\"outcome\": \"configured\""));
}

TEST_CASE("a dry run without an interface to ask on says that, and plans nothing") {
  Runs runs;
  runs.world.has({});
  CHECK(runs.program({"check", "--json", "--dry-run", "--manual-url", "http://prov.example.com/"}) == 3);
  CHECK(runs.reports("host.no-interface"));
  CHECK_FALSE(runs.reports("Nothing was sent."));
}

TEST_CASE("a dry run of check shows the packets and the requests, and sends nothing") {
  Runs runs;
  CHECK(runs.program({"check", "--json", "--dry-run", "--manual-url", "http://prov.example.com/"}) == 0);
  CHECK(runs.world.requests().empty());
  CHECK(runs.world.sent().empty());
  CHECK(runs.reports("DHCPDISCOVER"));
  CHECK(runs.reports("GET /KX-UTG200B.cfg HTTP/1.1"));
}

}  // namespace provtool
