#include "base/interface.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

Interface with_address(const std::string& address) {
  Interface interface;
  interface.addresses.push_back({IpAddress::parse(address).value(), 24});
  return interface;
}

}  // namespace

TEST_CASE("an address that the interface gave itself is none") {
  CHECK(find_ipv4(with_address("192.0.2.5"))->text() == "192.0.2.5");
  CHECK_FALSE(find_ipv4(with_address("169.254.7.7")));
  CHECK_FALSE(find_ipv4(Interface{}));
  auto both = with_address("169.254.7.7");
  both.addresses.push_back({IpAddress::parse("192.0.2.5").value(), 24});
  CHECK(find_ipv4(both)->text() == "192.0.2.5");
}

TEST_CASE("global and unique local addresses are routable, link-local ones are not") {
  CHECK(find_routable_ipv6(with_address("2001:db8::5"))->text() == "2001:db8::5");
  CHECK(find_routable_ipv6(with_address("fd00::5"))->text() == "fd00::5");
  CHECK_FALSE(find_routable_ipv6(with_address("fe80::5")));
  CHECK_FALSE(find_routable_ipv6(with_address("192.0.2.5")));
}

TEST_CASE("DHCPv6 is asked from a link-local address") {
  CHECK(find_link_local_ipv6(with_address("fe80::5"))->text() == "fe80::5");
  CHECK_FALSE(find_link_local_ipv6(with_address("2001:db8::5")));
  CHECK_FALSE(find_link_local_ipv6(with_address("169.254.7.7")));
  auto both = with_address("2001:db8::5");
  both.addresses.push_back({IpAddress::parse("fe80::5").value(), 64});
  CHECK(find_link_local_ipv6(both)->text() == "fe80::5");
}

TEST_CASE("an address that another host on the link has is not asked from") {
  auto interface = with_address("fe80::5");
  CHECK(find_link_local_ipv6(interface)->text() == "fe80::5");
  interface.addresses.front().in_use = false;  // another host has it
  CHECK_FALSE(find_link_local_ipv6(interface));
}

TEST_CASE("the IPv4 addresses of all interfaces are told, also those that an interface gave itself") {
  const auto addresses =
      ipv4_addresses({with_address("192.0.2.5"), with_address("2001:db8::5"), with_address("169.254.7.7")});
  REQUIRE(addresses.size() == 2);
  CHECK(addresses[0].text() == "192.0.2.5");
  CHECK(addresses[1].text() == "169.254.7.7");
}

}  // namespace provtool
