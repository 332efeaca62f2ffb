#include "device/user_agent.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

Identity phone() {
  Identity identity;
  identity.mac = *MacAddress::parse("0080F0ABCDEF");
  identity.firmware = "03.210";
  return identity;
}

}  // namespace

TEST_CASE("the phone names its model, firmware and MAC address") {
  CHECK(user_agent(phone(), std::nullopt) == "Panasonic_KX-UTG200B/03.210 (0080f0abcdef)");
}

TEST_CASE("a firmware that is not known is assumed") {
  auto identity = phone();
  identity.firmware.reset();
  CHECK(user_agent(identity, std::nullopt) == "Panasonic_KX-UTG200B/03.210 (0080f0abcdef)");
  CHECK(user_agent(identity, "Phone {fwver}") == "Phone 03.210");
}

TEST_CASE("the MAC address that asks is named, whoever's it is") {
  auto identity = phone();
  identity.mac_from = MacFrom::interface;
  CHECK(user_agent(identity, std::nullopt) == "Panasonic_KX-UTG200B/03.210 (0080f0abcdef)");
}

TEST_CASE("another text is taken with its macros expanded") {
  CHECK(user_agent(phone(), "{MODEL} {MAC} {other}") == "KX-UTG200B 0080F0ABCDEF {other}");
}

}  // namespace provtool
