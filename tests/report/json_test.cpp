#include "report/json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "report/disclosure.hpp"
#include "report/sample_report.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::ordered_json;
using Keys = std::vector<std::string>;

const Keys k_discovery_keys{"order",          "sources", "dhcp_servers", "router_advertisements",
                            "pnp_responders", "decision"};

Json json_of(Report report) {
  disclose(report, Secrets::mask);
  return Json::parse(to_json(report));
}

Keys keys_of(const Json& json) {
  Keys keys;
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  return keys;
}

const Json& source_in(const Json& json, std::string_view name) {
  for (const auto& source : json.at("discovery").at("sources"))
    if (source.at("source") == name) return source;
  FAIL("no such source");
  return json;
}

// What from_json() says of the sample report after `change`.
template <typename Change>
std::string trouble_after(Change change) {
  auto json = Json::parse(to_json(testing::sample_report_with_dhcp6()));
  change(json);
  const auto read = from_json(json.dump());
  return read ? "" : read.error().message;
}

}  // namespace

TEST_CASE("in one line it says the same") {
  const auto report = testing::sample_report_with_dhcp6();
  const auto line = to_json_line(report);
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(Json::parse(line) == Json::parse(to_json(report)));
}

TEST_CASE("a report that is read back and written again is the same") {
  auto report = testing::sample_report_with_dhcp6();
  report.plan.emplace();
  report.plan->packets.push_back({20ms, "DHCPDISCOVER", "here", "there", 3, "00ff00", false});
  report.plan->side_effects = {"none"};
  report.discovery->pnp_responders.push_back(
      {"192.0.2.9:5060", "00:00:5e:00:53:aa", "PBX", 200, true, "http://prov.example.com/", 3ms});
  for (const auto& written : {to_json(report), to_json(Report{})}) {
    const auto read = from_json(written);
    REQUIRE_MESSAGE(read, read.error().message);
    CHECK(to_json(*read) == written);
  }
}

TEST_CASE("a number that is left out when there is nothing to count is left out") {
  Report report;
  report.files.push_back({"a.cfg", FileKind::device, std::nullopt, false, true, 3, 100, 0});
  report.files.push_back({"b.cfg", FileKind::device, std::nullopt, false, true, 0, 100, 7});
  const auto files = json_of(report).at("files");
  CHECK_FALSE(files[0].contains("more_findings"));
  CHECK(files[1].at("more_findings") == 7);
  CHECK(files[1].at("parameters") == 0);
}

TEST_CASE("what wrote the report stays what wrote it") {
  auto json = Json::parse(to_json(testing::sample_report()));
  json["tool"]["version"] = "0.0.9";
  CHECK(from_json(json.dump())->tool.version == "0.0.9");
}

TEST_CASE("keys of a later version are passed over, and those of an earlier one may lack") {
  CHECK(trouble_after([](Json& json) {
          json["later"] = 1;
          json["discovery"]["sources"][0]["later"] = {1, 2};
          json["discovery"].erase("router_advertisements");
          json["asked"].erase("arguments");
        }).empty());
}

TEST_CASE("a key that does not fit is named by its path") {
  const auto source = [](const char* key, Json value) {
    return trouble_after([&](Json& json) { json["discovery"]["sources"][2][key] = std::move(value); });
  };
  CHECK(source("status", "lost") == "discovery.sources[2].status is not one of the words allowed here");
  CHECK(source("status", 1) == "discovery.sources[2].status is not one of the words allowed here");
  CHECK(source("source", "dhcp43") == "discovery.sources[2].source is not a source");
  CHECK(source("reason", nullptr) == "discovery.sources[2].reason is not a string");
  CHECK(source("resolved", "a") == "discovery.sources[2].resolved is not an array");
  CHECK(source("resolved", {"a", 2}) == "discovery.sources[2].resolved[1] is not a string");
  CHECK(source("rank", 2.5) == "discovery.sources[2].rank is not an integer");
  CHECK(source("elapsed_ms", "soon") == "discovery.sources[2].elapsed_ms is not a number of milliseconds");
  CHECK(source("elapsed_ms", 1e300) == "discovery.sources[2].elapsed_ms is not a number of milliseconds");
  CHECK(trouble_after([](Json& json) { json["asked"]["ports"]["pnp"] = 65536; }) ==
        "asked.ports.pnp is out of range");
  CHECK(trouble_after([](Json& json) { json["asked"]["requested_options"][1] = -1; }) ==
        "asked.requested_options[1] is out of range");
  CHECK(trouble_after([](Json& json) { json["interface"]["up"] = 1; }) ==
        "interface.up is neither true nor false");
  CHECK(trouble_after([](Json& json) { json["interface"] = Json::array(); }) == "interface is not an object");
  CHECK(trouble_after([](Json& json) { json["started"] = "yesterday"; }) ==
        "started is not a time such as 2026-01-31T12:00:00.000Z");
}

TEST_CASE("a word has no default that says nothing, and a report has a schema") {
  CHECK(trouble_after([](Json& json) { json["discovery"]["decision"].erase("outcome"); }) ==
        "discovery.decision.outcome is missing");
  CHECK(trouble_after([](Json& json) { json["findings"][0].erase("severity"); }) ==
        "findings[0].severity is missing");
  CHECK(trouble_after([](Json& json) { json.erase("schema"); }).starts_with("schema is not 1"));
  CHECK(trouble_after([](Json& json) { json["schema"] = 2; }).starts_with("schema is not 1"));
}

TEST_CASE("what is no JSON is said to be none, and other JSON no report") {
  CHECK(from_json("").error().message == "this is not JSON");
  CHECK(from_json("{\"schema\": 1").error().message == "this is not JSON");
  CHECK(from_json("[]").error().message == "the report is not an object");
}

TEST_CASE("it is one document with a line end") {
  const auto text = to_json(testing::sample_report());
  CHECK(text.starts_with("{\n \"schema\": 1,\n"));
  CHECK(text.ends_with("\n}\n"));
  CHECK(Json::accept(text));
}

// The contract's order.
TEST_CASE("keys stand in a fixed order, the schema's number first") {
  const auto json = json_of(testing::sample_report());
  CHECK(keys_of(json) == Keys{"schema", "tool", "command", "started", "duration_ms", "asked", "device",
                              "assumptions", "interface", "discovery", "findings", "verdict"});
  CHECK(keys_of(json["tool"]) == Keys{"name", "version"});
  CHECK(keys_of(json["device"]) == Keys{"model", "mac", "mac_from"});
  CHECK(keys_of(json["interface"]) == Keys{"name", "mac", "up", "addresses", "mode", "mode_reason"});
  CHECK(keys_of(json["discovery"]) == k_discovery_keys);
  CHECK(keys_of(source_in(json, "dhcp160")) == Keys{"source", "rank", "status", "standing", "reason", "raw",
                                                    "url", "resolved", "server", "elapsed_ms", "confidence"});
  CHECK(keys_of(json["discovery"]["decision"]) ==
        Keys{"outcome", "winner", "usable", "url", "resolved", "reason"});
  CHECK(keys_of(json["discovery"]["dhcp_servers"][0]) == Keys{"server", "from", "mac", "family", "elapsed_ms",
                                                              "exchange", "offered_address", "decision",
                                                              "options"});
  CHECK(keys_of(json["findings"][0]) == Keys{"id", "severity", "message", "hint"});
  CHECK(keys_of(json["verdict"]) == Keys{"status", "summary", "exit_code"});
}

TEST_CASE("numbers stay numbers, instants are UTC, durations are milliseconds") {
  const auto json = json_of(testing::sample_report());
  CHECK(json["schema"] == 1);
  CHECK(json["started"] == "2026-01-31T12:00:00.000Z");
  CHECK(json["duration_ms"] == 5012.3);
  CHECK(source_in(json, "dhcp160")["elapsed_ms"] == 12.3);
  CHECK(source_in(json, "dhcp160")["rank"] == 3);
  CHECK(json["asked"]["requested_options"] == Json({1, 3, 66}));
  CHECK(json["verdict"]["exit_code"] == 0);
  CHECK(json["interface"]["up"] == true);
}

TEST_CASE("sources, statuses and standings have the contract's words") {
  const auto json = json_of(testing::sample_report());
  CHECK(json["discovery"]["order"] == Json({"manual", "pnp", "dhcp160", "dhcp159", "dhcp66", "redirect"}));
  CHECK(json["discovery"]["sources"].size() == 7);
  CHECK(source_in(json, "manual")["status"] == "empty");
  CHECK(source_in(json, "manual")["confidence"] == "assumption");
  CHECK(source_in(json, "pnp")["status"] == "no_answer");
  CHECK(source_in(json, "dhcp160")["standing"] == "won");
  CHECK(source_in(json, "dhcp159")["standing"] == "outranked");
  CHECK(source_in(json, "redirect")["status"] == "not_reached");
  CHECK(source_in(json, "dhcp6")["status"] == "not_applicable");
  CHECK_FALSE(source_in(json, "dhcp6").contains("rank"));
  CHECK(json["discovery"]["decision"]["winner"] == "dhcp160");
}

TEST_CASE("a value is told as received, as read, and as fetched") {
  const auto json = json_of(testing::sample_report());
  const auto& source = source_in(json, "dhcp66");
  CHECK(source["raw"] == "192.0.2.1\\x00");
  CHECK(source["raw_hex"] == "3139322e302e322e3100");
  CHECK(source["url"] == "192.0.2.1");
  CHECK(source["resolved"] == Json({"tftp://192.0.2.1/KX-UTG200B.cfg", "http://192.0.2.1/KX-UTG200B.cfg",
                                    "https://192.0.2.1/KX-UTG200B.cfg", "ftp://192.0.2.1/KX-UTG200B.cfg"}));
}

TEST_CASE("the redirection server's URL stands beside the rest that was asked with") {
  auto report = testing::sample_report();
  CHECK_FALSE(json_of(report)["asked"].contains("redirect_url"));
  report.asked->redirect_url = "http://redirect.example.net/{MAC}.cfg";
  CHECK(json_of(report)["asked"]["redirect_url"] == "http://redirect.example.net/{MAC}.cfg");
}

TEST_CASE("what is unknown is absent") {
  Report report;
  report.command = "discover";
  report.findings.push_back(make_finding("host.no-interface", "there is no interface eth9"));
  report.verdict = {VerdictStatus::undetermined, "there is no interface eth9", 3};
  const auto json = json_of(report);
  CHECK(keys_of(json) == Keys{"schema", "tool", "command", "findings", "verdict"});
}

TEST_CASE("findings are always there, also when there are none") {
  const auto json = json_of(Report{});
  CHECK(json["findings"] == Json::array());
}

TEST_CASE("without a winner there is neither URL nor usability") {
  auto report = testing::sample_report();
  report.discovery->decision = {};
  report.discovery->decision.reason = "SIP PnP could not be judged.";
  report.discovery->decision.to_settle = "Run as root.";
  const auto decision = json_of(report)["discovery"]["decision"];
  CHECK(keys_of(decision) == Keys{"outcome", "reason", "to_settle"});
  CHECK(decision["outcome"] == "undetermined");
}

TEST_CASE("a masked value is marked, and its hex is absent") {
  auto report = testing::sample_report();
  report.discovery->sources[2].raw = "ftp://u:s3cret@prov.example.com/\n";
  report.discovery->sources[2].raw_hex = "66";
  report.discovery->dhcp_servers[0].options[0].text = "token=s3cret";
  const auto json = json_of(report);
  const auto& source = source_in(json, "dhcp160");
  CHECK(source["redacted"] == true);
  CHECK_FALSE(source.contains("raw_hex"));
  const auto& option = json["discovery"]["dhcp_servers"][0]["options"][0];
  CHECK(option["redacted"] == true);
  CHECK_FALSE(option.contains("hex"));
  CHECK(to_json(report).find("s3cret") != std::string::npos);  // it was disclose() that masked it
}

TEST_CASE("an option that is no text has its hex only") {
  const auto json = json_of(testing::sample_report());
  const auto& option = json["discovery"]["dhcp_servers"][0]["options"][1];
  CHECK(keys_of(option) == Keys{"code", "name", "hex"});
}

TEST_CASE("what only some servers have is told of them") {
  auto report = testing::sample_report();
  auto& server = report.discovery->dhcp_servers[0];
  server.relay = "192.0.2.254";
  server.asked_as = MacFrom::interface;
  server.lease_seconds = 3600;
  server.released = true;
  server.decision.reset();
  const auto json = json_of(report)["discovery"]["dhcp_servers"][0];
  CHECK(keys_of(json) == Keys{"server", "from", "mac", "relay", "family", "elapsed_ms", "exchange",
                              "asked_as", "offered_address", "lease_seconds", "released", "options"});
}

TEST_CASE("what DHCPv6 was asked with stands behind what DHCPv4 was asked with") {
  const auto json = json_of(testing::sample_report_with_dhcp6());
  CHECK(keys_of(json["asked"]) == Keys{"arguments", "vendor_class", "client_id", "requested_options",
                                       "max_message_size", "dhcp_exchange", "client_duid", "enterprise",
                                       "ports", "user_agent"});
  CHECK(json["asked"]["client_duid"] == "000300010080f0123456");
  CHECK(json["asked"]["enterprise"] == 258);
  CHECK_FALSE(json_of(testing::sample_report())["asked"].contains("enterprise"));
}

TEST_CASE("servers of both families share a list, and tell their family") {
  const auto servers = json_of(testing::sample_report_with_dhcp6())["discovery"]["dhcp_servers"];
  REQUIRE(servers.size() == 3);
  CHECK(servers[0]["family"] == 4);
  CHECK(keys_of(servers[2]) == Keys{"server", "from", "mac", "family", "elapsed_ms", "exchange",
                                    "offered_address", "decision", "options"});
  CHECK(servers[2]["family"] == 6);
  CHECK(servers[2]["server"] == "0003000100005e005302");
  CHECK(servers[2]["from"] == "fe80::2");
  CHECK(servers[2]["exchange"] == "advertise");
  CHECK(servers[2]["elapsed_ms"] == 12.3);
  CHECK(servers[2]["options"][1]["text"] == "enterprise 258: 1=http://prov6.example.com/");
}

TEST_CASE("routers are listed behind servers, with their flags") {
  auto report = testing::sample_report_with_dhcp6();
  report.discovery->router_advertisements.push_back(
      {"fe80::fe", "00:00:5e:00:53:fe", true, false, 0, {}, {}});
  const auto routers = json_of(report)["discovery"]["router_advertisements"];
  REQUIRE(routers.size() == 2);
  CHECK(keys_of(routers[0]) ==
        Keys{"from", "mac", "managed", "other", "lifetime_seconds", "prefixes", "elapsed_ms"});
  CHECK(routers[0]["managed"] == false);
  CHECK(routers[0]["other"] == true);
  CHECK(routers[0]["lifetime_seconds"] == 1800);
  CHECK(routers[0]["prefixes"] == Json({"2001:db8::/64", "fd00:1::/64"}));
  CHECK(routers[0]["elapsed_ms"] == 20);
  CHECK(routers[1]["prefixes"] == Json::array());
  CHECK_FALSE(routers[1].contains("elapsed_ms"));
  CHECK(json_of(testing::sample_report())["discovery"]["router_advertisements"] == Json::array());
}

TEST_CASE("responders of SIP PnP are listed between routers and decision") {
  auto report = testing::sample_report();
  CHECK(keys_of(json_of(report)["discovery"]) == k_discovery_keys);
  report.discovery->pnp_responders.push_back(
      {"192.0.2.1:5060", "00:00:5e:00:53:aa", "PBX", 200, true, "http://prov.example.com/", 1300us});
  report.discovery->pnp_responders.push_back({"192.0.2.2:5060", "", "", std::nullopt, false, "", 2ms});
  const auto responders = json_of(report)["discovery"]["pnp_responders"];
  REQUIRE(responders.size() == 2);
  CHECK(keys_of(responders[0]) == Keys{"from", "mac", "product", "status", "notified", "url", "elapsed_ms"});
  CHECK(responders[0]["status"] == 200);
  CHECK(keys_of(responders[1]) == Keys{"from", "notified", "elapsed_ms"});
}

TEST_CASE("a finding of a source names it behind its hint") {
  auto report = testing::sample_report();
  report.findings = {make_finding("url.scheme-missing", "no protocol", "dhcp66")};
  const auto finding = json_of(report)["findings"][0];
  CHECK(keys_of(finding) == Keys{"id", "severity", "message", "hint", "source"});
  CHECK(finding["severity"] == "info");
}

TEST_CASE("a finding's place is told as far as it is known") {
  Report report;
  report.findings = {
      make_finding("url.host-missing", "no host",
                   {.file = "a.cfg", .line = 3, .column = 7, .parameter = "X", .url = "tftp:"})};
  const auto finding = json_of(report)["findings"][0];
  CHECK(keys_of(finding) ==
        Keys{"id", "severity", "message", "hint", "file", "line", "column", "parameter", "url"});
  CHECK(finding["line"] == 3);
  CHECK(finding["column"] == 7);
}

TEST_CASE("a plan lists packets and side effects") {
  Report report;
  report.command = "discover";
  report.plan = PlanSection{{{3500ms, "DHCPDISCOVER", "from", "to", 342, "ff"}}, {"none"}};
  const auto json = json_of(report);
  CHECK(keys_of(json["plan"]) == Keys{"packets", "side_effects"});
  CHECK(keys_of(json["plan"]["packets"][0]) == Keys{"after_ms", "what", "from", "to", "bytes", "hex"});
  CHECK(json["plan"]["packets"][0]["after_ms"] == 3500);
}

// A page that embeds the report, a log that is read line by line.
TEST_CASE("no byte outside printable ASCII and line ends is written, whatever a server sent") {
  auto report = testing::sample_report();
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  report.discovery->sources[2].raw = all;
  report.discovery->sources[2].raw_hex = "00";
  report.discovery->sources[2].url = "\xe2\x80\xa8\xf3\xa0\x81\x81";
  report.findings.push_back(make_finding("dhcp4.nak", all));
  disclose(report, Secrets::mask);
  for (const char c : to_json(report)) {
    const auto byte = static_cast<unsigned char>(c);
    CHECK((byte == '\n' || (byte >= 0x20 && byte != 0x7f)));
  }
}

// nlohmann's dump() throws otherwise.
TEST_CASE("bytes that are no UTF-8 end nothing, also without disclosure") {
  auto report = testing::sample_report();
  report.verdict.summary = "\xff\xfe";
  CHECK(Json::accept(to_json(report)));
}

}  // namespace provtool
