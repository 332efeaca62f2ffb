// What can be wrong with this computer and its link.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_host_findings{
    FindingKind{
        "host.firewall", Severity::warning,
        "An answer reached this computer, but its firewall dropped it. The phone would have received it.",
        "Nothing needs to be done for the phone: the answer was read below the firewall."},
    FindingKind{"host.link-lost", Severity::warning,
                "The link went down while it was asked on: who was silent may have answered.",
                "Check cable and adapter, then ask again."},
    FindingKind{"host.overslept", Severity::warning,
                "The program was stopped, or the computer suspended, while it asked: who was silent may have "
                "answered.",
                "Ask again, and let it run."},
    FindingKind{"host.dropped", Severity::warning,
                "More packets arrived than this computer had room for: who was silent may have answered.",
                "Ask again when the network is calmer."},
    FindingKind{"host.cannot-wait", Severity::warning, "This computer could not wait for answers to the end.",
                "Ask again."},
    FindingKind{"host.not-read", Severity::error, "An input file could not be read.",
                "Check its name and who may read it.", k_prevents},
    FindingKind{"host.silent-link", Severity::warning,
                "Nothing at all was received during the run, not even broadcasts.",
                "Check cable, VLAN, 802.1X and spanning tree (30 s after link-up), then ask again."},
    FindingKind{"host.no-privilege", Severity::error,
                "This process is not permitted to open a packet socket, which is needed to ask DHCP servers.",
                "Run as root, or once: sudo setcap cap_net_raw+ep \"$(command -v provtool)\"", k_prevents},
    FindingKind{"host.no-interface", Severity::error, "There is no interface to ask on.",
                "Choose one with -i.", k_prevents},
    FindingKind{"host.link-down", Severity::error, "The interface is down or has no carrier.",
                "Plug in the cable, or: ip link set dev NAME up", k_prevents},
    FindingKind{"host.interface-chosen", Severity::info, "The interface was chosen automatically.",
                "Choose another one with -i."},
    FindingKind{
        "host.lossy", Severity::info,
        "Only some of the questions were answered: packets are lost on this link, or a server was not "
        "ready. A phone that asks less often may miss its answer.",
        "Check cable, port and switch for errors (ip -s link); what was not heard may have been lost."},
    FindingKind{"host.mode-differs", Severity::info,
                "What a phone would get here differs from this computer's own addresses.",
                "Nothing needs to be done: the report says what the phone would get."},
    FindingKind{"host.wireless", Severity::info,
                "The interface is wireless: it is not connected to the phone's wall port.",
                "Connect this computer to the phone's wall port by cable."},
    FindingKind{"host.virtual", Severity::info,
                "The interface is virtual: it is not connected to the phone's wall port.",
                "Connect this computer to the phone's wall port by cable."},
    FindingKind{"host.not-written", Severity::error, "A result could not be written.",
                "Choose another file, or free some space.", k_prevents},
    FindingKind{
        "host.rights-kept", Severity::error,
        "Rights that are no longer needed could not be given back; nothing was sent and no file written.",
        "The message names the call that failed: see what limits this process, or call provtool directly.",
        k_prevents},
    FindingKind{"host.root-only", Severity::error,
                "An option was given that is for root alone; nothing was sent.",
                "Leave it out, or call with sudo.", k_prevents},
    FindingKind{"host.window-capped", Severity::info,
                "A time was shortened to a minute, because root did not call.",
                "Call with sudo when a minute is too short."},
    FindingKind{"host.no-address", Severity::info,
                "The interface has no IPv4 address; DHCP servers are asked all the same.",
                "Nothing needs to be done."},
};

}  // namespace provtool
