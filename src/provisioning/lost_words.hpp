// Why a file is lost, as a part of the sentence that says what the phone does then.
#pragma once

#include <string>

#include "provisioning/loaded_file.hpp"

namespace provtool {

// Of the file that the provisioning URL leads to: "its server refuses the connection".
std::string of_only_file(const LoadedFile& lost);
// To follow "its standard file": "does not load, because its server refuses the connection".
std::string of_device_file(const LoadedFile& lost);

// The same of several files: "are not there".
std::string of_several(std::string_view words);

}  // namespace provtool
