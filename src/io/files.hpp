// The door to files, beside World and Console, so that tests can make it fail. It opens for who has given
// back their rights.
#pragma once

#include <string>
#include <string_view>

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

 private:
  const Signals& m_signals;
};

}  // namespace provtool
