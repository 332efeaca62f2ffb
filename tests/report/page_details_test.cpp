#include "report/page_details.hpp"

#include <doctest/doctest.h>

#include "report/sample_boot.hpp"
#include "report/sample_report.hpp"

namespace provtool {

TEST_CASE("each DHCP server has its block, and the routers theirs") {
  Page page;
  add_who_answered(page, *testing::sample_report().discovery);
  CHECK(page.size() == 1);
  page.clear();
  add_who_answered(page, *testing::sample_report_with_dhcp6().discovery);
  CHECK(page.size() == 4);
}

TEST_CASE("a value says from which file it is, and which other values it hides") {
  const auto block = values_block(testing::checked(testing::sample_boot()).effective);
  CHECK(block.fields[0].name == "Effective");
  CHECK(block.fields[0].value == "Device/Lines/Line[1]/Sip/LINE_ENABLE = Yes  (standard:4)");
  CHECK(block.fields[4].value ==
        "Device/Lines/Line[1]/Sip/SIP_RGSTR_ADDR = sip.example.com  (master:4, not that of product)");
}

TEST_CASE("each assumption is told") {
  Report report;
  report.assumptions = {"one", "two"};
  CHECK(assumptions_block(report).fields.size() == 2);
}

}  // namespace provtool
