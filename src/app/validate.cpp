#include "app/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/deliver.hpp"
#include "base/foreign.hpp"
#include "base/in_order.hpp"
#include "base/text.hpp"
#include "config/device_file.hpp"
#include "config/effective.hpp"
#include "config/effective_judgement.hpp"
#include "config/file.hpp"
#include "report/catalogue_file.hpp"
#include "report/file_lines.hpp"

namespace provtool {

namespace {

const std::vector<std::string> k_endings{".cfg", ".enc", ".xml"};

struct Job {
  std::string path;
  FileRole role = FileRole::none;
};

// What one thread judges at a time: enough that starting it costs nothing beside.
struct Batch {
  std::vector<std::pair<Job, Input>> files;
  std::size_t bytes = 0;

  [[nodiscard]] bool is_full() const { return files.size() >= 32 || bytes >= (1U << 20); }
};

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
      : m_run(run), m_proof(proof), m_identity(identity_of(run.options.who)) {
    m_run.report.counts.emplace();
  }

  void all() {
    if (!take_catalogue() || !take_key()) return;
    judge_all(jobs());
    conclude();
  }

 private:
  [[nodiscard]] bool streams() const {
    return m_run.options.output.format == Format::text && !m_run.options.output.file;
  }

  void not_read(const Trouble& trouble) {
    if (trouble.kind == Trouble::Kind::interrupted) m_run.end = RunEnd::interrupted;
    m_run.report.findings.push_back(make_finding("host.not-read", trouble.message));
  }

  std::optional<Input> read(const std::string& path) {
    auto input = m_run.files.read(m_proof, path, m_run.options.files.max_size);
    if (input) return std::move(*input);
    not_read(input.error());
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
      not_read(more.error());
      return false;
    }
    m_more = std::move(*more);
    for (const auto& parameter : m_more.parameters) m_catalogue.add(parameter);
    ConfigFile said;
    said.name = *path;
    for (const auto& what : m_more.contradictions)
      said.findings.push_back(make_finding("config.catalogue", what, Place{.file = *path}));
    count_findings(said.findings);
    show(said);
    return true;
  }

  // False when a key was named and is not there.
  bool take_key() {
    const auto& files = m_run.options.files;
    const auto& path = files.key ? files.key : files.key_from;
    if (!path) return true;
    const auto input = read(*path);
    if (!input) return false;
    if (files.key) {
      auto text = as_text(input->bytes);
      if (text.ends_with('\n')) text.remove_suffix(1);
      if (text.ends_with('\r')) text.remove_suffix(1);
      m_key = FileKey{std::string(text), std::nullopt};
      return true;
    }
    return take_key_from(read_config_file(input->bytes, question(*path, FileRole::none)));
  }

  bool take_key_from(const ConfigFile& file) {
    std::optional<int> bits;
    for (const auto& value : file.values)
      if (value.parameter != nullptr && value.parameter->name == "CFG_FILE_KEY_LENGTH" &&
          is_digits(value.value) && value.value.size() == 3)
        bits = std::stoi(value.value);
    for (const auto& value : file.values)
      if (value.parameter != nullptr && value.parameter->name == "CFG_FILE_KEY" && !value.value.empty())
        m_key = FileKey{value.value, bits};
    if (m_key) return true;
    not_read({fmt::format("{} contains no CFG_FILE_KEY that could be read", foreign(file.name))});
    return false;
  }

  [[nodiscard]] FileQuestion question(const std::string& name, FileRole role) const {
    return {name,
            role,
            m_catalogue,
            m_identity,
            m_key ? &*m_key : nullptr,
            role != FileRole::none || m_run.options.files.key_from == name};
  }

  std::vector<Job> jobs() {
    const auto& files = m_run.options.files;
    std::vector<Job> jobs;
    const auto add = [&](const std::optional<std::string>& path, FileRole role) {
      if (path) jobs.push_back({*path, role});
    };
    add(files.initial, FileRole::initial);
    add(files.standard, FileRole::standard);
    add(files.product, FileRole::product);
    add(files.master, FileRole::master);
    for (const auto& name : files.names) {
      const auto below = m_run.files.below(m_proof, name, k_endings);
      if (!below) {
        not_read(below.error());
        continue;
      }
      for (const auto& path : *below) jobs.push_back({path, FileRole::none});
    }
    return jobs;
  }

  // The next files are read while threads judge those before them.
  void judge_all(const std::vector<Job>& jobs) {
    Batch batch;
    for (const auto& job : jobs) {
      if (m_run.end == RunEnd::interrupted) break;
      auto input = read(job.path);
      if (!input) continue;
      batch.bytes += input->bytes.size();
      batch.files.emplace_back(job, std::move(*input));
      if (!batch.is_full()) continue;
      if (m_judged.is_full()) deliver(m_judged.take());
      m_judged.start([this, taken = std::exchange(batch, {})] { return judge(taken); });
    }
    while (!m_judged.is_empty()) deliver(m_judged.take());
    deliver(judge(batch));
  }

  // Runs on other threads: it only looks.
  [[nodiscard]] std::vector<ConfigFile> judge(const Batch& batch) const {
    std::vector<ConfigFile> files;
    for (const auto& [job, input] : batch.files)
      files.push_back(input.too_large ? too_large(job)
                                      : read_config_file(input.bytes, question(job.path, job.role)));
    return files;
  }

  void deliver(std::vector<ConfigFile> files) {
    for (auto& file : files) deliver(std::move(file));
  }

  void deliver(ConfigFile file) {
    count(file);
    if (!streams()) m_run.report.files.push_back(to_section(file));
    show(file);
    if (file.role != FileRole::none) m_with_role.push_back(std::move(file));
  }

  void show(const ConfigFile& file) {
    if (streams()) return write(to_lines(file, least(), secrets()));
    auto& findings = m_run.report.findings;
    findings.insert(findings.end(), file.findings.begin(), file.findings.end());
  }

  ConfigFile too_large(const Job& job) const {
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

  void count(const ConfigFile& file) {
    auto& counts = *m_run.report.counts;
    ++counts.files;
    counts.invalid += file.valid ? 0 : 1;
    count_findings(file.findings);
  }

  void count_findings(const std::vector<Finding>& findings) {
    auto& counts = *m_run.report.counts;
    for (const auto& finding : findings)
      ++(finding.severity == Severity::error     ? counts.errors
         : finding.severity == Severity::warning ? counts.warnings
                                                 : counts.infos);
  }

  // Of the files that have a role, what they come to together.
  void conclude() {
    if (m_with_role.empty()) return;
    const auto values = merge(m_with_role);
    ConfigFile together;
    together.name = "effective";
    together.findings = judge_effective(m_with_role, values);
    count_findings(together.findings);
    for (const auto& value : values) m_run.report.effective.push_back(to_section(value));
    if (streams()) {
      for (const auto& finding : together.findings) write_finding(finding);
    } else {
      auto& findings = m_run.report.findings;
      findings.insert(findings.end(), together.findings.begin(), together.findings.end());
    }
    write_effective(values);
  }

  void write_finding(const Finding& finding) {
    ConfigFile file;
    file.name = finding.place.file.value_or("effective");
    file.findings.push_back(finding);
    write(to_lines(file, least(), secrets()));
  }

  void write_effective(const std::vector<EffectiveValue>& values) {
    const auto& path = m_run.options.files.effective;
    if (!path) return;
    const bool has_secrets = std::any_of(values.begin(), values.end(), [](const EffectiveValue& value) {
      return value.secret && !value.value.empty();
    });
    if (has_secrets && secrets() == Secrets::mask)
      return not_written(
          m_run, {fmt::format("{} is not written: the configuration contains secrets; allow them with "
                              "--show-secrets",
                              *path)});
    const auto text = to_device_file(values, m_identity.phone->file.root.value);
    const auto written =
        m_run.files.write(m_proof, *path, text, m_run.options.output.force, Access::owner_only);
    if (!written) not_written(m_run, written.error());
  }

  void write(const std::string& text) {
    if (text.empty() || m_output_failed) return;
    m_output_failed = write_result(m_run.console, text, 0) != 0;
    if (m_output_failed) m_run.end = RunEnd::interrupted;
  }

  [[nodiscard]] Severity least() const {
    return m_run.options.output.quiet ? m_run.options.expect.fail_on.value_or(Severity::error)
                                      : Severity::info;
  }
  [[nodiscard]] Secrets secrets() const { return m_run.options.output.secrets; }

  Run& m_run;
  NoRights m_proof;
  Identity m_identity;
  MoreParameters m_more;  // the catalogue points to them
  Catalogue m_catalogue;
  std::optional<FileKey> m_key;
  std::vector<ConfigFile> m_with_role;
  InOrder<std::vector<ConfigFile>> m_judged;
  bool m_output_failed = false;
};

}  // namespace

int validate(Run& run) {
  if (const auto proof = drop_rights(run); proof && check_files(run, *proof)) Validation(run, *proof).all();
  return finish(run);
}

}  // namespace provtool
