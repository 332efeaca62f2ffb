#include "config/cross_check.hpp"

#include <doctest/doctest.h>

#include <map>

namespace provtool {

namespace {

std::vector<Contradiction> of(const std::map<std::string_view, std::string_view>& values) {
  return find_contradictions([&](std::string_view name) -> std::optional<std::string_view> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  });
}

}  // namespace

TEST_CASE("the lowest RTP port is not above the highest") {
  CHECK(of({{"RTP_PORT_MIN", "16000"}, {"RTP_PORT_MAX", "20000"}}).empty());
  CHECK(of({{"RTP_PORT_MIN", "16000"}, {"RTP_PORT_MAX", "16000"}}).empty());
  const auto found = of({{"RTP_PORT_MIN", "16001"}, {"RTP_PORT_MAX", "16000"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].parameter == "RTP_PORT_MAX");
  CHECK(found[0].message == "RTP_PORT_MAX is 16000, below RTP_PORT_MIN, which is 16001");
}

TEST_CASE("ports that are no numbers, or of which one is missing, are not compared") {
  CHECK(of({{"RTP_PORT_MIN", "b"}, {"RTP_PORT_MAX", "1"}}).empty());
  CHECK(of({{"RTP_PORT_MIN", "9"}, {"RTP_PORT_MAX", "1 "}}).empty());
  CHECK(of({{"RTP_PORT_MIN", "9"}}).empty());
}

TEST_CASE("a time of day switches off what CFG_CYCLIC switches on") {
  const auto found = of({{"CFG_CYCLIC", "Y"}, {"CFG_RESYNC_TIME", "02:30"}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].parameter == "CFG_RESYNC_TIME");
  CHECK(of({{"CFG_CYCLIC", "N"}, {"CFG_RESYNC_TIME", "02:30"}}).empty());
  CHECK(of({{"CFG_CYCLIC", "Y"}}).empty());
}

TEST_CASE("what is compared is known beforehand") {
  for (const auto* name : {"RTP_PORT_MIN", "RTP_PORT_MAX", "CFG_CYCLIC", "CFG_RESYNC_TIME"})
    CHECK(is_crossed(name));
  CHECK_FALSE(is_crossed("CFG_CYCLIC_INTVL"));
}

}  // namespace provtool
