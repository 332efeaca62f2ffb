#include "report/openmetrics.hpp"

#include <doctest/doctest.h>

#include "report/disclosure.hpp"
#include "report/sample_boot.hpp"
#include "report/sample_report.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;

std::string metrics_of(Report report) {
  disclose(report, Secrets::mask);
  return to_openmetrics(report);
}

const std::string k_common = R"(command="discover",mac="0080F0123456",interface="eth0")";

std::string sample(const std::string& name, const std::string& labels, const std::string& value) {
  return "\nprovtool_" + name + "{" + k_common + (labels.empty() ? "" : ",") + labels + "} " + value + "\n";
}

}  // namespace

TEST_CASE("a discovery becomes metrics, each with its help and type") {
  const auto text = metrics_of(testing::sample_report());
  CHECK(
      text.starts_with("# HELP provtool_build_info The version that measured.\n"
                       "# TYPE provtool_build_info gauge\n"));
  CHECK(text.ends_with("\n# EOF\n"));
  CHECK(says(text, sample("start_timestamp_seconds", "", "1769860800")));
  CHECK(says(text, sample("duration_seconds", "", "5.0123")));
  CHECK(says(
      text,
      sample("winner_info",
             R"(source="dhcp160",url="http://prov.example.com/utg200/{MODEL}.cfg",usable="true")", "1")));
  CHECK(says(text, sample("source_answer_seconds", R"(source="dhcp160")", "0.012345")));
  CHECK(says(text, sample("dhcp_servers", R"(family="4")", "1")));
  CHECK(says(text, sample("dhcp_servers", R"(family="6")", "0")));
  CHECK(says(text, sample("findings", R"(severity="info",id="dhcp4.offer-only")", "1")));
}

TEST_CASE("a state is a sample for each word, 1 for the one that it is") {
  const auto text = metrics_of(testing::sample_report());
  CHECK(says(text, sample("verdict", R"(status="ok")", "1")));
  CHECK(says(text, sample("verdict", R"(status="failed")", "0")));
  CHECK(says(text, sample("outcome", R"(outcome="won")", "1")));
  CHECK(says(text, sample("outcome", R"(outcome="contested")", "0")));
  CHECK(says(text, sample("source_status", R"(source="pnp",status="no_answer")", "1")));
  CHECK(says(text, sample("source_status", R"(source="pnp",status="found")", "0")));
}

TEST_CASE("a boot has its files, and when a certificate expires") {
  auto report = testing::checked(testing::sample_boot());
  report.downloads.back().tls.emplace().not_after = "2026-01-31T12:00:00.000Z";
  const auto text = metrics_of(report);
  CHECK(says(text, R"(role="initial",status="ok"} 1)"));
  CHECK(says(text, R"(role="certificate",index="1",status="failed"} 0)"));
  CHECK(says(text, R"(role="master"} 512)"));
  CHECK(says(text, R"(provtool_download_seconds{)"));
  CHECK(says(text, R"(role="master"} 1769860800)"));
}

TEST_CASE("of a file that did not come there is no size") {
  const auto text = metrics_of(testing::checked(testing::refused_boot()));
  CHECK(says(text, R"(role="initial",status="failed"} 1)"));
  CHECK_FALSE(says(text, "provtool_download_bytes"));
}

TEST_CASE("a label is escaped, and no sample comes twice") {
  auto report = testing::sample_report();
  report.discovery->decision.url = "http://a/\"b\\\nc";
  auto& servers = report.discovery->dhcp_servers;
  servers.push_back(servers.front());
  const auto text = metrics_of(report);
  CHECK(says(text, R"(url="http://a/\"b\\\\\\x0ac")"));
  CHECK(testing::count_of(text, "provtool_dhcp_answer_seconds{") == 1);
  CHECK(says(text, sample("dhcp_servers", R"(family="4")", "2")));
}

TEST_CASE("a random MAC makes no new series each time") {
  auto report = testing::sample_report();
  report.device->mac_from = MacFrom::random;
  CHECK(says(metrics_of(report), "mac=\"random\""));
}

TEST_CASE("where nothing was asked the verdict stands alone") {
  Report report;
  report.command = "check";
  report.verdict.status = VerdictStatus::undetermined;
  const auto text = metrics_of(report);
  CHECK(says(text, R"(provtool_verdict{command="check",status="undetermined"} 1)"));
  CHECK_FALSE(says(text, "provtool_dhcp_servers"));
}

TEST_CASE("secrets are masked") {
  auto report = testing::sample_report();
  report.discovery->decision.url = "http://user:canary@a/";
  CHECK_FALSE(says(metrics_of(report), "canary"));
}

}  // namespace provtool
