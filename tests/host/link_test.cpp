#include "host/link.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/findings.hpp"

namespace provtool {

namespace {

using testing::Ids;
using testing::ids_of;
using testing::says;

Interface wired(const std::string& name = "eth0") {
  Interface interface;
  interface.name = name;
  interface.index = 2;
  interface.kind = InterfaceKind::wired;
  interface.up = true;
  interface.carrier = true;
  return interface;
}

Interface of_kind(InterfaceKind kind, const std::string& name) {
  auto interface = wired(name);
  interface.kind = kind;
  return interface;
}

Interface down(Interface interface) {
  interface.up = false;
  interface.carrier = false;
  return interface;
}

Interface unplugged(Interface interface) {
  interface.carrier = false;
  return interface;
}

Interface with_address(const std::string& address) {
  auto interface = wired();
  interface.addresses.push_back({IpAddress::parse(address).value(), 24});
  return interface;
}

const Interface k_loopback = of_kind(InterfaceKind::loopback, "lo");
const Interface k_wireless = of_kind(InterfaceKind::wireless, "wlan0");
const Interface k_bridge = of_kind(InterfaceKind::virtual_, "br0");

std::string chosen(const std::vector<Interface>& interfaces, std::optional<std::string> name = std::nullopt) {
  const auto choice = choose_interface(interfaces, name);
  REQUIRE(choice);
  return choice->name;
}

// Why none was chosen.
std::string refused(const std::vector<Interface>& interfaces,
                    std::optional<std::string> name = std::nullopt) {
  const auto choice = choose_interface(interfaces, name);
  REQUIRE_FALSE(choice);
  CHECK(choice.error().id == "host.no-interface");
  CHECK(choice.error().severity == Severity::error);
  return choice.error().message;
}

}  // namespace

// ---- which interface, without -i

TEST_CASE("the only wired one with carrier is chosen, whatever else is up") {
  CHECK(chosen({k_loopback, wired(), k_wireless, k_bridge}) == "eth0");
  CHECK(chosen({down(wired("eth0")), unplugged(wired("eth1")), wired("eth2")}) == "eth2");
}

TEST_CASE("several wired ones with carrier are a question for the user") {
  const auto message = refused({k_loopback, wired("eth0"), wired("eth1"), k_wireless});
  CHECK(says(message, "eth0 (wired, up)"));
  CHECK(says(message, "eth1 (wired, up)"));
  CHECK(says(message, "wlan0 (wireless, up)"));
  CHECK_FALSE(says(message, "lo ("));
}

TEST_CASE("without one of these, the only other one that is up is chosen") {
  CHECK(chosen({k_loopback, k_wireless}) == "wlan0");
  CHECK(chosen({k_loopback, k_bridge, down(wired())}) == "br0");
  CHECK(chosen({k_loopback, unplugged(wired())}) == "eth0");
}

TEST_CASE("without one of these, several others that are up are a question for the user") {
  const auto message = refused({k_loopback, unplugged(wired()), k_wireless, down(k_bridge)});
  CHECK(says(message, "eth0 (wired, no carrier)"));
  CHECK(says(message, "wlan0 (wireless, up)"));
  CHECK(says(message, "br0 (virtual, down)"));
}

TEST_CASE("loopback is never chosen") {
  CHECK(says(refused({k_loopback}), "none besides loopback"));
  CHECK(says(refused({}), "none besides loopback"));
}

TEST_CASE("the only one is chosen although it is down, so that it is called down") {
  CHECK(chosen({k_loopback, down(wired())}) == "eth0");
  CHECK(chosen({k_loopback, down(wired()), down(k_wireless), down(k_bridge)}) == "eth0");
  CHECK(chosen({k_loopback, down(k_wireless)}) == "wlan0");
  CHECK(ids_of(inspect(down(wired()), true)) == Ids{"host.link-down", "host.no-address"});
  CHECK(says(refused({k_loopback, down(wired("eth0")), down(wired("eth1"))}), "eth1 (wired, down)"));
}

TEST_CASE("a link is waited for where it would be asked on") {
  using Names = std::vector<std::string>;
  const std::string eth0 = "eth0";
  CHECK(awaited_links(std::vector{wired()}, std::nullopt) == Names{});
  CHECK(awaited_links(std::vector{unplugged(wired())}, std::nullopt) == Names{"eth0"});
  CHECK(awaited_links(std::vector{down(wired())}, eth0) == Names{"eth0"});
  CHECK(awaited_links(std::vector{wired("eth1"), unplugged(wired())}, eth0) == Names{"eth0"});
  // Any of these may come; until then nobody knows which is meant.
  CHECK(awaited_links(std::vector{k_wireless, unplugged(wired())}, std::nullopt) == Names{"eth0"});
  CHECK(awaited_links(std::vector{unplugged(wired()), down(wired("eth1"))}, std::nullopt) == Names{"eth0"});
  CHECK(awaited_links(std::vector{k_wireless, unplugged(wired()), down(wired("eth1"))}, std::nullopt) ==
        Names{"eth0", "eth1"});
  // Waiting would not help.
  CHECK(awaited_links(std::vector{wired("eth0"), wired("eth1"), unplugged(wired("eth2"))}, std::nullopt) ==
        Names{});
  CHECK(awaited_links(std::vector{wired()}, std::optional<std::string>("eth7")) == Names{});
  CHECK(awaited_links(std::vector{k_loopback}, std::nullopt) == Names{});
}

TEST_CASE("an interface that carries no Ethernet cannot be asked on") {
  const auto tunnel = of_kind(InterfaceKind::not_ethernet, "tun0");
  CHECK(says(refused({k_loopback, tunnel}), "tun0 (not Ethernet, up)"));
  CHECK(chosen({k_loopback, tunnel, wired()}) == "eth0");
}

// ---- with -i

TEST_CASE("the one named is taken, also one that nobody would choose") {
  CHECK(chosen({k_loopback, wired("eth0"), wired("eth1")}, "eth1") == "eth1");
  CHECK(chosen({wired(), k_wireless}, "wlan0") == "wlan0");
  CHECK(chosen({down(wired("eth0")), wired("eth1")}, "eth0") == "eth0");  // host.link-down says so
}

TEST_CASE("a name that is none is told, with those that there are") {
  const auto message = refused({k_loopback, wired()}, "eth9");
  CHECK(says(message, "there is no interface eth9"));
  CHECK(says(message, "eth0 (wired, up)"));
}

TEST_CASE("loopback and tunnels cannot be named") {
  CHECK(says(refused({k_loopback, wired()}, "lo"), "lo is not an Ethernet interface"));
  CHECK(says(refused({of_kind(InterfaceKind::not_ethernet, "wg0")}, "wg0"),
             "wg0 is not an Ethernet interface"));
}

// ---- what is said of it

TEST_CASE("a wired interface with carrier and address, named by the user, needs no word") {
  CHECK(inspect(with_address("192.0.2.5"), true).empty());
}

TEST_CASE("a choice is told") {
  const auto findings = inspect(with_address("192.0.2.5"), false);
  REQUIRE(ids_of(findings) == Ids{"host.interface-chosen"});
  CHECK(findings[0].severity == Severity::info);
  CHECK(says(findings[0].message, "eth0"));
}

TEST_CASE("a link that is down is an error") {
  const auto is_down = inspect(down(with_address("192.0.2.5")), true);
  REQUIRE(ids_of(is_down) == Ids{"host.link-down"});
  CHECK(is_down[0].severity == Severity::error);
  CHECK(says(is_down[0].message, "eth0 is down"));
  CHECK(says(is_down[0].hint, "ip link set dev eth0 up"));
  const auto is_unplugged = inspect(unplugged(with_address("192.0.2.5")), true);
  REQUIRE(ids_of(is_unplugged) == Ids{"host.link-down"});
  CHECK(says(is_unplugged[0].message, "eth0 has no carrier"));
  CHECK(says(is_unplugged[0].hint, "cable"));
}

TEST_CASE("wireless and virtual interfaces are not connected to the phone's wall port") {
  auto wireless = with_address("192.0.2.5");
  wireless.kind = InterfaceKind::wireless;
  CHECK(ids_of(inspect(wireless, true)) == Ids{"host.wireless"});
  auto bridge = with_address("192.0.2.5");
  bridge.kind = InterfaceKind::virtual_;
  CHECK(ids_of(inspect(bridge, true)) == Ids{"host.virtual"});
}

TEST_CASE("an interface without an IPv4 address is told") {
  CHECK(ids_of(inspect(wired(), true)) == Ids{"host.no-address"});
  CHECK(ids_of(inspect(with_address("169.254.7.7"), true)) == Ids{"host.no-address"});
  CHECK(ids_of(inspect(with_address("2001:db8::5"), true)) == Ids{"host.no-address"});
}

// ---- what the run met

TEST_CASE("a missing privilege is an error only where the outcome hangs on it") {
  const Trouble denied{"cannot open a packet socket", Trouble::Kind::no_privilege};
  CHECK(no_privilege(denied, true).severity == Severity::error);
  CHECK(no_privilege(denied, false).severity == Severity::info);
}

// ---- silence

TEST_CASE("a link was silent when its counter did not move") {
  auto before = wired();
  before.received_packets = 17;
  auto after = before;
  CHECK(received_between(before, std::vector{after}) == 0);
  after.received_packets = 18;
  CHECK(received_between(before, std::vector{after}) == 1);
  before.received_packets = ~std::uint64_t{0};
  after.received_packets = 1;  // wrapped
  CHECK(received_between(before, std::vector{after}) == 2);
}

TEST_CASE("the counter is the same interface's, also under another name") {
  auto before = wired();
  before.received_packets = 17;
  auto other = wired("eth1");
  other.index = 3;
  other.received_packets = 17;
  CHECK(received_between(before, std::vector{other}) == std::nullopt);  // ours is gone
  auto renamed = before;
  renamed.name = "lan0";
  CHECK(received_between(before, std::vector{other, renamed}) == 0);
}

}  // namespace provtool
