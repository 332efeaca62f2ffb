#include "support/golden.hpp"

#include <cstdlib>
#include <fstream>

#include "support/data_file.hpp"

namespace provtool::testing {

std::string golden(const std::string& name, const std::string& text) {
  if (std::getenv("PROVTOOL_UPDATE_GOLDEN") != nullptr) {
    std::ofstream file(std::string(PROVTOOL_TEST_DATA "/") + name, std::ios::binary | std::ios::trunc);
    file << text;
  }
  return load_data_file(name);
}

}  // namespace provtool::testing
