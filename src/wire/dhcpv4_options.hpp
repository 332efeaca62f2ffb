// The options of DHCP for IPv4 by number: names and how their bytes read (IANA registry, RFC 2132 and
// others).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace provtool::dhcpv4 {

namespace option {
inline constexpr std::uint8_t pad = 0;
inline constexpr std::uint8_t subnet_mask = 1;
inline constexpr std::uint8_t router = 3;
inline constexpr std::uint8_t domain_name_server = 6;
inline constexpr std::uint8_t domain_name = 15;
inline constexpr std::uint8_t vendor_information = 43;
inline constexpr std::uint8_t requested_address = 50;
inline constexpr std::uint8_t lease_time = 51;
inline constexpr std::uint8_t overload = 52;
inline constexpr std::uint8_t message_type = 53;
inline constexpr std::uint8_t server_identifier = 54;
inline constexpr std::uint8_t parameter_request_list = 55;
inline constexpr std::uint8_t message = 56;
inline constexpr std::uint8_t maximum_message_size = 57;
inline constexpr std::uint8_t vendor_class = 60;
inline constexpr std::uint8_t client_identifier = 61;
inline constexpr std::uint8_t tftp_server_name = 66;
inline constexpr std::uint8_t boot_file_name = 67;
inline constexpr std::uint8_t captive_portal = 114;
inline constexpr std::uint8_t sip_servers = 120;
inline constexpr std::uint8_t vendor_identifying_class = 124;
inline constexpr std::uint8_t vendor_identifying_information = 125;
inline constexpr std::uint8_t vlan_id = 132;
inline constexpr std::uint8_t option159 = 159;
inline constexpr std::uint8_t option160 = 160;
inline constexpr std::uint8_t end = 255;
}  // namespace option

// The registry's name, or "option 177" when the number has none.
std::string option_name(std::uint8_t code);

// The bytes as a person reads them: addresses, numbers, text as it came (not cleaned). Nothing when they are
// neither.
std::optional<std::string> option_text(std::uint8_t code, ByteView data);

}  // namespace provtool::dhcpv4
