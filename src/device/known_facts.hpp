// What is known about a phone, and how surely, as README and manual tell it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "device/phone.hpp"

namespace provtool {

// Sentences with `words of the machine` between backticks.
struct KnownFact {
  std::string what;
  Confidence confidence;
  std::string source;      // where it is from
  std::string changed_by;  // empty when nothing changes it
};

std::vector<KnownFact> facts_known(const Phone& phone);
// The same as a table in Markdown.
std::string known_facts(const Phone& phone);

}  // namespace provtool
