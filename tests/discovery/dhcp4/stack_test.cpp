#include "discovery/dhcp4/stack.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"
#include "support/findings.hpp"

namespace provtool {

using namespace testing;

// ---- BOOTP

TEST_CASE("a BOOTP reply is told with its values, and secrets in them are masked") {
  Dhcp4Answer reply;
  reply.from = IpAddress::parse("192.0.2.1").value();
  reply.mac = k_server_mac;
  reply.message.yiaddr = Ipv4Address{{192, 0, 2, 50}};
  reply.message.siaddr = Ipv4Address{{192, 0, 2, 9}};
  reply.message.file = "phone.cfg";
  reply.message.add(160, to_bytes("http://prov.example.com/a.cfg"));
  const auto finding = judge_bootp(reply);
  CHECK(finding.id == "dhcp4.bootp");
  for (const auto* part : {"192.0.2.1 (00:00:5e:00:53:01)", "192.0.2.50", "192.0.2.9", "phone.cfg",
                           "http://prov.example.com/a.cfg"})
    CHECK(says(finding, part));
}

}  // namespace provtool
