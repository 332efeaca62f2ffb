#include "app/rehearsal.hpp"

#include <doctest/doctest.h>

#include <array>

#include "discovery/dhcp4_probe.hpp"
#include "support/dhcp4_packets.hpp"
#include "wire/frame.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;

std::vector<PlannedPacket> planned(const Dhcp4ProbeOptions& options) {
  Dhcp4Probe probe(options);
  const std::array<Machine*, 1> machines{&probe};
  return rehearse(machines, options.start);
}

Dhcp4ProbeOptions usual() {
  Dhcp4ProbeOptions options;
  options.start = k_start;
  options.phone = k_phone_mac;
  options.own = k_laptop_mac;
  options.own_xid = k_own_xid;
  options.xid = k_xid;
  return options;
}

}  // namespace

TEST_CASE("a plan lists every packet of a run that nobody answers") {
  const auto packets = planned(usual());
  REQUIRE(packets.size() == 3);
  CHECK(packets[0].after == 0s);
  CHECK(packets[0].what == "DHCPDISCOVER for 00:80:f0:12:34:56");
  CHECK(packets[0].from == "00:00:5e:00:53:05 0.0.0.0:68");
  CHECK(packets[0].to == "ff:ff:ff:ff:ff:ff 255.255.255.255:67");
  CHECK(packets[1].after == 3500ms);
  CHECK(packets[1].what == "DHCPDISCOVER for 00:00:5e:00:53:05");
  CHECK(packets[2].after == 4s);
  CHECK(packets[2].what == packets[0].what);
}

TEST_CASE("the bytes of a plan are the frames that would be sent") {
  const auto packets = planned(usual());
  const auto frame = parse_hex(packets.at(0).hex).value();
  CHECK(frame.size() == packets[0].bytes);
  const auto datagram = parse_frame(frame, Checksums::verify);
  REQUIRE(datagram);
  CHECK(datagram->source_mac == k_laptop_mac);
  CHECK(message_in(*datagram).chaddr == k_phone_mac);
  CHECK(message_in(*datagram).xid == k_xid);
}

TEST_CASE("without machines nothing is planned") {
  CHECK(rehearse({}, k_start).empty());
}

TEST_CASE("an INFORM is planned as one") {
  auto options = usual();
  options.exchange = Dhcp4Exchange::inform;
  options.own_address = Ipv4Address{{192, 0, 2, 5}};
  const auto packets = planned(options);
  REQUIRE(packets.size() == 2);
  CHECK(packets[0].what == "DHCPINFORM for 00:80:f0:12:34:56");
  CHECK(packets[0].from == "00:00:5e:00:53:05 192.0.2.5:68");
}

}  // namespace provtool
