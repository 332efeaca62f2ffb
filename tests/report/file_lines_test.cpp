#include "report/file_lines.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

ConfigFile file_with(Finding finding, const std::string& excerpt = "") {
  ConfigFile file;
  file.name = finding.place.file.value_or("");
  if (!excerpt.empty())
    file.excerpts[{finding.place.line.value(), finding.place.column.value()}] = {
        excerpt, finding.place.column.value()};
  file.findings.push_back(std::move(finding));
  return file;
}

Finding perm_at(std::size_t column, const std::string& file = "a.cfg") {
  return make_finding("config.bad-perm", "perm is wrong", Place{.file = file, .line = 3, .column = column});
}

LineStyle narrow(std::size_t columns) {
  LineStyle style;
  style.text.width = columns;
  return style;
}

}  // namespace

TEST_CASE("a finding is said as a compiler says it, with its line and a caret") {
  CHECK(to_lines(file_with(perm_at(5), "    <A perm=\"x\">"), {}) ==
        "a.cfg:3:5: error: perm is wrong [config.bad-perm]\n"
        "      <A perm=\"x\">\n"
        "      ^\n");
}

TEST_CASE("without a place a line names the file, and without a file the program") {
  CHECK(to_lines(file_with(make_finding("host.not-read", "gone", Place{.file = "a.cfg"})), {}) ==
        "a.cfg: error: gone [host.not-read]\n");
  CHECK(to_lines(file_with(make_finding("config.no-line", "none")), {}) ==
        "provtool: warning: none [config.no-line]\n");
}

TEST_CASE("what is less than was asked for is left out") {
  LineStyle style;
  style.least = Severity::error;
  CHECK(to_lines(file_with(make_finding("config.no-line", "none")), style).empty());
  CHECK_FALSE(to_lines(file_with(perm_at(1)), style).empty());
  style.least = std::nullopt;
  CHECK(to_lines(file_with(perm_at(1)), style).empty());
}

TEST_CASE("the caret stands below what is meant, behind wide characters too") {
  CHECK(says(to_lines(file_with(perm_at(3), "  <A/>"), {}), "    <A/>\n    ^\n"));
  // "ä" takes one column, and the Chinese character two.
  CHECK(says(to_lines(file_with(perm_at(3), "\xc3\xa4\xe4\xb8\xad<A/>"), {}),
             "  \xc3\xa4\xe4\xb8\xad<A/>\n     ^\n"));
}

TEST_CASE("on a narrow terminal the line is cut around the caret") {
  const std::string long_line =
      "<Aaaaaaaaaaaaaaaaaaaaaaaaaaaaa><B perm=\"x\">yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy</B>";
  const auto column = long_line.find("<B") + 1;
  const auto lines = to_lines(file_with(perm_at(column), long_line), narrow(40));
  CHECK(says(lines, "><B perm=\"x\">"));
  for (std::size_t begin = lines.find('\n') + 1; begin < lines.size(); begin = lines.find('\n', begin) + 1) {
    const auto line = lines.substr(begin, lines.find('\n', begin) - begin);
    CHECK(columns(line) <= 40);
  }
  const auto caret = lines.substr(lines.rfind('\n', lines.size() - 2) + 1);
  const auto shown = lines.substr(lines.find('\n') + 1);
  const auto before = shown.substr(0, shown.find("<B"));
  CHECK(columns(before) == caret.find('^'));
  CHECK(says(to_lines(file_with(perm_at(column), long_line), {}), long_line));
}

TEST_CASE("the severity has its color, and nothing else has") {
  LineStyle style;
  style.text.color = true;
  CHECK(to_lines(file_with(perm_at(5)), style) ==
        "a.cfg:3:5: \x1b[31merror\x1b[0m: perm is wrong [config.bad-perm]\n");
}

TEST_CASE("names and messages are made fit for a terminal, and secrets masked") {
  auto finding = perm_at(1, "a\x1b[31m\n.cfg");
  finding.message = "the value is " + foreign("http://user:canary@host/");
  CHECK(to_lines(file_with(finding), {}) ==
        "a\\x1b[31m\\x0a.cfg:3:1: error: the value is http://user:***@host/ [config.bad-perm]\n");
  LineStyle style;
  style.secrets = Secrets::show;
  CHECK(says(to_lines(file_with(finding), style), "http://user:canary@host/"));
}

TEST_CASE("with -v it is said what to do") {
  LineStyle style;
  style.text.verbose = true;
  CHECK(says(to_lines(file_with(perm_at(1)), style), "[config.bad-perm]\n  Use RW or R, with ! before it"));
}

}  // namespace provtool
