#include "discovery/dhcp6/bare_value.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "device/kx_utg.hpp"
#include "wire/dhcpv6_options.hpp"

namespace provtool {

namespace {

using namespace std::string_literals;

std::string told(const std::vector<std::string>& instances) {
  dhcpv6::Message message;
  for (const auto& data : instances) message.add(dhcpv6::option::vendor_information, to_bytes(data));
  const auto findings = bare_values(message, k_kx_utg);
  if (findings.empty()) return "";
  CHECK(findings.size() == 1);
  CHECK(findings[0].id == "url.encoded");
  CHECK(findings[0].severity == Severity::warning);
  CHECK(findings[0].place.source == "dhcp6");
  return with_secrets(findings[0].message, Secrets::mask);
}

}  // namespace

TEST_CASE("a URL behind the enterprise number lacks code and length") {
  CHECK(told({"\0\0\1\2http://[fd77::1]/x.cfg"s}) ==
        "option 17 contains \"http://[fd77::1]/x.cfg\" without the sub-option's code and length (0001 0016) "
        "before it");
  CHECK(told({"\0\0\1\2http://[fd77::1]/x.cfg\0"s}).find("(0001 0016)") != std::string::npos);
  CHECK(told({"\0\0\1\2prov.example.com"s}).find("\"prov.example.com\"") != std::string::npos);
}

TEST_CASE("a URL may stand where the enterprise number belongs, or behind a header of DHCPv4") {
  CHECK(told({"http://[fd77::1]/x.cfg"s}) ==
        "option 17 is \"http://[fd77::1]/x.cfg\" without enterprise, code and length before it");
  CHECK(told({"\0\0\1\2\1\x16http://[fd77::1]/x.cfg"s}).find("code and length bytes (0x01 0x16)") !=
        std::string::npos);
}

TEST_CASE("sub-options that can be read, and bytes that are no value, are not told") {
  CHECK(told({"\0\0\1\2\0\1\0\x16http://[fd77::1]/x.cfg"s}) == "");
  CHECK(told({"\0\0\1\2\0\2\0\1a"s}) == "");
  CHECK(told({"\0\0\1\2"s, "\0\0"s, ""s, "\0\0\1\2\x0a\x4d\0\x09"s, "\0\0\1\2junk"s}) == "");
}

TEST_CASE("one bare value is enough, and its secret is masked") {
  const auto text = told({"\0\0\1\2http://user:s3cret@h.example/"s, "\0\0\1\2http://h.example/"s});
  CHECK(text.find("user:***@h.example") != std::string::npos);
}

}  // namespace provtool
