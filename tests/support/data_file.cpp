#include "support/data_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace provtool::testing {

std::string load_data_file(const std::string& name) {
  const std::string path = std::string(PROVTOOL_TEST_DATA "/") + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> data_files(const std::string& folder, const std::string& ending) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(PROVTOOL_TEST_DATA "/") + folder))
    if (entry.path().extension() == ending) names.push_back(entry.path().stem().string());
  return names;
}

}  // namespace provtool::testing
