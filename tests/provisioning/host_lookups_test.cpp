#include "provisioning/host_lookups.hpp"

#include <doctest/doctest.h>

using namespace provtool;

namespace {

EffectiveValue value(std::string parameter, std::string text) {
  EffectiveValue made;
  made.parameter = std::move(parameter);
  made.value = std::move(text);
  return made;
}

}  // namespace

TEST_CASE("hosts that the configuration names, each once") {
  const auto hosts =
      hosts_in({value("Device/Lines/Line[1]/Sip/SIP_RGSTR_ADDR", "pbx.example.com"),
                value("Device/Lines/Line[2]/Sip/SIP_RGSTR_ADDR", " PBX.example.com"),
                value("Device/Lines/Line[1]/Sip/SIP_PRXY_ADDR", "192.0.2.5"),
                value("Device/Network/NTP/NTP_ADDR", "ntp.example.com"),
                value("Device/System/FwUpdt/FIRM_FILE_PATH", "http://fw.example.com:8080/x.fw"),
                value("Device/System/FwUpdt/FIRM_VERSION", "fw.example.com"),
                value("Device/Lines/Line[3]/Sip/SIP_OUTPROXY_ADDR", "")});
  REQUIRE(hosts.size() == 3);
  CHECK(hosts[0].host == "pbx.example.com");
  CHECK(hosts[0].parameters.size() == 2);
  CHECK(hosts[1].host == "ntp.example.com");
  CHECK(hosts[2].host == "fw.example.com");
}

TEST_CASE("each is looked up, and what has no address is said") {
  LoadTerms terms;
  terms.name_servers = {*IpAddress::parse("10.77.0.1")};
  HostLookups lookups(hosts_in({value("Device/Network/NTP/NTP_ADDR", "ntp.example.com"),
                                value("Device/Lines/Line[1]/Sip/SIP_RGSTR_ADDR", "pbx.example.com")}),
                      terms);
  const auto first = lookups.next_request();
  const auto second = lookups.next_request();
  REQUIRE(first);
  REQUIRE(second);
  CHECK_FALSE(lookups.next_request());
  CHECK(first->what == Request::What::lookup);
  CHECK(first->url == "sip://ntp.example.com");
  CHECK(first->name_servers == terms.name_servers);

  Fetched found;
  found.tag = second->tag;
  found.addresses = {*IpAddress::parse("192.0.2.5")};
  lookups.fetched(found);
  Fetched missing;
  missing.tag = first->tag;
  missing.detail = "10.77.0.1 says that there is no such name";
  lookups.fetched(missing);
  const auto findings = lookups.findings();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].id == "config.name-lookup");
  CHECK(findings[0].message.find("no such name") != std::string::npos);
  CHECK(lookups.hosts()[1].addresses.size() == 1);
}

TEST_CASE("a lookup that was cut short is no address") {
  HostLookups lookups(hosts_in({value("Device/Network/NTP/NTP_ADDR", "ntp.example.com")}), LoadTerms{});
  lookups.next_request();
  CHECK(lookups.findings().size() == 1);
}
