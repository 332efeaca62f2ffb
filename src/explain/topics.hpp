// Everything that `provtool explain` has a page about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explain/context.hpp"
#include "explain/explanation.hpp"

namespace provtool {

struct Topic {
  std::string_view group;  // "Findings about URLs"
  std::string_view name;   // "url.quoted"
  std::string summary;     // one sentence
};
// Sources, findings, parameters; of a group one behind the other.
std::vector<Topic> all_topics();

// What the word names: an id, a source, a parameter by its name or its path, in any case. Empty when it names
// nothing.
std::string_view topic_named(std::string_view word);
// What the word may be meant to be: those whose name behind the prefix it is, or else the closest one.
std::vector<std::string_view> topics_near(std::string_view word);

// `name` is one that topic_named() gives.
Explanation explain(std::string_view name, const Context& context);

}  // namespace provtool
