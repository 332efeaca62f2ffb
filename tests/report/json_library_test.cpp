#include "report/json_library.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("the JSON library is named with its version") {
  CHECK(json_library().starts_with("nlohmann-json/3."));
}

}  // namespace provtool
