#include "report/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// What is compared of a thing, by the thing's name; both in words.
using Facts = std::vector<std::pair<std::string, std::string>>;

const std::string* find(const Facts& facts, std::string_view name) {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [name](const auto& fact) { return fact.first == name; });
  return found == facts.end() ? nullptr : &found->second;
}

void compare(std::vector<std::string>& changes, const Facts& before, const Facts& after) {
  for (const auto& [name, now] : after) {
    const auto* was = find(before, name);
    if (was == nullptr)
      changes.push_back(fmt::format("{}: {}, which is new", name, now));
    else if (*was != now)
      changes.push_back(fmt::format("{}: {}, was {}", name, now, *was));
  }
  for (const auto& [name, was] : before)
    if (find(after, name) == nullptr) changes.push_back(fmt::format("{}: gone, was {}", name, was));
}

std::string with(const std::string& contender) {
  return contender.empty() ? "" : fmt::format("with {}, ", foreign(contender));
}

Facts outcome_of(const Report& report) {
  Facts facts{{"verdict", std::string(to_text(report.verdict.status))}};
  if (!report.discovery) return facts;
  const auto& decision = report.discovery->decision;
  facts.emplace_back("winner", decision.winner ? std::string(kind_of(*decision.winner).title)
                                               : fmt::format("none, {}", to_text(decision.outcome)));
  if (decision.winner) facts.emplace_back("URL", foreign(decision.url));
  for (const auto& boot : report.boots)
    facts.emplace_back(with(boot.contender) + "the phone", std::string(to_text(boot.outcome)));
  return facts;
}

std::string words_of(Status status) {
  std::string words(to_text(status));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

Facts sources_of(const Report& report) {
  Facts facts;
  if (!report.discovery) return facts;
  for (const auto& source : report.discovery->sources)
    facts.emplace_back(kind_of(source.source).title,
                       source.raw ? fmt::format("{} \"{}\"", words_of(source.status), foreign(source.url))
                                  : words_of(source.status));
  return facts;
}

// Of what came its beginning tells one content from another.
constexpr std::size_t k_digits = 12;

std::string came_of(const Download& download) {
  if (download.status != DownloadStatus::ok)
    return download.failure.empty() ? std::string(to_text(download.status))
                                    : fmt::format("{} ({})", to_text(download.status), download.failure);
  return fmt::format("{}, SHA-256 {}…", counted(download.bytes, "byte"), download.sha256.substr(0, k_digits));
}

bool is_asked_for(const Report& report, const Download& download) {
  return std::any_of(report.downloads.begin(), report.downloads.end(), [&download](const Download& other) {
    return other.role == download.role && other.index == download.index &&
           other.contender == download.contender;
  });
}

// The URL of a file that the other report does not have would say twice that it is new or gone.
Facts downloads_of(const Report& report, const Report& other) {
  Facts facts;
  for (const auto& download : report.downloads) {
    const auto name = fmt::format("{}{} file{}", with(download.contender), to_text(download.role),
                                  download.index == 0 ? "" : fmt::format(" {}", download.index));
    facts.emplace_back(name, came_of(download));
    if (is_asked_for(other, download)) facts.emplace_back(name + "'s URL", foreign(download.url));
  }
  return facts;
}

std::string shown(const EffectiveSection& value) {
  if (value.value.empty()) return "empty";
  return fmt::format("\"{}\"", value.redacted ? foreign(value.value, k_mask) : foreign(value.value));
}

// There may be thousands, so that they are found by their names; all at once are not told one by one.
void compare_values(std::vector<std::string>& changes, const Report& before, const Report& after) {
  if (before.effective.empty() != after.effective.empty()) {
    const auto count = counted(std::max(before.effective.size(), after.effective.size()), "value");
    changes.push_back(fmt::format("effective configuration: {}, was {}",
                                  after.effective.empty() ? "gone" : count,
                                  before.effective.empty() ? "none" : count));
    return;
  }
  using Key = std::pair<std::string, std::string>;
  std::map<Key, const EffectiveSection*> was;
  for (const auto& value : before.effective) was.emplace(Key(value.contender, value.parameter), &value);
  for (const auto& value : after.effective) {
    const auto name = with(value.contender) + foreign(value.parameter);
    const auto known = was.find(Key(value.contender, value.parameter));
    if (known == was.end()) {
      changes.push_back(fmt::format("{}: {}, which is new", name, shown(value)));
      continue;
    }
    if (known->second->value != value.value)
      changes.push_back(fmt::format("{}: {}, was {}", name, shown(value), shown(*known->second)));
    was.erase(known);
  }
  for (const auto& [key, value] : was)
    changes.push_back(fmt::format("gone: {}{}, was {}", with(key.first), foreign(key.second), shown(*value)));
}

// Numbers in a message are counts and times: what it is about is its place.
bool same(const Finding& a, const Finding& b) {
  const auto about = [](const Finding& f) {
    return std::tie(f.id, f.severity, f.place.source, f.place.file, f.place.line, f.place.parameter,
                    f.place.url);
  };
  return about(a) == about(b);
}

// Those of `some` that have no equal in `others`.
std::vector<const Finding*> without_equal(const std::vector<Finding>& some, std::vector<Finding> others) {
  std::vector<const Finding*> alone;
  for (const auto& finding : some) {
    const auto equal = std::find_if(others.begin(), others.end(),
                                    [&finding](const Finding& other) { return same(finding, other); });
    if (equal == others.end())
      alone.push_back(&finding);
    else
      others.erase(equal);
  }
  return alone;
}

}  // namespace

std::vector<std::string> changes(const Report& before, const Report& after) {
  std::vector<std::string> all;
  compare(all, outcome_of(before), outcome_of(after));
  compare(all, sources_of(before), sources_of(after));
  compare(all, downloads_of(before, after), downloads_of(after, before));
  compare_values(all, before, after);
  for (const auto* finding : without_equal(after.findings, before.findings))
    all.push_back(fmt::format("new {} {}: {}", to_text(finding->severity), finding->id, finding->message));
  for (const auto* finding : without_equal(before.findings, after.findings))
    all.push_back(fmt::format("gone: {} {}: {}", to_text(finding->severity), finding->id, finding->message));
  return all;
}

}  // namespace provtool
