// What can be odd about SIP PnP: responders, their messages, and our port.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_pnp_findings{
    FindingKind{"pnp.refused", Severity::warning, "A responder refused the SUBSCRIBE.",
                "Look for the reason in the responder's log; it may accept registered MACs only."},
    FindingKind{"pnp.no-notify", Severity::warning,
                "A responder accepted the SUBSCRIBE but sent no NOTIFY: the phone gets no URL from it.",
                "Make it send the URL in a NOTIFY after its 200."},
    FindingKind{"pnp.notify-without-url", Severity::warning, "A NOTIFY contains no URL.",
                "Put the URL, and nothing else, into its body."},
    FindingKind{"pnp.header-missing", Severity::warning,
                "A NOTIFY lacks its Event or Subscription-State: a phone may drop it.",
                "Send Event: ua-profile and Subscription-State: terminated (RFC 6665 8.2)."},
    FindingKind{"pnp.malformed", Severity::warning, "A responder's message breaks the rules of SIP.",
                "End lines with CR LF, write headers as `Name: value`, and send Via, From, To, Call-ID and "
                "CSeq (RFC 3261)."},
    FindingKind{"pnp.content-length", Severity::warning,
                "Content-Length differs from the length of the body.",
                "Set it to the number of bytes in the body (RFC 3261 20.14)."},
    FindingKind{"pnp.multiple-urls", Severity::warning,
                "Several URLs were received; the first valid one counts.", "Send one URL in one NOTIFY."},
    FindingKind{"pnp.port-busy", Severity::warning,
                "Another program on this computer uses port 5060, to which responders send their NOTIFY.",
                "Stop it, or ask from another computer."},
    FindingKind{
        "pnp.foreign-dialog", Severity::info,
        "The NOTIFY does not belong to the dialog of the SUBSCRIBE (RFC 6665 4.4.1).",
        "Nothing needs to be done for phones that accept it; Kamailio's uac module sends it this way."},
    FindingKind{"pnp.other-port", Severity::info, "The NOTIFY came from a port other than 5060.",
                "Make sure that firewalls between phone and responder let it pass."},
    FindingKind{"pnp.notify-before-response", Severity::info,
                "The NOTIFY came before the response to the SUBSCRIBE (RFC 6665 4.1.2.4 allows it).",
                "Nothing needs to be done."},
    FindingKind{"pnp.late", Severity::info,
                "Only a repeated SUBSCRIBE was answered. Whether the phone repeats its own is unknown.",
                "Find out why the first one was lost or ignored."},
    FindingKind{"pnp.many-responders", Severity::info,
                "More responders answer than are shown; those that sent a URL were kept first.",
                "Look for a host that floods the link with answers."},
    FindingKind{"pnp.ignored", Severity::info,
                "SIP messages that do not belong to this SUBSCRIBE were ignored and not answered.",
                "Nothing needs to be done."},
};

}  // namespace provtool
