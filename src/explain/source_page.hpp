// A page of `provtool explain` about a source: what the tables of the phone do not say.
#pragma once

#include <array>
#include <string_view>

#include "device/sources.hpp"
#include "explain/finding_page.hpp"

namespace provtool {

struct SourcePage {
  SourceId id;
  std::string_view meaning;
  std::array<Reaction, 3> phone{};  // how the phone asks, and what counts; those at the end are empty
  std::string_view asked;           // how provtool does it
  Setting setting = Setting::none;  // to give a URL by it
  std::string_view change{};        // the same in words
  std::string_view again;
};

inline constexpr Reaction k_option_counts{
    "It asks for the option in its REQUEST and reads it from the ACK. The option counts as soon as it has a "
    "value: "
    "one that is not a usable URL wins, too, and the download fails. Missing, empty or NUL alone it does not "
    "count.",
    Confidence::guide};
inline constexpr std::string_view k_option_asked =
    "One DISCOVER asks for all three options with the phone's MAC address, and takes no lease; with "
    "--dhcp-exchange ack --take-lease the ACK is read as the phone does. It needs a packet socket: root or "
    "cap_net_raw.";

inline constexpr std::array k_source_pages{
    SourcePage{
        SourceId::manual,
        "A provisioning URL that was entered on the phone itself, by its web page or its menu "
        "(USR_PROV_SVR_URL).",
        {{{"It counts only when it was changed there. Nothing else is asked then.", Confidence::guide}}},
        "It cannot be seen from the network: tell it by --manual-url URL; without that it is assumed not "
        "set.",
        Setting::none,
        "Enter the URL on the phone's web page, or clear it so that the network decides.",
        "provtool discover -i @INTERFACE@ --mac @MAC@ --manual-url @URL@"},
    SourcePage{
        SourceId::pnp,
        "SIP plug and play: a responder on the link, such as a telephone system, sends the URL.",
        {{{"It sends a SUBSCRIBE for ua-profile to the multicast group 224.0.1.75, port 5060, and waits at "
           "most "
           "5 s for a NOTIFY whose body is the URL. Any device on the link is believed.",
           Confidence::guide},
          {"Only a valid URL counts: from anything else it goes on to DHCP.", Confidence::guide},
          {"The headers of its SUBSCRIBE are those of other makers' phones.", Confidence::assumption}}},
        "The same SUBSCRIBE goes out from UDP port 5060 of the interface's IPv4 address; each NOTIFY is "
        "answered, "
        "so that the responder does not repeat it.",
        Setting::none,
        "Set the URL up on the telephone system, or switch its plug and play off where DHCP is to decide.",
        "provtool discover pnp -i @INTERFACE@ --mac @MAC@"},
    SourcePage{SourceId::dhcp160,
               "DHCP option 160 with the URL as text. It was the captive-portal option until RFC 8910 moved "
               "that to 114.",
               {{k_option_counts}},
               k_option_asked,
               Setting::url_option,
               "",
               again::k_discover},
    SourcePage{SourceId::dhcp159,
               "DHCP option 159 with the URL as text. RFC 7618 gave the number to port sets, which look like "
               "bytes here.",
               {{k_option_counts}},
               k_option_asked,
               Setting::url_option,
               "",
               again::k_discover},
    SourcePage{SourceId::dhcp66,
               "DHCP option 66, the TFTP server name of RFC 2132, with a URL, a name or an address as text.",
               {{k_option_counts,
                 {"A name or an address without a protocol is tried by tftp, http, https and ftp.",
                  Confidence::guide}}},
               k_option_asked,
               Setting::url_option,
               "",
               again::k_discover},
    SourcePage{
        SourceId::dhcp6,
        "DHCPv6 option 17, vendor-specific information, with the URL in sub-option 1.",
        {{{"It names the option in its request, and reads sub-option 1 of the Reply.", Confidence::guide},
          {"The enterprise number is 258 (Matsushita).", Confidence::assumption},
          {"It asks DHCPv6 when a router advertisement says so (flags M and O).", Confidence::assumption}}},
        "A router solicitation, an Information-request and, where that is needed, a Solicit; no address is "
        "taken.",
        Setting::url_option6,
        "",
        again::k_discover},
    SourcePage{SourceId::redirect,
               "Panasonic's redirection server on the Internet, which knows MAC addresses that were "
               "registered there.",
               {{{"It is asked by HTTP when everything above it gave nothing.", Confidence::guide},
                 {"What is asked and answered there is not published.", Confidence::assumption}}},
               "Only when it is named as a source or by --redirect-url, and nothing above it gave a URL.",
               Setting::none,
               "Have the phone's MAC address and URL registered there.",
               "provtool discover redirect -i @INTERFACE@ --mac @MAC@"},
};

}  // namespace provtool
