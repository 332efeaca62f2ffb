#include "io/libraries.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace provtool {

TEST_CASE("each library is named with its version, libcurl and its TLS library first") {
  const auto libraries = io_libraries();
  REQUIRE(libraries.size() >= 2);
  CHECK(libraries.front().starts_with("libcurl/"));
  CHECK(std::any_of(libraries.begin(), libraries.end(),
                    [](const auto& library) { return library.starts_with("c-ares/1."); }));
  CHECK(libraries.back().starts_with("libcap/"));
  for (const auto& library : libraries) CHECK(std::count(library.begin(), library.end(), '/') == 1);
}

}  // namespace provtool
