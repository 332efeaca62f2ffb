#include "report/sample_boot.hpp"

#include "report/boot_section.hpp"
#include "report/sample_report.hpp"

namespace provtool::testing {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view k_initial = "http://prov.example.com/utg200/KX-UTG200B.cfg";

ConfigFile file(const std::string& name, FileRole role, FileKind kind) {
  ConfigFile file;
  file.name = name;
  file.kind = kind;
  file.role = role;
  file.valid = true;
  file.parameters = 3;
  file.bytes = 512;
  return file;
}

EffectiveValue value(const std::string& path, const std::string& value, FileRole from = FileRole::standard) {
  EffectiveValue effective;
  effective.parameter = "Device/" + path;
  effective.value = value;
  effective.from = from;
  effective.file = "https://prov.example.com/Config0080F0123456.cfg";
  effective.line = 4;
  return effective;
}

EffectiveValue secret(const std::string& path, const std::string& text) {
  auto effective = value(path, text);
  effective.secret = true;
  return effective;
}

}  // namespace

Download came(DownloadRole role, const std::string& url) {
  Download download;
  download.role = role;
  download.url = download.final_url = url;
  download.protocol = url.substr(0, url.find(':'));
  download.status = DownloadStatus::ok;
  download.reason = "200 OK";
  download.http_status = 200;
  download.bytes = 512;
  download.sha256 = std::string(64, 'a');
  download.timing = FetchTiming{100us, 300us, 0us, 1000us, 1200us};
  download.attempts.push_back({url, DownloadStatus::ok, "200 OK", 1200us});
  return download;
}

Download lost(DownloadRole role, const std::string& url, const std::string& reason,
              const std::string& finding) {
  Download download;
  download.role = role;
  download.url = url;
  download.reason = reason;
  download.failure = finding;
  download.attempts.push_back({url, DownloadStatus::failed, reason, 300us});
  return download;
}

BootResult sample_boot() {
  BootResult result;
  result.outcome = BootOutcome::configured;
  result.sentence = "the phone comes up with the values of 3 device files";
  result.downloads = {came(DownloadRole::initial, std::string(k_initial)),
                      came(DownloadRole::certificate, "http://prov.example.com/ca.pem"),
                      came(DownloadRole::standard, "https://prov.example.com/Config0080F0123456.cfg"),
                      came(DownloadRole::product, "https://prov.example.com/ConfigKX-UTG200B.cfg"),
                      came(DownloadRole::master, "https://prov.example.com/ConfigCommon.cfg")};
  result.downloads[1].index = 1;
  result.downloads[2].tls = TlsSection{
      "TLSv1.2", "CN=prov.example.com", "CN=Example Root", "2030-01-01T00:00:00.000Z", true, "delivered"};
  result.files = {file(result.downloads[0].url, FileRole::initial, FileKind::initial),
                  file(result.downloads[2].url, FileRole::standard, FileKind::device),
                  file(result.downloads[3].url, FileRole::product, FileKind::device),
                  file(result.downloads[4].url, FileRole::master, FileKind::device)};
  result.effective = {
      value("Lines/Line[1]/Sip/LINE_ENABLE", "Yes"),
      value("Lines/Line[1]/Sip/PHONE_NUMBER", "201"),
      value("Lines/Line[1]/Sip/SIP_AUTHID", "desk-201"),
      secret("Lines/Line[1]/Sip/SIP_PASS", "invented-pass"),
      value("Lines/Line[1]/Sip/SIP_RGSTR_ADDR", "sip.example.com", FileRole::master),
      value("Lines/Line[1]/Sip/SIP_RGSTR_PORT", "5060", FileRole::master),
      value("Lines/Line[1]/Sip/SIP_TRANSPORT", "0", FileRole::master),
      value("Lines/Line[2]/Sip/LINE_ENABLE", "No"),
      value("Lines/Line[2]/Sip/PHONE_NUMBER", "202"),
      value("Network/NTP/NTP_ADDR", "ntp.example.com", FileRole::master),
      value("System/SysTime/TIME_ZONE", "60", FileRole::master),
      value("System/FwUpdt/FIRM_VERSION", "03.210", FileRole::product),
      value("System/FwUpdt/FIRM_FILE_PATH", "http://prov.example.com/fw/{MODEL}.bin", FileRole::product),
      value("System/Prov/CFG_CYCLIC", "Y", FileRole::master),
      value("System/Prov/CFG_CYCLIC_INTVL", "10080", FileRole::master)};
  result.effective[4].shadows = {FileRole::product};
  result.assumptions = {"the phone sends SNI"};
  return result;
}

BootResult refused_boot() {
  BootResult result;
  result.outcome = BootOutcome::saved;
  result.sentence =
      "its server refuses the connection: the phone keeps its saved configuration if it has one; a new phone "
      "stays unprovisioned and tries again";
  result.downloads = {lost(DownloadRole::initial, std::string(k_initial),
                           "192.0.2.80 refused the connection at port 80", "download.refused")};
  result.findings = {make_finding("download.refused", "192.0.2.80 refused the connection at port 80",
                                  Place{.url = std::string(k_initial)})};
  return result;
}

Report checked(const BootResult& result) {
  auto report = sample_report();
  report.command = "check";
  add(report, result, "", report.discovery->decision.url);
  return report;
}

}  // namespace provtool::testing
