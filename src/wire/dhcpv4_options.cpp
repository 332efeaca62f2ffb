#include "wire/dhcpv4_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/address.hpp"
#include "base/text.hpp"
#include "wire/dhcpv4.hpp"

namespace provtool::dhcpv4 {

namespace {

enum class Shape : std::uint8_t { bytes, text, addresses, number, signed_number, message_type, codes };

struct Row {
  std::uint8_t code;
  std::string_view name;
  Shape shape;
};

using enum Shape;
constexpr std::array k_rows{
    Row{1, "subnet mask", addresses},
    Row{2, "time offset", signed_number},
    Row{3, "router", addresses},
    Row{4, "time server", addresses},
    Row{5, "name server", addresses},
    Row{6, "domain name server", addresses},
    Row{7, "log server", addresses},
    Row{12, "host name", text},
    Row{15, "domain name", text},
    Row{17, "root path", text},
    Row{26, "interface MTU", number},
    Row{28, "broadcast address", addresses},
    Row{33, "static route", addresses},
    Row{42, "NTP servers", addresses},
    Row{43, "vendor-specific information", bytes},
    Row{44, "NetBIOS name server", addresses},
    Row{46, "NetBIOS node type", number},
    Row{50, "requested address", addresses},
    Row{51, "lease time", number},
    Row{52, "overload", number},
    Row{53, "message type", message_type},
    Row{54, "server identifier", addresses},
    Row{55, "parameter request list", codes},
    Row{56, "message", text},
    Row{57, "maximum message size", number},
    Row{58, "renewal time", number},
    Row{59, "rebinding time", number},
    Row{60, "vendor class", text},
    Row{61, "client identifier", bytes},
    Row{66, "TFTP server name", text},
    Row{67, "boot file name", text},
    Row{69, "SMTP server", addresses},
    Row{72, "web server", addresses},
    Row{80, "rapid commit", bytes},
    Row{81, "client FQDN", bytes},
    Row{82, "relay agent information", bytes},
    Row{100, "POSIX time zone", text},
    Row{101, "TZ database time zone", text},
    Row{114, "captive portal", text},
    Row{116, "auto-configure", number},
    Row{119, "domain search", bytes},
    Row{120, "SIP servers", bytes},
    Row{121, "classless static route", bytes},
    Row{124, "vendor-identifying vendor class", bytes},
    Row{125, "vendor-identifying vendor-specific information", bytes},
    Row{128, "option 128", text},
    Row{132, "VLAN id (IEEE 802.1Q)", text},
    Row{138, "CAPWAP access controllers", addresses},
    Row{150, "TFTP server addresses", addresses},
    Row{159, "provisioning URL (registry: V4_PORTPARAMS)", text},
    Row{160, "provisioning URL (once captive portal)", text},
    Row{252, "proxy auto-configuration URL", text},
};

const Row* find_row(std::uint8_t code) {
  const auto row = std::find_if(k_rows.begin(), k_rows.end(),
                                [code](const Row& candidate) { return candidate.code == code; });
  return row == k_rows.end() ? nullptr : &*row;
}

std::optional<std::string> addresses_text(ByteView data) {
  if (data.empty() || data.size() % 4 != 0) return std::nullopt;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < data.size(); i += 4)
    parts.push_back(Ipv4Address::from(data.subspan(i, 4))->text());
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::optional<std::string> number_text(ByteView data) {
  if (data.empty() || data.size() > 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const auto byte : data) value = value << 8 | byte;
  return std::to_string(value);
}

// Two's complement of four bytes (RFC 2132 3.4).
std::optional<std::string> signed_number_text(ByteView data) {
  const auto value = ByteReader(data).u32();
  if (!value || data.size() != 4) return std::nullopt;
  return std::to_string(static_cast<std::int32_t>(*value));
}

std::optional<std::string> codes_text(ByteView data) {
  if (data.empty()) return std::nullopt;
  return fmt::format("{}", fmt::join(data, ", "));
}

std::optional<std::string> plain_text(ByteView data) {
  if (data.empty() || !is_text(as_text(data))) return std::nullopt;
  return std::string(as_text(data));
}

}  // namespace

std::string option_name(std::uint8_t code) {
  const Row* row = find_row(code);
  return row != nullptr ? std::string(row->name) : fmt::format("option {}", code);
}

std::optional<std::string> option_text(std::uint8_t code, ByteView data) {
  const Row* row = find_row(code);
  switch (row != nullptr ? row->shape : text) {
    case addresses:
      return addresses_text(data);
    case number:
      return number_text(data);
    case message_type:
      if (data.size() != 1 || data[0] < 1 || data[0] > 8) return std::nullopt;
      return std::string(to_text(static_cast<MessageType>(data[0])));
    case signed_number:
      return signed_number_text(data);
    case codes:
      return codes_text(data);
    case bytes:
      return std::nullopt;
    case text:
      return plain_text(data);
  }
  return std::nullopt;
}

}  // namespace provtool::dhcpv4
