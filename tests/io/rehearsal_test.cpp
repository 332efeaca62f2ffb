#include "io/rehearsal.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <utility>

#include "discovery/dhcp4/asker.hpp"
#include "discovery/dhcp6/asker.hpp"
#include "discovery/pnp/asker.hpp"
#include "support/dhcp6_packets.hpp"
#include "support/pnp_packets.hpp"
#include "wire/frame.hpp"
#include "wire/summary.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;
using Times = std::vector<Duration>;

constexpr std::size_t k_ttl_offset = 14 + 8;  // in an Ethernet frame

PnpAsker pnp_asker() {
  PnpAskerOptions options;
  options.start = k_start;
  options.own = k_laptop_mac;
  options.identity.mac = k_pnp_mac;
  options.window = 5s;
  options.subscription = usual_subscription();
  return PnpAsker(options);
}

Dhcp4Asker dhcp4_asker(DhcpExchange exchange = DhcpExchange::offer) {
  Dhcp4AskerOptions options;
  options.start = k_start;
  options.exchange = exchange;
  options.phone = k_phone_mac;
  options.own = k_laptop_mac;
  options.xid = k_xid;
  options.own_xid = k_own_xid;
  options.own_address = Ipv4Address{{192, 0, 2, 10}};
  return Dhcp4Asker(options);
}

Dhcp6Asker dhcp6_asker() {
  Dhcp6AskerOptions options;
  options.start = k_start;
  options.own = k_laptop_mac;
  options.address = k_laptop_address;
  options.client = dhcpv6::make_duid_ll(k_phone_mac);
  options.information_id = k_information_id;
  options.solicit_id = k_solicit_id;
  options.enterprise = k_enterprise;
  return Dhcp6Asker(options);
}

struct PlannedPacket {
  Duration after{};
  std::string what;
  std::string from;
  std::string to;
  std::size_t bytes = 0;
  std::string hex;
};

template <typename... Machines>
std::vector<PlannedPacket> planned(Machines... given) {
  const std::array<Machine*, sizeof...(given)> machines{&given...};
  std::vector<PlannedPacket> packets;
  const auto journal = rehearse(machines, k_start);
  for (const auto& sent : journal.datagrams())
    packets.push_back({sent.time - k_start, summary_of(sent), sender_of(sent), receiver_of(sent),
                       sent.frame.size(), to_hex(sent.frame)});
  return packets;
}

// Every half second until there is no time for an answer.
Times repeated(Duration first = 0s) {
  Times times;
  for (Duration time = first; time <= 4500ms; time += 500ms) times.push_back(time);
  return times;
}

Times times_of(const std::vector<PlannedPacket>& packets) {
  Times times;
  for (const auto& packet : packets) times.push_back(packet.after);
  return times;
}

// Sends once what is neither SIP nor DHCP.
class OtherMachine : public Machine {
 public:
  bool receive(const Datagram& /*datagram*/) override { return false; }
  void wake(Instant /*now*/) override {}
  std::optional<Datagram> next_datagram() override {
    if (m_asked) return std::nullopt;
    m_asked = true;
    auto datagram = subscribe_sent();
    datagram.payload = {1, 2, 3};
    return datagram;
  }
  void handed_over(const Datagram& /*datagram*/) override {}
  void not_sent(const Datagram& /*datagram*/, const std::string& /*reason*/) override {}
  [[nodiscard]] std::optional<Instant> next_wake() const override { return std::nullopt; }

 private:
  bool m_asked = false;
};

}  // namespace

TEST_CASE("every packet of a run that nobody answers is planned, with when and where") {
  const auto packets = planned(pnp_asker());
  REQUIRE(times_of(packets) == repeated());
  for (const auto& packet : packets) {
    CHECK(packet.what == "SIP SUBSCRIBE");
    CHECK(packet.from == "00:00:5e:00:53:05 192.0.2.10:5060");
    CHECK(packet.to == "01:00:5e:00:01:4b 224.0.1.75:5060");
    CHECK(packet.hex == packets[0].hex);
  }
}

TEST_CASE("a DHCP asker is planned by message and MAC") {
  const auto packets = planned(dhcp4_asker());
  REQUIRE(packets.size() == 13);
  CHECK(packets[0].what == "DHCPDISCOVER for 00:80:f0:12:34:56");
  CHECK(packets[0].from == "00:00:5e:00:53:05 0.0.0.0:68");
  CHECK(packets[0].to == "ff:ff:ff:ff:ff:ff 255.255.255.255:67");
  CHECK(packets[11].what == packets[0].what);
  CHECK(packets[12].what == "DHCPDISCOVER for 00:00:5e:00:53:05");
  CHECK(planned(dhcp4_asker(DhcpExchange::inform)).at(0).what == "DHCPINFORM for 00:80:f0:12:34:56");
}

TEST_CASE("a DHCPv6 asker is planned by message and DUID, and its router solicitation without ports") {
  const auto packets = planned(dhcp6_asker());
  REQUIRE(packets.size() == 28);
  CHECK(packets[0].what == "router solicitation");
  CHECK(packets[0].from == "00:00:5e:00:53:05 fe80::200:5eff:fe00:5305");
  CHECK(packets[0].to == "33:33:00:00:00:02 ff02::2");
  CHECK(packets[1].what == "DHCPv6 INFORMATION-REQUEST for DUID 000300010080f0123456");
  CHECK(packets[1].from == "00:00:5e:00:53:05 [fe80::200:5eff:fe00:5305]:546");
  CHECK(packets[1].to == "33:33:00:01:00:02 [ff02::1:2]:547");
  CHECK(packets[3].what == packets[1].what);
  CHECK(packets[6].what == "DHCPv6 SOLICIT for DUID 000300010080f0123456");
  CHECK(packets[27].what == packets[6].what);
}

TEST_CASE("machines that run at once are planned at once, in the order of time") {
  auto expected = repeated();
  for (const auto& more : {repeated(), repeated(3500ms)})
    expected.insert(expected.end(), more.begin(), more.end());
  std::sort(expected.begin(), expected.end());
  CHECK(times_of(planned(pnp_asker(), dhcp4_asker())) == expected);
}

TEST_CASE("the bytes of a plan are the frames that would be sent") {
  const auto packets = planned(pnp_asker(), dhcp4_asker());
  const auto sip_frame = parse_hex(packets.at(0).hex).value();
  CHECK(sip_frame.size() == packets[0].bytes);
  const auto subscribe = parse_frame(sip_frame, Checksums::verify);
  REQUIRE(subscribe);
  CHECK(subscribe->payload == subscribe_sent().payload);
  CHECK(sip_frame.at(k_ttl_offset) == 1);  // multicast stays on the link

  const auto dhcp_frame = parse_hex(packets.at(1).hex).value();
  const auto discover = parse_frame(dhcp_frame, Checksums::verify);
  REQUIRE(discover);
  CHECK(message_in(*discover).xid == k_xid);
  CHECK(dhcp_frame.at(k_ttl_offset) == 64);
}

TEST_CASE("a request ends unanswered, and is no packet") {
  class Reader : public OtherMachine {
   public:
    std::optional<Request> next_request() override { return std::exchange(wanted, std::nullopt); }
    void fetched(const Fetched& result) override { problem = result.problem; }

    std::optional<Request> wanted{std::in_place};
    std::optional<FetchProblem> problem;
  };
  Reader reader;
  reader.wanted->url = "http://192.0.2.1/";
  reader.wanted->time_limit = 5s;
  const std::array<Machine*, 1> machines{&reader};
  CHECK(rehearse(machines, k_start).datagrams().size() == 1);
  CHECK(reader.problem == FetchProblem::timeout);
}

TEST_CASE("the frames of a DHCPv6 plan are whole, with checksum and hop limit") {
  const auto packets = planned(dhcp6_asker());
  const auto solicitation = parse_frame(parse_hex(packets.at(0).hex).value(), Checksums::verify);
  REQUIRE(solicitation);
  CHECK(solicitation->protocol == Protocol::icmpv6);
  CHECK(solicitation->hop_limit == 255);
  const auto request = parse_frame(parse_hex(packets.at(1).hex).value(), Checksums::verify);
  REQUIRE(request);
  CHECK(dhcp6_in(*request).transaction_id == k_information_id);
  CHECK(request->hop_limit == 1);
}

TEST_CASE("anything else is planned as a datagram") {
  CHECK(planned(OtherMachine()).at(0).what == "UDP datagram");
}

TEST_CASE("without machines nothing is planned") {
  CHECK(rehearse({}, k_start).datagrams().empty());
}

}  // namespace provtool
