// What can be wrong when a file is loaded as the phone would.
#pragma once

#include <array>

#include "findings/kind.hpp"

namespace provtool {

inline constexpr std::array k_download_findings{
    FindingKind{"download.failed", Severity::error, "The server answered that it cannot give the file.",
                "Find the reason on the server."},
    FindingKind{"download.not-found", Severity::error, "The server has no file of this name.",
                "Put the file where the phone looks for it; names are case-sensitive on most servers."},
    FindingKind{
        "download.forbidden", Severity::error, "The server refuses this phone the file.",
        "Register the phone's MAC address with the server; some read it from the User-Agent, not from "
        "the name."},
    FindingKind{"download.refused", Severity::error,
                "The host is there, and nothing listens at the port: the connection was refused.",
                "Start the server, or correct the port."},
    FindingKind{"download.timeout", Severity::error, "The server did not answer in time.",
                "Check the route, the firewall and the server."},
    FindingKind{"download.name-lookup", Severity::error, "The server's name could not be looked up.",
                "Check the name, and the DNS server that DHCP gives the phone."},
    FindingKind{
        "download.auth", Severity::error, "The server asks for a user and a password.",
        "Give the right ones with --user or --credentials; the phone needs them in the URL or set by hand."},
    FindingKind{"download.too-large", Severity::error, "The file is larger than --max-size.",
                "A configuration file has some kilobytes: check what the server sends."},
    FindingKind{"download.truncated", Severity::error, "The file ended before it was complete.",
                "Load it again, and find the reason on the server."},
    FindingKind{
        "download.not-a-config", Severity::error,
        "What came is not a configuration file, whatever its status said.",
        "Open the URL as the phone does: a login page, an error page or a message stands in its place."},
    FindingKind{"download.tls-untrusted", Severity::error, "The server's certificate is not trusted.",
                "Deliver its root with the initial file, or give it with --ca."},
    FindingKind{"download.tls-expired", Severity::error, "The server's certificate has expired.",
                "Renew the certificate."},
    FindingKind{"download.tls-not-yet-valid", Severity::error, "The server's certificate is not yet valid.",
                "Check the clocks of the server and of this computer."},
    FindingKind{"download.tls-name", Severity::error, "The server's certificate is for another name.",
                "Use a name of the certificate in the URL, or add this one to it."},
    FindingKind{"download.tls-protocol", Severity::error, "No TLS connection came about.",
                "Check that the port speaks TLS, and which versions and ciphers it takes."},
    FindingKind{"download.redirect-loop", Severity::error, "The redirects lead in a circle, or do not end.",
                "Correct the redirects on the server; the phone needs the file itself."},
    FindingKind{"download.redirect-refused", Severity::error,
                "A redirect leads to another protocol or from TLS down to plain, and is not followed.",
                "Give the phone the final URL."},
    FindingKind{"download.redirected", Severity::warning,
                "The server redirects; whether the phone follows is unknown, and old ones do not.",
                "Give the phone the final URL."},
    FindingKind{"download.candidate-failed", Severity::warning,
                "The URL names no protocol, and one that the phone tries first failed.",
                "Add the protocol that works to the URL: it spares the phone the wait."},
    FindingKind{"download.partial", Severity::warning,
                "One of several device files could not be loaded; the phone uses the others.",
                "Put it in its place, or take its name out of the initial file."},
    FindingKind{"download.foreign-sender", Severity::warning,
                "Data of a TFTP transfer came from another host or port than the server's.",
                "Look for NAT or a second address between the phone and the TFTP server."},
    FindingKind{
        "download.ftp-address", Severity::warning,
        "The FTP server names another host for the data; the phone may go there.",
        "Set the server's passive address to the one that the phone uses; look for NAT between them."},
    FindingKind{"download.ftp-active", Severity::warning,
                "The FTP server takes no passive connection; whether the phone makes active ones is unknown.",
                "Let the server take passive connections (PASV, EPSV), or serve the file by HTTP."},
    FindingKind{"download.insecure", Severity::warning,
                "The server's certificate was not checked (--insecure).",
                "Leave --insecure out to see what a phone would make of it."},
    FindingKind{"download.tls-weak", Severity::warning,
                "The server's TLS is weak: an old version, a short key or an old signature.",
                "Let it speak TLS 1.2, with a key of 2048 bits and SHA-256; phones of 2014 most likely take "
                "it as it is."},
    FindingKind{"download.tls-too-new", Severity::warning,
                "The server speaks TLS 1.3 only, which a phone of 2014 cannot.",
                "Let it speak TLS 1.2 as well."},
    FindingKind{"download.tls-root-assumed", Severity::warning,
                "The certificate leads to a public root; whether the phone holds it is unknown.",
                "Deliver the root with the initial file, or load by HTTP first."},
    FindingKind{"download.tls-sni", Severity::info,
                "Without SNI the server shows another certificate; whether the phone sends SNI is unknown.",
                "Make the right certificate the server's default."},
    FindingKind{
        "download.name-servers", Severity::info,
        "Names were looked up at the DNS servers that DHCP gives a phone, not at this computer's own.",
        "Nothing needs to be done: a phone has no other ones."},
    FindingKind{"download.chain-delivered", Severity::info,
                "The initial file delivers certificates; this says whether the device files needed them.",
                "Nothing needs to be done."},
    FindingKind{"download.case-variant", Severity::info,
                "The file exists under the other case of the MAC address.",
                "Rename it, or write {MAC} or {mac} as the server has it."},
    FindingKind{"download.advice", Severity::info, "The server gives the same file by HTTP, too.",
                "Name it by HTTP: it spares the phone a slow or uncertain protocol."},
};

}  // namespace provtool