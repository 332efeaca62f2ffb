#include "wire/summary.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"
#include "support/pnp_packets.hpp"

namespace provtool {

using namespace testing;

TEST_CASE("a datagram is named by what it says, and by nothing when it says nothing known") {
  auto datagram = subscribe_sent();
  datagram.destination_mac = MacAddress{{0x01, 0x00, 0x5e, 0x00, 0x01, 0x4b}};
  CHECK(summary_of(datagram) == "SIP SUBSCRIBE");
  CHECK(sender_of(datagram) == "00:00:5e:00:53:05 192.0.2.10:5060");
  CHECK(receiver_of(datagram) == "01:00:5e:00:01:4b 224.0.1.75:5060");
  datagram.payload = {1, 2, 3};
  CHECK(summary_of(datagram) == "UDP datagram");
  CHECK(summary_of(to_datagram(offer())) == "DHCPOFFER for 00:80:f0:12:34:56");
  CHECK(summary_of(to_datagram(offer({.options = {{57, "\x05\xc0"}}}))) ==
        "DHCPOFFER for 00:80:f0:12:34:56, answers of up to 1472 bytes");
}

TEST_CASE("ICMPv6 has no ports") {
  auto datagram = subscribe_sent();
  datagram.protocol = Protocol::icmpv6;
  datagram.payload.clear();
  datagram.source.address = IpAddress::parse("fe80::5").value();
  CHECK(sender_of(datagram) == "00:00:5e:00:53:05 fe80::5");
}

TEST_CASE("a line of the trace says when, which way, what, between whom and how long") {
  auto datagram = subscribe_sent();
  datagram.time = k_start + std::chrono::milliseconds(1500);
  const auto line = trace_of(datagram, k_start);
  CHECK(line.find("1.500 s  sent      SIP SUBSCRIBE  00:00:5e:00:53:05 192.0.2.10:5060 -> ") !=
        std::string::npos);
  CHECK(line.ends_with(" bytes"));
  datagram.direction = Direction::received;
  CHECK(trace_of(datagram, k_start).find("received") != std::string::npos);
}

}  // namespace provtool
