#include "wire/dhcpv6_nested.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "wire/dhcpv6_options.hpp"

namespace provtool::dhcpv6 {

namespace {

constexpr std::size_t k_option_header = 4;  // code and length

constexpr std::array k_layouts{
    Layout{option::ia_na, 12, true},              // IAID, T1, T2 (RFC 8415 21.4)
    Layout{option::ia_ta, 4, true},               // IAID (RFC 8415 21.5)
    Layout{option::ia_address, 24, true},         // address, two lifetimes (RFC 8415 21.6)
    Layout{option::status_code, 2, false},        // RFC 8415 21.13
    Layout{option::vendor_information, 4, true},  // enterprise number (RFC 8415 21.17)
};

FieldName field_name(const OptionView& option) {
  if (option.code != option::vendor_information) return {"option", fmt::format(" in option {}", option.code)};
  return {"sub-option", fmt::format(" of enterprise {}", ByteReader(option.data).u32().value_or(0))};
}

}  // namespace

// RFC 8415 21.1; sub-options of a vendor look the same (21.17). The length does not count these 4 bytes.
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |          option-code          |           option-len          |
//  |                option-data (option-len bytes) …               |
std::optional<OptionView> OptionReader::next() {
  if (m_fault || m_reader.left() == 0) return std::nullopt;
  const std::size_t offset = m_base + m_reader.offset();
  const auto code = m_reader.u16();
  if (!code)
    return break_off(offset, fmt::format("one byte is left after the {}s{}", m_name.noun, m_name.place));
  const auto length = m_reader.u16();
  if (!length) return break_off(offset, fmt::format("{} has no length", name_of(*code)));
  const auto data = m_reader.take(*length);
  if (!data)
    return break_off(offset, fmt::format("{} claims {}, but {} are left", name_of(*code),
                                         counted(*length, "byte"), m_reader.left()));
  return OptionView{*code, *data, offset};
}

std::optional<OptionView> OptionReader::break_off(std::size_t offset, std::string what) {
  m_fault = Fault{offset, std::move(what)};
  return std::nullopt;
}

std::string OptionReader::name_of(std::uint16_t code) const {
  return fmt::format("{} {}{}", m_name.noun, code, m_name.place);
}

const Layout* find_layout(std::uint16_t code) {
  const auto* const layout = std::find_if(k_layouts.begin(), k_layouts.end(),
                                          [code](const Layout& row) { return row.code == code; });
  return layout == k_layouts.end() ? nullptr : layout;
}

OptionReader options_in(const OptionView& option) {
  const Layout* layout = find_layout(option.code);
  if (layout == nullptr || !layout->holds_options || option.data.size() < layout->fixed_size)
    return {ByteView{}, option.offset};
  return {option.data.subspan(layout->fixed_size), option.offset + k_option_header + layout->fixed_size,
          field_name(option)};
}

// RFC 8415 21.6, the data of option 5. Options may follow.
//  |                    IPv6 address (16 bytes)                    |
//  |                       preferred-lifetime                      |
//  |                         valid-lifetime                        |
std::optional<Lease> read_lease(ByteView ia_address) {
  ByteReader reader(ia_address);
  const auto address = Ipv6Address::from(reader.take(16).value_or(ByteView{}));
  const auto preferred = reader.u32();
  const auto valid = reader.u32();
  if (!address || !preferred || !valid) return std::nullopt;
  return Lease{*address, *preferred, *valid};
}

// RFC 8415 21.13, the data of option 13
//  |          status-code          |    status-message, UTF-8 …    |
std::optional<Status> read_status(ByteView status_code) {
  ByteReader reader(status_code);
  const auto code = reader.u16();
  if (!code) return std::nullopt;
  return Status{*code, std::string(as_text(reader.rest()))};
}

}  // namespace provtool::dhcpv6
