#include "report/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "report/causes.hpp"
#include "report/discovery_summary.hpp"
#include "report/lines.hpp"
#include "report/source_names.hpp"

namespace provtool {

namespace {

std::string given_by(const Contender& contender) {
  if (!contender.winner) return "no URL";
  const auto& kind = kind_of(*contender.winner);
  const auto what = kind.dhcp_option ? std::to_string(*kind.dhcp_option) : std::string(kind.title);
  return pad(what + ":", 4) + " " + contender.url;
}

// Who answered, when that is what it depends on.
void add_contenders(AnswerBlock& block, const std::vector<Contender>& contenders, std::size_t most) {
  const auto shown = std::min(contenders.size(), most);
  std::size_t server = 0;
  std::size_t elapsed = 0;
  for (std::size_t i = 0; i < shown; ++i) {
    server = std::max(server, columns(contenders[i].server));
    elapsed = std::max(elapsed, columns(to_readable(contenders[i].elapsed)));
  }
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& contender = contenders[i];
    const auto when = pad(to_readable(contender.elapsed), elapsed);
    block.rows.push_back({"",
                          fmt::format("{}  {}  {}  {}", pad(contender.server, server), contender.mac, when,
                                      given_by(contender)),
                          "", true});
  }
  if (shown < contenders.size())
    block.rows.push_back({"", fmt::format("and {} more: -v shows them", contenders.size() - shown)});
}

// Anybody on the link may answer SIP PnP: MAC and product tell which box it was.
std::string responder_of(const DiscoverySection& discovery, const SourceSection& winner) {
  for (const auto& responder : discovery.pnp_responders)
    if (responder.url == winner.url)
      return fmt::format(" of {}{}{}", responder.from, responder.mac.empty() ? "" : ", " + responder.mac,
                         responder.product.empty() ? "" : fmt::format(" ({})", responder.product));
  return "";
}

std::string giver_of(const DiscoverySection& discovery, const SourceSection& winner) {
  if (winner.source == SourceId::pnp) return responder_of(discovery, winner);
  const bool is_dhcp = winner.source != SourceId::manual && winner.source != SourceId::redirect;
  return is_dhcp && winner.server ? " of " + *winner.server : "";
}

std::string behind_scheme(const std::string& url) {
  const auto colon = url.find("://");
  return colon == std::string::npos ? "" : url.substr(colon);
}

// What the phone tries after the first; mostly that by other protocols.
void add_further_urls(AnswerBlock& block, const std::vector<std::string>& urls) {
  std::vector<std::string> schemes;
  for (std::size_t i = 1; i < urls.size(); ++i) {
    const auto rest = behind_scheme(urls[i]);
    if (rest.empty() || rest != behind_scheme(urls.front()))
      block.rows.push_back({"then", urls[i], "", true});
    else
      schemes.push_back(urls[i].substr(0, urls[i].size() - rest.size()));
  }
  if (!schemes.empty())
    block.rows.push_back({"then", fmt::format("the same by {}", listed(schemes)), "", true});
}

constexpr std::string_view k_among_all = "; when the download fails the phone tries no other source.";
constexpr std::string_view k_among_some =
    " among the sources asked; when its download fails no other is tried.";

// Who decides, and what that means.
void add_decision(AnswerBlock& block, const Report& report) {
  const auto& discovery = *report.discovery;
  const auto& decision = discovery.decision;
  const auto winner =
      std::find_if(discovery.sources.begin(), discovery.sources.end(),
                   [](const SourceSection& source) { return source.standing == Standing::won; });
  if (decision.outcome != Outcome::won || winner == discovery.sources.end()) return;
  add_further_urls(block, decision.resolved);
  const auto giver = giver_of(discovery, *winner);
  if (decision.usable)
    block.rows.push_back({"", fmt::format("{}{} decides{} Not loaded yet: provtool check does.",
                                          opening(name_of(winner->source)), giver,
                                          leaves_out_above_winner(discovery) ? k_among_some : k_among_all)});
  else if (!giver.empty())
    block.rows.push_back({"", "The value is that" + giver + "."});
}

// Where the outcome is open, what would win if nothing else came.
void add_best(AnswerBlock& block, const DiscoverySection& discovery) {
  if (discovery.decision.outcome != Outcome::undetermined) return;
  const auto best = std::find_if(discovery.sources.begin(), discovery.sources.end(),
                                 [](const SourceSection& source) { return source.status == Status::found; });
  if (best != discovery.sources.end())
    block.rows.push_back(
        {"", fmt::format("Unless that gives a URL, {} wins:  {}", name_of(best->source), best->url), "",
         true});
}

bool lacks_privilege(const Report& report) {
  return std::any_of(report.findings.begin(), report.findings.end(), [](const Finding& finding) {
    return finding.id == "host.no-privilege" && finding.severity == Severity::error;
  });
}

void add_ways_to_privilege(AnswerBlock& block, const std::string& command) {
  std::string name = "do";
  for (auto& way : ways_to_privilege(command))
    block.rows.push_back({std::exchange(name, ""), std::move(way), "", true});
}

// What settles it stands first, unless a cause says it.
void add_causes(AnswerBlock& block, const Report& report, const CauseDepth& depth) {
  auto rows = causes_of(report, depth);
  const auto& to_settle = report.verdict.to_settle;
  const bool said = std::any_of(rows.begin(), rows.end(), [&to_settle](const AnswerRow& row) {
    return row.name == "do" && row.text.starts_with(to_settle);
  });
  if (lacks_privilege(report))
    add_ways_to_privilege(block, report.command);
  else if (!said && !to_settle.empty())
    block.rows.push_back({"do", to_settle});
  std::move(rows.begin(), rows.end(), std::back_inserter(block.rows));
}

}  // namespace

AnswerBlock to_answer(const Report& report, Depth depth, std::optional<Severity> least, const Room& room) {
  AnswerBlock block{report.verdict.status, report.verdict.summary};
  if (depth == Depth::outcome) {
    if (least) block.rows = causes_of(report, {least, false, false, room});
    return block;
  }
  const bool all = depth == Depth::everything;
  if (report.discovery) {
    const auto& contenders = report.discovery->decision.contenders;
    add_contenders(block, contenders, all ? contenders.size() : room.contenders);
    if (report.command == "discover") add_decision(block, report);
    if (report.boots.empty()) add_best(block, *report.discovery);
  }
  add_causes(block, report, {Severity::warning, true, all, room});
  return block;
}

}  // namespace provtool
