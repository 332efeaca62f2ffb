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

struct TestCase {
  std::string name;
  std::vector<const Finding*> errors;    // it could not be read
  std::vector<const Finding*> failures;  // of `fail_on` or above
};

class Suite {
 public:
  Suite(const Report& report, std::optional<Severity> fail_on) : m_report(report), m_fail_on(fail_on) {
    for (const auto& file : report.files) case_of(file.name);
    for (const auto& finding : report.findings) sort(finding);
  }

  std::string document() const {
    std::size_t failures = 0;
    std::size_t errors = 0;
    for (const auto& test : m_cases) {
      errors += test.errors.empty() ? 0U : 1U;
      failures += test.errors.empty() && !test.failures.empty() ? 1U : 0U;
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
  // JUnit's decimals have no exponent.
  static std::string seconds(std::optional<Duration> duration) {
    return fmt::format("{:.3f}", to_milliseconds(duration.value_or(Duration{})) / 1000);
  }

  // The first one of this name: a file in two roles is one.
  TestCase& case_of(const std::string& name) {
    const auto [entry, is_new] = m_index.try_emplace(name, m_cases.size());
    if (is_new) m_cases.push_back({name, {}, {}});
    return m_cases[entry->second];
  }

  void sort(const Finding& finding) {
    const auto* kind = find_finding_kind(finding.id);
    const bool prevents = kind != nullptr && kind->prevents && finding.severity == Severity::error;
    const bool fails = m_fail_on && finding.severity >= *m_fail_on;
    if (!prevents && !fails) {
      m_output += to_line(finding);
      return;
    }
    auto& test = case_of(finding.place.file.value_or(m_report.command));
    (prevents ? test.errors : test.failures).push_back(&finding);
  }

  static void append(std::string& xml, const TestCase& test) {
    xml += fmt::format("<testcase name=\"{}\" classname=\"validate\" time=\"0\"", escaped(test.name));
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
    for (const auto* list : {&test.errors, &test.failures})
      for (const auto* finding : *list) append_escaped(xml, to_line(*finding));
    xml += fmt::format("</{}></testcase>\n", element);
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
