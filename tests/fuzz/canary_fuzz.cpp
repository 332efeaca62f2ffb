// A URL with a password, between any bytes, stands in no rendering of a report, wherever it is quoted.
#include "base/bytes.hpp"
#include "base/foreign.hpp"
#include "device/url_reading.hpp"
#include "fuzz/require.hpp"
#include "report/disclosure.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

using namespace provtool;

namespace {

constexpr std::string_view k_secret = "Kanarie7Vogel";

// Each place of the report in which a value stands as it is or in a sentence.
Report report_with(const std::string& value) {
  Report report;
  report.command = "discover";
  report.asked.emplace();
  report.asked->arguments = {value, "--user-agent=" + value};
  report.asked->client_id = to_hex(to_bytes(value));
  report.discovery.emplace();
  auto& source = report.discovery->sources.emplace_back();
  source.raw = value;
  source.raw_hex = to_hex(to_bytes(value));
  source.url = value;
  source.reason = "it sent " + foreign(value);
  auto& server = report.discovery->dhcp_servers.emplace_back();
  server.options.push_back({43, "vendor-specific information", std::nullopt, to_hex(to_bytes(value)), false});
  server.options.push_back({66, "TFTP server name", value, to_hex(to_bytes(value)), false});
  for (const auto& note : read_url(value, Identity{}).notes)
    report.findings.push_back(make_finding(note.id, note.message));
  report.plan.emplace();
  report.plan->packets.emplace_back().hex = to_hex(to_bytes(value));
  return report;
}

void require_hidden(std::string_view output) {
  require(output.find(k_secret) == std::string_view::npos);
  require(output.find(to_hex(to_bytes(k_secret))) == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = as_text(ByteView(data + 1, size - 1));
  const auto before = std::min<std::size_t>(data[0], bytes.size());
  auto report = report_with(std::string(bytes.substr(0, before)) + "http://user:" + std::string(k_secret) +
                            "@h/" + std::string(bytes.substr(before)));
  disclose(report, Secrets::mask);
  require_hidden(to_json(report));
  TextStyle style;
  style.verbose = true;
  require_hidden(to_text(report, style));
  style.width = 30;
  require_hidden(to_text(report, style));
  return 0;
}
