#include "wire/dhcpv6_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "base/domain_name.hpp"
#include "base/text.hpp"
#include "wire/dhcpv6.hpp"
#include "wire/dhcpv6_nested.hpp"

namespace provtool::dhcpv6 {

namespace {

using Text = std::optional<std::string>;

Text joined(const std::vector<std::string>& parts) {
  if (parts.empty()) return std::nullopt;
  return fmt::format("{}", fmt::join(parts, ", "));
}

Text no_text(ByteView /*data*/) {
  return std::nullopt;
}

Text plain_text(ByteView data) {
  if (data.empty() || !is_text(as_text(data))) return std::nullopt;
  return std::string(as_text(data));
}

// A part of a longer text: as text, or as hex.
std::string text_or_hex(ByteView data) {
  return plain_text(data).value_or(data.empty() ? "" : "0x" + to_hex(data));
}

// 0xffffffff is infinity (RFC 8415 7.7).
std::string duration(std::uint32_t seconds) {
  return seconds == 0xffffffff ? "for ever" : fmt::format("{} s", seconds);
}

Text duration_text(ByteView data) {
  const auto seconds = ByteReader(data).u32();
  if (!seconds || data.size() != 4) return std::nullopt;
  return duration(*seconds);
}

// Hundredths of a second (RFC 8415 21.9).
Text elapsed_text(ByteView data) {
  const auto time = ByteReader(data).u16();
  if (!time || data.size() != 2) return std::nullopt;
  return fmt::format("{}.{:02} s", *time / 100, *time % 100);
}

Text number_text(ByteView data) {
  if (data.empty() || data.size() > 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const auto byte : data) value = value << 8 | byte;
  return std::to_string(value);
}

Text numbers16_text(ByteView data) {
  if (data.size() % 2 != 0) return std::nullopt;
  ByteReader reader(data);
  std::vector<std::string> parts;
  while (const auto code = reader.u16()) parts.push_back(std::to_string(*code));
  return joined(parts);
}

Text addresses_text(ByteView data) {
  if (data.size() % 16 != 0) return std::nullopt;
  ByteReader reader(data);
  std::vector<std::string> parts;
  while (const auto bytes = reader.take(16)) parts.push_back(Ipv6Address::from(*bytes)->text());
  return joined(parts);
}

Text message_type_text(ByteView data) {
  if (data.size() != 1 || data[0] < 1 || data[0] > 11) return std::nullopt;
  return std::string(to_text(static_cast<MessageType>(data[0])));
}

// Type and at least one byte (RFC 8415 11.1).
Text duid_text(ByteView data) {
  static constexpr std::array<std::string_view, 5> k_kinds{"", "DUID-LLT", "DUID-EN", "DUID-LL", "DUID-UUID"};
  const auto type = ByteReader(data).u16();
  if (!type || data.size() < 3) return std::nullopt;
  if (*type == 0 || *type >= k_kinds.size()) return fmt::format("DUID of type {} {}", *type, to_hex(data));
  return fmt::format("{} {}", k_kinds[*type], to_hex(data));
}

Text domains_text(ByteView data) {
  ByteReader reader(data);
  std::vector<std::string> parts;
  while (reader.left() > 0) {
    const auto name = take_domain_name(reader);
    if (!name) return std::nullopt;
    parts.push_back(*name);
  }
  return joined(parts);
}

// Flags and a domain name, possibly empty (RFC 4704 4).
Text fqdn_text(ByteView data) {
  ByteReader reader(data);
  const auto flags = reader.u8();
  const auto name = take_domain_name(reader);
  if (!flags || !name || reader.left() > 0) return std::nullopt;
  return fmt::format("{} (flags {})", name->empty() ? "no name" : *name, *flags);
}

// Values that each have a length of two bytes (RFC 8415 21.15, RFC 5970 3.2):
//  | length (2) | value | length (2) | value | …
Text take_values(ByteReader reader) {
  std::vector<std::string> parts;
  while (reader.left() > 0) {
    const auto length = reader.u16();
    const auto value = length ? reader.take(*length) : std::nullopt;
    if (!value) return std::nullopt;
    parts.push_back(text_or_hex(*value));
  }
  return joined(parts);
}

Text values_text(ByteView data) {
  return take_values(ByteReader(data));
}

Text vendor_class_text(ByteView data) {
  ByteReader reader(data);
  const auto enterprise = reader.u32();
  if (!enterprise) return std::nullopt;
  if (reader.left() == 0) return fmt::format("enterprise {}", *enterprise);
  const auto values = take_values(reader);
  if (!values) return std::nullopt;
  return fmt::format("enterprise {}: {}", *enterprise, *values);
}

Text status_text(ByteView data) {
  const auto status = read_status(data);
  if (!status || !is_text(status->text)) return std::nullopt;
  if (status->text.empty()) return status_name(status->code);
  return fmt::format("{}: {}", status_name(status->code), status->text);
}

// An option inside `outer`: a status, or an address of an IA, by its own reading, others as "number=value".
std::string inner_text(const OptionView& option, std::uint16_t outer) {
  const bool is_address = option.code == option::ia_address && outer != option::ia_address;
  if (outer != option::vendor_information && (is_address || option.code == option::status_code))
    if (const auto text = option_text(option.code, option.data)) return *text;
  return fmt::format("{}={}", option.code, text_or_hex(option.data));
}

// `head` and the options inside, up to their first break.
Text with_inner(std::uint16_t code, ByteView data, const std::string& head, std::string_view separator) {
  auto inside = options_in({code, data, 0});
  std::vector<std::string> parts;
  while (const auto option = inside.next()) parts.push_back(inner_text(*option, code));
  if (inside.fault()) parts.emplace_back("…");
  return parts.empty() ? head : fmt::format("{}{}{}", head, separator, *joined(parts));
}

Text vendor_information_text(ByteView data) {
  const auto enterprise = ByteReader(data).u32();
  if (!enterprise) return std::nullopt;
  return with_inner(option::vendor_information, data, fmt::format("enterprise {}", *enterprise), ": ");
}

Text ia_na_text(ByteView data) {
  ByteReader reader(data);
  const auto id = reader.u32();
  const auto t1 = reader.u32();
  const auto t2 = reader.u32();
  if (!id || !t1 || !t2) return std::nullopt;
  const auto head = fmt::format("IAID {}, T1 {}, T2 {}", *id, duration(*t1), duration(*t2));
  return with_inner(option::ia_na, data, head, ", ");
}

Text ia_ta_text(ByteView data) {
  const auto id = ByteReader(data).u32();
  if (!id) return std::nullopt;
  return with_inner(option::ia_ta, data, fmt::format("IAID {}", *id), ", ");
}

Text ia_address_text(ByteView data) {
  const auto lease = read_lease(data);
  if (!lease) return std::nullopt;
  const auto head = fmt::format("{} (preferred {}, valid {})", lease->address.text(),
                                duration(lease->preferred_seconds), duration(lease->valid_seconds));
  return with_inner(option::ia_address, data, head, ", ");
}

// Suboptions with a server each: 1 an address, 2 a multicast address, 3 a name (RFC 5908 4).
Text ntp_text(ByteView data) {
  OptionReader reader(data, 0);
  std::vector<std::string> parts;
  while (const auto server = reader.next()) {
    auto text = server->code == 3 ? domains_text(server->data) : addresses_text(server->data);
    if (server->code < 1 || server->code > 3 || !text) return std::nullopt;
    parts.push_back(*text);
  }
  return reader.fault() ? std::nullopt : joined(parts);
}

struct Row {
  std::uint16_t code;
  std::string_view name;
  Text (*text)(ByteView data);
};

constexpr std::array k_rows{
    Row{1, "client identifier", duid_text},
    Row{2, "server identifier", duid_text},
    Row{3, "identity association for addresses (IA_NA)", ia_na_text},
    Row{4, "identity association for temporary addresses (IA_TA)", ia_ta_text},
    Row{5, "IA address", ia_address_text},
    Row{6, "option request", numbers16_text},
    Row{7, "preference", number_text},
    Row{8, "elapsed time", elapsed_text},
    Row{9, "relay message", no_text},
    Row{11, "authentication", no_text},
    Row{12, "server unicast", addresses_text},
    Row{13, "status code", status_text},
    Row{14, "rapid commit", no_text},
    Row{15, "user class", values_text},
    Row{16, "vendor class", vendor_class_text},
    Row{17, "vendor-specific information", vendor_information_text},
    Row{18, "interface id", plain_text},
    Row{19, "reconfigure message", message_type_text},
    Row{20, "reconfigure accept", no_text},
    Row{21, "SIP server domain names", domains_text},
    Row{22, "SIP server addresses", addresses_text},
    Row{23, "DNS servers", addresses_text},
    Row{24, "domain search list", domains_text},
    Row{25, "identity association for prefix delegation (IA_PD)", no_text},
    Row{26, "IA prefix", no_text},
    Row{27, "NIS servers", addresses_text},
    Row{28, "NIS+ servers", addresses_text},
    Row{29, "NIS domain name", domains_text},
    Row{30, "NIS+ domain name", domains_text},
    Row{31, "SNTP servers", addresses_text},
    Row{32, "information refresh time", duration_text},
    Row{37, "relay agent remote id", no_text},
    Row{38, "relay agent subscriber id", plain_text},
    Row{39, "client FQDN", fqdn_text},
    Row{41, "POSIX time zone", plain_text},
    Row{42, "TZ database time zone", plain_text},
    Row{56, "NTP servers", ntp_text},
    Row{59, "boot file URL", plain_text},
    Row{60, "boot file parameters", values_text},
    Row{61, "client system architecture type", numbers16_text},
    Row{62, "client network interface identifier", no_text},
    Row{64, "AFTR name", domains_text},
    Row{79, "client link-layer address", no_text},
    Row{82, "SOL_MAX_RT", duration_text},
    Row{83, "INF_MAX_RT", duration_text},
    Row{103, "captive portal", plain_text},
};

const Row* find_row(std::uint16_t code) {
  const auto* const row = std::find_if(k_rows.begin(), k_rows.end(),
                                       [code](const Row& candidate) { return candidate.code == code; });
  return row == k_rows.end() ? nullptr : row;
}

}  // namespace

std::string option_name(std::uint16_t code) {
  const Row* row = find_row(code);
  return row != nullptr ? std::string(row->name) : fmt::format("option {}", code);
}

std::optional<std::string> option_text(std::uint16_t code, ByteView data) {
  const Row* row = find_row(code);
  return (row != nullptr ? row->text : plain_text)(data);
}

}  // namespace provtool::dhcpv6
