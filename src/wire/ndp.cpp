#include "wire/ndp.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "wire/fault_list.hpp"

namespace provtool::ndp {

namespace {

constexpr std::size_t k_advertisement_size = 16;  // without options
constexpr std::uint8_t k_managed_flag = 0x80;
constexpr std::uint8_t k_other_flag = 0x40;
constexpr std::uint32_t k_solicited_and_override = 0x60000000;  // flags S and O (RFC 4861 4.4)
constexpr std::uint8_t k_on_link_flag = 0x80;
constexpr std::uint8_t k_autonomous_flag = 0x40;

constexpr std::uint8_t k_source_link_layer_address = 1;
constexpr std::uint8_t k_target_link_layer_address = 2;
constexpr std::uint8_t k_prefix_information = 3;
constexpr std::size_t k_unit = 8;  // of an option's length (RFC 4861 4.6)
constexpr std::size_t k_address_option_size = 8;
constexpr std::size_t k_prefix_option_size = 32;

// The bits behind the prefix are to be ignored (RFC 4861 4.6.2).
Ipv6Address masked(Ipv6Address address, std::uint8_t length) {
  for (std::size_t bit = length; bit < 128; ++bit)
    address.bytes[bit / 8] &= static_cast<std::uint8_t>(~(0x80U >> bit % 8));
  return address;
}

// RFC 4861 4.6.2: L on-link, A autonomous. The reader stands behind type and length.
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |    type = 3   |   length = 4  | prefix length |L|A| reserved1 |
//  |                         valid lifetime                        |
//  |                       preferred lifetime                      |
//  |                           reserved2                           |
//  |                       prefix (16 bytes)                       |
Prefix read_prefix(ByteReader reader) {
  Prefix prefix;
  prefix.length = *reader.u8();
  const std::uint8_t flags = *reader.u8();
  prefix.on_link = (flags & k_on_link_flag) != 0;
  prefix.autonomous = (flags & k_autonomous_flag) != 0;
  prefix.valid_seconds = *reader.u32();
  prefix.preferred_seconds = *reader.u32();
  reader.skip(4);
  prefix.address = masked(*Ipv6Address::from(reader.rest()), prefix.length);
  return prefix;
}

// A complete option: `value` is what stands behind type and length. Says what is wrong with it.
std::string take_option(std::uint8_t type, ByteView value, RouterAdvertisement& advertisement) {
  const std::size_t size = value.size() + 2;
  if (type == k_source_link_layer_address) {
    if (size != k_address_option_size) return fmt::format("option 1 is {} bytes long, not 8", size);
    advertisement.source_mac = MacAddress::from(value);
  }
  if (type == k_prefix_information) {
    if (size != k_prefix_option_size) return fmt::format("option 3 is {} bytes long, not 32", size);
    const auto prefix = read_prefix(ByteReader(value));
    if (prefix.length > 128) return fmt::format("option 3 has a prefix of {} bits", prefix.length);
    advertisement.prefixes.push_back(prefix);
  }
  return "";
}

// RFC 4861 4.6. The length counts units of 8 bytes, type and length among them.
//  |      type     |     length    | 6 bytes, then 8 for each unit |
void parse_options(ByteReader reader, RouterAdvertisement& advertisement) {
  const auto fault = [&advertisement](std::size_t offset, std::string what) {
    add_fault(advertisement.faults, offset, std::move(what));
  };
  while (reader.left() > 0) {
    const std::size_t offset = reader.offset();
    const std::uint8_t type = *reader.u8();
    const auto units = reader.u8();
    if (!units) return fault(offset, fmt::format("option {} has no length", type));
    if (*units == 0) return fault(offset, fmt::format("option {} has the length 0", type));
    const auto value = reader.take(*units * k_unit - 2);
    if (!value)
      return fault(offset, fmt::format("option {} claims {} bytes, but {} are left", type, *units * k_unit,
                                       reader.left() + 2));
    if (auto wrong = take_option(type, *value, advertisement); !wrong.empty())
      fault(offset, std::move(wrong));
  }
}

void append_header(ByteWriter& writer, std::uint8_t type) {
  writer.u32(std::uint32_t{type} << 24);  // type, code and checksum
}

void append_mac(ByteWriter& writer, std::uint8_t type, const std::optional<MacAddress>& mac) {
  if (!mac) return;
  writer.u8(type);
  writer.u8(k_address_option_size / k_unit);
  writer.append(mac->bytes);
}

std::uint8_t flags(bool first, std::uint8_t first_flag, bool second, std::uint8_t second_flag) {
  return static_cast<std::uint8_t>((first ? first_flag : 0) | (second ? second_flag : 0));
}

void append_prefix(ByteWriter& writer, const Prefix& prefix) {
  writer.u8(k_prefix_information);
  writer.u8(k_prefix_option_size / k_unit);
  writer.u8(prefix.length);
  writer.u8(flags(prefix.on_link, k_on_link_flag, prefix.autonomous, k_autonomous_flag));
  writer.u32(prefix.valid_seconds);
  writer.u32(prefix.preferred_seconds);
  writer.fill(4);
  writer.append(prefix.address.bytes);
}

}  // namespace

std::string Prefix::text() const {
  return fmt::format("{}/{}", address.text(), length);
}

// RFC 4861 4.2: M managed addresses, O other configuration
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |   type = 134  |    code = 0   |            checksum           |
//  | cur hop limit |M|O|  reserved |        router lifetime        |
//  |                         reachable time                        |
//  |                         retrans timer                         |
//  |                           options …                           |
tl::expected<RouterAdvertisement, Rejection> parse_router_advertisement(ByteView icmpv6) {
  if (!icmpv6.empty() && icmpv6[0] != k_router_advertisement) return tl::unexpected(Rejection::another_type);
  if (icmpv6.size() < k_advertisement_size) return tl::unexpected(Rejection::too_short);
  if (icmpv6[1] != 0) return tl::unexpected(Rejection::bad_code);
  ByteReader reader(icmpv6);
  reader.skip(4);
  RouterAdvertisement advertisement;
  advertisement.hop_limit = *reader.u8();
  const std::uint8_t flags = *reader.u8();
  advertisement.managed = (flags & k_managed_flag) != 0;
  advertisement.other = (flags & k_other_flag) != 0;
  advertisement.lifetime_seconds = *reader.u16();
  reader.skip(8);
  parse_options(reader, advertisement);
  return advertisement;
}

// RFC 4861 4.3. The answer (4.4) is of type 136 and has flags where this one has reserved bits.
//  |   type = 135  |    code = 0   |            checksum           |
//  |                            reserved                           |
//  |                   target address (16 bytes)                   |
//  |                           options …                           |
std::optional<Ipv6Address> solicited_neighbor(ByteView icmpv6) {
  ByteReader reader(icmpv6);
  if (reader.u8() != k_neighbor_solicitation || reader.u8() != 0 || !reader.skip(6)) return std::nullopt;
  const auto target = reader.take(16);
  return target ? Ipv6Address::from(*target) : std::nullopt;
}

Bytes serialize(const NeighborAdvertisement& advertisement) {
  ByteWriter writer;
  append_header(writer, k_neighbor_advertisement);
  writer.u32(k_solicited_and_override);
  writer.append(advertisement.target.bytes);
  append_mac(writer, k_target_link_layer_address, advertisement.target_mac);
  return writer.take();
}

Bytes serialize(const RouterSolicitation& solicitation) {
  ByteWriter writer;
  append_header(writer, k_router_solicitation);
  writer.fill(4);
  append_mac(writer, k_source_link_layer_address, solicitation.source_mac);
  return writer.take();
}

Bytes serialize(const RouterAdvertisement& advertisement) {
  ByteWriter writer;
  append_header(writer, k_router_advertisement);
  writer.u8(advertisement.hop_limit);
  writer.u8(flags(advertisement.managed, k_managed_flag, advertisement.other, k_other_flag));
  writer.u16(advertisement.lifetime_seconds);
  writer.fill(8);  // reachable time and retrans timer: unspecified (RFC 4861 4.2)
  append_mac(writer, k_source_link_layer_address, advertisement.source_mac);
  for (const auto& prefix : advertisement.prefixes) append_prefix(writer, prefix);
  return writer.take();
}

}  // namespace provtool::ndp
