#include "explain/context.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("the option of a source stands in place of what the run says") {
  const Context run{true, "discover", {}, {{"OPTION", "160"}, {"MAC", "0080F0123456"}}};
  const auto values = with_option(SourceId::dhcp66, run).values;
  CHECK(find_value(values, "OPTION")->text == "66");
  CHECK(find_value(values, "MAC")->text == "0080F0123456");
  CHECK(find_value(with_option(SourceId::dhcp159, {}).values, "OPTION")->text == "159");
}

TEST_CASE("a source that is no option leaves it as it is") {
  const Context run{true, "discover", {}, {{"OPTION", "160"}}};
  CHECK(find_value(with_option(SourceId::pnp, run).values, "OPTION")->text == "160");
  CHECK(find_value(with_option(SourceId::dhcp6, {}).values, "OPTION") == nullptr);
}

}  // namespace provtool
