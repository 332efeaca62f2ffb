// What is said of an element that is not known where it stands: what it was meant to be, or where it belongs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/catalogue.hpp"

namespace provtool {

// The one of `names` that was meant by `word`: written in another case, with other signs between its words,
// with a few letters wrong, or shortened; empty for none.
std::string_view meant(std::string_view word, const std::vector<std::string_view>& names);

// A name from a file, for a sentence. Without the brackets of a tag: behind the tag of a secret everything
// would be masked.
std::string named(std::string_view name);

// Of an element in the section `around` that holds a value: "…; did you mean CFG_CYCLIC?".
std::string about_unknown_parameter(std::string_view name, const Section& around, const Catalogue& catalogue);

// Of an element that contains others, or nothing.
std::string about_unknown_section(std::string_view name, const Section& around, const Catalogue& catalogue);

// Whether an empty element is a section all the same: one of another place, or one that is spelled wrong.
bool is_like_a_section(std::string_view name, const Section& around, const Catalogue& catalogue);

// Whether it is the name of a secret of the catalogue, or that with a few letters wrong: SIP_PAS.
bool is_nearly_a_secret(std::string_view name, const Catalogue& catalogue);

// The parameter of this name, in whatever case it is written; null for none.
const Parameter* find_in_any_case(std::string_view name, const Catalogue& catalogue);

}  // namespace provtool
