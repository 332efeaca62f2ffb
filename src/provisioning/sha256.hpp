// The fingerprint of a file.
#pragma once

#include <string>

#include "base/bytes.hpp"

namespace provtool {

std::string sha256(ByteView bytes);  // FIPS 180-4, in lower-case hex

}  // namespace provtool
