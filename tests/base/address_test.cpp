#include "base/address.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

constexpr MacAddress k_phone{{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};

Ipv6Address ipv6(std::string_view text) {
  return Ipv6Address::parse(text).value();
}
Ipv4Address ipv4(std::string_view text) {
  return Ipv4Address::parse(text).value();
}

}  // namespace

TEST_CASE("a MAC address is read in any usual spelling") {
  for (const std::string_view text :
       {"0080F0123456", "0080f0123456", "00:80:f0:12:34:56", "00-80-F0-12-34-56", "0080.f012.3456",
        "0080f0-123456", "00 80 F0 12 34 56"}) {
    CAPTURE(text);
    CHECK(MacAddress::parse(text) == k_phone);
  }
}

TEST_CASE("what has not twelve hex digits is no MAC address") {
  for (const std::string_view text :
       {"", "0080F01234", "0080F012345678", "0080F012345", "0080F012345G", "0:80:f0:12:34:56", "random"}) {
    CAPTURE(text);
    CHECK_FALSE(MacAddress::parse(text));
  }
}

TEST_CASE("a MAC address has three spellings and no other") {
  CHECK(k_phone.colons() == "00:80:f0:12:34:56");
  CHECK(k_phone.upper_plain() == "0080F0123456");
  CHECK(k_phone.lower_plain() == "0080f0123456");
}

TEST_CASE("group and zero MAC addresses are known") {
  CHECK(MacAddress::broadcast().is_group());
  CHECK(MacAddress::parse("01005e000001")->is_group());
  CHECK_FALSE(k_phone.is_group());
  CHECK(MacAddress{}.is_zero());
  CHECK_FALSE(k_phone.is_zero());
  CHECK_FALSE(MacAddress::from(Bytes(5)));
  CHECK_FALSE(MacAddress::from(Bytes(7)));
}

TEST_CASE("an IPv4 address is four plain decimal numbers") {
  CHECK(ipv4("192.0.2.1").text() == "192.0.2.1");
  CHECK(ipv4("0.0.0.0").is_zero());
  CHECK(ipv4("255.255.255.255") == Ipv4Address::broadcast());
}

// RFC 6943 3.1.1: inet_aton() reads these as something, each reader as something else.
TEST_CASE("octal, hexadecimal, short and padded forms are no IPv4 address") {
  for (const std::string_view text :
       {"", "10", "10.1", "10.0.1", "010.0.0.1", "10.0.0.01", "0x0a.0.0.1", "10.0.0.256", "10.0.0.1000",
        "10.0.0.1.", ".10.0.0.1", "10..0.1", "10.0.0.1 ", "10.0.0.-1", "10.0.0.+1", "1.2.3.4.5"}) {
    CAPTURE(text);
    CHECK_FALSE(Ipv4Address::parse(text));
  }
}

TEST_CASE("kinds of IPv4 addresses") {
  CHECK(ipv4("169.254.7.7").is_link_local());
  CHECK_FALSE(ipv4("169.253.7.7").is_link_local());
  CHECK(ipv4("10.0.0.1").is_unicast());
  CHECK(ipv4("223.255.255.255").is_unicast());
  for (const std::string_view text : {"0.0.0.1", "127.0.0.1", "224.0.1.75", "240.0.0.1", "255.255.255.255"}) {
    CAPTURE(text);
    CHECK_FALSE(ipv4(text).is_unicast());
  }
}

TEST_CASE("an IPv6 address is printed as RFC 5952 says") {
  CHECK(ipv6("2001:DB8:0:0:0:0:0:1").text() == "2001:db8::1");
  CHECK(ipv6("2001:db8:0:1:1:1:1:1").text() == "2001:db8:0:1:1:1:1:1");  // one group is not shortened
  CHECK(ipv6("::").text() == "::");
  CHECK(ipv6("::ffff:192.0.2.1").text() == "::ffff:192.0.2.1");
}

TEST_CASE("brackets, zones and NULs are no part of an IPv6 address") {
  using namespace std::string_view_literals;
  for (const auto text : {"[2001:db8::1]"sv, "fe80::1%eth0"sv, "2001:db8::1\0"sv, "2001:db8::1::2"sv,
                          "2001:db8"sv, ""sv, "1:2:3:4:5:6:7:8:9"sv, "12345::"sv}) {
    CAPTURE(text);
    CHECK_FALSE(Ipv6Address::parse(text));
  }
}

TEST_CASE("only global and unique local IPv6 addresses make an interface configured") {
  CHECK(ipv6("2001:db8::1").is_routable());
  CHECK(ipv6("fd00::1").is_routable());
  for (const std::string_view text : {"fe80::1", "febf::1", "::1", "::", "ff02::1:2"}) {
    CAPTURE(text);
    CHECK_FALSE(ipv6(text).is_routable());
  }
  CHECK(ipv6("febf::1").is_link_local());
  CHECK_FALSE(ipv6("fec0::1").is_link_local());
  CHECK(ipv6("::1").is_loopback());
  CHECK_FALSE(ipv6("::2").is_loopback());
  CHECK(ipv6("ff02::1").is_multicast());
}

// RFC 2464 7
TEST_CASE("the Ethernet group of an IPv6 group holds its last four bytes") {
  CHECK(group_mac(ipv6("ff02::2")).colons() == "33:33:00:00:00:02");
  CHECK(group_mac(ipv6("ff02::1:2")).colons() == "33:33:00:01:00:02");
  CHECK(group_mac(ipv6("ff02::1:ff01:800e")).colons() == "33:33:ff:01:80:0e");
  CHECK(group_mac(ipv6("ff02::2")).is_group());
}

TEST_CASE("an address is of either family, an endpoint brackets the second") {
  REQUIRE(IpAddress::parse("192.0.2.1"));
  CHECK(IpAddress::parse("192.0.2.1")->v4() != nullptr);
  CHECK(IpAddress::parse("2001:db8::1")->v6() != nullptr);
  CHECK_FALSE(IpAddress::parse("example.com"));
  CHECK(Endpoint{*IpAddress::parse("192.0.2.1"), Port{5060}}.text() == "192.0.2.1:5060");
  CHECK(Endpoint{*IpAddress::parse("fe80::1"), Port{546}}.text() == "[fe80::1]:546");
  CHECK(InterfaceAddress{*IpAddress::parse("192.0.2.5"), 24}.text() == "192.0.2.5/24");
}

TEST_CASE("a MAC of random bits is a device's and locally administered, whatever the bits") {
  CHECK(MacAddress::locally_administered({0, 0}).colons() == "02:00:00:00:00:00");
  CHECK(MacAddress::locally_administered({0xffffffff, 0xffffffff}).colons() == "fe:ff:ff:ff:ff:ff");
  CHECK(MacAddress::locally_administered({0x0605, 0x04030201}).colons() == "02:02:03:04:05:06");
}

}  // namespace provtool
