#include "base/address.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

template <std::size_t N>
std::optional<std::array<std::uint8_t, N>> exactly(ByteView bytes) {
  if (bytes.size() != N) return std::nullopt;
  std::array<std::uint8_t, N> array{};
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return array;
}

}  // namespace

std::optional<MacAddress> MacAddress::parse(std::string_view text) {
  const auto bytes = parse_hex(text);
  return bytes ? from(*bytes) : std::nullopt;
}

std::optional<MacAddress> MacAddress::from(ByteView bytes) {
  const auto array = exactly<6>(bytes);
  if (!array) return std::nullopt;
  return MacAddress{*array};
}

MacAddress MacAddress::locally_administered(std::array<std::uint32_t, 2> random) {
  const std::uint64_t bits = static_cast<std::uint64_t>(random[0]) << 32 | random[1];
  MacAddress mac;
  for (std::size_t i = 0; i < mac.bytes.size(); ++i)
    mac.bytes[i] = static_cast<std::uint8_t>(bits >> (8 * i));
  mac.bytes[0] = static_cast<std::uint8_t>((mac.bytes[0] & 0xfc) | 0x02);
  return mac;
}

std::string MacAddress::colons() const {
  return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", bytes[0], bytes[1], bytes[2], bytes[3],
                     bytes[4], bytes[5]);
}

std::string MacAddress::lower_plain() const {
  return to_hex(bytes);
}
std::string MacAddress::upper_plain() const {
  return to_upper(lower_plain());
}

std::optional<Ipv4Address> Ipv4Address::parse(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  Ipv4Address address;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto part = parts[i];
    if (!is_digits(part) || part.size() > 3 || (part.size() > 1 && part[0] == '0')) return std::nullopt;
    int number = 0;
    for (const char digit : part) number = number * 10 + (digit - '0');
    if (number > 255) return std::nullopt;
    address.bytes[i] = static_cast<std::uint8_t>(number);
  }
  return address;
}

std::optional<Ipv4Address> Ipv4Address::from(ByteView bytes) {
  const auto array = exactly<4>(bytes);
  if (!array) return std::nullopt;
  return Ipv4Address{*array};
}

std::string Ipv4Address::text() const {
  return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
}

bool Ipv4Address::is_unicast() const {
  return bytes[0] != 0 && bytes[0] != 127 && bytes[0] < 224;
}

std::optional<Ipv6Address> Ipv6Address::parse(std::string_view text) {
  Ipv6Address address;
  if (inet_pton(AF_INET6, std::string(text).c_str(), address.bytes.data()) != 1) return std::nullopt;
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  return address;
}

std::optional<Ipv6Address> Ipv6Address::from(ByteView bytes) {
  const auto array = exactly<16>(bytes);
  if (!array) return std::nullopt;
  return Ipv6Address{*array};
}

std::string Ipv6Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  inet_ntop(AF_INET6, bytes.data(), buffer.data(), buffer.size());
  return buffer.data();
}

bool Ipv6Address::is_loopback() const {
  return bytes.back() == 1 &&
         std::all_of(bytes.begin(), bytes.end() - 1, [](auto byte) { return byte == 0; });
}

bool Ipv6Address::is_routable() const {
  const bool unspecified = std::all_of(bytes.begin(), bytes.end(), [](auto byte) { return byte == 0; });
  return !is_link_local() && !is_loopback() && !is_multicast() && !unspecified;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (const auto v4 = Ipv4Address::parse(text)) return IpAddress{*v4};
  if (const auto v6 = Ipv6Address::parse(text)) return IpAddress{*v6};
  return std::nullopt;
}

std::string IpAddress::text() const {
  return std::visit([](const auto& address) { return address.text(); }, value);
}

std::string Endpoint::text() const {
  const auto host = address.v6() != nullptr ? fmt::format("[{}]", address.text()) : address.text();
  return fmt::format("{}:{}", host, static_cast<unsigned>(port));
}

std::string InterfaceAddress::text() const {
  return fmt::format("{}/{}", address.text(), prefix_length);
}

}  // namespace provtool
