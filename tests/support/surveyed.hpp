// Servers that answered the phone's question, and the survey.
#pragma once

#include <doctest/doctest.h>

#include <vector>

#include "discovery/dhcp4/judgement.hpp"
#include "discovery/dhcp4/survey.hpp"
#include "support/dhcp4_packets.hpp"

namespace provtool::testing {

inline Dhcp4Reply to_survey(Dhcp4Reply except = {}) {
  except.xid = k_survey_xid;
  return offer(except);
}

class Surveyed {
 public:
  explicit Surveyed(const std::vector<Dhcp4Reply>& replies) : m_reader({k_phone_mac, k_laptop_mac}) {
    m_reader.read(to_datagram(Dhcp4Request{}));
    m_reader.read(to_datagram(Dhcp4Request{.xid = k_own_xid, .chaddr = k_laptop_mac}));
    m_reader.read(to_datagram(Dhcp4Request{.xid = k_survey_xid, .requested = survey_options({1, 66})}));
    for (const auto& reply : replies) m_reader.read(to_datagram(reply));
    REQUIRE(m_reader.evidence().ignored.empty());
  }

  [[nodiscard]] std::vector<Dhcp4Server> servers() const {
    return servers_in(m_reader.evidence(), k_phone_mac);
  }

 private:
  Dhcp4Reader m_reader;
};

}  // namespace provtool::testing
