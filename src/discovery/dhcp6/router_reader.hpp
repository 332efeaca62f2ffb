// Reads router advertisements: what the routers of a link tell its hosts about their addresses and DHCPv6.
#pragma once

#include <optional>
#include <vector>

#include "base/datagram.hpp"
#include "discovery/ignored.hpp"
#include "discovery/keep_best.hpp"
#include "wire/ndp.hpp"

namespace provtool {

struct Router {
  Ipv6Address address{};
  MacAddress mac{};
  ndp::RouterAdvertisement advertisement;  // the latest
  Instant received{};                      // the first
};

struct RouterEvidence {
  std::vector<Router> routers;       // in the order of their first advertisements; of too many the best
  Tally seen;                        // all that advertised
  std::optional<Instant> solicited;  // for the first time
  std::size_t solicitations = 0;
  bool others_say_ask = false;  // a router beyond those that are kept does
  Ignored ignored;

  // Whether any router tells its hosts to ask DHCPv6 (M or O; RFC 4861 4.2).
  [[nodiscard]] bool says_ask() const;
  // Whether one tells them to get their addresses there (M).
  [[nodiscard]] bool says_managed() const;
};

class RouterReader {
 public:
  // Whether `datagram` is an advertisement that counts.
  bool read(const Datagram& datagram);

  [[nodiscard]] const RouterEvidence& evidence() const { return m_evidence; }

 private:
  bool ignore(const std::string& reason);
  bool ignore_as_told(const std::string& reason);

  RouterEvidence m_evidence;
};

// The first prefix that a host makes an address from: autonomous, valid, of 64 bits, and neither link-local
// nor multicast (RFC 4862 5.5.3).
struct AdvertisedPrefix {
  const Router* router = nullptr;
  const ndp::Prefix* prefix = nullptr;
};
std::optional<AdvertisedPrefix> find_prefix(const RouterEvidence& evidence);

}  // namespace provtool
