// Pages about SIP PnP; findings/pnp.hpp has their first lines.
#pragma once

#include <array>

#include "explain/finding_page.hpp"

namespace provtool {

inline constexpr Reaction k_goes_on{"Without a valid URL it goes on to DHCP.", Confidence::guide};
inline constexpr Reaction k_may_drop{
    "A phone that holds to the RFC drops the message; whether it does is not printed.",
    Confidence::assumption};

inline constexpr std::array k_pnp_pages{
    FindingPage{"pnp.refused",
                k_goes_on,
                {"The responder serves registered MAC addresses only.",
                 "The responder wants another vendor, model or version in the Event header.",
                 "Plug and play is switched off on it."},
                "--pnp-event, --model and --firmware change what the phone says of itself."},
    FindingPage{
        "pnp.no-notify",
        {"It waits 5 s and goes on to DHCP.", Confidence::guide},
        {"The responder knows registered MAC addresses only.", "The responder has no URL for this model.",
         "Its NOTIFY is lost on the way: a firewall lets no packet in that answers a multicast."},
        ""},
    FindingPage{"pnp.notify-without-url",
                k_goes_on,
                {"The responder's template for this model is empty.",
                 "The URL is sent as message/external-body, which this phone is not known to read."},
                ""},
    FindingPage{"pnp.header-missing",
                k_may_drop,
                {"The responder is a script that sends the least that other phones accept."},
                ""},
    FindingPage{"pnp.malformed",
                k_may_drop,
                {"The responder is a script that writes its messages by hand, with LF alone at line ends."},
                ""},
    FindingPage{"pnp.content-length",
                {"It may cut the URL off, or wait for bytes that never come.", Confidence::assumption},
                {"The responder counts characters instead of bytes, or the line end that it does not send."},
                ""},
    FindingPage{"pnp.multiple-urls",
                {"It takes one of them; which is not printed.", Confidence::assumption},
                {"Two responders answer, or one answers in two ways."},
                "The report lists the responders, each with its address and MAC."},
    FindingPage{"pnp.port-busy",
                k_not_the_phone,
                {"A softphone or a telephone system runs on this computer."},
                "The command ss -ulpn 'sport = :5060' names the program."},
    FindingPage{"pnp.foreign-dialog",
                {"Phones that accept it are widespread; whether this one does is not printed.",
                 Confidence::assumption},
                {"The responder is Kamailio's module uac or the like."},
                ""},
    FindingPage{"pnp.other-port",
                {"It takes the NOTIFY by what it says, not by where it is from.", Confidence::assumption},
                {"The responder sends from a port of its own.", "NAT stands between them."},
                ""},
    FindingPage{"pnp.notify-before-response",
                {"SIP wants it to accept that.", Confidence::assumption},
                {"The responder sends both at once, and they overtook each other."},
                ""},
    FindingPage{
        "pnp.late",
        {"It sends one SUBSCRIBE at its start; whether it repeats that is not printed.", Confidence::guide},
        {"The switch port forwards multicast only after a while (IGMP snooping, spanning tree).",
         "The responder is busy, or drops what it does not expect."},
        ""},
    FindingPage{"pnp.many-responders",
                {"It takes the first valid URL.", Confidence::assumption},
                {"Somebody floods the link with answers."},
                ""},
    FindingPage{"pnp.ignored",
                {"It passes over them.", Confidence::assumption},
                {"Other phones on the link ask at the same time.",
                 "A telephone system sends OPTIONS to every address."},
                "With --trace each of them is printed, and why it was ignored."},
};

}  // namespace provtool
