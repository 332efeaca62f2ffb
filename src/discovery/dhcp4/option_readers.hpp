// DHCP options that this phone is not known to look at, and the devices that do.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace provtool {

// What a value is for, which decides what an administrator can do for this phone instead.
enum class OptionUse : std::uint8_t { server, sip_server, vlan };

struct OptionReader {
  std::uint8_t code;
  std::string_view who;  // reads it
  OptionUse use;
  std::string_view source;  // of that
};

inline constexpr std::array k_option_readers{
    OptionReader{
        43, "Snom, Yealink, AudioCodes, Avaya and Mitel phones and access points", OptionUse::server,
        "RFC 2132 8.4; Snom wiki, DHCP options (tunneled 66 and 67); Yealink T5 guide, DHCP option 43; "
        "AudioCodes 400HD guide 10.2.3; Avaya 9608 SIP guide; Mitel 3300 guidelines; Cisco Aironet guide"},
    OptionReader{114, "captive-portal clients and Gigaset phones", OptionUse::server,
                 "RFC 8910; Gigaset PRO wiki, DHCP option 114"},
    OptionReader{120, "phones that take their SIP server from DHCP", OptionUse::sip_server,
                 "RFC 3361; Aastra 67xi guide, DHCP option 120"},
    OptionReader{124, "devices of the named vendors", OptionUse::server, "RFC 3925 3"},
    OptionReader{
        125, "Cisco and Mitel phones", OptionUse::server,
        "RFC 3925 4; Cisco multiplatform phones, DHCP option to use; Mitel 3300 guidelines, options 125 "
        "and 43"},
    OptionReader{128, "Mitel phones", OptionUse::server, "Mitel 3300 guidelines: software load TFTP server"},
    OptionReader{129, "Mitel phones", OptionUse::sip_server, "Mitel 3300 guidelines: call server"},
    OptionReader{132, "Mitel, Aastra and Snom phones", OptionUse::vlan,
                 "Mitel 3300 guidelines; Aastra 67xi guide, option 132; Snom wiki, DHCP options"},
    OptionReader{150, "Cisco phones", OptionUse::server, "RFC 5859"},
    OptionReader{156, "ShoreTel (Mitel) phones", OptionUse::server,
                 "ShoreTel 14 maintenance guide, DHCP site-specific options"},
    OptionReader{
        161, "Avaya phones and Wyse thin clients", OptionUse::server,
        "Dell Wyse ThinOS guide, DHCP options; on Avaya phones the number of the site-specific option "
        "can be set"},
    OptionReader{176, "older Avaya phones", OptionUse::server, "Avaya 4600 LAN guide, site-specific option"},
    OptionReader{242, "Avaya phones", OptionUse::server, "Avaya 9600 and J100 guides, site-specific option"},
};

}  // namespace provtool
