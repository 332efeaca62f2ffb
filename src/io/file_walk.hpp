// The files that the words of a command line name, one after the other.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/files.hpp"

namespace provtool {

struct WalkStep {
  std::string path;
  std::optional<Trouble> trouble{};  // why the folder of that path yields none
};

// Folders are walked when their turn comes, so that no more is kept than what stands beside the current file
// and above it. What was named by itself, or twice, comes once.
class FileWalk {
 public:
  // `already`: files that are read in another way. All must outlive it.
  FileWalk(Files& files, NoRights proof, std::span<const std::string> names, std::vector<std::string> endings,
           const std::vector<std::string>& already = {});

  // Nothing at the end.
  std::optional<WalkStep> next();

 private:
  struct Folder {
    std::string path;
    std::vector<FolderEntry> entries;
    std::size_t at = 0;
  };

  std::optional<WalkStep> next_in_folder();
  // Of a path that was named, or found in a folder.
  std::optional<WalkStep> enter(const std::string& path);
  [[nodiscard]] std::size_t place_of(std::string_view path) const;  // in m_named
  [[nodiscard]] bool is_named(std::string_view path) const;

  Files& m_files;
  NoRights m_proof;
  std::span<const std::string> m_names;
  std::vector<std::string> m_endings;
  std::vector<std::string_view> m_named;  // sorted
  std::vector<bool> m_came;               // of m_named
  std::size_t m_next = 0;
  std::vector<Folder> m_open;
  std::size_t m_found = 0;  // below the name whose turn it is
};

// How many paths such a walk yields.
std::size_t count_files(FileWalk walk);

}  // namespace provtool
