// What comes into the process: files, folders, standard input.
#pragma once

#include <cstddef>
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

// The path itself when it is no folder; else the files in it and in the folders below that end in one of
// `endings`, whatever their case, in the order of their names. Links to folders are not followed.
Expected<std::vector<std::string>> files_below(const std::string& path,
                                               const std::vector<std::string>& endings);

}  // namespace provtool
