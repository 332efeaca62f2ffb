#include "io/file_walk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// The same file is not spelled differently by it.
std::string_view plain(std::string_view path) {
  while (path.starts_with("./") && path.size() > 2) path.remove_prefix(2);
  while (path.ends_with('/') && path.size() > 1) path.remove_suffix(1);
  return path;
}

}  // namespace

FileWalk::FileWalk(Files& files, NoRights proof, std::span<const std::string> names,
                   std::vector<std::string> endings, const std::vector<std::string>& already)
    : m_files(files), m_proof(proof), m_names(names), m_endings(std::move(endings)) {
  m_named.reserve(names.size() + already.size());
  for (const auto& name : names) m_named.push_back(plain(name));
  for (const auto& name : already) m_named.push_back(plain(name));
  std::sort(m_named.begin(), m_named.end());
  m_named.erase(std::unique(m_named.begin(), m_named.end()), m_named.end());
  m_came.resize(m_named.size());
  for (const auto& name : already) m_came[place_of(name)] = true;
}

std::size_t FileWalk::place_of(std::string_view path) const {
  return static_cast<std::size_t>(std::lower_bound(m_named.begin(), m_named.end(), plain(path)) -
                                  m_named.begin());
}

bool FileWalk::is_named(std::string_view path) const {
  return std::binary_search(m_named.begin(), m_named.end(), plain(path));
}

std::optional<WalkStep> FileWalk::next() {
  while (true) {
    if (!m_open.empty()) {
      if (auto found = next_in_folder()) return found;
      continue;
    }
    if (m_next == m_names.size()) return std::nullopt;
    const auto& name = m_names[m_next++];
    const auto place = place_of(name);
    if (m_came[place]) continue;
    m_came[place] = true;
    m_found = 0;
    if (auto found = enter(name)) return found;
  }
}

std::optional<WalkStep> FileWalk::enter(const std::string& path) {
  auto entries = m_files.folder(m_proof, path, m_endings);
  if (!entries) {
    ++m_found;  // a folder that could not be read is not called empty
    return WalkStep{path, entries.error()};
  }
  if (!*entries) return WalkStep{path};
  m_open.push_back({path, std::move(**entries)});
  return std::nullopt;
}

std::optional<WalkStep> FileWalk::next_in_folder() {
  auto& folder = m_open.back();
  if (folder.at == folder.entries.size()) {
    const auto path = std::move(folder.path);
    m_open.pop_back();
    if (!m_open.empty() || m_found > 0) return std::nullopt;
    return WalkStep{path, Trouble{fmt::format("the folder {} contains no file whose name ends in {}",
                                              foreign(path), listed(m_endings, "or"))}};
  }
  const auto entry = std::move(folder.entries[folder.at++]);
  if (is_named(entry.path)) {
    ++m_found;  // it comes by itself
    return std::nullopt;
  }
  if (entry.is_folder) return enter(entry.path);
  ++m_found;
  return WalkStep{entry.path};
}

std::size_t count_files(FileWalk walk) {
  std::size_t count = 0;
  while (walk.next()) ++count;
  return count;
}

}  // namespace provtool
