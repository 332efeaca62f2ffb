// Vendor options of any bytes are taken apart without anything lost, and what is readable in them is text.
//   input: the option's code (1: 43, 124, 125), then its bytes
#include <array>

#include "base/text.hpp"
#include "fuzz/require.hpp"
#include "wire/dhcpv4_nested.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr std::array<std::uint8_t, 3> k_codes{43, 124, 125};
  const ByteView bytes(data + 1, size - 1);
  std::size_t told = 0;
  for (const auto& sub_option : dhcpv4::sub_options(k_codes.at(data[0] % k_codes.size()), bytes)) {
    told += sub_option.data.size() + (sub_option.code ? 2 : 0);
    const auto text = dhcpv4::readable_text(sub_option.data);
    require(!text || (!text->empty() && is_text(*text)));
  }
  require(told <= bytes.size());
  return 0;
}
