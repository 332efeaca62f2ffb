// MAC and IP addresses, ports and endpoints: values that cannot be confused with one another.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"

namespace provtool {

struct MacAddress {
  std::array<std::uint8_t, 6> bytes{};

  // Twelve hex digits, plain or separated by `:`, `-`, `.` or spaces, as printed on labels and by switches.
  static std::optional<MacAddress> parse(std::string_view text);
  static std::optional<MacAddress> from(ByteView bytes);  // nothing unless there are six
  // One of a device, locally administered, with the other bits as given.
  static MacAddress locally_administered(std::array<std::uint32_t, 2> random);
  static constexpr MacAddress broadcast() { return {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}; }

  [[nodiscard]] std::string colons() const;       // "00:80:f0:12:34:56"
  [[nodiscard]] std::string upper_plain() const;  // "0080F0123456"
  [[nodiscard]] std::string lower_plain() const;  // "0080f0123456"
  [[nodiscard]] bool is_group() const { return (bytes[0] & 1) != 0; }
  [[nodiscard]] bool is_zero() const { return *this == MacAddress{}; }

  auto operator<=>(const MacAddress&) const = default;
};

struct Ipv4Address {
  std::array<std::uint8_t, 4> bytes{};

  // Four decimal numbers without leading zeros (RFC 6943 3.1.1: other forms are read differently by different
  // readers).
  static std::optional<Ipv4Address> parse(std::string_view text);
  static std::optional<Ipv4Address> from(ByteView bytes);  // nothing unless there are four
  static constexpr Ipv4Address broadcast() { return {{255, 255, 255, 255}}; }

  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool is_zero() const { return *this == Ipv4Address{}; }
  [[nodiscard]] bool is_link_local() const { return bytes[0] == 169 && bytes[1] == 254; }  // RFC 3927
  [[nodiscard]] bool is_unicast() const;  // an address a host may have: not 0/8, 127/8, 224/4 or 240/4

  auto operator<=>(const Ipv4Address&) const = default;
};

struct Ipv6Address {
  std::array<std::uint8_t, 16> bytes{};

  static std::optional<Ipv6Address> parse(std::string_view text);  // RFC 4291 2.2, no brackets, no zone
  static std::optional<Ipv6Address> from(ByteView bytes);          // nothing unless there are sixteen

  [[nodiscard]] std::string text() const;  // RFC 5952
  [[nodiscard]] bool is_link_local() const { return bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80; }
  [[nodiscard]] bool is_loopback() const;
  [[nodiscard]] bool is_multicast() const { return bytes[0] == 0xff; }
  // Global or unique local (RFC 4193): what makes an interface "configured" for the phone.
  [[nodiscard]] bool is_routable() const;

  auto operator<=>(const Ipv6Address&) const = default;
};

// The Ethernet group of an IPv6 multicast address (RFC 2464 7).
constexpr MacAddress group_mac(const Ipv6Address& address) {
  return {{0x33, 0x33, address.bytes[12], address.bytes[13], address.bytes[14], address.bytes[15]}};
}

struct IpAddress {
  std::variant<Ipv4Address, Ipv6Address> value;

  static std::optional<IpAddress> parse(std::string_view text);

  [[nodiscard]] std::string text() const;
  [[nodiscard]] const Ipv4Address* v4() const { return std::get_if<Ipv4Address>(&value); }
  [[nodiscard]] const Ipv6Address* v6() const { return std::get_if<Ipv6Address>(&value); }

  auto operator<=>(const IpAddress&) const = default;
};

enum class Port : std::uint16_t {};

struct Endpoint {
  IpAddress address;
  Port port{};

  [[nodiscard]] std::string text() const;  // "10.0.0.1:5060", "[fe80::1]:546"

  auto operator<=>(const Endpoint&) const = default;
};

// An address with the length of its network prefix, "10.0.0.5/24".
struct InterfaceAddress {
  IpAddress address;
  int prefix_length = 0;
  bool in_use = true;  // false when the kernel has found another owner on the link (RFC 4862 5.4)

  [[nodiscard]] std::string text() const;
};

}  // namespace provtool
