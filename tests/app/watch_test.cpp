#include "app/watch.hpp"

#include <doctest/doctest.h>

#include "app/runs.hpp"
#include "app/save.hpp"
#include "base/text.hpp"
#include "report/json.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::content_of;
using testing::Ids;
using testing::k_standard;
using testing::k_start;
using testing::says;

// check of what was set by hand, with a minute between; the discovery takes seconds.
struct Watching : testing::Runs {
  int operator()(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"check", "--watch", "60", "--manual-url", "http://prov.example.com/"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return program(std::move(arguments));
  }
  // What was printed behind the first report.
  [[nodiscard]] std::string later() const {
    const auto end = console.result.rfind("\nArguments: ") + 1;
    REQUIRE(end > 0);
    const auto behind = console.result.substr(console.result.find('\n', end) + 1);
    return behind.starts_with("More: ") ? behind.substr(behind.find('\n') + 1) : behind;
  }
  [[nodiscard]] std::size_t rounds() const {
    const auto urls = world.urls();
    return static_cast<std::size_t>(std::count(urls.begin(), urls.end(), testing::k_initial));
  }
};

}  // namespace

TEST_CASE("it checks again and again until Ctrl-C, and prints nothing while nothing changes") {
  Watching watching;
  watching.world.is_interrupted(k_start + 250s);
  CHECK(watching() == 130);
  CHECK(watching.rounds() == 4);
  CHECK(watching.later().empty());
}

TEST_CASE("a change is printed once, with its time") {
  Watching watching;
  watching.world.answers(testing::k_product, testing::answered(404), k_start + 100s);
  watching.world.is_interrupted(k_start + 300s);
  CHECK(watching() == 130);
  CHECK(testing::count_of(watching.later(), "product file: ") == 1);
  CHECK(says(watching.later(), "1970-01-01T00:"));
  CHECK(says(watching.later(), "new warning download.partial: "));
}

TEST_CASE("Ctrl-C in a later round prints nothing of it") {
  Watching watching;
  watching.world.answers(k_standard, testing::silent(), k_start + 30s);
  watching.world.is_interrupted(k_start + 72s);
  CHECK(watching() == 130);
  CHECK(watching.rounds() == 2);
  CHECK(watching.later().empty());
}

TEST_CASE("where the first check could not be done it ends with that") {
  Watching watching;
  watching.world.has({});
  CHECK(watching() == 3);
  CHECK(watching.world.now() < k_start + 30s);
}

TEST_CASE("it ends when its output goes nowhere, at once or with the next change") {
  Watching closed;
  closed.console.trouble = Trouble{""};
  closed.world.is_interrupted(k_start + 300s);
  CHECK(closed() == 3);
  CHECK(closed.rounds() == 1);
  Watching full;
  full.console.trouble = Trouble{"cannot write: No space left on device"};
  full.world.is_interrupted(k_start + 300s);
  CHECK(full() == 3);
  CHECK(says(full.console.diagnostics, "No space left"));
}

TEST_CASE("it ends with a change that cannot be printed") {
  testing::Runs runs;
  runs.options.command = "check";
  runs.options.load.watch = 60s;
  auto run = runs.begun();
  int rounds = 0;
  const int code = watch(run, [&](Run& round) {
    if (++rounds < 3) return;
    runs.console.trouble = Trouble{""};
    round.report.findings.push_back(make_finding("host.no-address", "eth0 has no IPv4 address"));
  });
  CHECK(code == 3);
  CHECK(rounds == 3);
}

TEST_CASE("as JSON each report is a line, whether something changed or not") {
  Watching watching;
  watching.world.answers(testing::k_product, testing::answered(404), k_start + 100s);
  watching.world.is_interrupted(k_start + 250s);
  CHECK(watching({"--json"}) == 130);
  const auto lines = split(watching.console.result, '\n');
  REQUIRE(lines.size() == 5);
  CHECK(lines.back().empty());
  for (std::size_t i = 0; i < 4; ++i) CHECK(from_json(lines[i]));
  CHECK_FALSE(from_json(lines[0])->changes);
  CHECK(from_json(lines[1])->changes->empty());
  CHECK(says(lines[2], "new warning download.partial: "));
  CHECK(from_json(lines[3])->changes->empty());
}

TEST_CASE("a round of JSON that Ctrl-C ends is left out, and the first one is not") {
  Watching later;
  later.world.is_interrupted(k_start + 70s);
  CHECK(later({"--json"}) == 130);
  CHECK(testing::count_of(later.console.result, "\n") == 1);
  Watching first;
  first.world.is_interrupted(k_start + 1s);
  CHECK(first({"--json"}) == 130);
  CHECK(testing::count_of(first.console.result, "\n") == 1);
  CHECK(from_json(first.console.result)->verdict.exit_code == 130);
}

TEST_CASE("JSON ends when its reader has gone") {
  testing::Runs runs;
  runs.options.command = "check";
  runs.options.output.format = Format::json;
  runs.options.load.watch = 60s;
  auto run = runs.begun();
  int rounds = 0;
  CHECK(watch(run, [&](Run&) {
          if (++rounds == 2) runs.console.trouble = Trouble{""};
        }) == 3);
  CHECK(rounds == 2);
}

TEST_CASE("what stands before the check stands before each round") {
  Watching watching;
  watching.world.is_called_by_user();
  watching.world.is_interrupted(k_start + 300s);
  CHECK(watching({"--dhcp-timeout", "3600"}) == 130);
  CHECK(watching.rounds() >= 2);
  CHECK(watching.later().empty());
}

TEST_CASE("a later round replaces what this run wrote") {
  Watching watching;
  const std::string changed = testing::good_device_file();
  watching.world.answers(k_standard, testing::came(changed), k_start + 30s);
  watching.world.is_interrupted(k_start + 250s);
  CHECK(watching({"--save", watching.folder.path(), "--effective", watching.folder / "effective.cfg",
                  "--show-secrets", "--save-capture", watching.folder / "capture"}) == 130);
  CHECK(watching.rounds() == 4);
  CHECK_FALSE(says(watching.console.result, "host.not-written"));
  CHECK(content_of(watching.folder / "standard.cfg") == changed);
  CHECK(says(content_of(watching.folder / "effective.cfg"), ">product<"));
  CHECK(testing::count_of(watching.console.diagnostics, "was written") == 2);
}

TEST_CASE("and no file that somebody else put there meanwhile") {
  testing::Runs runs;
  runs.options.command = "check";
  runs.options.load.watch = 60s;
  runs.options.load.save = runs.folder.path();
  runs.world.is_interrupted(k_start + 100s);
  auto run = runs.begun();
  int rounds = 0;
  watch(run, [&](Run& round) {
    std::vector<Download> downloads(static_cast<std::size_t>(++rounds));
    downloads[0].role = DownloadRole::standard;
    downloads.back().role = rounds == 1 ? DownloadRole::standard : DownloadRole::product;
    for (auto& download : downloads) {
      download.status = DownloadStatus::ok;
      download.content = to_bytes(std::to_string(rounds));
    }
    if (rounds == 2) runs.folder.write("product.cfg", "mine");
    save(round, testing::Harmless::no_rights(), downloads, 0);
  });
  CHECK(rounds == 2);
  CHECK(content_of(runs.folder / "standard.cfg") == "2");
  CHECK(content_of(runs.folder / "product.cfg") == "mine");
  CHECK(says(runs.console.result, "new error host.not-written: "));
}

}  // namespace provtool
