// Pages about the decision as a whole; findings/decision.hpp has their first lines.
#pragma once

#include <array>

#include "explain/finding_page.hpp"

namespace provtool {

inline constexpr std::array k_decision_pages{
    FindingPage{
        "decision.contested",
        {"Which of several DHCP servers it follows is not printed; most clients take the first OFFER that "
         "fits. "
         "It may load one URL today and another one tomorrow.",
         Confidence::assumption},
        {"A router, a test computer or a virtual machine serves DHCP beside the network's own server.",
         "Two servers are meant to share the work, and only one of them was given the new URL.",
         "Another VLAN is connected to this one by a mistaken cable or port."},
        "The report names address and MAC of each server: look for the MAC in the address table of the "
        "switch.",
        {Setting::no_server, Setting::url_option}},
    FindingPage{
        "decision.no-source",
        {"It looks at every source in its order, finds no URL, and starts with the configuration that it has "
         "saved; with nothing saved it is not provisioned, and asks again later.",
         Confidence::guide},
        {"The option was never set on this DHCP server, or in another scope or pool than the phones'.",
         "The option is sent to some devices only: by vendor class, by MAC address or by subnet.",
         "The phone is to be served by another VLAN than the one that was asked in."},
        "One source is enough. Option 160 stands above 159 and 66, and no other kind of device asks for it "
        "to boot.",
        {Setting::url_option}},
    FindingPage{"decision.winner-unusable",
                {"A DHCP option wins as soon as it has a value, whether it is a URL or not. The download "
                 "then fails, and "
                 "no other source is tried.",
                 Confidence::guide},
                {"The value was typed or quoted wrongly: a url.* finding beside this one says how.",
                 "The option is meant for other devices, which expect a name or an address there.",
                 "The option's type on the server is not text."},
                "",
                {Setting::url_option, Setting::no_option}},
    FindingPage{"decision.shadowed",
                {"It takes the first source in its order that has a value, and never looks at the other one.",
                 Confidence::guide},
                {"An older URL was left where it was when a new source was set up.",
                 "The other option is meant for other devices.",
                 "Somebody's computer or telephone system answers SIP PnP on this link."},
                ""},
    FindingPage{"decision.address-family",
                {"It judges from its addresses whether it has IPv4 or IPv6; a host of the other family "
                 "cannot be reached.",
                 Confidence::guide},
                {"The URL was written for another network.",
                 "The network gives no address of the family that the URL needs."},
                "",
                {Setting::url_option}},
    FindingPage{"decision.expectation",
                {"It does what the decision says, whatever was expected.", Confidence::guide},
                {"A server was changed, or another one answers.",
                 "The expectation is older than the configuration of the network.",
                 "The URL that was expected is spelled differently: it is compared as it was received or as "
                 "it is resolved."},
                "",
                {Setting::url_option},
                "provtool discover -i @INTERFACE@ --mac @MAC@ --expect-url @URL@"},
};

}  // namespace provtool
