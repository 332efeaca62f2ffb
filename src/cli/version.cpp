#include "cli/version.hpp"

#include <fmt/format.h>

#include <CLI/Version.hpp>

namespace provtool {

std::string version_text(std::vector<std::string> libraries) {
  libraries.emplace_back("CLI11/" CLI11_VERSION);
  libraries.push_back(
      fmt::format("fmt/{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100));
  return fmt::format("provtool {}\nBuild: {}\nLibraries: {}\n", PROVTOOL_VERSION, PROVTOOL_BUILD,
                     fmt::join(libraries, " "));
}

}  // namespace provtool
