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

// What is wrong with a value that is not empty, by its type, range and length: a clause that quotes no
// secret. `certain`: the guide prints the rule.
struct ValueFault {
  std::string what;
  bool certain = false;
};
std::optional<ValueFault> check_value(const Parameter& parameter, std::string_view value);

// What the reader of provisioning URLs finds in a URL of a file. It is used as it is written: no default name
// is added to it, and blanks around it are not part of it. Findings without their place.
std::vector<Finding> check_url(std::string_view value, const Identity& identity);

// The MAC of a phone that a value contains, in any spelling; its bytes as they stand there.
std::optional<std::string_view> find_mac(std::string_view value);

}  // namespace provtool
