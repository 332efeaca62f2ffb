// Where the findings of files go: as lines to standard output as they come, or into the report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/progress.hpp"
#include "app/run.hpp"
#include "report/file_lines.hpp"

namespace provtool {

class FileOutput {
 public:
  explicit FileOutput(Run& run);

  [[nodiscard]] FileProgress& progress() { return m_progress; }
  // Whether more is wanted: no signal came, and standard output takes what is written.
  [[nodiscard]] bool goes_on();
  // The exit code, when standard output takes nothing any more.
  [[nodiscard]] std::optional<int> broken_off() const { return m_broken_off; }

  void add(ConfigFile& file);
  // What was found beside the reading of a file.
  void add(std::vector<Finding> findings);
  void not_read(const Trouble& trouble, const std::string& path);

 private:
  void write(const ConfigFile& file);
  // Lines for a file, which is written as a whole.
  void keep(const ConfigFile& file, const std::string& lines);

  Run& m_run;
  bool m_is_text;
  LineStyle m_style;
  FileProgress m_progress;
  std::size_t m_kept = 0;
  std::optional<int> m_broken_off;
};

}  // namespace provtool
