#include "report/boot_section.hpp"

#include <algorithm>
#include <tuple>

#include "report/tally.hpp"

namespace provtool {

namespace {

void add_once(std::vector<std::string>& all, const std::string& text) {
  if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
}

void add_once(std::vector<OpenQuestion>& all, const OpenQuestion& question) {
  const auto same = [&question](const OpenQuestion& known) {
    return known.finding == question.finding && known.to_settle == question.to_settle &&
           known.url == question.url;
  };
  if (std::none_of(all.begin(), all.end(), same)) all.push_back(question);
}

// Of two contenders that name the same server a finding is said once.
bool is_known(const std::vector<Finding>& all, const Finding& finding) {
  return std::any_of(all.begin(), all.end(), [&finding](const Finding& known) {
    const auto place = [](const Finding& f) {
      return std::tie(f.id, f.message, f.place.file, f.place.line, f.place.column, f.place.parameter);
    };
    return place(known) == place(finding);
  });
}

}  // namespace

void add(Report& report, const BootResult& result, const std::string& contender, const std::string& url) {
  report.boots.push_back({contender, url, result.outcome, result.sentence});
  for (auto download : result.downloads) {
    download.contender = contender;
    download.content.clear();
    report.downloads.push_back(std::move(download));
  }
  for (const auto& file : result.files) report.files.push_back(to_section(file));
  for (auto file = report.files.end() - static_cast<std::ptrdiff_t>(result.files.size());
       file != report.files.end(); ++file)
    file->contender = contender;
  for (const auto& value : result.effective) {
    report.effective.push_back(to_section(value));
    report.effective.back().contender = contender;
  }
  const std::vector<Finding> before = contender.empty() ? std::vector<Finding>{} : report.findings;
  for (const auto& finding : result.findings)
    if (report.findings.size() < k_most_findings && !is_known(before, finding))
      report.findings.push_back(finding);
  for (const auto& question : result.open) add_once(report.open, question);
  for (const auto& assumption : result.assumptions) add_once(report.assumptions, assumption);
}

}  // namespace provtool
