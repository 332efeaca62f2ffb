// The pages of `provtool explain` for a person: at a terminal, or as Markdown in a ticket.
#pragma once

#include <span>
#include <string>

#include "explain/explanation.hpp"
#include "explain/topics.hpp"
#include "report/text.hpp"

namespace provtool {

std::string to_text(const Explanation& page, const TextStyle& style);
std::string to_markdown(const Explanation& page);

// A line for each topic, under the name of its group; what does not fit is cut.
std::string to_text(std::span<const Topic> topics, const TextStyle& style);
std::string to_markdown(std::span<const Topic> topics);

}  // namespace provtool
