// The options of DHCP for IPv6 by number: names and how their bytes read (IANA registry, RFC 8415 and
// others).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"

namespace provtool::dhcpv6 {

namespace option {
inline constexpr std::uint16_t client_identifier = 1;
inline constexpr std::uint16_t server_identifier = 2;
inline constexpr std::uint16_t ia_na = 3;
inline constexpr std::uint16_t ia_ta = 4;
inline constexpr std::uint16_t ia_address = 5;
inline constexpr std::uint16_t option_request = 6;
inline constexpr std::uint16_t preference = 7;
inline constexpr std::uint16_t elapsed_time = 8;
inline constexpr std::uint16_t status_code = 13;
inline constexpr std::uint16_t rapid_commit = 14;
inline constexpr std::uint16_t vendor_class = 16;
inline constexpr std::uint16_t vendor_information = 17;
inline constexpr std::uint16_t domain_name_servers = 23;
inline constexpr std::uint16_t domain_list = 24;
inline constexpr std::uint16_t information_refresh_time = 32;
inline constexpr std::uint16_t sol_max_rt = 82;
inline constexpr std::uint16_t inf_max_rt = 83;
}  // namespace option

// The registry's name, or "option 177" when the number has none.
std::string option_name(std::uint16_t code);

// The bytes as a person reads them: addresses, numbers, text as it came (not cleaned). Nothing when they are
// neither.
std::optional<std::string> option_text(std::uint16_t code, ByteView data);

}  // namespace provtool::dhcpv6
