#include "discovery/who_asks.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"

namespace provtool {

namespace {

Identity asking(const std::optional<MacChoice>& mac) {
  WhoOptions who;
  who.mac = mac;
  who.firmware = "1.2";
  return who_asks(who, testing::k_laptop_mac, [] { return 0x01020304U; });
}

}  // namespace

TEST_CASE("without a MAC it asks as the interface, which is not the phone's") {
  const auto identity = asking(std::nullopt);
  CHECK(identity.mac == testing::k_laptop_mac);
  CHECK_FALSE(identity.mac_is_phones());
  CHECK(identity.firmware == "1.2");
}

TEST_CASE("a MAC that was given is the phone's") {
  const auto identity = asking(testing::k_other_mac);
  CHECK(identity.mac == testing::k_other_mac);
  CHECK(identity.mac_is_phones());
}

TEST_CASE("a MAC by chance is nobody's") {
  const auto identity = asking(RandomMac{});
  CHECK(identity.mac_from == MacFrom::random);
  CHECK(identity.mac != testing::k_laptop_mac);
  CHECK_FALSE(identity.mac_is_phones());
}

}  // namespace provtool
