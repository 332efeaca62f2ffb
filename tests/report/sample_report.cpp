#include "report/sample_report.hpp"

namespace provtool::testing {

namespace {

using namespace std::chrono_literals;

SourceEvidence without_value(SourceId source, Status status, std::string reason) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = status;
  evidence.reason = std::move(reason);
  return evidence;
}

SourceEvidence holding(SourceId source, const std::string& value) {
  auto evidence = without_value(source, Status::found, "192.0.2.1 sent it in its DHCPOFFER");
  evidence.candidate = Candidate{to_bytes(value), read_url(value, Identity{})};
  evidence.server = "192.0.2.1";
  evidence.elapsed = 12'345us;
  return evidence;
}

Decision sample_decision() {
  auto manual = without_value(SourceId::manual, Status::empty, "assumed not set on the phone");
  manual.confidence = Confidence::assumption;
  return decide(
      {
          manual,
          without_value(SourceId::pnp, Status::no_answer,
                        "no answer within 5.0 s from 224.0.1.75:5060 on eth0"),
          holding(SourceId::dhcp160, "http://prov.example.com/utg200/{MODEL}.cfg"),
          holding(SourceId::dhcp159, "https://prov159.example.com/"),
          holding(SourceId::dhcp66, std::string("192.0.2.1\0", 10)),
          without_value(SourceId::dhcp6, Status::no_answer, "no answer"),
          without_value(SourceId::redirect, Status::not_tested, "not asked for"),
      },
      AddressMode::ipv4, k_kx_utg);
}

SeenDhcpServer sample_server(const Decision& decision) {
  SeenDhcpServer server;
  server.server = "192.0.2.1";
  server.from = "192.0.2.1";
  server.mac = "00:00:5e:00:53:01";
  server.elapsed = 12'345us;
  server.exchange = DhcpAnswer::offer;
  server.offered_address = "192.0.2.50";
  server.decision = decision;
  server.options.push_back({1, "subnet mask", "255.255.255.0", "ffffff00", false});
  server.options.push_back({43, "vendor-specific information", std::nullopt, "0104c0000201", false});
  return server;
}

SeenDhcpServer sample_dhcp6_server(const std::string& duid, const std::string& from) {
  SeenDhcpServer server;
  server.server = duid;
  server.from = from;
  server.mac = "00:00:5e:00:53:01";
  server.family = 6;
  server.elapsed = 12'345us;
  server.exchange = DhcpAnswer::reply;
  server.decision.emplace();
  server.decision->outcome = Outcome::none;
  server.options.push_back({23, "DNS servers", "2001:db8::53", "20010db8000000000000000000000053", false});
  return server;
}

}  // namespace

Report sample_report() {
  Report report;
  report.command = "discover";
  report.started = WallTime{1'769'860'800s};
  report.duration = 5'012'300us;
  report.asked = Asked{{"discover", "-i", "eth0"},
                       "Panasonic",
                       "010080f0123456",
                       {1, 3, 66},
                       1472,
                       DhcpExchange::offer,
                       std::nullopt,
                       std::nullopt,
                       5060,
                       "Panasonic_KX-UTG200B (0080f0123456)",
                       std::nullopt,
                       std::nullopt};
  report.device = DeviceSection{"KX-UTG200B", "0080F0123456", MacFrom::option, std::nullopt};
  report.assumptions = {"no URL was set by hand on the phone"};
  report.interface = InterfaceSection{
      "eth0",           "00:00:5e:00:53:05", true,
      {"192.0.2.5/24"}, AddressMode::ipv4,   "eth0 has 192.0.2.5 and no global IPv6 address"};
  const auto decision = sample_decision();
  report.discovery.emplace();
  report.discovery->order = decision.order;
  for (const auto& source : decision.sources) report.discovery->sources.push_back(to_section(source));
  report.discovery->dhcp_servers.push_back(sample_server(decision));
  report.discovery->decision = decision;
  report.findings.push_back(make_finding("dhcp4.offer-only", "read from the OFFER of 192.0.2.1"));
  for (auto& finding : findings_of(decision, k_kx_utg)) report.findings.push_back(std::move(finding));
  report.verdict = {VerdictStatus::ok, "DHCP option 160 wins.", 0};
  return report;
}

Report sample_report_with_dhcp6() {
  auto report = sample_report();
  report.asked->client_duid = "000300010080f0123456";
  report.asked->enterprise = 258;
  auto& servers = report.discovery->dhcp_servers;
  servers.push_back(sample_dhcp6_server("0003000100005e005301", "fe80::1"));
  servers.push_back(sample_dhcp6_server("0003000100005e005302", "fe80::2"));
  servers[2].exchange = DhcpAnswer::advertise;
  servers[2].offered_address = "2001:db8::50";
  servers[2].options.push_back(
      {17, "vendor-specific information", "enterprise 258: 1=http://prov6.example.com/", "00000102", false});
  report.discovery->router_advertisements.push_back(
      {"fe80::ff", "00:00:5e:00:53:ff", false, true, 1800, {"2001:db8::/64", "fd00:1::/64"}, 20ms});
  return report;
}

}  // namespace provtool::testing
