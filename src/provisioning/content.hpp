// Whether what came in a configuration file's place is one.
#pragma once

#include <optional>

#include <string>
#include "provisioning/download.hpp"

namespace provtool {

// What stands in its place, as a clause that may quote its first line: "it is an HTML page that begins …".
// Nothing for XML and for what is encrypted, be it sound or not.
std::optional<std::string> why_not_a_config(const Download& download);

}  // namespace provtool
