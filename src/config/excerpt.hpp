// A line of a file as it may be shown beside a finding.
#pragma once

#include <optional>
#include <string>

#include "config/catalogue.hpp"
#include "config/source_text.hpp"

namespace provtool {

// Nothing when the line may hold a secret: when it is not whole elements, or one of them is a secret's. A
// long one is cut.
std::optional<std::string> excerpt_of(const SourceText& text, std::size_t line, const Catalogue& catalogue);

}  // namespace provtool
