// More parameters than those that are known, from a file in the form of data/parameters.json. JSON is read
// here because the report is where JSON belongs.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/trouble.hpp"
#include "config/catalogue.hpp"

namespace provtool {

// What the parameters point to; it must outlive the catalogue that they are added to.
struct MoreParameters {
  std::deque<Parameter> parameters;
  std::vector<std::string> contradictions;  // a sentence for each parameter that `known` says otherwise
  std::deque<std::string> words;
  std::deque<std::vector<std::string_view>> lists;
};

// A list of objects, each with `name` and, unless the name is known, `path`. What an object leaves out is as
// `known` has it. `name` of the file stands in the trouble, with the entry that is wrong.
Expected<MoreParameters> read_catalogue_file(std::string_view json, const std::string& name,
                                             const Catalogue& known);

}  // namespace provtool
