#include "report/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/answer.hpp"
#include "report/causes.hpp"
#include "report/file_table.hpp"
#include "report/lines.hpp"
#include "report/page_details.hpp"
#include "report/source_table.hpp"
#include "report/what_matters.hpp"

namespace provtool {

namespace {

// Whose values they are, when several DHCP servers differ.
std::vector<std::string> contenders_of(const Report& report) {
  std::vector<std::string> names;
  for (const auto& value : report.effective)
    if (std::find(names.begin(), names.end(), value.contender) == names.end())
      names.push_back(value.contender);
  return names;
}

void add_values(Page& page, const Report& report) {
  for (const auto& contender : contenders_of(report)) {
    const bool is_whole =
        std::none_of(report.boots.begin(), report.boots.end(), [&](const BootSection& boot) {
          return boot.contender == contender && boot.outcome == BootOutcome::unknown;
        });
    auto block = what_matters(report.effective, contender, is_whole);
    if (!contender.empty()) block.fields.insert(block.fields.begin(), {"With", contender});
    page.emplace_back(std::move(block));
  }
}

FieldsBlock lookups_block(const std::vector<LookupSection>& lookups) {
  FieldsBlock block;
  for (const auto& lookup : lookups)
    block.fields.push_back({block.fields.empty() ? "Lookups" : "",
                            lookup.reason.empty()
                                ? fmt::format("{}  {}  ({})", lookup.host, fmt::join(lookup.addresses, " "),
                                              to_readable(lookup.elapsed))
                                : fmt::format("{}: {}", lookup.host, lookup.reason),
                            lookup.reason.empty() ? Tone::plain : Tone::bad});
  return block;
}

bool is_note(const Finding& finding) {
  return finding.severity == Severity::info && !is_advice(finding);
}

FieldsBlock notes_block(const Report& report) {
  FieldsBlock block;
  for (const auto& finding : report.findings)
    if (is_note(finding))
      block.fields.push_back({"Note", fmt::format("{}  [{}]", said_with_place(report, finding), finding.id)});
  return block;
}

void add_details(Page& page, const Report& report) {
  const auto add = [&page](FieldsBlock block) {
    if (!block.fields.empty()) page.emplace_back(std::move(block));
  };
  add(values_block(report.effective));
  add(notes_block(report));
  if (report.discovery) add_who_answered(page, *report.discovery);
  add(assumptions_block(report));
}

std::string asked_as(const Report& report, Depth depth) {
  std::string text;
  if (report.device) text = fmt::format("Asked as {} ({})", report.device->mac, report.device->model);
  if (report.interface) {
    text += fmt::format("{}on {}", text.empty() ? "Asked " : " ", report.interface->name);
    if (!report.interface->addresses.empty()) text += " " + report.interface->addresses.front();
  }
  const auto notes =
      static_cast<std::size_t>(std::count_if(report.findings.begin(), report.findings.end(), is_note));
  if (notes > 0 && depth != Depth::everything)
    text += fmt::format("{}{}: -v", text.empty() ? "" : "; ", counted(notes, "note"));
  return text;
}

// "2026-11-25 18:05:54 UTC"
std::string readable(WallTime time) {
  const auto text = to_rfc3339(time);
  return fmt::format("{} {} UTC", text.substr(0, 10), text.substr(11, 8));
}

// "Linux 6.1.0 x86_64; eth0 00:00:5e:00:53:01, up, 192.0.2.5/24 fe80::1/64"
std::string asking_host(const Report& report) {
  auto text = report.tool.system;
  if (const auto& interface = report.interface)
    text += fmt::format("{}{} {}, {}{}{}", text.empty() ? "" : "; ", interface->name, interface->mac,
                        interface->up ? "up" : "down", interface->addresses.empty() ? "" : ", ",
                        fmt::join(interface->addresses, " "));
  return text;
}

// What was typed, and how to hand on what a screen leaves out.
RecordLine arguments_of(const std::vector<std::string>& arguments, Depth depth) {
  RecordLine line{fmt::format("Arguments: {}", fmt::join(arguments, " "))};
  constexpr std::string_view k_ticket = "; ticket: -o report.json";
  if (depth == Depth::everything)
    line.text += k_ticket;
  else
    line.end = k_ticket;
  return line;
}

RecordBlock record(const Report& report, Depth depth) {
  RecordBlock block;
  if (auto asked = asked_as(report, depth); !asked.empty()) block.lines.push_back({std::move(asked)});
  auto run = fmt::format("{} {}", report.tool.name, report.tool.version);
  if (report.started) run += ", " + readable(*report.started);
  if (report.duration) run += ", " + to_seconds_text(*report.duration);
  block.lines.push_back({fmt::format("{}, exit {}", run, report.verdict.exit_code)});
  if (depth == Depth::everything)
    if (auto host = asking_host(report); !host.empty()) block.lines.push_back({std::move(host)});
  if (report.asked && !report.asked->arguments.empty())
    block.lines.push_back(arguments_of(report.asked->arguments, depth));
  return block;
}

// What a page of `provtool explain` says more about: the first cause that the answer names.
std::string explained_first(const Report& report, const Page& page) {
  for (const auto& row : std::get<AnswerBlock>(page.front()).rows)
    if (!row.id.empty()) return row.id;
  const auto worth_it =
      std::find_if(report.findings.begin(), report.findings.end(),
                   [](const Finding& finding) { return finding.severity >= Severity::warning; });
  return worth_it == report.findings.end() ? "" : worth_it->id;
}

}  // namespace

bool has_frame(const Report& report) {
  return !report.plan && !report.counts;
}

Page to_frame(const Report& report, Depth depth, std::optional<Severity> least, const Room& room) {
  Page page{to_answer(report, depth, least, room)};
  if (depth == Depth::outcome) return page;
  const bool all = depth == Depth::everything;
  if (report.discovery)
    page.emplace_back(source_table(*report.discovery,
                                   report.interface ? std::optional(report.interface->mode) : std::nullopt));
  if (!report.downloads.empty()) page.emplace_back(file_table(report, all));
  add_values(page, report);
  if (!report.lookups.empty()) page.emplace_back(lookups_block(report.lookups));
  if (all) add_details(page, report);
  auto end = record(report, depth);
  if (const auto id = explained_first(report, page); !id.empty())
    end.lines.push_back({fmt::format("More: provtool explain {}", id)});
  page.emplace_back(std::move(end));
  return page;
}

}  // namespace provtool
