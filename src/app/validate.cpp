#include "app/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/deliver.hpp"
#include "app/effective_file.hpp"
#include "app/file_output.hpp"
#include "app/grounds.hpp"
#include "app/read_ahead.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "config/effective.hpp"
#include "config/effective_judgement.hpp"
#include "io/file_walk.hpp"
#include "report/tally.hpp"

namespace provtool {

namespace {

const std::vector<std::string> k_endings{".cfg", ".enc", ".xml"};

std::vector<Job> files_with_role(const FileOptions& files) {
  std::vector<Job> list;
  const auto add = [&](const std::optional<std::string>& path, FileRole role) {
    if (path) list.push_back({*path, role});
  };
  add(files.initial, FileRole::initial);
  add(files.standard, FileRole::standard);
  add(files.product, FileRole::product);
  add(files.master, FileRole::master);
  return list;
}

class Validation {
 public:
  Validation(Run& run, NoRights proof) : m_run(run), m_proof(proof), m_output(run), m_grounds(run) {}

  void all() {
    const auto taken = m_grounds.take(m_proof);
    m_output.add(m_grounds.contradictions());
    if (!taken) return m_output.not_read(taken.error().trouble, taken.error().path);
    const auto with_role = files_with_role(m_run.options.files);
    judge(with_role);
    m_output.progress().erase();
    if (m_output.goes_on() && !with_role.empty()) conclude(with_role.size());
    say_what_is_not_listed(m_run.report);
  }

  [[nodiscard]] std::optional<int> broken_off() const { return m_output.broken_off(); }

 private:
  void judge(const std::vector<Job>& with_role) {
    std::vector<std::string> already;
    for (const auto& job : with_role) already.push_back(job.path);
    FileWalk walk(m_run.files, m_proof, m_run.options.files.names, k_endings, already);
    if (m_output.progress().is_on()) m_output.progress().expect(with_role.size() + count_files(walk));

    ReadAhead ahead([this](const Job& job, const Input& input) { return judged(job, input); },
                    [this](FileOutcome outcome) { deliver(std::move(outcome)); });
    for (const auto& job : with_role)
      if (m_output.goes_on()) ahead.add(job, open(job.path));
    while (m_output.goes_on()) {
      auto step = walk.next();
      if (!step) break;
      auto input = step->trouble ? tl::unexpected(*step->trouble) : open(step->path);
      ahead.add({std::move(step->path), FileRole::none}, std::move(input));
    }
    ahead.finish();
  }

  Expected<Input> open(const std::string& path) {
    m_output.progress().show(path);
    auto input = m_run.files.read(m_proof, path, m_run.options.files.max_size);
    if (!input && input.error().kind == Trouble::Kind::interrupted) m_run.end = RunEnd::interrupted;
    return input;
  }

  // Runs on other threads: it only looks.
  [[nodiscard]] ConfigFile judged(const Job& job, const Input& input) const {
    if (!input.too_large) return read_config_file(input.bytes, m_grounds.question(job));
    ConfigFile file;
    file.name = job.path;
    file.role = job.role;
    file.bytes = m_run.options.files.max_size;
    file.findings.push_back(make_finding(
        "config.too-large",
        fmt::format("the file has more than {} bytes (--max-size)", m_run.options.files.max_size),
        Place{.file = job.path, .line = 1, .column = 1}));
    return file;
  }

  void deliver(FileOutcome&& outcome) {
    auto& [path, file] = outcome;
    if (!file) return m_output.not_read(file.error(), path);
    m_output.add(*file);
    if (file->role != FileRole::none) m_with_role.push_back(std::move(*file));
  }

  // Of the files that have a role, what they come to together.
  void conclude(std::size_t wanted) {
    const auto& path = m_run.options.files.effective;
    if (m_with_role.size() < wanted) {
      if (path) refuse_effective(m_run, *path, "not all files could be read");
      return;
    }
    const auto values = merge(m_with_role);
    for (const auto& value : values) m_run.report.effective.push_back(to_section(value));
    m_output.add(judge_effective(m_with_role, values));
    if (path) write_effective(m_run, m_proof, *path, m_with_role, values);
  }

  Run& m_run;
  NoRights m_proof;
  FileOutput m_output;
  Grounds m_grounds;
  std::vector<ConfigFile> m_with_role;
};

}  // namespace

int validate(Run& run) {
  run.report.counts.emplace();
  if (const auto proof = drop_rights(run); proof && check_files(run, *proof)) {
    Validation validation(run, *proof);
    validation.all();
    if (const auto code = validation.broken_off()) return *code;
  }
  return finish(run);
}

}  // namespace provtool
