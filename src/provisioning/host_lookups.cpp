#include "provisioning/host_lookups.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "base/url.hpp"

namespace provtool {

namespace {

// Parameters whose value is a host, or a URL that names one.
constexpr std::array<std::string_view, 6> k_naming_a_host{
    "SIP_RGSTR_ADDR", "SIP_PRXY_ADDR", "SIP_OUTPROXY_ADDR", "SIP_PRSNC_ADDR", "NTP_ADDR", "FIRM_FILE_PATH"};
constexpr Duration k_longest = std::chrono::seconds(5);

std::string_view last_segment(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string host_in(const EffectiveValue& value) {
  if (last_segment(value.parameter) != "FIRM_FILE_PATH") return std::string(trim(value.value));
  const auto parts = parse_url(trim(value.value));
  return parts ? parts->host : "";
}

bool is_name(std::string_view host) {
  return !host.empty() && !host.starts_with('[') && !IpAddress::parse(host);
}

}  // namespace

std::vector<HostLookup> hosts_in(const std::vector<EffectiveValue>& values) {
  std::vector<HostLookup> hosts;
  for (const auto& value : values) {
    const auto name = last_segment(value.parameter);
    if (std::find(k_naming_a_host.begin(), k_naming_a_host.end(), name) == k_naming_a_host.end()) continue;
    auto host = host_in(value);
    if (!is_name(host)) continue;
    const auto known = std::find_if(hosts.begin(), hosts.end(), [&](const HostLookup& entry) {
      return equal_ignoring_case(entry.host, host);
    });
    if (known == hosts.end())
      hosts.push_back({std::move(host), {value.parameter}, {}, {}, {}});
    else
      known->parameters.push_back(value.parameter);
  }
  return hosts;
}

HostLookups::HostLookups(std::vector<HostLookup> hosts, LoadTerms terms)
    : m_hosts(std::move(hosts)), m_terms(std::move(terms)) {
  for (auto& host : m_hosts) host.reason = "it was not looked up to the end";
}

std::optional<Request> HostLookups::next_request() {
  if (m_asked == m_hosts.size()) return std::nullopt;
  Request request;
  request.url = "sip://" + m_hosts[m_asked].host;
  request.what = Request::What::lookup;
  request.interface = m_terms.interface;
  request.name_servers = m_terms.name_servers;
  request.ipv4 = m_terms.ipv4;
  request.ipv6 = m_terms.ipv6;
  request.time_limit = k_longest;
  request.tag = static_cast<int>(m_asked++);
  return request;
}

void HostLookups::fetched(const Fetched& result) {
  auto& host = m_hosts[static_cast<std::size_t>(result.tag)];
  host.addresses = result.addresses;
  host.reason = host.addresses.empty() ? result.detail : "";
  host.elapsed = result.elapsed;
}

std::vector<Finding> HostLookups::findings() const {
  std::vector<Finding> findings;
  for (const auto& host : m_hosts) {
    if (!host.addresses.empty()) continue;
    findings.push_back(make_finding("config.name-lookup",
                                    fmt::format("{}, which {} names, has no address here: {}",
                                                foreign(host.host), listed(host.parameters), host.reason),
                                    Place{.parameter = host.parameters.front()}));
  }
  return findings;
}

}  // namespace provtool
