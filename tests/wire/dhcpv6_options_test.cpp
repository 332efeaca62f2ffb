#include "wire/dhcpv6_options.hpp"

#include <doctest/doctest.h>

namespace provtool::dhcpv6 {

TEST_CASE("options of DHCPv6 have the registry's names, others their number") {
  CHECK(option_name(option::vendor_information) == "vendor-specific information");
  CHECK(option_name(option::server_identifier) == "server identifier");
  CHECK(option_name(177) == "option 177");
}

TEST_CASE("vendor information reads as its enterprise and sub-options") {
  const auto bytes = parse_hex("00000102 0001 0004 61626364 0002 0001 ff 0003 0000").value();
  CHECK(option_text(17, bytes) == "enterprise 258: 1=abcd, 2=0xff, 3=");
}

}  // namespace provtool::dhcpv6
