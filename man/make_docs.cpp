// Writes what is made from the option table and the other tables of facts, while building:
//   make_docs TEMPLATE FOLDER  ->  FOLDER/provtool.1, provtool.bash, _provtool, provtool.fish
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "cli/help.hpp"

namespace {

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file.fail()) std::fprintf(stderr, "make_docs: cannot write %s\n", path.c_str());
  return !file.fail();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("Usage: make_docs TEMPLATE FOLDER\n", stderr);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string page_template{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file || page_template.empty()) {
    std::fprintf(stderr, "make_docs: cannot read %s\n", argv[1]);
    return 1;
  }
  const std::string folder = argv[2];
  const bool written = write(folder + "/provtool.1", provtool::man_page(page_template)) &&
                       write(folder + "/provtool.bash", provtool::bash_completion()) &&
                       write(folder + "/_provtool", provtool::zsh_completion()) &&
                       write(folder + "/provtool.fish", provtool::fish_completion());
  return written ? 0 : 1;
}
