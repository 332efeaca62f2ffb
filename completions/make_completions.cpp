// Writes the completions while building:
//   make_completions FOLDER  ->  FOLDER/provtool.bash, _provtool, provtool.fish
#include <cstdio>
#include <fstream>
#include <string>

#include "completions/completions.hpp"

namespace {

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file.fail()) std::fprintf(stderr, "make_completions: cannot write %s\n", path.c_str());
  return !file.fail();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("Usage: make_completions FOLDER\n", stderr);
    return 2;
  }
  const auto line = provtool::command_line();
  const std::string folder = argv[1];
  const bool written = write(folder + "/provtool.bash", provtool::bash_completion(line)) &&
                       write(folder + "/_provtool", provtool::zsh_completion(line)) &&
                       write(folder + "/provtool.fish", provtool::fish_completion(line));
  return written ? 0 : 1;
}
