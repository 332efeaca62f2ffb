// A whole second step without a network: what each URL answers is written down.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "provisioning/boot_load.hpp"
#include "support/config_files.hpp"
#include "support/downloads.hpp"
#include "support/findings.hpp"

namespace provtool::testing {

inline constexpr auto* k_initial = "http://prov.example.com/KX-UTG200B.cfg";
inline constexpr auto* k_standard = "http://prov.example.com/Config0080F01234AB.cfg";
inline constexpr auto* k_product = "http://prov.example.com/ConfigKX-UTG200B.cfg";
inline constexpr auto* k_master = "http://prov.example.com/ConfigCommon.cfg";
inline constexpr auto* k_certificate = "http://prov.example.com/ca.pem";

inline std::string element(const std::string& name, const std::string& value) {
  return "<" + name + ">" + value + "</" + name + ">";
}
inline std::string names(const std::string& role, const std::string& url) {
  return element("CFG_" + role + "_FILE_PATH", url);
}
inline std::string initial_file(const std::string& names, const std::string& certificates = "") {
  return "<PANASIPPhoneConfig><Initial><Certs>" + certificates + "</Certs><CfgFiles>" + names +
         "</CfgFiles></Initial></PANASIPPhoneConfig>";
}
inline std::string names_three() {
  return names("MASTER", k_master) + names("PRODUCT", k_product) + names("STANDARD", k_standard);
}
// A device file with a line that can register, and this besides.
inline std::string good_device_file(const std::string& besides = "") {
  return device_file(
      lines(line("1", element("LINE_ENABLE", "Yes") + element("SIP_RGSTR_ADDR", "sip.example.com") +
                          element("SIP_AUTHID", "201") + element("SIP_PASS", "invented"))) +
      besides);
}

// Which of the requests that are under way is answered next: 0 for the oldest.
using AnswerOrder = std::function<std::size_t(std::size_t under_way)>;

struct Boot {
  Boot() {
    identity.mac = k_mac;
    terms.now = WallTime{std::chrono::hours(500'000)};  // 2027-01-15
    answers[k_initial] = came(initial_file(names_three()));
    answers[k_standard] = came(good_device_file(prov(element("CFG_RESYNC_FROM_SIP", "standard"))));
    answers[k_product] = came(device_file(prov(element("CFG_RESYNC_FROM_SIP", "product"))));
    answers[k_master] = came(device_file(prov(element("CFG_RESYNC_FROM_SIP", "master"))));
  }

  std::map<std::string, Fetched> answers;  // of all others nobody answers
  std::string url = k_initial;
  std::vector<std::string> candidates{};  // empty: the URL
  DownloadRole role = DownloadRole::initial;
  Identity identity;
  LoadTerms terms;
  std::optional<FileKey> key;
  AnswerOrder order = [](std::size_t) { return 0; };
  std::size_t most_answers = 1000;  // then the run is stopped

  std::vector<Request> asked;
  std::size_t most_at_once = 0;

  [[nodiscard]] BootQuestion question() const {
    const auto what = candidates.empty() ? std::vector<std::string>{url} : candidates;
    return {url, what, role, known_catalogue(), identity, key, terms};
  }
  [[nodiscard]] Fetched answer(const Request& request) const {
    const auto found = answers.find(request.url);
    auto result = found == answers.end() ? silent() : found->second;
    result.elapsed = std::min(result.elapsed, request.time_limit);
    result.url = request.url;
    result.tag = request.tag;
    return result;
  }
  BootResult run() {
    asked.clear();
    BootLoad load(question());
    std::vector<Request> under_way;
    for (std::size_t i = 0; i < most_answers; ++i) {
      while (const auto request = load.next_request()) {
        asked.push_back(*request);
        under_way.push_back(*request);
      }
      most_at_once = std::max(most_at_once, under_way.size());
      if (under_way.empty()) return load.take_result();
      const auto which = under_way.begin() + static_cast<std::ptrdiff_t>(order(under_way.size()));
      const auto request = *which;
      under_way.erase(which);
      load.fetched(answer(request));
    }
    load.stop();
    CHECK_FALSE(load.next_request());
    return load.take_result();
  }

  [[nodiscard]] std::vector<std::string> urls() const {
    std::vector<std::string> all;
    for (const auto& request : asked) all.push_back(request.url);
    return all;
  }
};

inline std::string value_of(const BootResult& result, std::string_view name) {
  for (const auto& value : result.effective)
    if (value.parameter.ends_with(name)) return value.value;
  return "";
}
inline Ids problems(const BootResult& result) {
  Ids ids;
  for (const auto& finding : result.findings)
    if (finding.severity != Severity::info) ids.push_back(finding.id);
  return ids;
}
inline const Finding* find(const BootResult& result, std::string_view id) {
  const auto found = std::find_if(result.findings.begin(), result.findings.end(),
                                  [id](const Finding& finding) { return finding.id == id; });
  return found == result.findings.end() ? nullptr : &*found;
}

}  // namespace provtool::testing
