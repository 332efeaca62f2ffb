#include "device/phone.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "device/kx_utg.hpp"

namespace provtool {

namespace {

using enum SourceId;
using Order = std::vector<SourceId>;

Order order_in(AddressMode mode) {
  const auto order = priority_order(k_kx_utg, mode);
  return {order.begin(), order.end()};
}

}  // namespace

// Administrator Guide 2.1, the table of the three modes.
TEST_CASE("the priority order is the guide's") {
  CHECK(order_in(AddressMode::ipv4) == Order{manual, pnp, dhcp160, dhcp159, dhcp66, redirect});
  CHECK(order_in(AddressMode::ipv6) == Order{manual, dhcp6});
  CHECK(order_in(AddressMode::dual) == Order{manual, pnp, dhcp160, dhcp159, dhcp66, dhcp6, redirect});
}

TEST_CASE("without any address nothing is ruled out") {
  CHECK(order_in(AddressMode::none) == order_in(AddressMode::dual));
}

TEST_CASE("a phone with IPv6 alone has neither PnP nor the redirection server") {
  CHECK_FALSE(exists_in(k_kx_utg, pnp, AddressMode::ipv6));
  CHECK_FALSE(exists_in(k_kx_utg, redirect, AddressMode::ipv6));
  CHECK_FALSE(exists_in(k_kx_utg, dhcp66, AddressMode::ipv6));
  CHECK(exists_in(k_kx_utg, manual, AddressMode::ipv6));
  CHECK(exists_in(k_kx_utg, dhcp6, AddressMode::ipv6));
  CHECK_FALSE(exists_in(k_kx_utg, dhcp6, AddressMode::ipv4));
}

TEST_CASE("each order is sorted as the dual-stack one") {
  for (const auto mode : {AddressMode::ipv4, AddressMode::ipv6, AddressMode::dual}) {
    const auto order = order_in(mode);
    CHECK(std::is_sorted(order.begin(), order.end(),
                         [](SourceId a, SourceId b) { return stands_above(k_kx_utg, a, b); }));
  }
}

TEST_CASE("sources have the flags that switch them off, as far as they are known") {
  CHECK(enable_flag(k_kx_utg, pnp) == "SIPPNP_ENABLE");
  CHECK(enable_flag(k_kx_utg, dhcp160) == "OPTION160_ENABLE");
  CHECK(enable_flag(k_kx_utg, dhcp159) == "OPTION159_ENABLE");
  CHECK(enable_flag(k_kx_utg, dhcp66) == "OPTION66_ENABLE");
  CHECK(enable_flag(k_kx_utg, dhcp6).empty());  // none is known
}

}  // namespace provtool
