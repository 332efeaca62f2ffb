#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/page_details.hpp"

namespace provtool {

namespace {

std::string phone_text(const DeviceSection& device) {
  const auto from = device.mac_from == MacFrom::option   ? ""
                    : device.mac_from == MacFrom::random ? " (random)"
                                                         : " (the interface's own)";
  return fmt::format("{}  {}{}", device.model, device.mac, from);
}

std::string_view people_say(AddressMode mode) {
  constexpr auto said = std::to_array<Word<AddressMode>>({{AddressMode::ipv4, "IPv4 only"},
                                                          {AddressMode::ipv6, "IPv6 only"},
                                                          {AddressMode::dual, "IPv4 and IPv6"},
                                                          {AddressMode::none, "no addresses"}});
  return std::find_if(said.begin(), said.end(), [mode](const auto& word) { return word.value == mode; })
      ->text;
}

std::string interface_text(const InterfaceSection& interface) {
  std::string addresses;
  for (const auto& address : interface.addresses) addresses += address + "  ";
  return fmt::format("{}  {} {}", interface.name, addresses, people_say(interface.mode));
}

FieldsBlock device_block(const Report& report) {
  FieldsBlock block;
  if (report.device) block.fields.push_back({"Phone", phone_text(*report.device)});
  if (report.interface) block.fields.push_back({"Interface", interface_text(*report.interface)});
  return block;
}

// The same packet at several times is one row.
PacketsBlock packets_block(const PlanSection& plan) {
  PacketsBlock block;
  std::vector<std::pair<std::string, std::size_t>> told;
  for (const auto& packet : plan.packets) {
    auto text = fmt::format("{}  {} -> {}, {} bytes", packet.what, packet.from, packet.to, packet.bytes);
    const auto known =
        std::find_if(told.begin(), told.end(), [&](const auto& entry) { return entry.first == text; });
    if (known != told.end()) {
      ++known->second;
      auto& row = block.rows[static_cast<std::size_t>(known - told.begin())];
      row.what = fmt::format("{}; {} times to {}, until it is answered", text, known->second,
                             to_seconds_text(packet.after));
      continue;
    }
    told.emplace_back(text, 1);
    block.rows.push_back({to_seconds_text(packet.after), std::move(text)});
  }
  return block;
}

ParagraphsBlock requests_block(const PlanSection& plan) {
  ParagraphsBlock block;
  for (const auto& request : plan.requests)
    block.paragraphs.push_back(fmt::format("{}  ({})", request.log_line, request.url));
  return block;
}

FindingsBlock findings_block(const std::vector<Finding>& findings, Depth depth) {
  FindingsBlock block;
  for (const auto& finding : findings) {
    if (depth == Depth::outcome && finding.severity != Severity::error) continue;
    const bool advised = finding.severity != Severity::info && depth != Depth::outcome;
    block.rows.push_back(
        {finding.severity, finding.id,
         finding.place.source ? *finding.place.source + ": " + finding.message : finding.message,
         advised ? finding.hint : ""});
  }
  std::stable_sort(block.rows.begin(), block.rows.end(),
                   [](const FindingRow& a, const FindingRow& b) { return a.severity > b.severity; });
  return block;
}

// The answer stands last, and the last line names the command that says more.
AnswerBlock answer_of_files(const Report& report, Depth depth) {
  auto id = report.counts->worst;
  for (const auto& finding : report.findings)  // that are of no file: it could not be read
    if (id.empty() && finding.severity >= Severity::warning) id = finding.id;
  AnswerBlock answer{report.verdict.status, report.verdict.summary};
  if (!id.empty() && depth != Depth::outcome) answer.more = fmt::format("provtool explain {}", id);
  return answer;
}

}  // namespace

Page to_page(const Report& report, Depth depth) {
  Page page;
  FieldsBlock head = depth == Depth::outcome ? FieldsBlock{} : device_block(report);
  if (report.plan) head.fields.push_back({"Dry run", "nothing was sent; this is what would be sent"});
  if (!head.fields.empty()) page.emplace_back(std::move(head));
  if (report.plan) {
    if (!report.plan->packets.empty()) page.emplace_back(packets_block(*report.plan));
    if (!report.plan->requests.empty()) page.emplace_back(requests_block(*report.plan));
    if (!report.plan->side_effects.empty()) page.emplace_back(ParagraphsBlock{report.plan->side_effects});
  }
  if (report.counts && depth == Depth::everything && !report.effective.empty())
    page.emplace_back(values_block(report.effective));
  auto findings = findings_block(report.findings, depth);
  if (!findings.rows.empty()) page.emplace_back(std::move(findings));
  if (depth == Depth::everything && !report.assumptions.empty()) page.emplace_back(assumptions_block(report));
  if (report.counts) page.emplace_back(answer_of_files(report, depth));
  return page;
}

}  // namespace provtool
