#include "app/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/deliver.hpp"
#include "app/progress.hpp"
#include "base/foreign.hpp"
#include "base/in_order.hpp"
#include "base/text.hpp"
#include "config/device_file.hpp"
#include "config/effective.hpp"
#include "config/effective_judgement.hpp"
#include "config/file_key.hpp"
#include "io/file_walk.hpp"
#include "report/catalogue_file.hpp"
#include "report/file_lines.hpp"
#include "report/tally.hpp"

namespace provtool {

namespace {

const std::vector<std::string> k_endings{".cfg", ".enc", ".xml"};

struct Job {
  std::string path;
  FileRole role = FileRole::none;
};

// What one thread judges at a time: enough that starting it costs nothing beside.
class Batch {
 public:
  void add(Job job, Expected<Input> input) {
    m_bytes += input ? input->bytes.size() : 0;
    m_files.emplace_back(std::move(job), std::move(input));
  }
  [[nodiscard]] bool is_full() const { return m_files.size() >= 32 || m_bytes >= (1U << 20); }
  [[nodiscard]] const auto& files() const { return m_files; }

 private:
  std::vector<std::pair<Job, Expected<Input>>> m_files;
  std::size_t m_bytes = 0;
};

// What became of a file: judged, or not read.
struct Outcome {
  std::string path;
  Expected<ConfigFile> file;
};

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

Identity identity_of(const WhoOptions& who) {
  Identity identity;
  identity.model = who.model.value_or(std::string(identity.phone->models.value.front()));
  identity.firmware = who.firmware;
  const bool is_known = who.mac && std::holds_alternative<MacAddress>(*who.mac);
  identity.mac_from = is_known ? MacFrom::option : MacFrom::interface;
  if (is_known) identity.mac = std::get<MacAddress>(*who.mac);
  return identity;
}

class Validation {
 public:
  Validation(Run& run, NoRights proof)
      : m_run(run),
        m_proof(proof),
        m_identity(identity_of(run.options.who)),
        m_style{style_for(run), run.options.output.secrets, least(run.options)},
        m_progress(run.options, run.console, run.world) {}

  void all() {
    if (!take_catalogue() || !take_key()) return;
    const auto with_role = files_with_role(m_run.options.files);
    std::vector<std::string> already;
    for (const auto& job : with_role) already.push_back(job.path);
    FileWalk walk(m_run.files, m_proof, m_run.options.files.names, k_endings, already);
    if (m_progress.is_on()) m_progress.expect(with_role.size() + count_files(walk));
    judge_all(with_role, walk);
    m_progress.erase();
    if (goes_on()) conclude(with_role.size());
    say_what_is_not_listed(m_run.report);
  }

  // The exit code, when standard output takes nothing any more.
  [[nodiscard]] std::optional<int> broken_off() const { return m_broken_off; }

 private:
  [[nodiscard]] bool goes_on() {
    if (m_run.world.is_interrupted()) m_run.end = RunEnd::interrupted;
    return m_run.end != RunEnd::interrupted && !m_broken_off;
  }

  // Lines are written as they come. Into a file they go as a whole, and other formats are documents.
  [[nodiscard]] bool is_text() const { return m_run.options.output.format == Format::text; }
  [[nodiscard]] bool streams() const { return is_text() && !goes_to_file(m_run.options); }

  void not_read(const Trouble& trouble, const std::string& path) {
    if (trouble.kind == Trouble::Kind::interrupted) m_run.end = RunEnd::interrupted;
    ++m_run.report.counts->not_read;
    say({make_finding("host.not-read", trouble.message, Place{.file = path})}, {});
  }

  std::optional<Input> read(const std::string& path) {
    auto input = m_run.files.read(m_proof, path, m_run.options.files.max_size);
    if (input) return std::move(*input);
    not_read(input.error(), path);
    return std::nullopt;
  }

  // False when one was named and cannot be read.
  bool take_catalogue() {
    const auto& path = m_run.options.files.catalogue;
    if (!path) return true;
    const auto input = read(*path);
    if (!input) return false;
    auto more = read_catalogue_file(as_text(input->bytes), *path, m_catalogue);
    if (!more) {
      not_read(more.error(), *path);
      return false;
    }
    m_more = std::move(*more);
    for (const auto& parameter : m_more.parameters) m_catalogue.add(parameter);
    std::vector<Finding> findings;
    for (const auto& what : m_more.contradictions)
      findings.push_back(make_finding("config.catalogue", what, Place{.file = *path}));
    count(m_run.report, findings);
    say(std::move(findings), {});
    return true;
  }

  // False when a key was named and is not there.
  bool take_key() {
    const auto& files = m_run.options.files;
    const auto& path = files.key ? files.key : files.key_from;
    if (!path) return true;
    const auto input = read(*path);
    if (!input) return false;
    m_key = files.key ? key_in(input->bytes)
                      : key_in(read_config_file(input->bytes, question(*path, FileRole::none)));
    if (!m_key)
      not_read({fmt::format("{} contains no CFG_FILE_KEY that could be read", foreign(*path))}, *path);
    return m_key.has_value();
  }

  [[nodiscard]] FileQuestion question(const std::string& name, FileRole role) const {
    return {name,
            role,
            m_catalogue,
            m_identity,
            m_key ? &*m_key : nullptr,
            role != FileRole::none || m_run.options.files.key_from == name};
  }

  // The next files are read while threads judge those before them.
  void judge_all(const std::vector<Job>& with_role, FileWalk& walk) {
    Batch batch;
    const auto take = [&](Job job, Expected<Input> input) {
      if (!input && input.error().kind == Trouble::Kind::interrupted) m_run.end = RunEnd::interrupted;
      batch.add(std::move(job), std::move(input));
      if (!batch.is_full()) return;
      if (m_judged.is_full()) deliver(m_judged.take());
      m_judged.start([this, taken = std::exchange(batch, {})] { return judge(taken); });
    };
    for (const auto& job : with_role)
      if (goes_on()) take(job, open(job.path));
    while (goes_on()) {
      auto step = walk.next();
      if (!step) break;
      auto input = step->trouble ? tl::unexpected(*step->trouble) : open(step->path);
      take({std::move(step->path), FileRole::none}, std::move(input));
    }
    while (!m_judged.is_empty()) deliver(m_judged.take());
    deliver(judge(batch));
  }

  Expected<Input> open(const std::string& path) {
    m_progress.show(path);
    return m_run.files.read(m_proof, path, m_run.options.files.max_size);
  }

  // Runs on other threads: it only looks.
  [[nodiscard]] std::vector<Outcome> judge(const Batch& batch) const {
    std::vector<Outcome> outcomes;
    for (const auto& [job, input] : batch.files())
      outcomes.push_back({job.path, input.map([&, &job = job](const Input& read) {
                            return read.too_large
                                       ? too_large(job)
                                       : read_config_file(read.bytes, question(job.path, job.role));
                          })});
    return outcomes;
  }

  void deliver(std::vector<Outcome> outcomes) {
    for (auto& [path, file] : outcomes) {
      if (file)
        deliver(std::move(*file));
      else
        not_read(file.error(), path);
    }
  }

  void deliver(ConfigFile file) {
    say_what_is_missing(file);
    count(m_run.report, file);
    if (is_text())
      write(file);
    else
      list(m_run.report, file);
    if (file.role != FileRole::none) m_with_role.push_back(std::move(file));
  }

  [[nodiscard]] ConfigFile too_large(const Job& job) const {
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

  // What was found beside the reading of a file.
  void say(std::vector<Finding> findings, const std::vector<EffectiveValue>& values) {
    for (const auto& value : values) m_run.report.effective.push_back(to_section(value));
    if (!is_text()) return list(m_run.report, findings);
    ConfigFile together;
    together.findings = std::move(findings);
    write(together);
  }

  // Of the files that have a role, what they come to together.
  void conclude(std::size_t wanted) {
    if (wanted == 0) return;
    const auto& path = m_run.options.files.effective;
    if (m_with_role.size() < wanted) {
      if (path)
        not_written(m_run, {fmt::format("{} is not written: not all files could be read", foreign(*path))});
      return;
    }
    const auto values = merge(m_with_role);
    auto findings = judge_effective(m_with_role, values);
    count(m_run.report, findings);
    say(std::move(findings), values);
    if (path) write_effective(*path, values);
  }

  void write_effective(const std::string& path, const std::vector<EffectiveValue>& values) {
    const bool has_secrets = std::any_of(values.begin(), values.end(), [](const EffectiveValue& value) {
      return value.secret && !value.value.empty();
    });
    if (has_secrets && m_style.secrets == Secrets::mask)
      return not_written(
          m_run, {fmt::format(
                     "{} is not written: the configuration contains secrets; allow them with --show-secrets",
                     foreign(path))});
    const auto text = to_device_file(values, m_identity.phone->file.root.value);
    const auto written =
        m_run.files.write(m_proof, path, text, m_run.options.output.force, Access::owner_only);
    if (!written) return not_written(m_run, written.error());
    said_written(m_run, path,
                 fmt::format("the effective configuration, {}", counted(values.size(), "parameter")));
  }

  void write(const ConfigFile& file) {
    auto lines = to_lines(file, m_style);
    if (lines.empty() || m_broken_off) return;
    if (!streams()) return keep(file, lines);
    m_progress.erase();
    if (const int code = write_result(m_run.console, lines, 0); code != 0) m_broken_off = code;
  }

  // For a file, which is written as a whole.
  void keep(const ConfigFile& file, const std::string& lines) {
    m_kept += file.findings.size();
    if (m_kept <= k_most_findings)
      m_run.lines += lines;
    else
      m_run.report.counts->not_listed += file.findings.size();
  }

  static std::optional<Severity> least(const Options& options) {
    return options.output.quiet ? options.expect.fail_on : Severity::info;
  }

  Run& m_run;
  NoRights m_proof;
  Identity m_identity;
  LineStyle m_style;
  FileProgress m_progress;
  MoreParameters m_more;  // the catalogue points to them
  Catalogue m_catalogue;
  std::optional<FileKey> m_key;
  std::vector<ConfigFile> m_with_role;
  InOrder<std::vector<Outcome>> m_judged;
  std::size_t m_kept = 0;
  std::optional<int> m_broken_off;
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
