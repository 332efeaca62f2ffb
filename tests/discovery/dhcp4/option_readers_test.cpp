#include "discovery/dhcp4/option_readers.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "device/kx_utg.hpp"
#include "discovery/dhcp4/survey.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

TEST_CASE("each option has who reads it, and where that is known from, once and in order") {
  std::uint8_t before = 0;
  for (const auto& row : k_option_readers) {
    CAPTURE(static_cast<int>(row.code));
    CHECK(row.code > before);
    before = row.code;
    CHECK_FALSE(row.who.empty());
    CHECK_FALSE(row.source.empty());
  }
}

TEST_CASE("what the survey asks for is somebody's; the boot file is judged beside option 66") {
  for (const auto code : k_survey_options) {
    CAPTURE(static_cast<int>(code));
    const bool known = std::any_of(k_option_readers.begin(), k_option_readers.end(),
                                   [code](const OptionReader& row) { return row.code == code; });
    CHECK((known || code == dhcpv4::option::boot_file_name));
  }
}

TEST_CASE("the phone's own options are not among them") {
  for (const auto code : k_kx_utg.dhcp.requested_options.value)
    for (const auto& row : k_option_readers) CHECK(row.code != code);
}

}  // namespace provtool
