#include "report/junit.hpp"

#include <fmt/format.h>

#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "report/file_lines.hpp"

namespace provtool {

namespace {

// XML 1.0 2.2: these cannot stand in a document, not even as references.
bool is_character(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xfffe) || c >= 0x10000;
}

void append_escaped(std::string& xml, std::string_view text) {
  while (!text.empty()) {
    const auto point = first_code_point(text);
    const auto length = std::max<std::size_t>(point.length, 1);
    if (point.length == 0 || !is_character(point.value))
      xml += "\xef\xbf\xbd";
    else if (text.front() == '&')
      xml += "&amp;";
    else if (text.front() == '<')
      xml += "&lt;";
    else if (text.front() == '>')
      xml += "&gt;";
    else if (text.front() == '"')
      xml += "&quot;";
    else
      xml += text.substr(0, length);
    text.remove_prefix(length);
  }
}

std::string escaped(std::string_view text) {
  std::string xml;
  append_escaped(xml, text);
  return xml;
}

// What the schema of Ant takes: no fraction, no zone.
std::string timestamp(WallTime time) {
  return to_rfc3339(time).substr(0, std::string_view("2026-01-31T12:00:00").size());
}

std::string seconds(std::optional<Duration> duration) {  // JUnit's decimals have no exponent
  return fmt::format("{:.3f}", std::chrono::duration<double>(duration.value_or(Duration{})).count());
}

struct TestCase {
  std::string name;
  std::optional<Duration> time{};
  std::vector<const Finding*> errors{};    // it could not be read
  std::vector<const Finding*> failures{};  // of `fail_on` or above
};

// What was not looked at has not passed: it is no test.
bool is_tested(Status status) {
  return status != Status::off && status != Status::not_applicable && status != Status::not_reached &&
         status != Status::not_tested;
}

// "standard file", "certificate 1"; names that stay from run to run, because CI compares by them.
std::string name_of(const Download& download) {
  const auto role = to_text(download.role);
  const auto name = download.role == DownloadRole::certificate ? fmt::format("{} {}", role, download.index)
                                                               : fmt::format("{} file", role);
  return download.contender.empty() ? name : fmt::format("{} of {}", name, download.contender);
}

class Suite {
 public:
  Suite(const Report& report, std::optional<Severity> fail_on) : m_report(report), m_fail_on(fail_on) {
    if (report.discovery)
      for (const auto& source : report.discovery->sources) add(source);
    for (const auto& download : report.downloads) add(download);
    for (const auto& file : report.files) case_of(file.name);
    for (const auto& finding : report.findings) sort(finding);
    if (is_unknown()) case_of(report.command);
  }

  std::string document() const {
    std::size_t failures = 0;
    std::size_t errors = 0;
    for (const auto& test : m_cases) {
      const bool is_error = !test.errors.empty() || is_open(test);
      errors += is_error ? 1U : 0U;
      failures += !is_error && !test.failures.empty() ? 1U : 0U;
    }
    auto xml = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        "<testsuite name=\"{}\" package=\"provtool\" id=\"0\" timestamp=\"{}\" hostname=\"localhost\" "
        "tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{}\">\n"
        "<properties><property name=\"version\" value=\"{}\"/></properties>\n",
        escaped(m_report.command), timestamp(m_report.started.value_or(WallTime{})), m_cases.size(), failures,
        errors, seconds(m_report.duration), escaped(m_report.tool.version));
    for (const auto& test : m_cases) append(xml, test);
    xml += fmt::format("<system-out>{}{}\n</system-out>\n<system-err/>\n</testsuite>\n</testsuites>\n",
                       escaped(m_output), escaped(m_report.verdict.summary));
    return xml;
  }

 private:
  void add(const SourceSection& source) {
    const auto name = kind_of(source.source).name;
    if (is_tested(source.status))
      case_of(std::string(name)).time = source.elapsed;
    else
      m_output += fmt::format("{}: {}, {}\n", name, to_text(source.status), source.reason);
  }

  void add(const Download& download) {
    const auto name = name_of(download);
    if (download.status == DownloadStatus::skipped) {
      m_output += fmt::format("{}: {}, {}\n", name, to_text(download.status), download.reason);
      return;
    }
    case_of(name).time = download.timing ? std::optional(download.timing->total) : std::nullopt;
    for (const auto& url : {download.url, download.final_url})
      if (!url.empty()) m_index.try_emplace(url, m_index[name]);
  }

  // The first one of this name: a file in two roles is one.
  TestCase& case_of(const std::string& name) {
    const auto [entry, is_new] = m_index.try_emplace(name, m_cases.size());
    if (is_new) m_cases.push_back({name});
    return m_cases[entry->second];
  }

  // Where it belongs: to a file, to a source that was tested, or to the run.
  TestCase& case_of(const Place& place) {
    if (place.file) return case_of(*place.file);
    for (const auto& name : {place.url, place.source})
      if (name && m_index.count(*name) > 0) return case_of(*name);
    return case_of(m_report.command);
  }

  // Of files alone each says for itself what is unknown.
  [[nodiscard]] bool is_unknown() const {
    return !m_report.counts && m_report.verdict.status == VerdictStatus::undetermined;
  }

  // The run is undetermined, and no finding says why.
  [[nodiscard]] bool is_open(const TestCase& test) const {
    return is_unknown() && test.name == m_report.command && test.errors.empty();
  }

  void sort(const Finding& finding) {
    const auto* kind = find_finding_kind(finding.id);
    const bool prevents = kind != nullptr && kind->prevents && finding.severity == Severity::error;
    const bool fails = m_fail_on && finding.severity >= *m_fail_on;
    if (!prevents && !fails) {
      m_output += to_line(finding);
      return;
    }
    auto& test = case_of(finding.place);
    (prevents ? test.errors : test.failures).push_back(&finding);
  }

  void append(std::string& xml, const TestCase& test) const {
    xml += fmt::format("<testcase name=\"{}\" classname=\"{}\" time=\"{}\"", escaped(test.name),
                       escaped(m_report.command), test.time ? seconds(test.time) : "0");
    if (is_open(test)) return append_open(xml, test);
    if (test.errors.empty() && test.failures.empty()) {
      xml += "/>\n";
      return;
    }
    // The schema of Ant has one of them in a test; what reads JUnit shows the first one.
    const auto& findings = test.errors.empty() ? test.failures : test.errors;
    const std::string_view element = test.errors.empty() ? "failure" : "error";
    const auto others = findings.size() - 1;
    xml += fmt::format("><{} type=\"{}\" message=\"{}{}\">", element, escaped(findings.front()->id),
                       escaped(findings.front()->message),
                       others == 0 ? "" : fmt::format(" (and {} more)", others));
    append_lines(xml, test);
    xml += fmt::format("</{}></testcase>\n", element);
  }

  void append_open(std::string& xml, const TestCase& test) const {
    const auto& verdict = m_report.verdict;
    xml += fmt::format("><error type=\"{}\" message=\"{}\">{}\n", to_text(verdict.status),
                       escaped(verdict.summary), escaped(verdict.to_settle));
    append_lines(xml, test);
    xml += "</error></testcase>\n";
  }

  static void append_lines(std::string& xml, const TestCase& test) {
    for (const auto* list : {&test.errors, &test.failures})
      for (const auto* finding : *list) append_escaped(xml, to_line(*finding));
  }

  const Report& m_report;
  std::optional<Severity> m_fail_on;
  std::vector<TestCase> m_cases;
  std::unordered_map<std::string, std::size_t> m_index;
  std::string m_output;  // of what fails nothing
};

}  // namespace

std::string to_junit(const Report& report, std::optional<Severity> fail_on) {
  return Suite(report, fail_on).document();
}

}  // namespace provtool
