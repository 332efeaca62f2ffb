#include "discovery/dhcp4/other_options.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/foreign.hpp"
#include "support/findings.hpp"
#include "support/surveyed.hpp"

namespace provtool {

namespace {

using namespace testing;

std::string bytes(std::string_view hex) {
  return std::string(as_text(parse_hex(hex).value()));
}

std::vector<Finding> judged(const std::vector<Dhcp4Reply>& replies) {
  return judge_other_options(Surveyed(replies).servers());
}

// The only finding when a server sends this and nothing else, as it is shown.
Finding told(std::uint8_t code, const std::string& value, Secrets secrets = Secrets::mask) {
  const auto findings = judged({offer({.options = {}}), to_survey({.options = {{code, value}}})});
  REQUIRE(ids_of(findings) == Ids{"dhcp4.other-option"});
  auto finding = findings[0];
  finding.message = with_secrets(finding.message, secrets);
  finding.hint = with_secrets(finding.hint, secrets);
  CHECK(finding.severity == Severity::info);
  CHECK(says(finding, fmt::format("option {} of 192.0.2.1", code)));
  CHECK(says(finding, "this phone is not known to"));
  return finding;
}

}  // namespace

TEST_CASE("addresses of option 150 are Cisco's, and could stand in 66") {
  const auto one = told(150, bytes("0a4d0009"));
  CHECK(says(one, "is 10.77.0.9; Cisco phones"));
  CHECK(says(one.hint, "set 66 as text, \"10.77.0.9\""));
  CHECK(says(told(150, bytes("0a4d0009 0a4d000a")), "is 10.77.0.9, 10.77.0.10;"));
  CHECK(says(told(150, "10.77.0.9"), "is \"10.77.0.9\""));
}

TEST_CASE("sub-options of 43 are named with their values") {
  const auto one = told(43, bytes("42 04 0a4d0009"));
  CHECK(says(one, "contains sub-option 66: 10.77.0.9"));
  CHECK(says(one, "Snom"));
  CHECK(says(one.hint, "set 66 as text, \"10.77.0.9\""));
  const auto two = told(43, bytes("4303 612e62 420b 687474703a2f2f682f782f"));
  CHECK(says(two, "sub-option 67: \"a.b\" and sub-option 66: \"http://h/x/\""));
  CHECK(says(two.hint, "\"http://h/x/\""));
  CHECK(says(told(43, bytes("0100")), "contains sub-option 1: nothing"));
}

TEST_CASE("a URL that is the whole value of 43 is told as one") {
  const auto url = told(43, "http://10.77.0.9/a.cfg");
  CHECK(says(url, "is \"http://10.77.0.9/a.cfg\""));
  CHECK(says(url.hint, "\"http://10.77.0.9/a.cfg\""));
}

TEST_CASE("enterprises are named, and bytes that say nothing are hex, of which the beginning is enough") {
  CHECK(says(told(125, bytes("00000009 06 0204 0a4d0009")), "enterprise 9, sub-option 2: 10.77.0.9"));
  CHECK(says(told(125, bytes("00000009 02 fffe")), "enterprise 9: fffe in hex"));
  CHECK(says(told(43, bytes("ff00fe")), "is ff00fe in hex"));
  const auto long_value = told(43, std::string(200, '\xfe'));
  CHECK(says(long_value, "and so on, 200 bytes"));
  CHECK(long_value.message.size() < 250);
}

TEST_CASE("a SIP server and a VLAN are told as what they are, and 66 is no advice for them") {
  const auto sip = told(120, bytes("00 03736970 07 6578616d706c65 03636f6d 00"));
  CHECK(says(sip, "is sip.example.com;"));
  CHECK_FALSE(says(sip.hint, "set 66"));
  CHECK(says(told(120, bytes("01 c0000207")), "is 192.0.2.7;"));
  for (const auto& vlan : {std::string("20"), bytes("0014"), bytes("00000014")}) {
    const auto finding = told(132, vlan);
    CHECK((says(finding, "is \"20\"") || says(finding, "is 20;")));
    CHECK(says(finding.hint, "VLAN"));
  }
}

TEST_CASE("secrets are masked in every form") {
  const std::string url = "http://user:s3cret@10.77.0.9/";
  const std::string nested = bytes("42") + static_cast<char>(url.size()) + url;
  for (const auto& [code, value] :
       OptionTexts{{43, url}, {43, nested}, {242, "HTTPSRVR=h,password=s3cret"}}) {
    const auto masked = told(code, value);
    CHECK_FALSE(says(masked.message + masked.hint, "s3cret"));
    CHECK_FALSE(says(masked.message, to_hex(to_bytes("s3cret"))));
    CHECK(says(told(code, value, Secrets::show), "s3cret"));
  }
}

TEST_CASE("a secret that is cut into sub-options is masked, and not advised") {
  const std::string parts = bytes("0117") + "http://user:s3cretFirst" + bytes("0210") + "Half@h.example/x";
  const auto masked = told(43, parts);
  for (const auto* part : {"s3cretFirst", "Half"}) CHECK_FALSE(says(masked.message + masked.hint, part));
  CHECK(says(told(43, parts, Secrets::show), "s3cretFirst"));
}

TEST_CASE("equal values of several servers are one finding, different ones are not") {
  const OptionTexts same{{150, bytes("0a4d0009")}};
  std::vector<Dhcp4Reply> replies;
  for (int i = 1; i <= 60; ++i)
    replies.push_back(offer({.server = fmt::format("192.0.2.{}", i), .options = same}));
  const auto many = judged(replies);
  REQUIRE(ids_of(many) == Ids{"dhcp4.other-option"});
  CHECK(says(many[0], "192.0.2.1, 192.0.2.2"));
  CHECK(says(many[0], "52 more"));
  const auto two = judged(
      {offer({.options = same}), offer({.server = "192.0.2.2", .options = {{150, bytes("0a4d000a")}}})});
  CHECK(two.size() == 2);
}

TEST_CASE("nothing is said of empty values, of the phone's options, or of who answered this computer only") {
  CHECK(
      judged({offer({.options = {{43, ""}, {150, bytes("0000")}, {66, "h"}, {67, "pxelinux.0"}}})}).empty());
  CHECK(judged({offer({.xid = k_own_xid, .chaddr = k_laptop_mac, .options = {{150, bytes("0a4d0009")}}})})
            .empty());
}

TEST_CASE("option 114 is told unless it explains option 160") {
  CHECK(says(told(114, "https://portal.example.com/"), "captive-portal clients and Gigaset phones"));
  CHECK(judged({offer({.options = {{160, "http://h.example/a"}, {114, "http://h.example/b"}}})}).empty());
}

}  // namespace provtool
