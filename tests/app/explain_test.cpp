#include "app/explain.hpp"

#include <doctest/doctest.h>

#include "report/json.hpp"
#include "runs.hpp"

namespace provtool {

using testing::content_of;
using testing::Runs;
using testing::says;

namespace {

struct Explained : Runs {
  int run_with(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "explain");
    return run(arguments, world, console, files);
  }
  std::string saved(const std::string& name, const std::string& text) {
    const auto path = folder / name;
    std::ofstream(path) << text;
    return path;
  }
  std::string saved_report() {
    Report report;
    report.command = "discover";
    report.interface.emplace().name = "lan0";
    report.device.emplace().mac = "0080F0ABCDEF";
    report.findings.push_back(make_finding("url.quoted", "the value is in quotes", "dhcp66"));
    return saved("report.json", to_json(report));
  }
};

}  // namespace

TEST_CASE("explain prints a page, or lists them") {
  Explained page;
  CHECK(page.run_with({"url.quoted"}) == 0);
  CHECK(page.console.result.starts_with("url.quoted  error\n"));
  CHECK(page.console.diagnostics.empty());
  for (const auto& words : {std::vector<std::string>{}, {"--list"}}) {
    Explained list;
    CHECK(list.run_with(words) == 0);
    CHECK(list.reports("\n  url.quoted  "));
    CHECK(list.reports("\n  SIP_URI  "));
  }
}

TEST_CASE("with a report the page has its values, and the list its findings alone") {
  Explained page;
  CHECK(page.run_with({"url.quoted", "--context", page.saved_report()}) == 0);
  CHECK(page.reports("In this run\n  "));
  CHECK(page.reports("the value is in quotes"));
  CHECK(page.reports("provtool discover -i lan0 --mac 0080F0ABCDEF"));
  CHECK(page.reports("dhcp-option=66,"));
  Explained list;
  CHECK(list.run_with({"--context", list.saved_report()}) == 0);
  CHECK(list.reports("url.quoted"));
  CHECK_FALSE(list.reports("url.encoded"));
}

TEST_CASE("Markdown is a format of explain, and of a file that is named so") {
  Explained page;
  CHECK(page.run_with({"url.quoted", "--format", "markdown"}) == 0);
  CHECK(page.console.result.starts_with("# url.quoted (error)\n"));
  Explained file;
  const auto path = file.folder / "page.md";
  CHECK(file.run_with({"url.quoted", "-o", path}) == 0);
  CHECK(file.console.result.empty());
  CHECK(content_of(path).starts_with("# url.quoted (error)\n"));
  CHECK(says(file.console.diagnostics, "the page"));
  CHECK(file.run_with({"url.quoted", "-o", path}) == 3);
}

TEST_CASE("a report that does not conform is 3, and says where") {
  for (const auto* text :
       {"", "{}", "[1]", "{\"schema\": 2}", "{\"schema\": 1, \"findings\": 7}", "<html>"}) {
    Explained page;
    CHECK(page.run_with({"url.quoted", "--context", page.saved("r.json", text)}) == 3);
    CHECK(page.console.result.empty());
    CHECK(says(page.console.diagnostics, "r.json is not a report: "));
  }
  Explained none;
  CHECK(none.run_with({"url.quoted", "--context", none.folder / "no.json"}) == 3);
  CHECK(says(none.console.diagnostics, "no.json"));
}

TEST_CASE("secrets and control characters of a report are nowhere on the page") {
  Explained page;
  Report report;
  report.findings.push_back(
      make_finding("url.quoted", "a\x1b[31mb http://u:geheim@h.example.com/", "dhcp66"));
  CHECK(page.run_with({"url.quoted", "--context", page.saved("r.json", to_json(report))}) == 0);
  CHECK_FALSE(page.reports("\x1b"));
  CHECK_FALSE(page.reports("geheim"));
}

}  // namespace provtool
