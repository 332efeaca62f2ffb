#include "provisioning/host_patience.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"

namespace provtool {

std::optional<Failure> HostPatience::why_not(const Origin& origin) const {
  const auto host = foreign(origin.host);
  if (m_lost.count(origin.host) > 0)
    return Failure{"download.name-lookup",
                   fmt::format("{} could not be looked up before, and is not looked up again", host)};
  if (m_silent.count(origin) > 0)
    return Failure{"download.timeout", fmt::format("{} did not answer before, and is not asked again", host)};
  if (left(origin) <= Duration::zero())
    return Failure{"download.timeout", fmt::format("{} was waited for {} already, and is not asked any more",
                                                   host, to_readable(k_host))};
  return std::nullopt;
}

Duration HostPatience::left(const Origin& origin) const {
  const auto found = m_waited.find(origin.host);
  return found == m_waited.end() ? k_host : k_host - found->second;
}

// Files that are asked for side by side wait side by side: a silence counts once.
void HostPatience::note(const Origin& origin, const Fetched& fetched) {
  const bool unknown = fetched.problem == FetchProblem::name_lookup;
  const bool silent = fetched.problem == FetchProblem::timeout && fetched.body.empty() && fetched.status == 0;
  const bool first =
      (unknown && m_lost.insert(origin.host).second) || (silent && m_silent.insert(origin).second);
  if (first) m_waited[origin.host] += fetched.elapsed;
}

}  // namespace provtool
