// Whether a value is one that its parameter takes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/parameter.hpp"
#include "device/identity.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// What is wrong with a value that is not empty, by its type, range and length. `certain`: the guide prints
// the rule.
struct ValueFault {
  std::string what;  // behind the parameter's name: "is \"y\", neither Y nor N"; quotes no secret
  bool certain = false;
};
std::optional<ValueFault> check_value(const Parameter& parameter, std::string_view value);

// What the reader of provisioning URLs finds in a URL of a file. It is used as it is written: no default name
// is added to it, and blanks around it are not part of it. Findings without their place.
std::vector<Finding> check_url(std::string_view value, const Identity& identity);

}  // namespace provtool
