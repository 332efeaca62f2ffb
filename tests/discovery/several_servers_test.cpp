#include "discovery/several_servers.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace provtool {

namespace {

constexpr FindingId k_id = "dhcp6.multiple-servers";

std::optional<Finding> judged(const std::vector<ServerValues>& servers) {
  return several_servers(k_id, "DHCPv6", servers);
}

}  // namespace

TEST_CASE("one server, or none, is nothing to be said") {
  CHECK_FALSE(judged({}));
  CHECK_FALSE(judged({{"fe80::1", "http://prov.example.com/"}}));
}

TEST_CASE("servers whose values differ are a warning") {
  const auto finding = judged({{"fe80::1 (00:00:5e:00:53:01)", "a"}, {"fe80::2 (00:00:5e:00:53:02)", "b"}});
  REQUIRE(finding);
  CHECK(finding->id == k_id.text());
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->message ==
        "2 DHCPv6 servers answered: fe80::1 (00:00:5e:00:53:01) and fe80::2 (00:00:5e:00:53:02); their "
        "provisioning values differ");
}

TEST_CASE("of more servers than are kept the true number is told") {
  Tally seen;
  for (int i = 0; i < 100; ++i) seen.see(std::to_string(i));
  const auto finding = several_servers(k_id, "DHCPv6", {{"fe80::1", "a"}, {"fe80::2", "a"}}, seen);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);  // nobody knows the values of the others
  CHECK(
      finding->message ==
      "100 DHCPv6 servers answered, of which 2 are shown: fe80::1 and fe80::2; the shown provisioning values "
      "agree");
}

TEST_CASE("servers that agree are worth a word only") {
  const auto finding = judged({{"fe80::1", "a"}, {"fe80::2", "a"}, {"fe80::3", "a"}});
  REQUIRE(finding);
  CHECK(finding->severity == Severity::info);
  CHECK(finding->message ==
        "3 DHCPv6 servers answered: fe80::1, fe80::2 and fe80::3; their provisioning values agree");
}

TEST_CASE("a server with a value differs from one without, wherever they stand") {
  CHECK(judged({{"a", ""}, {"b", "x"}, {"c", ""}})->severity == Severity::warning);
  CHECK(judged({{"a", ""}, {"b", ""}, {"c", "x"}})->severity == Severity::warning);
  CHECK(judged({{"a", ""}, {"b", ""}})->severity == Severity::info);
}

TEST_CASE("a hundred servers make a short sentence") {
  std::vector<ServerValues> servers;
  for (int i = 0; i < 100; ++i) servers.push_back({fmt::format("fe80::{:x} (00:00:5e:00:53:01)", i), "a"});
  const auto finding = judged(servers);
  REQUIRE(finding);
  CHECK(finding->message.starts_with("100 DHCPv6 servers answered: "));
  CHECK(finding->message.find("and 92 more;") != std::string::npos);
  CHECK(finding->message.size() < 400);
}

}  // namespace provtool
