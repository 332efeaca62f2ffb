// The manual: one page per command, and those about the report, the findings and the phone.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option_table.hpp"

namespace provtool::man {

struct Page {
  std::string name;  // "provtool-discover"
  int section = 1;
  std::string text;

  [[nodiscard]] std::string file() const;  // "man1/provtool-discover.1"
};

// What is written by hand of a page ("provtool-discover.1"): its text with marks that are filled from the
// tables. Empty when there is none: a command's page is then made of the tables alone.
using Templates = std::function<std::string(const std::string& page)>;

std::vector<Page> manual(const CommandLine& line, const Templates& templates, std::string_view schema);

}  // namespace provtool::man
