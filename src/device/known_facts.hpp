// What is known about a phone, and how surely, as the README tells it.
#pragma once

#include <string>

#include "device/phone.hpp"

namespace provtool {

// A table in Markdown.
std::string known_facts(const Phone& phone);

}  // namespace provtool
