#include "discovery/redirect/source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/url.hpp"
#include "device/user_agent.hpp"
#include "discovery/assumed.hpp"

namespace provtool {

namespace {

// The option that says what a macro stands for.
std::string_view option_for(std::string_view macro, const Phone& phone) {
  const auto macros = phone.url.macros;
  return std::find_if(macros.begin(), macros.end(), [macro](const Macro& row) { return row.text == macro; })
      ->given_by;
}

std::optional<Excuse> why_it_cannot_be_asked(const Situation& situation, const Expansion& url) {
  if (!url.unexpanded.empty()) {
    const auto macro = url.unexpanded.front();
    return Excuse{fmt::format("its URL needs the phone's {}, which was not given", macro),
                  fmt::format("Give it with {}.", option_for(macro, *situation.identity.phone))};
  }
  if (!find_ipv4(situation.interface))
    return Excuse{fmt::format("{} has no IPv4 address to ask from", situation.interface.name),
                  "Give the interface an IPv4 address, or leave the server out with --disable redirect."};
  return std::nullopt;
}

}  // namespace

RedirectSource::RedirectSource(const Situation& situation)
    : m_situation(situation),
      m_url(expand_macros(redirect_template(situation.settings.what, *situation.identity.phone),
                          situation.identity)) {
  if (!situation.selection.is_asked(SourceId::redirect)) return;
  if (const auto cannot = why_it_cannot_be_asked(situation, m_url))
    m_state = CannotAsk{*cannot};
  else
    m_state = Ready{};
}

bool RedirectSource::takes_turn(const Decision& so_far) {
  m_turn = turn_of_redirect(so_far);
  return m_turn.has_come;
}

void RedirectSource::start(const Start& /*start*/) {
  if (!std::holds_alternative<Ready>(m_state)) return;
  Request request;
  request.url = m_url.text;
  request.credentials = credentials_in(m_url.text);
  request.user_agent = asks_as();
  request.interface = m_situation.interface.name;
  request.time_limit = redirect_window(m_situation.settings.how_long);
  m_state.emplace<RedirectAsker>(std::move(request));
}

void RedirectSource::read_back(Instant /*ends*/) {
  if (is_asked()) m_state = NotInCapture{};
}

std::string RedirectSource::asks_as() const {
  return user_agent(m_situation.identity, m_situation.settings.who.user_agent);
}

// The answer, when there is one: null while it is not asked.
const std::optional<Fetched>* RedirectSource::result() const {
  const auto* asker = std::get_if<RedirectAsker>(&m_state);
  return asker != nullptr ? &asker->result() : nullptr;
}

Excuse RedirectSource::why_not_asked(const std::optional<Ending>& ending) const {
  if (std::holds_alternative<NotInCapture>(m_state))
    return {"a capture of datagrams does not contain its answer", "Ask it again."};
  if (result() != nullptr && !ending) return still_waiting();
  if (const auto* cannot = std::get_if<CannotAsk>(&m_state)) return cannot->why;
  if (!ending) return {"waiting for the sources above it", ""};
  if (ending->end == RunEnd::finished && m_turn.obstacle)
    return {
        fmt::format("not asked, because {} above it could not be judged", kind_of(*m_turn.obstacle).title),
        ""};
  if (m_turn.contested) return {"not asked, because whether the phone does depends on the DHCP server", ""};
  return excuse_silence(*ending, false, m_situation.interface.name)
      .value_or(Excuse{"its turn did not come", ""});
}

SourceEvidence RedirectSource::untested(const Excuse& excuse) const {
  auto evidence = silent_source(SourceId::redirect, excuse, "");
  evidence.confidence = Confidence::assumption;
  evidence.left_out = !is_asked();
  evidence.unasked = result() == nullptr;
  return evidence;
}

std::vector<SourceEvidence> RedirectSource::evidence(const std::optional<Ending>& ending) const {
  if (!is_asked()) return {untested({"the phone would ask it here; its protocol is not published", ""})};
  if (result() == nullptr || !*result()) return {untested(why_not_asked(ending))};
  auto read = read_redirect(**result(), m_situation.identity);
  if (read.status == Status::no_answer && ending)
    if (const auto excuse = excuse_silence(*ending, true, m_situation.interface.name))
      return {untested(*excuse)};
  return {read};
}

std::vector<Finding> RedirectSource::findings(const Ending& ending) const {
  std::vector<Finding> findings;
  const auto name = kind_of(SourceId::redirect).name;
  const auto* cannot = std::get_if<CannotAsk>(&m_state);
  if (cannot != nullptr && m_turn.has_come && ending.end == RunEnd::finished) {
    findings.push_back(make_finding("redirect.failed", cannot->why.reason, name));
    findings.back().hint = cannot->why.to_settle;
  }
  if (result() == nullptr) return findings;
  if (!m_situation.settings.what.redirect_url)
    findings.push_back(
        make_finding("redirect.url-assumed", fmt::format("asked for {}", foreign(m_url.text)), name));
  if (const auto& answer = *result()) {
    auto judged = judge(*answer, read_redirect(*answer, m_situation.identity));
    findings.insert(findings.end(), judged.begin(), judged.end());
  }
  return findings;
}

void RedirectSource::describe(Asked& asked, std::vector<std::string>& assumptions) const {
  if (!is_asked()) return;
  asked.user_agent = asks_as();
  asked.redirect_url = redirect_template(m_situation.settings.what, *m_situation.identity.phone);
  assume_firmware(m_situation.identity, assumptions);
  assumptions.emplace_back(
      "the redirection server answers a GET of its URL with a redirect, a URL or an initial file");
}

std::vector<std::string> RedirectSource::side_effects() const {
  if (!std::holds_alternative<Ready>(m_state)) return {};
  return {
      fmt::format("HTTP GET of {} as \"{}\" through {}, only when no source above it gives a URL; the "
                  "server's name is then looked up",
                  foreign(m_url.text), foreign(asks_as()), m_situation.interface.name)};
}

}  // namespace provtool
