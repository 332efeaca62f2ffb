// The door to files, beside World and Console, so that tests can make it fail. It opens for who has given
// back their rights.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/input.hpp"
#include "io/output.hpp"
#include "io/rights.hpp"

namespace provtool {

class Files {
 public:
  virtual ~Files() = default;

  // Whether write() could succeed, checked before a run that takes seconds.
  virtual Expected<void> check_writable(NoRights proof, const std::string& path, bool overwrite) = 0;
  // Whole or not at all: see write_file().
  virtual Expected<void> write(NoRights proof, const std::string& path, std::string_view content,
                               bool overwrite, Access access) = 0;
  // The folder is there afterwards, and was made, for its owner alone, when it was not.
  virtual Expected<void> make_folder(NoRights proof, const std::string& path) = 0;
  // See read_input() and read_folder().
  virtual Expected<Input> read(NoRights proof, const std::string& path, std::size_t most) = 0;
  virtual Expected<std::optional<std::vector<FolderEntry>>> folder(
      NoRights proof, const std::string& path, const std::vector<std::string>& endings) = 0;
};

class KernelFiles : public Files {
 public:
  // `signals` interrupt a write that nobody takes.
  explicit KernelFiles(const Signals& signals) : m_signals(signals) {}

  Expected<void> check_writable(NoRights /*proof*/, const std::string& path, bool overwrite) override {
    return provtool::check_writable(path, overwrite);
  }
  Expected<void> write(NoRights /*proof*/, const std::string& path, std::string_view content, bool overwrite,
                       Access access) override {
    return write_file(path, content, overwrite, access, m_signals);
  }
  Expected<void> make_folder(NoRights /*proof*/, const std::string& path) override {
    return provtool::make_folder(path);
  }
  Expected<Input> read(NoRights /*proof*/, const std::string& path, std::size_t most) override {
    return read_input(path, most, m_signals);
  }
  Expected<std::optional<std::vector<FolderEntry>>> folder(NoRights /*proof*/, const std::string& path,
                                                           const std::vector<std::string>& endings) override {
    return read_folder(path, endings);
  }

 private:
  const Signals& m_signals;
};

}  // namespace provtool
