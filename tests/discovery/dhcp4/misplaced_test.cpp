#include "discovery/dhcp4/misplaced.hpp"

#include <doctest/doctest.h>

#include "support/dhcp4_packets.hpp"
#include "support/findings.hpp"
#include "support/surveyed.hpp"

namespace provtool {

namespace {

using namespace testing;

const std::string k_url = "http://prov.example.com/a.cfg";

std::vector<Finding> judged(const std::vector<Dhcp4Reply>& replies) {
  const Surveyed link(replies);
  return judge_misplaced(link.servers().at(0));
}
std::vector<Finding> judged(const Dhcp4Reply& reply) {
  return judged(std::vector{reply});
}

}  // namespace

// Field notes: header-fields.
TEST_CASE("a server that only the header names is told, with its field") {
  const auto by_name = judged(offer({.options = {}, .sname = "prov.example.com"}));
  REQUIRE(ids_of(by_name) == Ids{"dhcp4.server-in-header"});
  CHECK(says(by_name[0], "\"prov.example.com\" as server name (header field sname)"));
  const auto by_address = judged(offer({.options = {{66, ""}}, .next_server = "192.0.2.9"}));
  REQUIRE(ids_of(by_address) == Ids{"dhcp4.server-in-header"});
  CHECK(by_address[0].severity == Severity::warning);
  CHECK(says(by_address[0], "192.0.2.9 as next server (header field siaddr)"));
  const auto itself = judged(offer({.options = {}, .sname = "192.0.2.1"}));
  CHECK(ids_of(itself) == Ids{"dhcp4.server-in-header"});
  const auto both = judged(offer({.options = {}, .sname = "boot", .next_server = "192.0.2.9"}));
  REQUIRE(ids_of(both) == Ids{"dhcp4.server-in-header"});
  CHECK(says(both[0], "siaddr) and \"boot\""));
}

TEST_CASE("the DHCP server itself, its relay, and a boot file alone are no server to tell of") {
  CHECK(judged(offer({.options = {}})).empty());
  CHECK(judged(offer({.options = {}, .next_server = "192.0.2.1"})).empty());
  CHECK(judged(offer({.options = {}, .sname = "192.0.2.1", .next_server = "192.0.2.1"})).empty());
  CHECK(judged(offer({.options = {}, .relay = "192.0.2.254", .next_server = "192.0.2.254"})).empty());
  CHECK(judged(offer({.options = {}, .file = "pxelinux.0"})).empty());
  CHECK(judged(offer({.options = {{66, "192.0.2.7"}}, .sname = "boot", .next_server = "192.0.2.9"})).empty());
}

TEST_CASE("where 160 or 159 has a value a server in the header does no harm") {
  for (const auto code : {std::uint8_t{160}, std::uint8_t{159}}) {
    const auto findings = judged(offer({.options = {{code, k_url}}, .next_server = "192.0.2.9"}));
    REQUIRE(ids_of(findings) == Ids{"dhcp4.server-in-header"});
    CHECK(findings[0].severity == Severity::info);
  }
}

TEST_CASE("no advice would put a boot file into option 66") {
  const auto findings = judged(offer({.options = {}, .file = "pxelinux.0", .next_server = "192.0.2.9"}));
  REQUIRE(ids_of(findings) == Ids{"dhcp4.server-in-header"});
  CHECK_FALSE(says(findings[0].message + findings[0].hint, "pxelinux"));
}

// ---- network boot

TEST_CASE("a bare server in 66 beside a file of network boot is told, wherever the file stands") {
  const auto in_file = judged(offer({.options = {{66, "10.77.0.9"}}, .file = "pxelinux.0"}));
  REQUIRE(ids_of(in_file) == Ids{"dhcp4.network-boot"});
  CHECK(in_file[0].severity == Severity::warning);
  CHECK(says(in_file[0], "\"10.77.0.9\""));
  CHECK(says(in_file[0], "\"pxelinux.0\""));
  CHECK(ids_of(judged(offer({.options = {{66, "boot"}, {67, std::string("undionly.kpxe\0", 14)}}}))) ==
        Ids{"dhcp4.network-boot"});
  CHECK(ids_of(judged({offer({.options = {{66, "boot"}}}),
                       to_survey({.options = {{67, "EFI\\BOOTX64.EFI"}}})})) == Ids{"dhcp4.network-boot"});
}

TEST_CASE("files of network boot are known by their names, in any case and behind any path") {
  for (const auto* file :
       {"pxelinux.0", "/tftp/LPXELINUX.0", "undionly.kpxe", "ipxe.efi", "http://192.0.2.9/boot.ipxe?mac=1",
        "boot\\x64\\wdsnbp.com", "grubx64.efi", "bootx64.efi", "shim.efi", "core.0", "netboot.xyz.kpxe",
        "pxeboot.n12", "snponly.efi", "grub/i386-pc/core.0"}) {
    CAPTURE(file);
    CHECK(ids_of(judged(offer({.options = {{66, "10.77.0.9"}}, .file = file}))) == Ids{"dhcp4.network-boot"});
  }
  for (const auto* file : {"", "utg.cfg", "sip-1.2.0", "KX-UTG200B.cfg", ".0", "firmware.bin", "/"}) {
    CAPTURE(file);
    CHECK(judged(offer({.options = {{66, "10.77.0.9"}}, .file = file})).empty());
  }
}

TEST_CASE("a URL in 66, or no 66, is no leftover; one that is outranked does no harm") {
  CHECK(judged(offer({.options = {{66, "http://10.77.0.9/utg/"}}, .file = "pxelinux.0"})).empty());
  CHECK(judged(offer({.options = {}, .file = "pxelinux.0"})).empty());
  CHECK(judged(offer({.options = {{66, ""}}, .file = "pxelinux.0"})).empty());
  const auto outranked = judged(offer({.options = {{66, "10.77.0.9"}, {160, k_url}}, .file = "pxelinux.0"}));
  REQUIRE(ids_of(outranked) == Ids{"dhcp4.network-boot"});
  CHECK(outranked[0].severity == Severity::info);
}

// ---- captive portals

// RFC 7710 used 160, RFC 8910 uses 114.
TEST_CASE(
    "a captive portal in 160 is told when 114 names the same host, also when only the survey shows 114") {
  const std::string portal = "https://portal.example.com/login";
  const auto same = [](const std::string& in_114, const std::string& in_160) {
    const auto findings =
        judged({offer({.options = {{160, in_160}}}), to_survey({.options = {{114, in_114}}})});
    CHECK(ids_of(findings) == ids_of(judged(offer({.options = {{114, in_114}, {160, in_160}}}))));
    return ids_of(findings) == Ids{"dhcp4.captive-portal"};
  };
  CHECK(same(portal, portal));
  CHECK(same(portal, portal + std::string("\0", 1)));
  CHECK(same("http://10.77.0.1/simple-otp.html", "http://10.77.0.1/cgi-bin/captive-detect"));
  CHECK(same("http://PORTAL.example.com:8080/", "https://portal.example.com"));
  CHECK(same("http://portal.example.com/", "portal.example.com/x"));
  CHECK_FALSE(same(portal, k_url));
  CHECK_FALSE(same(portal, "http://portal.example.com.evil.example/"));
  CHECK_FALSE(same("", ""));
  CHECK_FALSE(same("://", "://"));
  CHECK(judged(offer({.options = {{114, portal}, {66, portal}}})).empty());
}

}  // namespace provtool
