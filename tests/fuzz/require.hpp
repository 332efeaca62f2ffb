// What must hold in a fuzz target, also in a build without assertions.
#pragma once

#include <cstdlib>

inline void require(bool holds) {
  if (!holds) std::abort();
}
