#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace provtool {

namespace {

// Beyond this a list of servers is a flood.
constexpr std::size_t k_most_servers = 8;
// A DUID is a few words; RFC 8415 11.1 allows 260 hex digits, and servers may send more.
constexpr std::size_t k_longest_duid = 64;

std::string title(SourceId source) {
  return std::string(kind_of(source).title);
}

Mark mark_of(const SourceSection& source) {
  if (source.standing == Standing::won) return source.status == Status::unusable ? Mark::fails : Mark::wins;
  switch (source.status) {
    case Status::found:
    case Status::unusable:
      return Mark::value;
    case Status::empty:
    case Status::no_answer:
    case Status::refused:
      return Mark::no_value;
    default:
      return Mark::aside;
  }
}

std::string where_from(const SourceSection& source) {
  if (source.standing != Standing::won) return source.reason;
  if (!source.server || !source.elapsed) return "";
  return fmt::format("{}, {}", *source.server, to_readable(*source.elapsed));
}

SourceRow to_row(const SourceSection& source) {
  SourceRow row{source.rank ? std::to_string(*source.rank) : "-", title(source.source), mark_of(source),
                std::nullopt, source.reason};
  if (source.raw) {
    row.url = source.url;
    row.note = where_from(source);
  }
  return row;
}

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

PageField winner_field(const Conclusion& decision) {
  switch (decision.outcome) {
    case Outcome::won:
      return {"Winner", decision.reason, decision.usable ? Tone::plain : Tone::bad};
    case Outcome::contested:
      return {"Winner", "contested. " + decision.reason, Tone::bad};
    case Outcome::none:
      return {"Winner", "none. " + decision.reason, Tone::bad};
    case Outcome::undetermined:
      return {"Winner", "undetermined. " + decision.reason, Tone::unsure};
  }
  return {};
}

FieldsBlock decision_block(const Conclusion& decision) {
  FieldsBlock block{{winner_field(decision)}};
  if (!decision.to_settle.empty()) block.fields.push_back({"To settle", decision.to_settle});
  for (std::size_t i = 0; i < decision.resolved.size(); ++i)
    block.fields.push_back({i == 0 ? "URL" : "", (i == 0 ? "" : "then ") + decision.resolved[i]});
  return block;
}

std::string server_text(const SeenDhcpServer& server) {
  const auto name = server.family == 6 ? fmt::format("{}  {}  DUID {}", server.from, server.mac,
                                                     shortened(server.server, k_longest_duid))
                                       : fmt::format("{}  {}", server.server, server.mac);
  return fmt::format("{}  {}, {}{}{}", name, to_text(server.exchange), to_readable(server.elapsed),
                     server.relay ? ", through relay " + *server.relay : "",
                     server.asked_as ? ", answered only this computer's MAC" : "");
}

std::string alone_text(const Conclusion& decision) {
  if (!decision.winner) return fmt::format("alone, the outcome would be {}", to_text(decision.outcome));
  return fmt::format("alone, {} would win: {}", title(*decision.winner), decision.url);
}

std::string sub_option_text(const SeenSubOption& part) {
  return fmt::format("    {}{}: {}", part.enterprise ? fmt::format("enterprise {} ", *part.enterprise) : "",
                     part.code ? fmt::format("sub-option {}", *part.code) : "as it is",
                     part.text.value_or(part.hex));
}

void add_options(FieldsBlock& block, const std::vector<SeenOption>& options, std::string_view when) {
  for (const auto& option : options) {
    block.fields.push_back({"", fmt::format("{:>3} {}{}: {}", option.code, option.name, when,
                                            option.text.value_or(option.hex))});
    for (const auto& part : option.sub_options) block.fields.push_back({"", sub_option_text(part)});
  }
}

FieldsBlock server_block(const SeenDhcpServer& server, Depth depth) {
  FieldsBlock block{{{"Server", server_text(server)}}};
  const auto add = [&block](std::string text) { block.fields.push_back({"", std::move(text)}); };
  if (server.offered_address) add(fmt::format("address {}", *server.offered_address));
  if (server.decision) add(alone_text(*server.decision));
  if (depth != Depth::everything) return block;
  if (server.next_server) add("next server " + *server.next_server);
  if (server.server_name) add("server name " + *server.server_name);
  if (server.boot_file) add("boot file " + *server.boot_file);
  add_options(block, server.options, "");
  add_options(block, server.other_options, " (when asked for it)");
  return block;
}

// One DHCPv4 and one DHCPv6 server are nothing special; several of a kind are listed.
void add_servers(Page& page, const DiscoverySection& discovery, Depth depth) {
  for (const int family : {4, 6}) {
    std::vector<FieldsBlock> blocks;
    for (const auto& server : discovery.dhcp_servers)
      if (server.family == family) blocks.push_back(server_block(server, depth));
    const auto count = blocks.size();
    if (depth != Depth::everything) blocks.resize(count < 2 ? 0 : std::min(count, k_most_servers));
    if (!blocks.empty() && blocks.size() < count)
      blocks.back().fields.push_back({"", fmt::format("and {} more: -v shows them", count - blocks.size())});
    page.insert(page.end(), blocks.begin(), blocks.end());
  }
}

std::string responder_text(const SeenResponder& responder) {
  return fmt::format("{}  {}{}{}, {}", responder.from, responder.mac, responder.mac.empty() ? "" : "  ",
                     responder.status ? fmt::format("answered {}", *responder.status) : "sent a NOTIFY",
                     to_readable(responder.elapsed));
}

// Anybody on the link is believed, so who gave a URL is always shown: MAC and product tell which box it is.
FieldsBlock responders_block(const DiscoverySection& discovery, Depth depth) {
  const bool all = depth == Depth::everything;
  FieldsBlock block;
  std::size_t count = 0;
  for (const auto& responder : discovery.pnp_responders) {
    if (!all && (responder.url.empty() || ++count > k_most_servers)) continue;
    block.fields.push_back({"Responder", responder_text(responder)});
    if (!responder.product.empty()) block.fields.push_back({"", "product " + responder.product});
    if (!responder.url.empty()) block.fields.push_back({"", "URL " + responder.url});
  }
  if (count > k_most_servers)
    block.fields.push_back({"", fmt::format("and {} more: -v shows them", count - k_most_servers)});
  return block;
}

FieldsBlock routers_block(const DiscoverySection& discovery) {
  FieldsBlock block;
  for (const auto& router : discovery.router_advertisements)
    block.fields.push_back(
        {"Router",
         fmt::format("{}  {}  M={:d} O={:d}{}{}", router.from, router.mac, router.managed, router.other,
                     router.prefixes.empty() ? "" : "  prefix ", listed(router.prefixes))});
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

FieldsBlock effective_block(const std::vector<EffectiveSection>& values) {
  FieldsBlock block;
  for (const auto& value : values) {
    std::vector<std::string> shadows;
    for (const auto role : value.shadows) shadows.emplace_back(to_text(role));
    block.fields.push_back(
        {block.fields.empty() ? "Effective" : "",
         fmt::format("{} = {}  ({}:{}{}{})", value.parameter, value.value, to_text(value.from), value.line,
                     shadows.empty() ? "" : ", not that of ", listed(shadows))});
  }
  return block;
}

FieldsBlock assumptions_block(const Report& report) {
  FieldsBlock block;
  for (const auto& assumption : report.assumptions) block.fields.push_back({"Assumed", assumption});
  return block;
}

// The first words of an answer.
PageField answer_field(const Verdict& verdict) {
  switch (verdict.status) {
    case VerdictStatus::ok:
      return {"OK", verdict.summary, Tone::plain};
    case VerdictStatus::warning:
      return {"WARNING", verdict.summary, Tone::unsure};
    case VerdictStatus::failed:
      return {"FAILS", verdict.summary, Tone::bad};
    case VerdictStatus::undetermined:
      break;
  }
  return {"UNKNOWN", verdict.summary, Tone::unsure};
}

}  // namespace

SourcesBlock to_block(const DiscoverySection& discovery) {
  SourcesBlock block;
  for (const auto& source : discovery.sources) block.rows.push_back(to_row(source));
  return block;
}

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
    page.emplace_back(effective_block(report.effective));
  if (report.discovery) {
    if (depth != Depth::outcome) page.emplace_back(to_block(*report.discovery));
    page.emplace_back(decision_block(report.discovery->decision));
    if (depth != Depth::outcome) add_servers(page, *report.discovery, depth);
    if (auto block = responders_block(*report.discovery, depth);
        depth != Depth::outcome && !block.fields.empty())
      page.emplace_back(std::move(block));
    if (depth == Depth::everything && !report.discovery->router_advertisements.empty())
      page.emplace_back(routers_block(*report.discovery));
  }
  auto findings = findings_block(report.findings, depth);
  if (!findings.rows.empty()) page.emplace_back(std::move(findings));
  if (depth == Depth::everything && !report.assumptions.empty()) page.emplace_back(assumptions_block(report));
  if (report.counts) page.emplace_back(FieldsBlock{{answer_field(report.verdict)}});
  return page;
}

}  // namespace provtool
