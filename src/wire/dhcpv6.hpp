// DHCP messages for IPv6 (RFC 8415): bytes to values and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/words.hpp"
#include "tl/expected.hpp"

namespace provtool::dhcpv6 {

using provtool::to_text;

inline constexpr Port k_client_port{546};
inline constexpr Port k_server_port{547};
// All_DHCP_Relay_Agents_and_Servers (RFC 8415 7.1): ff02::1:2
inline constexpr Ipv6Address k_servers{{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2}};

enum class TransactionId : std::uint32_t {};  // 24 bits

enum class MessageType : std::uint8_t {
  solicit = 1,
  advertise = 2,
  request = 3,
  confirm = 4,
  renew = 5,
  rebind = 6,
  reply = 7,
  release = 8,
  decline = 9,
  reconfigure = 10,
  information_request = 11,
};
constexpr auto words(MessageType) {
  return std::to_array<Word<MessageType>>({{MessageType::solicit, "SOLICIT"},
                                           {MessageType::advertise, "ADVERTISE"},
                                           {MessageType::request, "REQUEST"},
                                           {MessageType::confirm, "CONFIRM"},
                                           {MessageType::renew, "RENEW"},
                                           {MessageType::rebind, "REBIND"},
                                           {MessageType::reply, "REPLY"},
                                           {MessageType::release, "RELEASE"},
                                           {MessageType::decline, "DECLINE"},
                                           {MessageType::reconfigure, "RECONFIGURE"},
                                           {MessageType::information_request, "INFORMATION-REQUEST"}});
}
std::string_view to_text(MessageType type);  // "ADVERTISE"

struct Option {
  std::uint16_t code = 0;
  Bytes data;
  std::size_t offset = 0;  // of its code, from the start of the message
};

// Where a message breaks off or contradicts itself. What comes before it counts.
struct Fault {
  std::size_t offset = 0;  // from the start of the message
  std::string what;
};

// Option 17: the sub-options of one enterprise (RFC 8415 21.17).
struct VendorInformation {
  std::uint32_t enterprise = 0;
  std::vector<Option> sub_options;
};

// Option 13; the text is as received.
struct Status {
  std::uint16_t code = 0;
  std::string text;
};

struct Message {
  MessageType type = MessageType::solicit;
  TransactionId transaction_id{};
  std::vector<Option> options;  // in the order they came; nested ones stay in their option's data
  std::vector<Fault> faults;    // also of the options nested in 3, 4, 5 and 17

  [[nodiscard]] const Option* find(std::uint16_t code) const;    // the first one
  [[nodiscard]] std::optional<Bytes> client_identifier() const;  // the DUID
  [[nodiscard]] std::optional<Bytes> server_identifier() const;
  // Every instance of option 17 that has an enterprise number, in order; sub-options up to the first break.
  [[nodiscard]] std::vector<VendorInformation> vendor_information() const;
  // The message's own status, then those inside its IAs; a message without one has status 0 (RFC 8415 21.13).
  [[nodiscard]] std::vector<Status> statuses() const;
  // Addresses in IA_NA (RFC 8415 21.4, 21.6).
  [[nodiscard]] std::vector<Ipv6Address> offered_addresses() const;

  void add(std::uint16_t code, Bytes data);
};

enum class Rejection : std::uint8_t {
  too_short,     // no message type and transaction id
  relayed,       // RELAY-FORW or RELAY-REPL: between relays and servers, not for clients
  unknown_type,  // no message type of RFC 8415
};
constexpr auto words(Rejection) {
  return std::to_array<Word<Rejection>>({{Rejection::too_short, "too short for a DHCPv6 message"},
                                         {Rejection::relayed, "a message between DHCPv6 relays and servers"},
                                         {Rejection::unknown_type, "of an unknown DHCPv6 type"}});
}

// Reads a UDP payload. Faults behind the header do not reject a message: they are listed in it.
tl::expected<Message, Rejection> parse(ByteView payload);

// Writes the options in their order. An option's data must not be longer than 65535 bytes.
Bytes serialize(const Message& message);

// DUID based on the link-layer address (RFC 8415 11.4): type 3, hardware type Ethernet, the MAC.
Bytes make_duid_ll(const MacAddress& mac);

// Name of a status code (RFC 8415 21.13), "NoAddrsAvail", or "status 17".
std::string status_name(std::uint16_t code);

}  // namespace provtool::dhcpv6
