// A test process counts as one without rights, whoever runs it: giving them back would be for good, and for
// the tests after this one.
#pragma once

#include "io/rights.hpp"

namespace provtool::testing {

struct Harmless {
  static NoRights no_rights() { return {}; }
};

}  // namespace provtool::testing
