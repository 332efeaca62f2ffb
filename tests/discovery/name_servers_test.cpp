#include "discovery/name_servers.hpp"

#include <doctest/doctest.h>

using namespace provtool;

namespace {

SeenDhcpServer server(std::string name, int family, std::uint16_t code, std::string hex) {
  SeenDhcpServer seen;
  seen.server = std::move(name);
  seen.family = family;
  seen.options.push_back({code, "", std::nullopt, std::move(hex)});
  return seen;
}

std::string text_of(const std::vector<IpAddress>& addresses) {
  std::string text;
  for (const auto& address : addresses) text += address.text() + " ";
  return text;
}

}  // namespace

TEST_CASE("the DNS servers of a DHCPv4 and of a DHCPv6 answer") {
  CHECK(text_of(name_servers_of(server("a", 4, 6, "0a4d00010a4d0002"))) == "10.77.0.1 10.77.0.2 ");
  CHECK(text_of(name_servers_of(server("a", 6, 23, "fd770000000000000000000000000001"))) == "fd77::1 ");
}

TEST_CASE("what is no address there is left aside") {
  CHECK(text_of(name_servers_of(server("a", 4, 6, "0a4d000100000000ff"))) == "10.77.0.1 ");
  CHECK(name_servers_of(server("a", 4, 23, "0a4d0001")).empty());
  CHECK(name_servers_of(server("a", 6, 6, "0a4d0001")).empty());
  CHECK(name_servers_of(SeenDhcpServer{}).empty());
}

TEST_CASE("the server that won counts, else the first that gives any") {
  const std::vector servers{SeenDhcpServer{}, server("10.77.0.1", 4, 6, "0a4d0001"),
                            server("10.77.0.2", 4, 6, "0a4d0002"), server("10.77.0.3", 4, 3, "0a4d0003")};
  CHECK(text_of(name_servers_of(servers, "10.77.0.2")) == "10.77.0.2 ");
  CHECK(text_of(name_servers_of(servers, "10.77.0.9:5060")) == "10.77.0.1 ");
  CHECK(name_servers_of(servers, "10.77.0.3").empty());
}
