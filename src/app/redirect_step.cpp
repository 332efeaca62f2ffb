#include "app/redirect_step.hpp"

#include <fmt/format.h>

#include "app/assumed.hpp"
#include "device/user_agent.hpp"

namespace provtool {

namespace {

// The option that says what a macro stands for.
std::string_view option_for(std::string_view macro) {
  return macro == "{fwver}" ? "--firmware" : "--mac";
}

}  // namespace

RedirectStep::RedirectStep(const Options& options, const Selection& selection, const Identity& identity,
                           const Interface& interface)
    : m_options(options),
      m_identity(identity),
      m_interface(interface),
      m_wanted(selection.is_wanted(SourceId::redirect) &&
               (selection.is_named(SourceId::redirect) || options.what.redirect_url)),
      m_url(expand_macros(redirect_template(options.what), identity)) {}

void RedirectStep::describe(Asked& asked, std::vector<std::string>& assumptions) const {
  if (!m_wanted) return;
  asked.user_agent = user_agent(m_identity, m_options.who.user_agent);
  asked.redirect_url = redirect_template(m_options.what);
  assumptions.emplace_back(
      "the redirection server answers a GET of its URL with a redirect, a URL or an initial file");
}

std::optional<Excuse> RedirectStep::why_it_cannot_be_asked() const {
  if (!m_url.unexpanded.empty()) {
    const auto macro = m_url.unexpanded.front();
    return Excuse{fmt::format("its URL needs the phone's {}, which was not given", macro),
                  fmt::format("Give it with {}.", option_for(macro))};
  }
  if (!find_ipv4(m_interface))
    return Excuse{fmt::format("{} has no IPv4 address to ask from", m_interface.name),
                  "Give the interface an IPv4 address, or leave the server out with --disable redirect."};
  return std::nullopt;
}

void RedirectStep::take_turn(const Decision& decision) {
  const auto turn = turn_of_redirect(decision);
  m_turn_taken = m_wanted && turn.has_come;
  m_obstacle = turn.obstacle;
  if (!m_turn_taken || why_it_cannot_be_asked()) return;
  Request request;
  request.url = m_url.text;
  request.user_agent = user_agent(m_identity, m_options.who.user_agent);
  request.interface = m_interface.name;
  request.time_limit = redirect_window(m_options.how_long);
  m_asker.emplace(std::move(request));
}

Excuse RedirectStep::excuse(const std::optional<Ending>& ending) const {
  if (m_from_capture) return {"a capture of datagrams does not hold its answer", "Ask it again."};
  if (m_asker && !ending) return still_waiting();
  if (auto cannot = why_it_cannot_be_asked()) return *cannot;
  if (m_obstacle)
    return {fmt::format("not asked, because {} above it could not be judged", kind_of(*m_obstacle).title),
            ""};
  if (!ending) return {"waiting for the sources above it", ""};
  return excuse_silence(*ending, false, m_interface.name).value_or(Excuse{"its turn did not come", ""});
}

SourceEvidence RedirectStep::untested(const Excuse& excuse) const {
  auto evidence = silent_source(SourceId::redirect, excuse, "");
  evidence.confidence = Confidence::assumption;
  return evidence;
}

SourceEvidence RedirectStep::evidence(const std::optional<Ending>& ending) const {
  if (!m_wanted) {
    auto evidence = untested({"the phone would ask it here; its protocol is not published", ""});
    evidence.left_out = true;
    return evidence;
  }
  if (!m_asker || !m_asker->result()) return untested(excuse(ending));
  auto read = read_redirect(*m_asker->result(), m_identity);
  if (read.status == Status::no_answer && ending && ending->silent) return untested(excuse(ending));
  return read;
}

std::vector<Finding> RedirectStep::findings() const {
  std::vector<Finding> findings;
  const auto name = kind_of(SourceId::redirect).name;
  if (const auto cannot = why_it_cannot_be_asked(); m_turn_taken && !m_asker && cannot) {
    findings.push_back(make_finding("redirect.failed", cannot->reason, name));
    findings.back().hint = cannot->to_settle;
  }
  if (!m_asker) return findings;
  if (!m_options.what.redirect_url)
    findings.push_back(make_finding("redirect.url-assumed", fmt::format("asked for {}", m_url.text), name));
  if (const auto& result = m_asker->result()) {
    auto judged = judge(*result, read_redirect(*result, m_identity));
    findings.insert(findings.end(), judged.begin(), judged.end());
  }
  return findings;
}

std::vector<std::string> RedirectStep::side_effects() const {
  if (!m_wanted || why_it_cannot_be_asked()) return {};
  return {
      fmt::format("HTTP GET of {} as \"{}\" out of {}, only when every source above it comes out without a "
                  "URL; its name is looked up then",
                  m_url.text, user_agent(m_identity, m_options.who.user_agent), m_interface.name)};
}

}  // namespace provtool
