// Fills the page's template from the option table and the other tables of facts, while building:
//   make_man_page TEMPLATE PAGE
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
  if (file.fail()) std::fprintf(stderr, "make_man_page: cannot write %s\n", path.c_str());
  return !file.fail();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("Usage: make_man_page TEMPLATE PAGE\n", stderr);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string page_template{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file || page_template.empty()) {
    std::fprintf(stderr, "make_man_page: cannot read %s\n", argv[1]);
    return 1;
  }
  return write(argv[2], provtool::man_page(provtool::command_line(), page_template)) ? 0 : 1;
}
