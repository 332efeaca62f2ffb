// Text as man(7) wants it.
#pragma once

#include <string>
#include <string_view>

namespace provtool::man {

// Escapes what roff would read as something else.
std::string roff(std::string_view text);

// Sentences of the tables: what is between backticks is bold.
std::string prose(std::string_view text);

std::string bold(std::string_view text);
std::string italic(std::string_view text);

// A line of a list: what it is about, in roff, and what is said of it.
std::string entry(std::string_view tag, std::string_view said);

}  // namespace provtool::man
