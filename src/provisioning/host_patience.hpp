// What was seen of the hosts by all downloads of a run: how long each was waited for, and who stayed silent.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/transfer.hpp"
#include "provisioning/failure.hpp"
#include "provisioning/origin.hpp"

namespace provtool {

// A candidate is waited for 7 s at most, a host 30 s, all its candidates together, and who was silent once is
// not asked that way again.
class HostPatience {
 public:
  static constexpr Duration k_candidate = std::chrono::seconds(7);
  static constexpr Duration k_host = std::chrono::seconds(30);

  // Why there is no use in asking.
  [[nodiscard]] std::optional<Failure> why_not(const Origin& origin) const;
  [[nodiscard]] Duration left(const Origin& origin) const;
  void note(const Origin& origin, const Fetched& fetched);
  // Whether it is the first time that this is asked of a server.
  bool is_new(const Origin& origin) { return m_examined.insert(origin).second; }

 private:
  std::map<std::string, Duration> m_waited;  // by host
  std::set<Origin> m_silent;                 // did not answer in time
  std::set<std::string> m_lost;              // hosts whose name could not be looked up
  std::set<Origin> m_examined;
};

}  // namespace provtool
