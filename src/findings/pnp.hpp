// What can be odd about SIP PnP: responders, their messages, and our port.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_pnp_findings{
    FindingKind{"pnp.refused", Severity::warning, "A responder refused the SUBSCRIBE.",
                "Look into the responder's log; it may know registered MACs only."},
    FindingKind{"pnp.no-notify", Severity::warning,
                "A responder accepted the SUBSCRIBE and sent no NOTIFY: the phone gets no URL from it.",
                "Make it send the URL in a NOTIFY after its 200."},
    FindingKind{"pnp.notify-without-url", Severity::warning, "A NOTIFY holds no URL.",
                "Put the URL into its body, and nothing else."},
    FindingKind{"pnp.malformed", Severity::warning, "A responder's message breaks the rules of SIP.",
                "End lines with CR LF, write headers as `Name: value`, and send Via, From, To, Call-ID and "
                "CSeq (RFC 3261)."},
    FindingKind{"pnp.content-length", Severity::warning,
                "Content-Length differs from the length of the body.",
                "Count the bytes of the body (RFC 3261 20.14)."},
    FindingKind{"pnp.multiple-urls", Severity::warning, "Several URLs came; the first valid one counts.",
                "Send one URL in one NOTIFY."},
    FindingKind{"pnp.port-busy", Severity::warning,
                "Another program on this computer holds port 5060, where responders send their NOTIFY.",
                "Stop it, or ask from another computer."},
    FindingKind{"pnp.foreign-dialog", Severity::info,
                "The NOTIFY belongs to another dialog than the SUBSCRIBE (RFC 6665 4.4.1).",
                "Nothing needs to be done for phones that take it; Kamailio's uac module sends it so."},
    FindingKind{"pnp.other-port", Severity::info, "The NOTIFY came from another port than 5060.",
                "Let firewalls between phone and responder pass it."},
    FindingKind{"pnp.notify-before-response", Severity::info,
                "The NOTIFY came before the response to the SUBSCRIBE (RFC 6665 4.1.2.4 allows it).",
                "Nothing needs to be done."},
    FindingKind{"pnp.late", Severity::info,
                "Only a repeated SUBSCRIBE was answered. Whether the phone repeats it is unknown.",
                "Find out why the first one was lost or ignored."},
    FindingKind{"pnp.ignored", Severity::info,
                "SIP messages that have nothing to do with this SUBSCRIBE were left aside, unanswered.",
                "Nothing needs to be done."},
};

}  // namespace provtool
