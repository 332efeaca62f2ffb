#include "discovery/dhcp6/bare_value.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "device/typed_value.hpp"
#include "wire/dhcpv6_options.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_enterprise_size = 4;

// The value in a text, or in one behind a header of another kind (one byte each, as in DHCPv4).
std::optional<std::string> value_in(std::string_view bytes, const Phone& phone) {
  const auto text = without_trailing_nuls(bytes);
  if (is_plain_value(text, phone)) return fmt::format("\"{}\"", foreign(text));
  const auto typed = typed_value(bytes, phone, {.meant_for = {}, .may_be_numbers = true}, false);
  return typed && !typed->raw_address ? std::optional(typed->words) : std::nullopt;
}

bool has_scheme(std::string_view text) {
  return text.find("://") != std::string_view::npos;
}

//   | enterprise: 4 bytes | code: 2 | length: 2 | value          RFC 8415 21.17
std::optional<std::string> told_of(std::string_view data, const Phone& phone) {
  if (has_scheme(data.substr(0, 2 * k_enterprise_size)) && is_plain_value(without_trailing_nuls(data), phone))
    return fmt::format("option 17 is \"{}\" without enterprise, code and length before it",
                       foreign(without_trailing_nuls(data)));
  if (data.size() <= k_enterprise_size) return std::nullopt;
  const auto content = data.substr(k_enterprise_size);
  const auto value = value_in(content, phone);
  if (!value) return std::nullopt;
  return fmt::format(
      "option 17 contains {} without the sub-option's code and length ({:04x} {:04x}) before it", *value,
      phone.dhcp.sub_option.value, without_trailing_nuls(content).size());
}

// Sub-options that can be read are none of it.
bool has_sub_options(ByteView data, const dhcpv6::Message& message) {
  dhcpv6::Message alone;
  alone.type = message.type;
  alone.add(dhcpv6::option::vendor_information, Bytes(data.begin(), data.end()));
  const auto all = alone.vendor_information();
  return !all.empty() && !all.front().sub_options.empty();
}

}  // namespace

std::vector<Finding> bare_values(const dhcpv6::Message& message, const Phone& phone) {
  std::vector<Finding> findings;
  for (const auto& option : message.options) {
    if (option.code != dhcpv6::option::vendor_information || has_sub_options(option.data, message)) continue;
    const auto told = told_of(as_text(option.data), phone);
    if (!told) continue;
    findings.push_back(make_finding("url.encoded", *told, "dhcp6"));
    findings.back().severity = Severity::warning;
    findings.back().hint =
        fmt::format("Put the URL into sub-option {} of option 17.", phone.dhcp.sub_option.value);
    break;
  }
  return findings;
}

}  // namespace provtool
