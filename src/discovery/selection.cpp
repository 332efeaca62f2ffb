#include "discovery/selection.hpp"

#include <algorithm>

#include "base/address.hpp"

namespace provtool {

namespace {

bool contains(const std::vector<SourceId>& sources, SourceId source) {
  return std::find(sources.begin(), sources.end(), source) != sources.end();
}

}  // namespace

bool Selection::is_named(SourceId source) const {
  if (contains(m_settings.sources, source)) return true;
  if (!names_sources()) return false;
  return (source == SourceId::manual && m_settings.what.manual_url) ||
         (source == SourceId::redirect && m_settings.what.redirect_url);
}

bool Selection::is_off(SourceId source) const {
  return contains(m_settings.what.disabled, source);
}
bool Selection::is_wanted(SourceId source) const {
  return (!names_sources() || is_named(source)) && !is_off(source);
}

bool Selection::is_asked(SourceId source) const {
  if (!is_wanted(source)) return false;
  if (is_named(source)) return true;
  if (source == SourceId::redirect) return m_settings.what.redirect_url.has_value();
  const auto& mode = m_settings.where.mode;
  return kind_of(source).family != Family::ipv6 || mode != AddressMode::ipv4;
}

bool Selection::asks_any(std::span<const SourceId> sources) const {
  return std::any_of(sources.begin(), sources.end(), [this](SourceId source) { return is_asked(source); });
}

void Selection::apply(SourceEvidence& evidence) const {
  evidence.whatever_mode = is_named(evidence.source);
  if (is_wanted(evidence.source)) return;
  evidence.candidate.reset();
  if (is_off(evidence.source)) {
    evidence.status = Status::off;
    evidence.reason = "switched off by --disable";
    return;
  }
  evidence.status = Status::not_tested;
  evidence.reason = "not asked for on the command line";
  evidence.left_out = true;
  evidence.unasked = true;
}

std::vector<std::string> expected_servers(const Settings& settings, int family) {
  std::vector<std::string> servers;
  for (const auto& server : settings.expect.servers) {
    const auto address = IpAddress::parse(server);
    if (address && (address->v6() != nullptr) == (family == 6)) servers.push_back(address->text());
  }
  return servers;
}

}  // namespace provtool
