// What can be wrong with a value that is to be a provisioning URL.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_url_findings{
    FindingKind{"url.scheme-unsupported", Severity::error,
                "The phone supports only tftp, ftp, http and https.", "Use tftp, ftp, http or https."},
    FindingKind{"url.single-slash", Severity::error,
                "The protocol is not followed by `//`. The phone's own guide has this misprint.",
                "Write two slashes after the colon."},
    FindingKind{"url.host-missing", Severity::error, "The value contains no readable host.",
                "Give a host: protocol://host/path."},
    FindingKind{"url.port-invalid", Severity::error, "The port is not valid (1 to 65535).",
                "Correct the port or leave it out."},
    FindingKind{"url.quoted", Severity::error,
                "The value is in quotes, which are sent to the phone as part of it.",
                "Remove the quotes, or one level of them, in the server's configuration."},
    FindingKind{"url.binary-address", Severity::error,
                "The value is an address in raw bytes; the phone reads text.",
                "Make the server send the address as text (MikroTik: s'10.0.0.1'; Kea and ISC dhcpd: a text "
                "option)."},
    FindingKind{
        "url.encoded", Severity::error,
        "The value is not a URL, but becomes one when it is read as hex digits, behind its length, as DNS "
        "labels or as several values. The phone reads it as it is.",
        "Enter the URL itself as text."},
    FindingKind{
        "url.host-impossible", Severity::error,
        "No server can be at this address: it means the phone itself, nobody, or everybody on the link.",
        "Name the server by its own address or name. A responder may have to be told which one to "
        "advertise."},
    FindingKind{"url.control-characters", Severity::error,
                "The value contains control characters or bytes that are not text.",
                "Remove line breaks and control characters from the value."},
    FindingKind{"url.too-long", Severity::error, "The value is longer than any URL that is looked at.",
                "Find out what sends it; a URL of this phone has some 100 bytes."},
    FindingKind{"url.whitespace", Severity::error, "The value contains spaces.",
                "Remove them, or write %20 in a path."},
    FindingKind{"url.ipv6-brackets", Severity::error, "An IPv6 address in a URL must be in brackets.",
                "Write http://[2001:db8::1]/path."},
    FindingKind{"url.macro-unknown", Severity::warning,
                "A word is a macro of other phones, or in braces and not a macro of this one. The phone "
                "keeps it as it is. "
                "Macros are case-sensitive.",
                "The macros are {MODEL}, {MAC}, {mac} and {fwver}."},
    FindingKind{"url.credentials-in-clear", Severity::warning, "A password is sent unencrypted.",
                "Use https, or a server that needs no password."},
    FindingKind{"url.ipv6-link-local", Severity::warning,
                "A link-local IPv6 address needs a zone, which a URL from the network cannot give.",
                "Use a global or unique local address."},
    FindingKind{"url.host-rewritten", Severity::warning,
                "The URL library reads another host or path than a person would.",
                "Write the host as a plain name or dotted address, and the path without `.` and `..`."},
    FindingKind{"url.scheme-missing", Severity::info,
                "Without a protocol the phone tries tftp, http, https and ftp, in this order.",
                "Add the protocol to spare the phone the attempts."},
    FindingKind{
        "url.query", Severity::info,
        "The value has a query. It is used as it stands (an assumption); the guide's rule would put the "
        "phone's file name in front of the query.",
        "Make the server answer both, or look for the request in its log when a phone boots."},
    FindingKind{"url.trailing-nul", Severity::info,
                "The value ends in NUL bytes, which the phone is to delete (RFC 2132 2).",
                "Nothing needs to be done; dnsmasq adds one to option 66 on purpose."},
};

}  // namespace provtool
