#include "device/sources.hpp"

#include <doctest/doctest.h>

namespace provtool {

using enum SourceId;
using Order = std::vector<SourceId>;

// Administrator Guide 2.1, the table of the three modes.
TEST_CASE("the priority order is the guide's") {
  CHECK(priority_order(AddressMode::ipv4) == Order{manual, pnp, dhcp160, dhcp159, dhcp66, redirect});
  CHECK(priority_order(AddressMode::ipv6) == Order{manual, dhcp6});
  CHECK(priority_order(AddressMode::dual) == Order{manual, pnp, dhcp160, dhcp159, dhcp66, dhcp6, redirect});
}

TEST_CASE("without any address nothing is ruled out") {
  CHECK(priority_order(AddressMode::none) == priority_order(AddressMode::dual));
}

TEST_CASE("a phone with IPv6 alone has neither PnP nor the redirection server") {
  CHECK_FALSE(exists_in(pnp, AddressMode::ipv6));
  CHECK_FALSE(exists_in(redirect, AddressMode::ipv6));
  CHECK_FALSE(exists_in(dhcp66, AddressMode::ipv6));
  CHECK(exists_in(manual, AddressMode::ipv6));
  CHECK(exists_in(dhcp6, AddressMode::ipv6));
  CHECK_FALSE(exists_in(dhcp6, AddressMode::ipv4));
}

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

TEST_CASE("three sources are DHCP options, with the flags that switch them off") {
  CHECK(kind_of(dhcp160).dhcp_option == 160);
  CHECK(kind_of(dhcp159).dhcp_option == 159);
  CHECK(kind_of(dhcp66).dhcp_option == 66);
  CHECK_FALSE(kind_of(pnp).dhcp_option);
  CHECK(kind_of(pnp).enable_flag == "SIPPNP_ENABLE");
  CHECK(kind_of(dhcp160).enable_flag == "OPTION160_ENABLE");
  CHECK(kind_of(dhcp159).enable_flag == "OPTION159_ENABLE");
  CHECK(kind_of(dhcp66).enable_flag == "OPTION66_ENABLE");
  CHECK(kind_of(dhcp6).enable_flag.empty());  // none is known
}

TEST_CASE("modes and confidences have the names the report uses") {
  CHECK(to_text(AddressMode::ipv4) == "ipv4");
  CHECK(to_text(AddressMode::ipv6) == "ipv6");
  CHECK(to_text(AddressMode::dual) == "dual");
  CHECK(to_text(AddressMode::none) == "none");
  CHECK(to_text(Confidence::guide) == "guide");
  CHECK(to_text(Confidence::sample) == "sample");
  CHECK(to_text(Confidence::sibling) == "sibling");
  CHECK(to_text(Confidence::assumption) == "assumption");
}

}  // namespace provtool
