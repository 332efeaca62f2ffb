// Many files: the next are read while threads judge those before them. What came of them comes in their
// order.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/in_order.hpp"
#include "base/trouble.hpp"
#include "config/file.hpp"
#include "io/input.hpp"

namespace provtool {

struct Job {
  std::string path;
  FileRole role = FileRole::none;
};

// What became of a file: judged, or not read.
struct FileOutcome {
  std::string path;
  Expected<ConfigFile> file;
};

class ReadAhead {
 public:
  // `judge` runs on other threads, `deliver` on that of who adds.
  using Judge = std::function<ConfigFile(const Job&, const Input&)>;
  using Deliver = std::function<void(FileOutcome)>;
  ReadAhead(Judge judge, Deliver deliver) : m_judge(std::move(judge)), m_deliver(std::move(deliver)) {}

  void add(Job job, Expected<Input> input);
  // Delivers what is left.
  void finish();

 private:
  // What one thread judges at a time: enough that starting it costs nothing beside.
  struct Batch {
    std::deque<std::pair<Job, Expected<Input>>> files;
    std::size_t bytes = 0;
  };

  [[nodiscard]] std::vector<FileOutcome> judged(const Batch& batch) const;
  void deliver(std::vector<FileOutcome> outcomes);

  Judge m_judge;
  Deliver m_deliver;
  Batch m_batch;
  InOrder<std::vector<FileOutcome>> m_judged;
};

}  // namespace provtool
