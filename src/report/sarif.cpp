#include "report/sarif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <unordered_map>

#include "base/text.hpp"

namespace provtool {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view k_sarif_schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

// Those tables whose findings are about the run, not about what it looked at.
constexpr std::string_view k_about_the_run = "host";
// And those whose findings are about what stands in files: of validate there are no others.
constexpr std::array<std::string_view, 2> k_about_files{"config", "url"};

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      break;
  }
  return "note";
}

// SARIF 3.49: what a result or notification is an instance of.
Json to_descriptor(const FindingKind& kind) {
  Json json{{"id", kind.id}, {"shortDescription", {{"text", kind.meaning}}}};
  json["help"]["text"] = kind.hint;
  json["defaultConfiguration"]["level"] = level_of(kind.severity);
  return json;
}

// The kinds of some tables, and the index of each.
class Descriptors {
 public:
  void add(std::string_view prefix) {
    for (const auto& table : k_finding_tables) {
      if (table.prefix != prefix) continue;
      for (const auto& kind : table.kinds) {
        m_index.emplace(kind.id, m_list.size());
        m_list.push_back(to_descriptor(kind));
      }
    }
  }
  [[nodiscard]] const Json& list() const { return m_list; }
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view id) const {
    const auto found = m_index.find(id);
    return found == m_index.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  Json m_list = Json::array();
  std::map<std::string_view, std::size_t> m_index;
};

// FNV-1a, for fingerprints: the same for the same words, in every version.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

class Writer {
 public:
  explicit Writer(const Report& report) : m_report(report) {
    for (const auto& table : k_finding_tables)
      if (is_rule(table.prefix)) m_rules.add(table.prefix);
    m_notifications.add(k_about_the_run);
    for (const auto& file : report.files) {
      Json artifact{{"location", {{"uri", uri_of(file.name)}}}};
      artifact["length"] = file.bytes;
      artifact["roles"] = {"analysisTarget"};
      m_artifact.emplace(file.name, m_artifacts.size());
      m_artifacts.push_back(std::move(artifact));
    }
  }

  Json log() {
    Json json{{"$schema", k_sarif_schema}, {"version", "2.1.0"}};
    json["runs"] = Json::array({run()});
    return json;
  }

 private:
  [[nodiscard]] bool is_rule(std::string_view prefix) const {
    if (!m_report.counts) return prefix != k_about_the_run;
    return std::find(k_about_files.begin(), k_about_files.end(), prefix) != k_about_files.end();
  }

  // A file that was loaded is named by its URL.
  [[nodiscard]] std::string uri_of(std::string_view name) const {
    const bool is_url = !m_report.counts && name.find("://") != std::string_view::npos;
    return is_url ? to_uri(name) : to_uri_reference(name);
  }

  Json run() {
    Json results = Json::array();
    Json notifications = Json::array();
    for (const auto& finding : m_report.findings) {
      if (m_rules.index_of(finding.id))
        results.push_back(result(finding));
      else
        notifications.push_back(notification(finding));
    }
    Json json{{"tool", {{"driver", driver()}}}};
    json["invocations"] = Json::array({invocation(std::move(notifications))});
    json["columnKind"] = "unicodeCodePoints";
    json["artifacts"] = std::move(m_artifacts);
    json["results"] = std::move(results);
    return json;
  }

  [[nodiscard]] Json driver() const {
    Json json{{"name", m_report.tool.name}, {"version", m_report.tool.version}};
    json["semanticVersion"] = m_report.tool.version;
    json["rules"] = m_rules.list();
    json["notifications"] = m_notifications.list();
    return json;
  }

  [[nodiscard]] Json invocation(Json notifications) const {
    const auto code = m_report.verdict.exit_code;
    Json json{{"executionSuccessful", code == 0 || code == 1}, {"exitCode", code}};
    if (!m_report.verdict.summary.empty()) json["exitCodeDescription"] = m_report.verdict.summary;
    if (m_report.started) {
      json["startTimeUtc"] = to_rfc3339(*m_report.started);
      if (m_report.duration) json["endTimeUtc"] = to_rfc3339(*m_report.started + *m_report.duration);
    }
    json["toolExecutionNotifications"] = std::move(notifications);
    return json;
  }

  Json result(const Finding& finding) {
    Json json{{"ruleId", finding.id}, {"ruleIndex", *m_rules.index_of(finding.id)}};
    json["level"] = level_of(finding.severity);
    json["message"]["text"] = finding.message;
    if (const auto place = location(finding.place); !place.empty()) json["locations"] = Json::array({place});
    json["partialFingerprints"]["provtoolFinding/v1"] = fingerprint(finding);
    return json;
  }

  [[nodiscard]] Json notification(const Finding& finding) const {
    Json json{{"descriptor", {{"id", finding.id}}}, {"level", level_of(finding.severity)}};
    if (const auto index = m_notifications.index_of(finding.id)) json["descriptor"]["index"] = *index;
    json["message"]["text"] = finding.message;
    if (const auto place = location(finding.place); !place.empty()) json["locations"] = Json::array({place});
    return json;
  }

  // Empty when it has none. What is in no file is at a URL, or a source's.
  [[nodiscard]] Json location(const Place& place) const {
    Json json = Json::object();
    if (place.file)
      json["physicalLocation"] = in_file(place);
    else if (place.url)
      json["physicalLocation"]["artifactLocation"]["uri"] = uri_of(*place.url);
    Json logical = Json::array();
    if (place.parameter) logical.push_back({{"fullyQualifiedName", *place.parameter}, {"kind", "element"}});
    if (place.source) logical.push_back({{"fullyQualifiedName", *place.source}, {"kind", "resource"}});
    if (!logical.empty()) json["logicalLocations"] = std::move(logical);
    return json;
  }

  [[nodiscard]] Json in_file(const Place& place) const {
    Json physical{{"artifactLocation", {{"uri", uri_of(*place.file)}}}};
    if (const auto artifact = m_artifact.find(*place.file); artifact != m_artifact.end())
      physical["artifactLocation"]["index"] = artifact->second;
    if (place.line) physical["region"]["startLine"] = *place.line;
    if (place.line && place.column) physical["region"]["startColumn"] = *place.column;
    return physical;
  }

  // Of a finding that moved to another line it stays the same: numbers are left out, and equal ones are
  // counted.
  std::string fingerprint(const Finding& finding) {
    auto words =
        finding.id + '\n' + finding.place.file.value_or("") + '\n' + finding.place.parameter.value_or("");
    if (!finding.place.file) words += finding.place.source.value_or("") + finding.place.url.value_or("");
    if (!finding.place.parameter)
      std::copy_if(finding.message.begin(), finding.message.end(), std::back_inserter(words),
                   [](char c) { return c < '0' || c > '9'; });
    const auto hash = hash_of(words);
    return fmt::format("{:016x}:{}", hash, ++m_times[hash]);
  }

  const Report& m_report;
  Descriptors m_rules;
  Descriptors m_notifications;
  Json m_artifacts = Json::array();
  std::unordered_map<std::string, std::size_t> m_artifact;
  std::unordered_map<std::uint64_t, std::size_t> m_times;  // how often each fingerprint came
};

// RFC 3986 2.3 and 3.3, without the colon, which a first segment must not contain (4.2).
bool stands_for_itself(unsigned char c) {
  return c < 0x80 &&
         (std::isalnum(c) != 0 ||
          std::string_view("-._~/!$&'()*+,;=@").find(static_cast<char>(c)) != std::string_view::npos);
}

// What RFC 3986 allows in a URL (2.2, 2.3); a percent sign stays one, for what is encoded already.
bool stands_in_a_url(unsigned char c) {
  return stands_for_itself(c) ||
         std::string_view(":?#[]%").find(static_cast<char>(c)) != std::string_view::npos;
}

template <typename Keeps>
std::string encoded(std::string_view text, Keeps keeps) {
  std::string uri;
  for (const auto c : to_bytes(text)) {
    if (keeps(c))
      uri += static_cast<char>(c);
    else
      uri += fmt::format("%{:02X}", c);
  }
  return uri;
}

}  // namespace

std::string to_uri(std::string_view url) {
  return encoded(uncleaned(url), stands_in_a_url);
}

std::string to_uri_reference(std::string_view path) {
  auto bytes = uncleaned(path);
  while (bytes.starts_with("./")) bytes.erase(0, 2);
  while (bytes.starts_with("//")) bytes.erase(0, 1);  // would name a host
  return encoded(bytes, stands_for_itself);
}

std::string to_sarif(const Report& report) {
  return Writer(report).log().dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace provtool
