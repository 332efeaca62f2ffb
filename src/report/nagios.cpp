#include "report/nagios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "report/causes.hpp"

namespace provtool {

namespace {

// NRPE 2 carries 1,023 bytes of a line: the sentence leaves room for the figures behind it.
constexpr std::size_t k_longest_sentence = 600;
constexpr std::size_t k_most_ids = 4;

// The bar ends the text (guidelines, "Plugin Output"); it is spelled as this program spells what it escapes.
std::string without_bar(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|')
      result += "\\x7c";
    else
      result += c;
  }
  return result;
}

// " [url.quoted, decision.winner-unusable]": what is wrong, the cause first.
std::string ids_of(const Report& report) {
  std::vector<std::string> ids;
  for (const auto& row : causes_of(report, {Severity::warning, false, true}))
    if (!row.id.empty() && std::find(ids.begin(), ids.end(), row.id) == ids.end()) ids.push_back(row.id);
  if (ids.empty()) return "";
  const auto more = ids.size() > k_most_ids ? fmt::format(" and {} more", ids.size() - k_most_ids) : "";
  ids.resize(std::min(ids.size(), k_most_ids));
  return fmt::format(" [{}{}]", fmt::join(ids, ", "), more);
}

std::string sentence_of(const Report& report) {
  const auto& verdict = report.verdict;
  const auto settle = verdict.to_settle.empty() ? "" : fmt::format(" {}", verdict.to_settle);
  return shortened(without_bar(verdict.summary + settle), k_longest_sentence) + ids_of(report);
}

// 'label'=value[UOM];[warn];[crit];[min];[max]: of none there are limits, all begin at 0.
class Figures {
 public:
  explicit Figures(const Report& report) : m_report(report) {}

  std::string text() {
    if (m_report.duration) add_time("time", *m_report.duration);
    for (const auto severity : {Severity::error, Severity::warning})
      add(fmt::format("{}s={}", to_text(severity), count(severity)));
    if (m_report.discovery) add_answers(*m_report.discovery);
    if (!m_report.downloads.empty()) add_downloads();
    return fmt::format("{}", fmt::join(m_all, " "));
  }

 private:
  void add(const std::string& figure) { m_all.push_back(figure + ";;;0"); }
  void add_time(std::string_view label, Duration time) {
    add(fmt::format("{}={:.6f}s", label, std::chrono::duration<double>(time).count()));
  }

  [[nodiscard]] std::ptrdiff_t count(Severity severity) const {
    return std::count_if(m_report.findings.begin(), m_report.findings.end(),
                         [severity](const Finding& finding) { return finding.severity == severity; });
  }

  void add_answers(const DiscoverySection& discovery) {
    const auto& servers = discovery.dhcp_servers;
    add(fmt::format("dhcp_servers={}", servers.size()));
    const auto first = std::min_element(servers.begin(), servers.end(),
                                        [](const auto& a, const auto& b) { return a.elapsed < b.elapsed; });
    if (first != servers.end()) add_time("dhcp_answer", first->elapsed);
    add(fmt::format("pnp_responders={}", discovery.pnp_responders.size()));
  }

  void add_downloads() {
    std::size_t loaded = 0;
    std::size_t bytes = 0;
    Duration longest{};
    for (const auto& download : m_report.downloads) {
      loaded += download.status == DownloadStatus::ok ? 1U : 0U;
      bytes += download.bytes;
      if (download.timing) longest = std::max(longest, download.timing->total);
    }
    m_all.push_back(fmt::format("files={};;;0;{}", loaded, m_report.downloads.size()));
    add(fmt::format("bytes={}B", bytes));
    add_time("slowest_file", longest);
  }

  const Report& m_report;
  std::vector<std::string> m_all;
};

}  // namespace

std::string to_nagios(const Report& report, std::string_view state) {
  return fmt::format("PROVTOOL {} - {} | {}\n", state, sentence_of(report), Figures(report).text());
}

}  // namespace provtool
