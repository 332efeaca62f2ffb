#include "cli/source_words.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using enum SourceId;
using Sources = std::vector<SourceId>;
using Views = std::vector<std::string_view>;

}  // namespace

TEST_CASE("each source has its word, and dhcp stands for three of them") {
  const auto words = source_words();
  CHECK(words == Views{"manual", "pnp", "dhcp", "dhcp160", "dhcp159", "dhcp66", "dhcp6", "redirect"});
  for (const auto word : words) CHECK_FALSE(sources_named(word).empty());
  CHECK(sources_named("dhcp") == Sources{dhcp160, dhcp159, dhcp66});
  CHECK(sources_named("dhcp6") == Sources{dhcp6});
  CHECK(sources_named("dhcp4").empty());
  CHECK(sources_named("").empty());
}

}  // namespace provtool
