#include "report/openmetrics.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace provtool {

namespace {

using Label = std::pair<std::string_view, std::string>;
using Labels = std::vector<Label>;

double to_seconds(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

// OpenMetrics 1.0, "escaped-char".
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || c == '"') result += '\\';
    result += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return result;
}

// One family of samples: all are gauges, the one type that both formats spell alike and that holds states.
class Family {
 public:
  Family(std::string_view name, std::string_view help, const Labels& common)
      : m_name(name), m_help(help), m_common(common) {}

  Family& add(const Labels& own, double value) {
    std::vector<std::string> labels;
    for (const auto* list : {&m_common, &own})
      for (const auto& [name, text] : *list)
        if (!text.empty()) labels.push_back(fmt::format("{}=\"{}\"", name, escaped(text)));
    const auto series = fmt::format("provtool_{}{{{}}}", m_name, fmt::join(labels, ","));
    if (m_known.insert(series).second) m_samples += fmt::format("{} {}\n", series, value);
    return *this;
  }

  // A sample for each state: 1 for the one that it is.
  template <HasWords Enum>
  Family& add_states(std::string_view label, Enum state, Labels own = {}) {
    own.emplace_back(label, "");
    for (const auto& word : words(Enum{})) {
      own.back().second = word.text;
      add(own, word.value == state ? 1 : 0);
    }
    return *this;
  }

  [[nodiscard]] std::string text() const {
    if (m_samples.empty()) return "";
    return fmt::format("# HELP provtool_{0} {1}\n# TYPE provtool_{0} gauge\n{2}", m_name, m_help, m_samples);
  }

 private:
  std::string_view m_name;
  std::string_view m_help;
  const Labels& m_common;
  std::set<std::string> m_known;  // a series that comes twice makes a reader refuse the whole text
  std::string m_samples;
};

class Metrics {
 public:
  explicit Metrics(const Report& report) : m_report(report) {
    m_common.emplace_back("command", report.command);
    if (const auto& device = report.device)
      m_common.emplace_back("mac", device->mac_from == MacFrom::random ? "random" : device->mac);
    if (const auto& interface = report.interface) m_common.emplace_back("interface", interface->name);
  }

  std::string text() {
    add_run();
    add_findings();
    if (m_report.discovery) add_discovery(*m_report.discovery);
    add_downloads();
    return m_text + "# EOF\n";
  }

 private:
  [[nodiscard]] Family family(std::string_view name, std::string_view help) const {
    return {name, help, m_common};
  }
  void add(const Family& family) { m_text += family.text(); }

  void add_run() {
    add(family("build_info", "The version that measured.").add({{"version", m_report.tool.version}}, 1));
    if (const auto& started = m_report.started)
      add(family("start_timestamp_seconds", "When the run began, since 1970.")
              .add({}, to_seconds(started->time_since_epoch())));
    if (const auto& duration = m_report.duration)
      add(family("duration_seconds", "How long the run took.").add({}, to_seconds(*duration)));
    add(family("verdict", "What the run came to: 1 for the status that it is.")
            .add_states("status", m_report.verdict.status));
  }

  void add_findings() {
    std::map<std::pair<Severity, std::string>, std::size_t> counts;
    for (const auto& finding : m_report.findings) ++counts[{finding.severity, finding.id}];
    auto findings = family("findings", "How many findings there are of this kind.");
    for (const auto& [kind, count] : counts)
      findings.add({{"severity", std::string(to_text(kind.first))}, {"id", kind.second}},
                   static_cast<double>(count));
    add(findings);
  }

  void add_discovery(const DiscoverySection& discovery) {
    auto statuses = family("source_status", "What became of a source: 1 for the status that it has.");
    auto answers = family("source_answer_seconds", "How long a source took to answer.");
    for (const auto& source : discovery.sources) {
      const Labels which{{"source", std::string(kind_of(source.source).name)}};
      statuses.add_states("status", source.status, which);
      if (source.elapsed) answers.add(which, to_seconds(*source.elapsed));
    }
    add(statuses);
    add(answers);
    add_decision(discovery);
    add_dhcp_servers(discovery);
    add(family("pnp_responders", "How many SIP PnP responders answered.")
            .add({}, static_cast<double>(discovery.pnp_responders.size())));
  }

  void add_decision(const DiscoverySection& discovery) {
    const auto& decision = discovery.decision;
    add(family("outcome", "What the discovery came to: 1 for the outcome that it is.")
            .add_states("outcome", decision.outcome));
    if (!decision.winner) return;
    add(family("winner_info", "The source that decides, and the URL as it gives it.")
            .add({{"source", std::string(kind_of(*decision.winner).name)},
                  {"url", decision.url},
                  {"usable", decision.usable ? "true" : "false"}},
                 1));
  }

  void add_dhcp_servers(const DiscoverySection& discovery) {
    std::map<int, std::size_t> counts{{4, 0}, {6, 0}};
    auto answers = family("dhcp_answer_seconds", "How long a DHCP server took to answer.");
    for (const auto& server : discovery.dhcp_servers) {
      ++counts[server.family];
      answers.add(
          {{"family", std::to_string(server.family)}, {"server", server.server}, {"server_mac", server.mac}},
          to_seconds(server.elapsed));
    }
    auto servers = family("dhcp_servers", "How many DHCP servers answered.");
    for (const auto& [version, count] : counts)
      servers.add({{"family", std::to_string(version)}}, static_cast<double>(count));
    add(servers);
    add(answers);
  }

  static Labels which_file(const Download& download) {
    return {{"role", std::string(to_text(download.role))},
            {"index", download.index == 0 ? "" : std::to_string(download.index)},
            {"contender", download.contender}};
  }

  void add_downloads() {
    auto statuses = family("download_status", "What became of a file: 1 for the status that it has.");
    auto bytes = family("download_bytes", "The size of a file.");
    auto times = family("download_seconds", "How long a file took to load.");
    auto ends =
        family("certificate_expiry_timestamp_seconds", "When the server's certificate expires, since 1970.");
    for (const auto& download : m_report.downloads) {
      const auto which = which_file(download);
      statuses.add_states("status", download.status, which);
      if (download.status == DownloadStatus::ok) bytes.add(which, static_cast<double>(download.bytes));
      if (download.timing) times.add(which, to_seconds(download.timing->total));
      if (const auto end = download.tls ? parse_rfc3339(download.tls->not_after) : std::nullopt)
        ends.add(which, to_seconds(end->time_since_epoch()));
    }
    for (const auto* family : {&statuses, &bytes, &times, &ends}) add(*family);
  }

  const Report& m_report;
  Labels m_common;
  std::string m_text;
};

}  // namespace

std::string to_openmetrics(const Report& report) {
  return Metrics(report).text();
}

}  // namespace provtool
