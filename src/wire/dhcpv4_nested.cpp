#include "wire/dhcpv4_nested.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/address.hpp"
#include "base/text.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool::dhcpv4 {

namespace {

// A URL that was typed as the whole value. By chance its first letters could be a code and a length.
bool begins_like_url(std::string_view text) {
  const auto scheme = text.substr(0, text.find("://"));
  return scheme.size() < text.size() && !scheme.empty() && scheme.size() <= 5 &&
         std::all_of(scheme.begin(), scheme.end(), [](char letter) {
           const auto lower = static_cast<unsigned char>(letter) | 0x20U;
           return lower >= 'a' && lower <= 'z';
         });
}

// RFC 2132 8.4, and behind an enterprise RFC 3925 4. Nothing when it does not come out even.
//  | code | length | data (length bytes) |  0  | code | length | data | 255 | nothing, or PADs |
//                                         PAD                          END
std::optional<std::vector<SubOption>> read_pairs(ByteView bytes) {
  std::vector<SubOption> found;
  ByteReader reader(bytes);
  while (reader.left() > 0) {
    const auto code = *reader.u8();
    if (code == option::pad) continue;
    if (code == option::end) break;
    const auto length = reader.u8();
    const auto data = length ? reader.take(*length) : std::nullopt;
    if (!data) return std::nullopt;
    found.push_back({std::nullopt, code, Bytes(data->begin(), data->end())});
  }
  const auto rest = reader.rest();
  if (std::any_of(rest.begin(), rest.end(), [](auto byte) { return byte != option::pad; }))
    return std::nullopt;
  return found;
}

// RFC 3925 3 and 4: any number of
//  |         enterprise (4 bytes)          | length | data (length bytes), in 125 sub-options |
std::vector<SubOption> read_enterprises(ByteView bytes, bool holds_options) {
  std::vector<SubOption> found;
  ByteReader reader(bytes);
  while (reader.left() > 0) {
    const auto enterprise = reader.u32();
    const auto length = enterprise ? reader.u8() : std::nullopt;
    const auto data = length ? reader.take(*length) : std::nullopt;
    if (!data) return {};
    auto inner = holds_options && !begins_like_url(as_text(*data)) ? read_pairs(*data) : std::nullopt;
    if (!inner || inner->empty()) inner = {{std::nullopt, std::nullopt, Bytes(data->begin(), data->end())}};
    for (auto& sub_option : *inner) {
      sub_option.enterprise = enterprise;
      found.push_back(std::move(sub_option));
    }
  }
  return found;
}

bool is_ascii_control(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte < 0x80U && is_control(byte);
}

std::optional<std::string> addresses_text(ByteView data) {
  if (data.empty() || data.size() % 4 != 0) return std::nullopt;
  std::vector<std::string> addresses;
  for (std::size_t i = 0; i < data.size(); i += 4) {
    const auto address = *Ipv4Address::from(data.subspan(i, 4));
    if (!address.is_unicast()) return std::nullopt;
    addresses.push_back(address.text());
  }
  return fmt::format("{}", fmt::join(addresses, ", "));
}

}  // namespace

std::vector<SubOption> sub_options(std::uint8_t code, ByteView data) {
  if (begins_like_url(as_text(data))) return {};
  if (code == option::vendor_information) return read_pairs(data).value_or(std::vector<SubOption>{});
  if (code == option::vendor_identifying_class) return read_enterprises(data, false);
  if (code == option::vendor_identifying_information) return read_enterprises(data, true);
  return {};
}

std::optional<std::string> readable_text(ByteView data) {
  const auto text = without_trailing_nuls(as_text(data));
  const bool text_like = !text.empty() && is_text(text);
  const bool controls = std::any_of(text.begin(), text.end(), is_ascii_control);
  if (text_like && !controls) return std::string(text);
  // No text starts with a line feed, but an address in 10/8 does.
  if (data.size() == 4 || !text_like)
    if (auto addresses = addresses_text(data)) return addresses;
  return text_like ? std::optional(std::string(text)) : std::nullopt;
}

}  // namespace provtool::dhcpv4
