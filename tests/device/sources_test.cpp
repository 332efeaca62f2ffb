#include "device/sources.hpp"

#include <doctest/doctest.h>

namespace provtool {

using enum SourceId;

TEST_CASE("a source is found by its name on the command line") {
  for (const auto& source : all_sources()) {
    CAPTURE(source.name);
    REQUIRE(find_source(source.name) != nullptr);
    CHECK(find_source(source.name)->id == source.id);
    CHECK(&kind_of(source.id) == &source);
    CHECK_FALSE(source.title.empty());
  }
  CHECK(find_source("dhcp") == nullptr);
  CHECK(find_source("PNP") == nullptr);
  CHECK(find_source("") == nullptr);
}

TEST_CASE("three sources are DHCP options") {
  CHECK(kind_of(dhcp160).dhcp_option == 160);
  CHECK(kind_of(dhcp159).dhcp_option == 159);
  CHECK(kind_of(dhcp66).dhcp_option == 66);
  CHECK_FALSE(kind_of(pnp).dhcp_option);
}

TEST_CASE("the options of DHCPv4 are listed from the table, and each source by its addresses") {
  CHECK(dhcp4_sources() == std::vector<SourceId>{dhcp160, dhcp159, dhcp66});
  for (const auto source : dhcp4_sources()) CHECK(kind_of(source).family == Family::ipv4);
  CHECK(kind_of(manual).family == Family::none);
  CHECK(kind_of(dhcp6).family == Family::ipv6);
}

TEST_CASE("modes have the names the report uses") {
  CHECK(to_text(AddressMode::ipv4) == "ipv4");
  CHECK(to_text(AddressMode::ipv6) == "ipv6");
  CHECK(to_text(AddressMode::dual) == "dual");
  CHECK(to_text(AddressMode::none) == "none");
}

}  // namespace provtool
