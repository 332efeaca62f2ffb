#include "report/progress_line.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;

std::string line(const std::vector<FetchProgress>& under_way, std::size_t width = 100) {
  return progress_line(under_way, width, Secrets::mask);
}

}  // namespace

TEST_CASE("of what is under way the one that has waited longest is told") {
  CHECK(line({}).empty());
  CHECK(line({{"http://a/x.cfg", 120'400, 1'000'000, 3200ms}}) ==
        "Loading http://a/x.cfg, 120 kB of 1000 kB, 3.2 s");
  CHECK(
      line({{"http://a/x.cfg", 512, {}, 1s}, {"http://a/y.cfg", 0, {}, 2s}, {"http://a/z.cfg", 1, {}, 0s}}) ==
      "Loading http://a/y.cfg, no answer yet, 2.0 s; 2 more");
  CHECK(line({{"http://a/x.cfg", 1, {}, 1s}}) == "Loading http://a/x.cfg, 1 byte, 1.0 s");
}

TEST_CASE("it fits its line, says no password and moves no cursor") {
  const FetchProgress progress{
      "ftp://u:invented-pass@prov.example.com/\x1b[2J/Config0080F0123456.cfg", 0, {}, 2s};
  for (const std::size_t width : {0U, 1U, 10U, 40U, 60U, 200U}) {
    CAPTURE(width);
    const auto text = line({progress}, width);
    CHECK(columns(text) <= width);
    CHECK_FALSE(clean(text).escaped);
    CHECK(text.find("invented-pass") == std::string::npos);
  }
  CHECK(line({progress}, 60).starts_with("Loading ftp://u:***"));
  CHECK(line({progress}, 60).ends_with("456.cfg, no answer yet, 2.0 s"));
}

}  // namespace provtool
