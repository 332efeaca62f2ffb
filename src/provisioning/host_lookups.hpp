// check --resolve: whether the hosts that the effective configuration names can be looked up. DNS only;
// nothing is sent to the hosts themselves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/machine.hpp"
#include "config/effective.hpp"
#include "provisioning/terms.hpp"

namespace provtool {

struct HostLookup {
  std::string host;
  std::vector<std::string> parameters;  // that name it
  std::vector<IpAddress> addresses;
  std::string reason;  // why there are none
  Duration elapsed{};
};

// Registrars and proxies of lines, NTP servers, and the firmware's host: each name once; addresses are left
// aside.
std::vector<HostLookup> hosts_in(const std::vector<EffectiveValue>& values);

class HostLookups : public Machine {
 public:
  HostLookups(std::vector<HostLookup> hosts, LoadTerms terms);

  bool receive(const Datagram& /*datagram*/) override { return false; }
  void wake(Instant /*now*/) override {}
  std::optional<Datagram> next_datagram() override { return std::nullopt; }
  void handed_over(const Datagram& /*datagram*/) override {}
  void not_sent(const Datagram& /*datagram*/, const std::string& /*reason*/) override {}
  std::optional<Request> next_request() override;
  void fetched(const Fetched& result) override;
  [[nodiscard]] std::optional<Instant> next_wake() const override { return std::nullopt; }

  [[nodiscard]] const std::vector<HostLookup>& hosts() const { return m_hosts; }
  // config.name-lookup for each that is not known.
  [[nodiscard]] std::vector<Finding> findings() const;

 private:
  std::vector<HostLookup> m_hosts;
  LoadTerms m_terms;
  std::size_t m_asked = 0;
};

}  // namespace provtool
