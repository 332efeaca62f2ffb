// Makes the manual of the templates and the program's tables, while building:
//   make_man TEMPLATES SCHEMA FOLDER  ->  FOLDER/man1/provtool.1, FOLDER/man5/provtool-report.5, …
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "man/pages.hpp"

namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file.fail()) std::fprintf(stderr, "make_man: cannot write %s\n", path.c_str());
  return !file.fail();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("Usage: make_man TEMPLATES SCHEMA FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path templates = argv[1];
  const std::filesystem::path folder = argv[3];
  const auto template_of = [&](const std::string& page) { return read(templates / (page + ".in")); };
  for (const auto section : {"man1", "man5", "man7"}) std::filesystem::remove_all(folder / section);
  for (const auto& page : provtool::man::manual(provtool::command_line(), template_of, read(argv[2])))
    if (!write(folder / page.file(), page.text)) return 1;
  return 0;
}
