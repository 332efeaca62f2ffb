// Whether the device files needed the certificates that the initial file delivers.
#pragma once

#include <optional>
#include <span>

#include "findings/catalogue.hpp"
#include "provisioning/loaded_file.hpp"

namespace provtool {

// Nothing when none was delivered, or no device file came: then nobody knows.
std::optional<Finding> judge_use_of_delivered(std::span<const LoadedFile> loaded);

}  // namespace provtool
