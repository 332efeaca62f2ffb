#include "cli/version.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/text.hpp"

namespace provtool {

TEST_CASE("the first line of the version is a name and a number, then come build and libraries") {
  const auto text = version_text({"libflour/1.2", "libwater/3.4"});
  const auto lines = split(text, '\n');
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == fmt::format("provtool {}", PROVTOOL_VERSION));
  CHECK(lines[1].starts_with("Build: "));
  CHECK(lines[1].find("sanitizers") != std::string_view::npos);
  CHECK(lines[2].starts_with("Libraries: libflour/1.2 libwater/3.4 CLI11/"));
  CHECK(lines[2].find(" fmt/") != std::string_view::npos);
  CHECK(lines[3].empty());
}

}  // namespace provtool
