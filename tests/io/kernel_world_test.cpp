#include "io/kernel_world.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "support/scripted_server.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;

const Ipv4Address k_here{{127, 0, 0, 1}};

Interface loopback_interface(KernelWorld& world) {
  const auto all = world.interfaces();
  return *std::find_if(all.begin(), all.end(),
                       [](const Interface& interface) { return interface.name == "lo"; });
}

void say(std::uint16_t port, std::string_view text) {
  const auto [socket, own] = testing::bound_socket(SOCK_DGRAM);
  testing::say_to(socket.get(), testing::loopback(port), text);
}

std::vector<std::string> heard(KernelWorld& world) {
  std::vector<std::string> texts;
  for (const auto& datagram : world.wait(world.now() + 50ms).datagrams)
    texts.emplace_back(as_text(datagram.payload));
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a UDP socket that is open stays, and forgets what it has received") {
  const Signals signals;
  KernelWorld world(signals);
  const auto interface = loopback_interface(world);
  const auto port = Port{testing::free_port(SOCK_DGRAM)};
  const auto number = static_cast<std::uint16_t>(port);
  REQUIRE(world.open_udp_socket(interface, k_here, port) == port);
  say(number, "before");
  CHECK(world.open_udp_socket(interface, k_here, port) == port);
  say(number, "after");
  CHECK(heard(world) == Texts{"after"});
}

TEST_CASE("a packet socket that is open stays, and forgets what it has received") {
  const Signals signals;
  KernelWorld world(signals);
  const auto interface = loopback_interface(world);
  const auto number = testing::free_port(SOCK_DGRAM);
  const PacketSocketOptions options{.udp_ports = {Port{number}}};
  const auto opened = world.open_packet_socket(interface, options);
  if (!opened && opened.error().kind == Trouble::Kind::no_privilege) return;
  REQUIRE(opened);
  say(number, "before");
  CHECK(world.open_packet_socket(interface, options));
  say(number, "after");
  const auto texts = heard(world);
  CHECK(std::find(texts.begin(), texts.end(), "before") == texts.end());
  CHECK(std::find(texts.begin(), texts.end(), "after") != texts.end());
}

}  // namespace provtool
