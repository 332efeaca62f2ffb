// A message that was understood is written and understood as the same again, and every option can be shown.
#include "base/text.hpp"
#include "fuzz/require.hpp"
#include "wire/dhcpv4.hpp"
#include "wire/dhcpv4_options.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dhcpv4::parse_bootp(ByteView(data, size));
  const auto once = dhcpv4::parse(ByteView(data, size));
  if (!once) return 0;
  for (const auto& fault : once->faults) require(fault.offset <= size && is_utf8(fault.what));
  const auto written = dhcpv4::serialize(*once);
  const auto again = dhcpv4::parse(written);
  require(again.has_value() && again->faults.empty() && dhcpv4::serialize(*again) == written);
  require(again->xid == once->xid && again->chaddr == once->chaddr && again->yiaddr == once->yiaddr);
  if (once->overload == 0) {
    require(again->type() == once->type());
    const auto server = dhcpv4::option::server_identifier;
    require(again->address_option(server) == once->address_option(server));
  }
  for (const auto& instance : once->instances) {
    require(instance.offset < size && !dhcpv4::option_name(instance.code).empty());
    dhcpv4::option_text(instance.code, instance.data);
    if (instance.code != dhcpv4::option::overload)
      require(again->option(instance.code) == once->option(instance.code));
  }
  return 0;
}
