// The keys of the report, made from its JSON Schema.
#pragma once

#include <string>
#include <string_view>

namespace provtool::man {

// Lists of man(7): the keys of the whole, a section for each that has keys of its own, and one for each kind
// of entry. Throws what the JSON library throws when it is not a schema.
std::string report_keys(std::string_view schema);

}  // namespace provtool::man
