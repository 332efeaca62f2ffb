// A DHCPv6 message that was understood is written and understood as the same again, and everything in it can
// be shown.
#include <algorithm>

#include "base/text.hpp"
#include "fuzz/require.hpp"
#include "wire/dhcpv6.hpp"
#include "wire/dhcpv6_options.hpp"
#include "wire/fault_list.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto once = dhcpv6::parse(ByteView(data, size));
  if (!once) return 0;
  require(once->faults.size() <= k_most_faults);
  for (const auto& fault : once->faults) require(fault.offset < size && is_utf8(fault.what));
  for (const auto& option : once->options) {
    require(option.offset + 4 + option.data.size() <= size);
    if (const auto text = dhcpv6::option_text(option.code, option.data)) require(is_utf8(*text));
  }
  for (const auto& information : once->vendor_information())
    for (const auto& sub : information.sub_options) require(sub.offset + 4 + sub.data.size() <= size);
  for (const auto& status : once->statuses()) require(!dhcpv6::status_name(status.code).empty());
  // The options follow one another: what is written is the message up to its break.
  const auto written = dhcpv6::serialize(*once);
  require(written.size() <= size && std::equal(written.begin(), written.end(), data));
  const auto again = dhcpv6::parse(written);
  require(again.has_value() && again->options.size() == once->options.size());
  require(written.size() == size || again->faults.size() <= once->faults.size());
  require(again->offered_addresses() == once->offered_addresses());
  require(again->client_identifier() == once->client_identifier());
  require(again->server_identifier() == once->server_identifier());
  dhcpv6::Message answer;
  if (const auto client = once->client_identifier()) answer.add(dhcpv6::option::client_identifier, *client);
  answer.add(dhcpv6::option::server_identifier, dhcpv6::make_duid_ll({}));
  const auto answered = dhcpv6::parse(dhcpv6::serialize(answer));
  require(answered.has_value() && answered->client_identifier() == once->client_identifier());
  return 0;
}
