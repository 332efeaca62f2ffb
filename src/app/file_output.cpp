#include "app/file_output.hpp"

#include "app/deliver.hpp"
#include "report/tally.hpp"

namespace provtool {

namespace {

std::optional<Severity> least(const Options& options) {
  return options.output.quiet ? options.expect.fail_on : Severity::info;
}

}  // namespace

FileOutput::FileOutput(Run& run)
    : m_run(run),
      m_is_text(run.options.output.format == Format::text && !run.options.output.only),
      m_style{style_for(run), run.options.output.secrets, least(run.options)},
      m_progress(run.options, run.console, run.world) {}

bool FileOutput::goes_on() {
  if (m_run.world.is_interrupted()) m_run.end = RunEnd::interrupted;
  return m_run.end != RunEnd::interrupted && !m_broken_off;
}

void FileOutput::add(ConfigFile& file) {
  say_what_is_missing(file);
  count(m_run.report, file);
  if (m_is_text)
    write(file);
  else
    list(m_run.report, file);
}

void FileOutput::add(std::vector<Finding> findings) {
  count(m_run.report, findings);
  if (!m_is_text) return list(m_run.report, findings);
  ConfigFile together;
  together.findings = std::move(findings);
  write(together);
}

void FileOutput::not_read(const Trouble& trouble, const std::string& path) {
  if (trouble.kind == Trouble::Kind::interrupted) m_run.end = RunEnd::interrupted;
  ++m_run.report.counts->not_read;
  auto finding = make_finding("host.not-read", trouble.message, Place{.file = path});
  if (!m_is_text) return list(m_run.report, {std::move(finding)});
  ConfigFile alone;
  alone.findings.push_back(std::move(finding));
  write(alone);
}

void FileOutput::write(const ConfigFile& file) {
  const auto lines = to_lines(file, m_style);
  if (lines.empty() || m_broken_off) return;
  if (goes_to_file(m_run.options)) return keep(file, lines);
  m_progress.erase();
  if (const int code = write_result(m_run.console, lines, 0); code != 0) m_broken_off = code;
}

void FileOutput::keep(const ConfigFile& file, const std::string& lines) {
  m_kept += file.findings.size();
  if (m_kept <= k_most_findings)
    m_run.lines += lines;
  else
    m_run.report.counts->not_listed += file.findings.size();
}

}  // namespace provtool
