// What the value of a parameter may be, in a sentence.
#pragma once

#include <string>

#include "config/parameter.hpp"

namespace provtool {

// "Whole number from 0 to 65535."
std::string value_words(const Parameter& parameter);

}  // namespace provtool
