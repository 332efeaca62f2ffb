// The KX-UTG200 and KX-UTG300, and their B variants.
#pragma once

#include "device/phone.hpp"

namespace provtool {

extern const Phone k_kx_utg;

}  // namespace provtool
