#include "wire/dhcpv6.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "base/text.hpp"
#include "wire/dhcpv6_nested.hpp"
#include "wire/dhcpv6_options.hpp"
#include "wire/fault_list.hpp"

namespace provtool::dhcpv6 {

namespace {

constexpr std::size_t k_header_size = 4;  // message type and transaction id
constexpr std::uint8_t k_relay_forward = 12;
constexpr std::uint8_t k_relay_reply = 13;
constexpr int k_deepest = 3;  // an IA, its address, what that contains (RFC 8415 21.4, 21.6)

constexpr std::uint16_t k_duid_ll = 3;
constexpr std::uint16_t k_hardware_ethernet = 1;

constexpr std::array<std::string_view, 7> k_status_names{
    "Success", "UnspecFail", "NoAddrsAvail", "NoBinding", "NotOnLink", "UseMulticast", "NoPrefixAvail",
};

// The faults inside one option of a field. Sub-options of a vendor are its own: nobody knows what they
// contain. Options nest three deep (RFC 8415 21.4, 21.6, 21.13), every one with the header of
// OptionReader::next():
//  | 3 | length | IAID, T1, T2 | 5 | length | address, two lifetimes | 13 | length | status code, text |
//               |<------------------------------------ data of 3 ------------------------------------->|
//                                           |<---------------------- data of 5 ----------------------->|
void check(const OptionView& option, const OptionReader& field, int depth, std::vector<Fault>& faults) {
  const Layout* layout = find_layout(option.code);
  if (layout == nullptr) return;
  if (option.data.size() < layout->fixed_size) {
    add_fault(faults, option.offset,
              fmt::format("{} is {} long and needs {}", field.name_of(option.code),
                          counted(option.data.size(), "byte"), layout->fixed_size));
    return;
  }
  if (layout->holds_options && depth == k_deepest) {
    add_fault(faults, option.offset, fmt::format("{} is nested too deep", field.name_of(option.code)));
    return;
  }
  auto inside = options_in(option);
  while (const auto inner = inside.next())
    if (option.code != option::vendor_information) check(*inner, inside, depth + 1, faults);
  if (inside.fault()) add_fault(faults, inside.fault()->offset, inside.fault()->what);
}

void add_status(std::vector<Status>& statuses, ByteView data) {
  if (auto status = read_status(data)) statuses.push_back(std::move(*status));
}

// Those of an IA, or of an address in it.
void add_statuses_in(std::vector<Status>& statuses, const OptionView& option) {
  auto inside = options_in(option);
  while (const auto inner = inside.next()) {
    if (inner->code == option::status_code) add_status(statuses, inner->data);
    if (inner->code == option::ia_address && option.code != option::ia_address)
      add_statuses_in(statuses, *inner);
  }
}

// The client discards other addresses (RFC 8415 18.2.10.1, 21.6).
bool is_offered(const Lease& lease) {
  return lease.valid_seconds > 0 && lease.preferred_seconds <= lease.valid_seconds;
}

std::optional<Bytes> data_of(const Option* option) {
  if (option == nullptr) return std::nullopt;
  return option->data;
}

}  // namespace

std::string_view to_text(MessageType type) {
  return find_word(type).value_or("DHCPv6 message of unknown type");
}

const Option* Message::find(std::uint16_t code) const {
  const auto option = std::find_if(options.begin(), options.end(),
                                   [code](const Option& candidate) { return candidate.code == code; });
  return option == options.end() ? nullptr : &*option;
}

std::optional<Bytes> Message::client_identifier() const {
  return data_of(find(option::client_identifier));
}

std::optional<Bytes> Message::server_identifier() const {
  return data_of(find(option::server_identifier));
}

// RFC 8415 21.17; the option may come once for each enterprise.
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |               17              |           option-len          |
//  |                       enterprise-number                       |
//  |          sub-opt-code         |         sub-option-len        |
//  |                       sub-option-data …                       |
std::vector<VendorInformation> Message::vendor_information() const {
  std::vector<VendorInformation> all;
  for (const auto& option : options) {
    if (option.code != option::vendor_information) continue;
    const auto enterprise = ByteReader(option.data).u32();
    if (!enterprise) continue;
    auto& information = all.emplace_back(VendorInformation{*enterprise, {}});
    auto inside = options_in(view(option));
    while (const auto sub = inside.next())
      information.sub_options.push_back({sub->code, {sub->data.begin(), sub->data.end()}, sub->offset});
  }
  return all;
}

std::vector<Status> Message::statuses() const {
  std::vector<Status> all;
  for (const auto& option : options)
    if (option.code == option::status_code) add_status(all, option.data);
  for (const auto& option : options)
    if (option.code == option::ia_na || option.code == option::ia_ta) add_statuses_in(all, view(option));
  return all;
}

std::vector<Ipv6Address> Message::offered_addresses() const {
  std::vector<Ipv6Address> addresses;
  for (const auto& option : options) {
    if (option.code != option::ia_na) continue;
    auto inside = options_in(view(option));
    while (const auto inner = inside.next()) {
      const auto lease = inner->code == option::ia_address ? read_lease(inner->data) : std::nullopt;
      if (lease && is_offered(*lease)) addresses.push_back(lease->address);
    }
  }
  return addresses;
}

void Message::add(std::uint16_t code, Bytes data) {
  options.push_back({code, std::move(data), 0});
}

// RFC 8415 8. Between relays and servers the header is longer (RFC 8415 9).
//   0                   1                   2                   3
//   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//  |    msg-type   |                 transaction-id                |
//  |                           options …                           |
tl::expected<Message, Rejection> parse(ByteView payload) {
  const auto header = ByteReader(payload).u32();
  if (!header) return tl::unexpected(Rejection::too_short);
  const auto type = static_cast<std::uint8_t>(*header >> 24);
  if (type == k_relay_forward || type == k_relay_reply) return tl::unexpected(Rejection::relayed);
  if (!find_word(static_cast<MessageType>(type))) return tl::unexpected(Rejection::unknown_type);
  Message message;
  message.type = static_cast<MessageType>(type);
  message.transaction_id = TransactionId{*header & 0xffffff};
  OptionReader reader(payload.subspan(k_header_size), k_header_size);
  while (const auto option = reader.next()) {
    message.options.push_back({option->code, {option->data.begin(), option->data.end()}, option->offset});
    check(*option, reader, 0, message.faults);
  }
  if (reader.fault()) add_fault(message.faults, reader.fault()->offset, reader.fault()->what);
  return message;
}

Bytes serialize(const Message& message) {
  ByteWriter writer;
  writer.u32(static_cast<std::uint32_t>(message.type) << 24 |
             (static_cast<std::uint32_t>(message.transaction_id) & 0xffffff));
  for (const auto& option : message.options) {
    assert(option.data.size() <= 0xffff);
    writer.u16(option.code);
    writer.u16(static_cast<std::uint16_t>(option.data.size()));
    writer.append(option.data);
  }
  return writer.take();
}

// RFC 8415 11.4
//  |               3               |       hardware type = 1       |
//  |                  link-layer address (6 bytes)                 |
Bytes make_duid_ll(const MacAddress& mac) {
  ByteWriter writer;
  writer.u16(k_duid_ll);
  writer.u16(k_hardware_ethernet);
  writer.append(mac.bytes);
  return writer.take();
}

std::string status_name(std::uint16_t code) {
  if (code >= k_status_names.size()) return fmt::format("status {}", code);
  return std::string(k_status_names[code]);
}

}  // namespace provtool::dhcpv6
