// Options inside options of DHCP for IPv6: what dhcpv6 and dhcpv6_options read them with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "wire/dhcpv6.hpp"

namespace provtool::dhcpv6 {

// An option where it stands.
struct OptionView {
  std::uint16_t code = 0;
  ByteView data;
  std::size_t offset = 0;  // of its code, from the start of the message
};
inline OptionView view(const Option& option) {
  return {option.code, option.data, option.offset};
}

// What the options of a field are called: "option 5 in option 3", "sub-option 1 of enterprise 258".
struct FieldName {
  std::string_view noun = "option";
  std::string place;
};

// The options of one field (RFC 8415 21.1), up to its first break.
class OptionReader {
 public:
  // `base`: of the field, from the start of the message.
  OptionReader(ByteView field, std::size_t base, FieldName name = {})
      : m_reader(field), m_base(base), m_name(std::move(name)) {}

  std::optional<OptionView> next();  // nothing at the end and at a break
  [[nodiscard]] const std::optional<Fault>& fault() const { return m_fault; }
  [[nodiscard]] std::string name_of(std::uint16_t code) const;

 private:
  std::optional<OptionView> break_off(std::size_t offset, std::string what);

  ByteReader m_reader;
  std::size_t m_base;
  FieldName m_name;
  std::optional<Fault> m_fault;
};

// How an option begins: that many bytes, then options or not.
struct Layout {
  std::uint16_t code;
  std::size_t fixed_size;
  bool holds_options;
};
const Layout* find_layout(std::uint16_t code);  // none for an option that may be of any length

// The options inside an IA, an IA address or vendor information. None in others or when it is too short.
OptionReader options_in(const OptionView& option);

// The address of option 5 and for how long (RFC 8415 21.6).
struct Lease {
  Ipv6Address address{};
  std::uint32_t preferred_seconds = 0;
  std::uint32_t valid_seconds = 0;
};
std::optional<Lease> read_lease(ByteView ia_address);
std::optional<Status> read_status(ByteView status_code);

}  // namespace provtool::dhcpv6
