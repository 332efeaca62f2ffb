// A URL in option 17 without the header of a sub-option.
#pragma once

#include <vector>

#include "device/phone.hpp"
#include "findings/catalogue.hpp"
#include "wire/dhcpv6.hpp"

namespace provtool {

// One finding for each option 17 whose content is a value as it stands (field notes: enterprises). It
// is no value for the phone, and so a warning.
std::vector<Finding> bare_values(const dhcpv6::Message& message, const Phone& phone);

}  // namespace provtool
