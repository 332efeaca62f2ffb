// The usual phone asked for on the usual laptop, for tests of sources.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "discovery/source.hpp"
#include "io/driver.hpp"
#include "support/dhcp4_packets.hpp"
#include "support/fake_world.hpp"

namespace provtool::testing {

inline Interface usual_interface(const std::vector<std::string>& addresses = {"192.0.2.5"}) {
  Interface interface;
  interface.name = "eth0";
  interface.mac = k_laptop_mac;
  interface.up = true;
  interface.carrier = true;
  for (const auto& address : addresses) {
    const auto parsed = IpAddress::parse(address).value();
    interface.addresses.push_back({parsed, parsed.v4() != nullptr ? 24 : 64});
  }
  return interface;
}

inline Identity usual_phone(MacFrom from = MacFrom::option) {
  Identity identity;
  identity.mac = k_phone_mac;
  identity.mac_from = from;
  return identity;
}

// As a run would: the source asks in the world that the test scripts.
inline Start start_in(World& world) {
  return {world.now(), [&world] { return world.random(); }, true, std::nullopt};
}

inline Ending run_in(World& world, Source& source, Journal& journal, const RunLimits& limits = {}) {
  const Instant begun = world.now();
  source.start(start_in(world));
  const std::array<Machine*, 1> machines{source.machine()};
  Ending ending;
  ending.end = drive(world, machines, limits, journal);
  ending.ran = world.now() - begun;
  ending.left_aside = journal.left_aside();
  ending.lost = lost_packets(journal);
  return ending;
}

}  // namespace provtool::testing
