#include <doctest/doctest.h>

#include "explain/explain.hpp"
#include "explain/pages.hpp"

namespace provtool {

using testing::contains;
using testing::text_of;

constexpr auto k_place = "Its place in the phone's order";

TEST_CASE("every source has a page with its place, its flag and how to check again") {
  for (const auto& source : all_sources()) {
    CAPTURE(source.name);
    const auto page = explain_source(source.id, {});
    CHECK(page.name == source.name);
    for (const auto* heading : {"", k_place, "The phone", "How provtool asks", "To switch it off",
                                "To give a URL by it", "Check again"})
      CHECK_FALSE(text_of(page, heading).empty());
  }
}

TEST_CASE("the place in the order is told for each address mode") {
  CHECK(contains(text_of(explain_source(SourceId::dhcp160, {}), k_place),
                 "With IPv4 alone: number 3 of 6; with IPv6 alone: not asked; with both: number 3 of 7."));
  CHECK(contains(text_of(explain_source(SourceId::dhcp6, {}), k_place),
                 "With IPv4 alone: not asked; with IPv6 alone: number 2 of 2; with both: number 6 of 7."));
}

TEST_CASE("the flag that switches it off is named where one is known") {
  CHECK(contains(text_of(explain_source(SourceId::pnp, {}), "To switch it off"), "SIPPNP_ENABLE N"));
  CHECK(contains(text_of(explain_source(SourceId::dhcp66, {}), "To switch it off"), "--disable dhcp66"));
  CHECK(contains(text_of(explain_source(SourceId::dhcp6, {}), "To switch it off"), "No parameter"));
}

TEST_CASE("a source of DHCP is set by its own option, whatever decided in the run") {
  const Context run{true, "discover", {}, {{"OPTION", "160"}}};
  CHECK(contains(text_of(explain_source(SourceId::dhcp66, run), "To give a URL by it"), "dhcp-option=66,"));
}

}  // namespace provtool
