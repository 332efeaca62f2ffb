#include "discovery/dhcp6/router_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace provtool {

namespace {

constexpr std::size_t k_most_routers = 64;
constexpr std::uint8_t k_prefix_length = 64;  // what Ethernet's interface identifiers leave (RFC 2464 4)

bool makes_an_address(const ndp::Prefix& prefix) {
  return prefix.autonomous && prefix.length == k_prefix_length && prefix.valid_seconds > 0 &&
         prefix.preferred_seconds <= prefix.valid_seconds && prefix.address.is_routable();
}

bool has_prefix(const Router& router) {
  const auto& prefixes = router.advertisement.prefixes;
  return std::any_of(prefixes.begin(), prefixes.end(), makes_an_address);
}

// One that tells hosts to ask, or gives them an address, says more than one that does neither.
int rank(const Router& router) {
  return (router.advertisement.managed || router.advertisement.other ? 4 : 0) + (has_prefix(router) ? 2 : 0) +
         (router.advertisement.faults.empty() ? 1 : 0);
}

}  // namespace

bool RouterEvidence::says_ask() const {
  return others_say_ask || std::any_of(routers.begin(), routers.end(), [](const Router& router) {
           return router.advertisement.managed || router.advertisement.other;
         });
}

bool RouterEvidence::says_managed() const {
  return std::any_of(routers.begin(), routers.end(),
                     [](const Router& router) { return router.advertisement.managed; });
}

// RFC 4861 6.1.2: from a link-local address, with hop limit 255, so that it comes from this link.
bool RouterReader::read(const Datagram& datagram) {
  if (datagram.protocol != Protocol::icmpv6 || datagram.payload.empty()) return false;
  if (datagram.payload.front() == ndp::k_router_solicitation && datagram.direction == Direction::sent) {
    if (!m_evidence.solicited) m_evidence.solicited = datagram.time;
    ++m_evidence.solicitations;
  }
  if (datagram.payload.front() != ndp::k_router_advertisement) return false;
  const auto* from = datagram.source.address.v6();
  if (datagram.vlan) return ignore_as_told(fmt::format("tagged for VLAN {}", *datagram.vlan));
  if (datagram.fragmented) return ignore("in fragments, of which hosts take no advertisement (RFC 6980)");
  if (datagram.hop_limit != ndp::k_hop_limit) return ignore("from a router on another link");
  if (from == nullptr || !from->is_link_local())
    return ignore("from a router whose address is not link-local");
  auto advertisement = ndp::parse_router_advertisement(datagram.payload);
  if (!advertisement) return ignore(std::string(ndp::to_text(advertisement.error())));
  auto& routers = m_evidence.routers;
  const auto known = std::find_if(routers.begin(), routers.end(),
                                  [&](const Router& router) { return router.address == *from; });
  if (known != routers.end()) {
    known->advertisement = std::move(*advertisement);
    return true;
  }
  m_evidence.seen.see(from->text());
  m_evidence.others_say_ask |=
      routers.size() >= k_most_routers && (advertisement->managed || advertisement->other);
  const auto* kept =
      keep_best(routers, Router{*from, datagram.source_mac, std::move(*advertisement), datagram.time},
                k_most_routers, rank, has_prefix);
  return kept != nullptr || ignore("over the limit of routers kept");
}

bool RouterReader::ignore(const std::string& reason) {
  note_ignored(m_evidence.ignored, reason);
  return false;
}

bool RouterReader::ignore_as_told(const std::string& reason) {
  note_ignored_as_told(m_evidence.ignored, reason);
  return false;
}

std::optional<AdvertisedPrefix> find_prefix(const RouterEvidence& evidence) {
  for (const auto& router : evidence.routers)
    for (const auto& prefix : router.advertisement.prefixes)
      if (makes_an_address(prefix)) return AdvertisedPrefix{&router, &prefix};
  return std::nullopt;
}

}  // namespace provtool
