#include "device/fact.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("confidences have the names the report uses") {
  CHECK(to_text(Confidence::guide) == "guide");
  CHECK(to_text(Confidence::sample) == "sample");
  CHECK(to_text(Confidence::sibling) == "sibling");
  CHECK(to_text(Confidence::assumption) == "assumption");
}

}  // namespace provtool
