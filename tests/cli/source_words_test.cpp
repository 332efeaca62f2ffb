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

TEST_CASE("another name for a source leads to its word") {
  for (const auto word : source_words()) CHECK(meant_source(word) == word);
  CHECK(meant_source("DHCP-option 160") == "dhcp160");
  CHECK(meant_source("o159") == "dhcp159");
  CHECK(meant_source("#66") == "dhcp66");
  CHECK(meant_source("DHCPv6") == "dhcp6");
  for (const auto* word : {"", "-", "6", "161", "1660", "dhcp-43", "66x", "zebra", "s3cret"})
    CHECK(meant_source(word).empty());
  const std::vector<std::string> words{"option", "66"};
  CHECK(meant_source(words) == "dhcp66");
}

}  // namespace provtool
