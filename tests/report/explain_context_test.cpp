#include "report/explain_context.hpp"

#include <doctest/doctest.h>

#include "report/disclosure.hpp"

namespace provtool {

namespace {

std::string value(const Context& context, std::string_view mark) {
  const auto* found = find_value(context.values, mark);
  return found == nullptr ? "nothing" : found->text;
}

SourceSection source(SourceId id, std::string_view raw) {
  SourceSection section;
  section.source = id;
  section.status = Status::unusable;
  section.reason = "the value is not a usable URL";
  section.raw = raw;
  section.server = "10.77.0.1";
  return section;
}

// A quoted URL in option 159 of one server.
Report quoted() {
  Report report;
  report.command = "discover";
  report.interface.emplace().name = "lan0";
  report.device.emplace();
  report.device->mac = "0080F0ABCDEF";
  auto& discovery = report.discovery.emplace();
  discovery.sources.push_back(source(SourceId::dhcp159, "\"http://prov.example.net/x/\""));
  discovery.decision.winner = SourceId::dhcp159;
  auto& server = discovery.dhcp_servers.emplace_back();
  server.server = server.from = "10.77.0.1";
  server.offered_address = "10.77.5.100";
  server.options = {{1, "subnet mask", "255.255.255.0", "ffffff00"},
                    {3, "router", "10.77.5.1", "0a4d0501"},
                    {6, "name servers", "10.77.0.53", "0a4d0035"}};
  report.findings.push_back(make_finding("url.quoted", "the value is in quotes", "dhcp159"));
  return report;
}

}  // namespace

TEST_CASE("a run fills in who asked, which option, which server and the value without its fault") {
  const auto context = context_of(quoted(), "url.quoted");
  CHECK(context.is_given);
  CHECK(context.command == "discover");
  CHECK(value(context, "INTERFACE") == "lan0");
  CHECK(value(context, "MAC") == "0080F0ABCDEF");
  CHECK(value(context, "OPTION") == "159");
  CHECK(value(context, "URL") == "http://prov.example.net/x/");
  CHECK(value(context, "SERVER") == "10.77.0.1");
  CHECK(value(context, "ADDRESS") == "10.77.5.100");
  CHECK(value(context, "NETWORK") == "10.77.5.0");
  CHECK(value(context, "MASK") == "255.255.255.0");
  CHECK(value(context, "ROUTER") == "10.77.5.1");
  CHECK(value(context, "NAME_SERVER") == "10.77.0.53");
  REQUIRE(context.seen.size() == 1);
  CHECK(context.seen.front().find("the value is in quotes") != std::string::npos);
}

TEST_CASE("this computer's own MAC is not the phone's") {
  auto report = quoted();
  report.device->mac_from = MacFrom::interface;
  CHECK(value(context_of(report, "url.quoted"), "MAC") == "nothing");
  report.device->mac_from = MacFrom::option;
  report.device->mac = "ABC";
  CHECK(value(context_of(report, "url.quoted"), "MAC") == "nothing");
}

TEST_CASE("an address that was offered to this computer is not the phone's") {
  auto report = quoted();
  report.discovery->dhcp_servers.front().asked_as = MacFrom::interface;
  const auto context = context_of(report, "dhcp4.mac-filtered");
  CHECK(value(context, "ADDRESS") == "nothing");
  CHECK(value(context, "NETWORK") == "10.77.5.0");
}

TEST_CASE("what a shell or a server could take for something else is not filled in") {
  auto report = quoted();
  report.interface->name = "$(reboot)";
  for (const auto* raw :
       {"http://h.example.com/`id`", "http://h.example.com/$(id)", "http://h.example.com/a;b",
        "http://h.example.com/a,b", "http://h.example.com/'x", "http://h.example.com/a|b"}) {
    report.discovery->sources.front().raw = raw;
    CHECK(value(context_of(report, "url.quoted"), "URL") == "nothing");
  }
  CHECK(value(context_of(report, "url.quoted"), "INTERFACE") == "nothing");
}

TEST_CASE("a value with a secret is not filled in") {
  auto report = quoted();
  report.discovery->sources.front().raw = "http://u:***@h.example.com/";
  report.discovery->sources.front().redacted = true;
  CHECK(value(context_of(report, "url.quoted"), "URL") == "nothing");
}

TEST_CASE("the bytes count where the text cannot say the value") {
  auto report = quoted();
  report.discovery->sources.front().raw = "\nM";
  report.discovery->sources.front().raw_hex = "0a4d0001";
  CHECK(value(context_of(report, "url.binary-address"), "URL") == "nothing");
  report.discovery->sources.front().source = SourceId::dhcp66;
  report.discovery->decision.winner = SourceId::dhcp66;
  CHECK(value(context_of(report, "url.binary-address"), "URL") == "10.77.0.1");
}

TEST_CASE("a page may be about another option than the one with the fault") {
  auto report = quoted();
  report.discovery->sources.push_back(source(SourceId::dhcp66, "10.77.0.9"));
  report.findings.push_back(make_finding("dhcp4.other-option", "150 names a server", "dhcp66"));
  const auto context = context_of(report, "dhcp4.other-option");
  CHECK(value(context, "URL") == "nothing");
  CHECK(context.seen.size() == 1);
}

TEST_CASE("a server in the header is what option 66 should name") {
  auto report = quoted();
  report.discovery->dhcp_servers.front().next_server = "10.77.0.9";
  CHECK(value(context_of(report, "dhcp4.server-in-header"), "URL") == "10.77.0.9");
}

TEST_CASE("a protocol that is missing is nobody's to guess") {
  auto report = quoted();
  report.discovery->sources.front().raw = "10.77.0.9";
  CHECK(value(context_of(report, "url.scheme-missing"), "URL") == "nothing");
  report.discovery->sources.front().raw = "prov.example.net";
  CHECK(value(context_of(report, "url.scheme-missing"), "URL") == "nothing");
  CHECK(value(context_of(report, "dhcp4.option-duplicate"), "URL") == "prov.example.net");
}

TEST_CASE("of a source its status, its value and its findings are told") {
  const auto context = context_of(quoted(), "dhcp159");
  REQUIRE(context.seen.size() == 3);
  CHECK(context.seen[0].find("[url.quoted]") != std::string::npos);
  CHECK(context.seen[1] == "unusable: the value is not a usable URL");
  CHECK(context.seen[2] == "Its value is \"http://prov.example.net/x/\"");
}

TEST_CASE("of a parameter the values that count and its findings are told") {
  Report report;
  report.effective.push_back({"Device/Lines/Line[2]/Sip/SIP_URI",
                              "sip:1@h.example.com",
                              false,
                              FileRole::standard,
                              "standard.cfg",
                              14,
                              {},
                              {}});
  report.effective.push_back(
      {"Device/Lines/Line[2]/Sip/NO_SIP_URI", "x", false, FileRole::standard, "", 15, {}, {}});
  report.findings.push_back(make_finding("config.bad-value", "it is wrong",
                                         Place{.file = "standard.cfg", .line = 14, .parameter = "SIP_URI"}));
  const auto context = context_of(report, "SIP_URI");
  REQUIRE(context.seen.size() == 2);
  CHECK(context.seen[0].find("it is wrong [config.bad-value]") != std::string::npos);
  CHECK(context.seen[1] ==
        "Device/Lines/Line[2]/Sip/SIP_URI is \"sip:1@h.example.com\", from the standard file, line 14");
}

TEST_CASE("the findings of a report are listed once each") {
  auto report = quoted();
  report.findings.push_back(make_finding("url.quoted", "again", "dhcp66"));
  report.findings.push_back(make_finding("host.wireless", "wlan0"));
  CHECK(topics_in(report) == std::vector<std::string>{"url.quoted", "host.wireless"});
}

TEST_CASE("an empty report says nothing and fills nothing in") {
  const auto context = context_of({}, "url.quoted");
  CHECK(context.seen.empty());
  CHECK(context.values.empty());
}

}  // namespace provtool
