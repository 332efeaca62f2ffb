// What comes into the process: files, folders, standard input.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/trouble.hpp"
#include "io/signals.hpp"

namespace provtool {

struct Input {
  Bytes bytes;
  bool too_large = false;  // it has more than was asked for; what was read of it is kept
};

// Reads to the end, at most `most` bytes; "-" is standard input. A pipe is waited for until a signal comes
// (Trouble::Kind::interrupted). A folder is a trouble.
Expected<Input> read_input(const std::string& path, std::size_t most, const Signals& signals);

// What stands in a folder.
struct FolderEntry {
  std::string path;
  bool is_folder = false;
};

// Nothing when the path is no folder. Else the folders in it, and its files that end in one of `endings`,
// whatever their case, in the order of their names. Hidden folders (.git) and links to folders are left out,
// and so are pipes and devices, which could hold up whoever reads all.
Expected<std::optional<std::vector<FolderEntry>>> read_folder(const std::string& path,
                                                              const std::vector<std::string>& endings);

}  // namespace provtool
