#include "findings/catalogue.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace provtool {

namespace {

using enum Severity;

constexpr std::array k_catalogue{
    FindingKind{"decision.no-source", error, "No source gives this phone a provisioning URL.",
                "Set option 160, 159 or 66 on the DHCP server, or a PnP responder, or the URL on the phone."},
    FindingKind{
        "decision.winner-unusable", error,
        "The winning source holds a value that is no usable URL. The phone takes it all the same and fails.",
        "Correct the value at its source; the phone does not try the next one."},
    FindingKind{"decision.shadowed", info,
                "A source of lower priority holds another URL, which is never tried.",
                "Remove it or make it agree, so that nobody relies on it."},
    FindingKind{"decision.expectation", error,
                "The outcome differs from what --expect-source or --expect-url demands.",
                "Compare the expected source and URL with the decision."},

    FindingKind{"url.scheme-unsupported", error, "The phone loads by tftp, ftp, http and https only.",
                "Use one of these four."},
    FindingKind{"url.single-slash", error,
                "The protocol is not followed by `//`. The phone's own guide has this misprint.",
                "Write two slashes after the colon."},
    FindingKind{"url.host-missing", error, "No host can be read from the value.",
                "Name a host: protocol://host/path."},
    FindingKind{"url.port-invalid", error, "The port is no number from 1 to 65535.",
                "Correct or leave out the port."},
    FindingKind{"url.quoted", error, "The value stands in quotes; they are sent to the phone as part of it.",
                "Remove the quotes, or one level of them, in the server's configuration."},
    FindingKind{"url.binary-address", error,
                "The value is an address as four raw bytes; the phone reads text.",
                "Make the server send the address as text (MikroTik: s'10.0.0.1'; Kea and ISC dhcpd: a text "
                "option)."},
    FindingKind{"url.control-characters", error,
                "The value holds control characters or bytes that are no text.",
                "Remove line ends and control characters from the value."},
    FindingKind{"url.whitespace", error, "The value holds blanks.",
                "Remove them, or write %20 inside a path."},
    FindingKind{"url.ipv6-brackets", error, "An IPv6 address in a URL stands in brackets.",
                "Write http://[2001:db8::1]/path."},
    FindingKind{"url.macro-unknown", warning,
                "Braces hold something that is no macro of the phone; it is sent as it stands. Macros are "
                "case-sensitive.",
                "The macros are {MODEL}, {MAC}, {mac} and {fwver}."},
    FindingKind{"url.credentials-in-clear", warning, "A password travels unencrypted.",
                "Use https, or a server that needs no password."},
    FindingKind{"url.ipv6-link-local", warning,
                "A link-local IPv6 address needs a zone, which a URL from the network cannot know.",
                "Use a global or unique local address."},
    FindingKind{"url.host-rewritten", warning,
                "The URL library reads another host or path than a person would.",
                "Write the host as a plain name or dotted address, and the path without `.` and `..`."},
    FindingKind{"url.scheme-missing", info,
                "Without a protocol the phone tries tftp, http, https and ftp, in this order.",
                "Name the protocol to spare the phone the attempts."},
    FindingKind{"url.trailing-nul", info,
                "NUL bytes after the value, which the phone is to delete (RFC 2132 2).",
                "Nothing needs to be done; dnsmasq adds one to option 66 on purpose."},

    FindingKind{"pnp.refused", warning, "A responder refused the SUBSCRIBE.",
                "Look into the responder's log; it may know registered MACs only."},
    FindingKind{"pnp.no-notify", warning,
                "A responder accepted the SUBSCRIBE and sent no NOTIFY: the phone gets no URL from it.",
                "Make it send the URL in a NOTIFY after its 200."},
    FindingKind{"pnp.notify-without-url", warning, "A NOTIFY holds no URL.",
                "Put the URL into its body, and nothing else."},
    FindingKind{"pnp.malformed", warning, "A responder's message breaks the rules of SIP.",
                "End lines with CR LF, write headers as `Name: value`, and send Via, From, To, Call-ID and "
                "CSeq (RFC 3261)."},
    FindingKind{"pnp.content-length", warning, "Content-Length differs from the length of the body.",
                "Count the bytes of the body (RFC 3261 20.14)."},
    FindingKind{"pnp.multiple-urls", warning, "Several URLs came; the first valid one counts.",
                "Send one URL in one NOTIFY."},
    FindingKind{"pnp.port-busy", warning,
                "Another program on this computer holds port 5060, where responders send their NOTIFY.",
                "Stop it, or ask from another computer."},
    FindingKind{"pnp.foreign-dialog", info,
                "The NOTIFY belongs to another dialog than the SUBSCRIBE (RFC 6665 4.4.1).",
                "Nothing needs to be done for phones that take it; Kamailio's uac module sends it so."},
    FindingKind{"pnp.other-port", info, "The NOTIFY came from another port than 5060.",
                "Let firewalls between phone and responder pass it."},
    FindingKind{"pnp.notify-before-response", info,
                "The NOTIFY came before the response to the SUBSCRIBE (RFC 6665 4.1.2.4 allows it).",
                "Nothing needs to be done."},
    FindingKind{"pnp.late", info,
                "Only a repeated SUBSCRIBE was answered. Whether the phone repeats it is unknown.",
                "Find out why the first one was lost or ignored."},
    FindingKind{"pnp.ignored", info,
                "SIP messages that have nothing to do with this SUBSCRIBE were left aside, unanswered.",
                "Nothing needs to be done."},

    FindingKind{"dhcp4.unexpected-server", error,
                "A DHCP server answered that --expect-server does not name.",
                "Find it by its MAC address in the switch's tables."},
    FindingKind{"dhcp4.multiple-servers", warning,
                "Several DHCP servers answer. Which one the phone follows is unknown.",
                "Leave one server, or make their options agree."},
    FindingKind{"dhcp4.offer-ack-differ", warning,
                "OFFER and ACK of one server carry different provisioning values. The phone reads the ACK.",
                "Make the server send the same options in both."},
    FindingKind{"dhcp4.option-duplicate", warning, "An option stands several times, each a complete URL.",
                "Send it once; receivers read it differently (RFC 3396 joins the parts)."},
    FindingKind{"dhcp4.option-binary", warning, "The option's bytes are no text.",
                "Check the option's type in the server's configuration; it must be text."},
    FindingKind{"dhcp4.malformed", warning, "A DHCP message breaks off or contradicts itself.",
                "What stands before the break counts. Look at the server or relay that made it."},
    FindingKind{"dhcp4.server-in-header", warning,
                "A server or file name stands in the header field sname or file and not in option 66: phones "
                "ignore it.",
                "Send the name as option 66."},
    FindingKind{"dhcp4.captive-portal", warning,
                "Option 160 looks like a captive-portal URL (it meant that until RFC 8910 moved it to 114).",
                "Move the portal's URL to option 114."},
    FindingKind{"dhcp4.nak", warning, "The server refused the REQUEST.",
                "Look into the server's log for the reason."},
    FindingKind{"dhcp4.no-ack", warning, "The REQUEST was not answered; the values were read from the OFFER.",
                "Look into the server's log; the phone needs the ACK."},
    FindingKind{"dhcp4.mac-filtered", warning,
                "Nobody answers the phone's MAC, but this computer's own MAC is answered.",
                "Register the phone's MAC at the server, or ask from the phone's own port (snooping, port "
                "security)."},
    FindingKind{"dhcp4.option-split", info, "A long option came in several parts and was joined (RFC 3396).",
                "Nothing needs to be done."},
    FindingKind{"dhcp4.option-overload", info,
                "Options continue in the header fields file or sname (option 52).",
                "Nothing needs to be done."},
    FindingKind{"dhcp4.offer-only", info, "The values were read from the OFFER; the phone reads the ACK.",
                "Ask with --dhcp-exchange ack --take-lease to see the ACK."},
    FindingKind{"dhcp4.lease-taken", info, "The probe took a lease, as --take-lease allows.",
                "It ends by itself; with --mac random it is given back at once."},
    FindingKind{"dhcp4.ignored", info, "Packets that are no answer to us were left aside.",
                "Nothing needs to be done."},

    FindingKind{"dhcp6.other-enterprise", warning,
                "The vendor option stands under another enterprise number than expected. The guide prints no "
                "number; 258 (Matsushita) is assumed.",
                "Try enterprise 258 on the server, or name the one that works: --enterprise."},
    FindingKind{"dhcp6.malformed", warning,
                "A DHCPv6 message or a router advertisement breaks off or contradicts itself.",
                "What stands before the break counts. Look at the server or router that made it."},
    FindingKind{"dhcp6.multiple-servers", warning,
                "Several DHCPv6 servers answer. Which one the phone follows is unknown.",
                "Leave one server, or make their options agree."},
    FindingKind{"dhcp6.unexpected-server", error,
                "A DHCPv6 server answered that --expect-server does not name.",
                "Find it by its MAC address in the switch's tables."},
    FindingKind{"dhcp6.ra-says-no", warning,
                "No router advertisement tells hosts to ask DHCPv6 (flags M and O): the phone may never ask.",
                "Set the O flag on the router (radvd: AdvOtherConfigFlag on), or M when addresses come by "
                "DHCPv6."},
    FindingKind{"dhcp6.solicit-needed", info,
                "The server does not answer an Information-request; only the Solicit was answered.",
                "Nothing needs to be done when the routers set the M flag; else let the server answer both."},
    FindingKind{"dhcp6.advertise-only", info,
                "The value was read from the Advertise; the phone reads the Reply.",
                "Nothing needs to be done: asking for the Reply would take an address."},
    FindingKind{"dhcp6.ignored", info, "DHCPv6 packets that are no answer to us were left aside.",
                "Nothing needs to be done."},
    FindingKind{"redirect.failed", warning,
                "The redirection server could not be asked, or gave no answer that makes sense.",
                "Look at its name, the way to it, and its URL (--redirect-url)."},
    FindingKind{"redirect.not-registered", warning,
                "The redirection server answered without a URL for this phone.",
                "Register the phone's MAC address and URL with the redirection service."},
    FindingKind{"redirect.url-assumed", info,
                "Under which URL the phone asks the redirection server is not published; one was assumed.",
                "Give another one with --redirect-url."},

    FindingKind{"device.mac-not-phone", warning,
                "The probe used this computer's MAC; servers may answer the phone's MAC differently.",
                "Give the MAC from the phone's label: --mac 0080F0123456."},
    FindingKind{
        "host.firewall", warning,
        "An answer reached this computer and was dropped by its firewall. The phone would have got it.",
        "Nothing needs to be done for the phone; the answer was read below the firewall."},
    FindingKind{"host.silent-link", warning,
                "Nothing at all was received during the run, not even broadcasts.",
                "Check cable, VLAN, 802.1X and spanning tree (30 s after link-up), then ask again."},
    FindingKind{"host.no-privilege", error,
                "This process may not open a packet socket, which asking DHCP needs.",
                "Run as root, or once: sudo setcap cap_net_raw+ep \"$(command -v provtool)\""},
    FindingKind{"host.no-interface", error, "There is no interface to ask on.", "Name one with -i."},
    FindingKind{"host.link-down", error, "The interface is down or has no carrier.",
                "Plug in the cable, or: ip link set dev NAME up"},
    FindingKind{"host.interface-chosen", info, "The interface was chosen, not named.",
                "Name another one with -i."},
    FindingKind{"host.mode-differs", info,
                "What a phone would get here differs from the addresses this computer has.",
                "The report says what the phone would get."},
    FindingKind{"host.wireless", info, "The interface is wireless: it is not the phone's socket.",
                "Ask from the phone's own socket by cable."},
    FindingKind{"host.virtual", info, "The interface is virtual: it is not the phone's socket.",
                "Ask from the phone's own socket by cable."},
    FindingKind{"host.not-written", error, "A result could not be written.",
                "Name another file, or make room."},
    FindingKind{"host.no-address", info, "The interface has no IPv4 address; DHCP is asked all the same.",
                "Nothing needs to be done."},
};

constexpr bool ids_are_unique() {
  for (std::size_t i = 0; i < k_catalogue.size(); ++i)
    for (std::size_t j = i + 1; j < k_catalogue.size(); ++j)
      if (k_catalogue[i].id == k_catalogue[j].id) return false;
  return true;
}
static_assert(ids_are_unique());

}  // namespace

std::span<const FindingKind> finding_catalogue() {
  return k_catalogue;
}

const FindingKind* find_finding_kind(std::string_view id) {
  const auto row =
      std::find_if(k_catalogue.begin(), k_catalogue.end(), [id](const auto& kind) { return kind.id == id; });
  return row == k_catalogue.end() ? nullptr : &*row;
}

Finding make_finding(std::string_view id, std::string_view message) {
  const FindingKind* kind = find_finding_kind(id);
  assert(kind != nullptr);
  Finding finding;
  finding.id = id;
  finding.severity = kind->severity;
  finding.message = message;
  finding.hint = kind->hint;
  return finding;
}

Finding make_finding(std::string_view id, std::string_view message, std::string_view source) {
  Finding finding = make_finding(id, message);
  finding.source = source;
  return finding;
}

}  // namespace provtool
