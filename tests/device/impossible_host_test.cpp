#include "device/impossible_host.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("no server is at an address that is the phone itself, nobody or everybody") {
  struct Row {
    std::string_view host;
    std::string_view meaning;
  };
  static constexpr Row k_rows[] = {
      {"127.0.0.1", "127.0.0.1 is a loopback address"},
      {"127.8.9.10", "loopback"},
      {"0.0.0.0", "0.0.0.0 is the unspecified address"},
      {"255.255.255.255", "255.255.255.255 is the broadcast address"},
      {"224.0.1.75", "224.0.1.75 is a multicast address"},
      {"239.255.255.250", "multicast"},
      {"[::1]", "::1 is a loopback address"},
      {"::1", "::1 is a loopback address"},
      {"[::]", ":: is the unspecified address"},
      {"[ff02::1:2]", "multicast"},
      {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1 is a loopback address"},
      {"[::FFFF:7F00:1]", "loopback"},
      {"[::ffff:0.0.0.0]", "unspecified"},
      {"localhost", "localhost is"},
      {"LocalHost.", "localhost is"},
      {"prov.localhost", "the phone itself"},
      {"localhost.localdomain", "the phone itself"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.host);
    const auto found = impossible_host(row.host);
    REQUIRE(found);
    CHECK(found->severity == Severity::error);
    CHECK(found->meaning.find(row.meaning) != std::string::npos);
  }
}

TEST_CASE("a link-local IPv4 address may work, and is warned of") {
  for (const auto* host : {"169.254.10.1", "[::ffff:169.254.10.1]"}) {
    CAPTURE(host);
    const auto found = impossible_host(host);
    REQUIRE(found);
    CHECK(found->severity == Severity::warning);
  }
}

TEST_CASE("other hosts are possible") {
  for (const auto* host : {"10.77.0.9", "192.0.2.255", "126.255.255.255", "128.0.0.1", "169.253.0.1",
                           "1.0.0.0", "[2001:db8::1]", "[fe80::1]", "[fd00::1]", "[::ffff:10.0.0.1]",
                           "localhost.example.com", "mylocalhost", "h", "", "[]", "{MAC}"}) {
    CAPTURE(host);
    CHECK_FALSE(impossible_host(host));
  }
}

}  // namespace provtool
