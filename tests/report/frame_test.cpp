#include "report/frame.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"
#include "report/disclosure.hpp"
#include "report/sample_boot.hpp"
#include "report/text.hpp"
#include "report/verdict.hpp"
#include "support/golden.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::checked;
using testing::count_of;
using testing::refused_boot;
using testing::sample_boot;
using testing::says;
using testing::widest;

std::string text_of(Report report, VerdictStatus status, const TextStyle& style = {}) {
  report.verdict.status = status;
  report.verdict.summary = summary_of(report);
  report.verdict.to_settle = to_settle_of(report);
  report.verdict.exit_code = status == VerdictStatus::failed         ? 1
                             : status == VerdictStatus::undetermined ? 3
                                                                     : 0;
  report.findings.erase(report.findings.begin() + 1, report.findings.begin() + 3);  // of the sample's URLs
  disclose(report, Secrets::mask);
  return to_text(report, style);
}

void check(const std::string& name, const std::string& text) {
  CAPTURE(name);
  CHECK(text == testing::golden("report/" + name + ".txt", text));
  CHECK(widest(text) <= 80);
  for (const auto line : split(text, '\n')) CHECK_FALSE(line.ends_with(' '));
}

TextStyle verbose() {
  TextStyle style;
  style.verbose = true;
  return style;
}

TextStyle of_width(std::size_t width) {
  TextStyle style;
  style.width = width;
  return style;
}

Report fetched(const BootResult& result) {
  auto report = checked(result);
  report.command = "fetch";
  report.discovery.reset();
  return report;
}

Report with_a_lost_file() {
  auto result = sample_boot();
  result.outcome = BootOutcome::partly;
  result.sentence = "the product file is lost: the phone comes up with the values of the other device files";
  result.downloads[3] = testing::lost(DownloadRole::product, result.downloads[3].url,
                                      "the server answered 404 Not Found", "download.not-found");
  result.findings = {
      make_finding("download.partial", "the product file is lost: the server answered 404 Not Found")};
  result.files.erase(result.files.begin() + 2);
  return checked(result);
}

Report without_a_key() {
  auto result = sample_boot();
  result.outcome = BootOutcome::unknown;
  result.sentence = "the standard file is encrypted, and nothing here has its key";
  result.files[1].encrypted = true;
  result.files[1].valid = false;
  result.effective.clear();
  result.findings = {
      make_finding("config.no-key", "the file is encrypted", Place{.file = result.files[1].name, .line = 1})};
  result.open = {{"config.no-key", "Give the key with --key-file."}};
  return checked(result);
}

Report contested() {
  auto report = checked(sample_boot());
  auto& decision = report.discovery->decision;
  decision.outcome = Outcome::contested;
  decision.winner = std::nullopt;
  decision.contenders = {{"192.0.2.254", "02:11:22:33:44:55", 400us, SourceId::dhcp66, "192.0.2.254"},
                         {"192.0.2.1", "da:98:4c:f5:e5:52", 3ms, SourceId::dhcp160, decision.url}};
  for (auto& source : report.discovery->sources) source.standing = Standing::none;
  for (auto& download : report.downloads) download.contender = "192.0.2.1";
  for (auto& value : report.effective) value.contender = "192.0.2.1";
  auto lost =
      testing::lost(DownloadRole::initial, "192.0.2.254", "no answer within 30 s", "download.timeout");
  lost.contender = "192.0.2.254";
  report.downloads.insert(report.downloads.begin(), lost);
  report.boots[0].contender = "192.0.2.1";
  report.boots.insert(report.boots.begin(),
                      {"192.0.2.254", "192.0.2.254", BootOutcome::saved,
                       "its server does not answer: the phone keeps its saved configuration"});
  report.findings.push_back(make_finding("decision.contested", "2 DHCP servers answered and differ"));
  return report;
}

}  // namespace

TEST_CASE("each situation has its text") {
  check("configured", text_of(checked(sample_boot()), VerdictStatus::ok));
  check("configured_in_full", text_of(checked(sample_boot()), VerdictStatus::ok, verbose()));
  check("refused", text_of(checked(refused_boot()), VerdictStatus::failed));
  check("lost_file", text_of(with_a_lost_file(), VerdictStatus::warning));
  check("no_key", text_of(without_a_key(), VerdictStatus::undetermined));
  check("contested", text_of(contested(), VerdictStatus::failed));
  check("fetched", text_of(fetched(sample_boot()), VerdictStatus::ok));
  check("fetch_refused", text_of(fetched(refused_boot()), VerdictStatus::failed));
}

TEST_CASE("a winner that cannot be used, and nobody to win, have the same frame") {
  auto report = checked(refused_boot());
  report.boots.clear();
  report.downloads.clear();
  report.discovery->decision.usable = false;
  for (auto& source : report.discovery->sources)
    if (source.standing == Standing::won) {
      source.status = Status::unusable;
      source.raw = source.url = "'http://prov.example.com/'";
    }
  report.findings.back() =
      make_finding("url.quoted", "the value is in quotes, and they are part of it", "dhcp160");
  report.findings.push_back(
      make_finding("decision.winner-unusable", "DHCP option 160 wins with it", "dhcp160"));
  check("unusable", text_of(report, VerdictStatus::failed));

  report.discovery->decision = {};
  report.discovery->decision.outcome = Outcome::none;
  for (auto& source : report.discovery->sources) {
    if (!kind_of(source.source).dhcp_option) continue;
    source.status = Status::no_answer;
    source.standing = Standing::none;
    source.reason = "no answer within 5.0 s";
    source.raw = std::nullopt;
  }
  report.findings.resize(4, make_finding("dhcp4.offer-only", "noted"));
  report.findings.back() = make_finding("dhcp4.no-server", "nobody answered on eth0");
  check("no_server", text_of(report, VerdictStatus::failed));
}

TEST_CASE("the lookups of --resolve say what there is, or why there is nothing") {
  auto report = checked(sample_boot());
  report.lookups = {{"sip.example.com",
                     "Device/Lines/Line[1]/Sip/SIP_RGSTR_ADDR",
                     {"192.0.2.5", "2001:db8::5"},
                     {},
                     "",
                     3ms},
                    {"ntp.example.com", "Device/Network/NTP/NTP_ADDR", {}, {}, "the name is not known", 3ms}};
  check("resolved", text_of(report, VerdictStatus::warning));
}

TEST_CASE("quiet is the first line, and findings from what fails on") {
  TextStyle style;
  style.quiet = true;
  check("quiet", text_of(checked(refused_boot()), VerdictStatus::failed, style));
  style.least = std::nullopt;
  CHECK_FALSE(says(text_of(checked(refused_boot()), VerdictStatus::failed, style), "download.refused"));
  style.least = Severity::info;
  CHECK(says(text_of(checked(refused_boot()), VerdictStatus::failed, style), "dhcp4.offer-only"));
}

TEST_CASE("wide and combining characters keep the columns, and no line is wider than it may be") {
  auto result = sample_boot();
  result.downloads[2].final_url = "https://prov.example.com/\xe8\xa8\xad\xe5\xae\x9a/e\xcc\x81/Config.cfg";
  result.downloads[4].final_url = "https://prov.example.com/" + std::string(200, 'x');
  for (const std::size_t width : {40U, 60U, 80U, 120U}) {
    CAPTURE(width);
    const auto text = text_of(checked(result), VerdictStatus::ok, of_width(width));
    CHECK(widest(text) <= width);
    const auto times = [&text] {
      std::vector<std::size_t> ends;
      for (const auto line : split(text, '\n'))
        if (line.ends_with("1 ms")) ends.push_back(columns(line));
      return ends;
    }();
    CHECK(times.size() == (width < 60 ? 0 : 5));
    CHECK(times == std::vector<std::size_t>(times.size(), times.empty() ? 0 : times.front()));
  }
}

TEST_CASE("colour is for the first word and the winner, and do is bold") {
  TextStyle style;
  style.color = true;
  const auto text = text_of(checked(refused_boot()), VerdictStatus::failed, style);
  CHECK(text.starts_with("\x1b[31mFAILS    \x1b[0m"));
  CHECK(says(text, "\x1b[32mWINS "));
  CHECK(says(text, "\x1b[1m  do     \x1b[0m"));
}

TEST_CASE("what a server or a file says takes one line and moves no cursor") {
  auto result = sample_boot();
  result.downloads[0].final_url = "http://a/\x1b[2J\r\nx";
  result.effective[1].value = "2\n01\x9b";
  result.downloads[0].attempts = {{"http://b/\x07", DownloadStatus::failed, "it said \x1b]0;x", 1ms}};
  const auto text = text_of(checked(result), VerdictStatus::ok, verbose());
  for (const auto line : split(text, '\n')) CHECK_FALSE(clean(line).escaped);
  CHECK(count_of(text, "\x1b") == 0);
}

TEST_CASE("all has the frame, but validate, and not where nothing was sent") {
  Report report;
  CHECK(has_frame(report));
  report.plan.emplace();
  CHECK_FALSE(has_frame(report));
  report.plan.reset();
  report.counts.emplace();
  CHECK_FALSE(has_frame(report));
}

TEST_CASE("an early end has an answer and a record") {
  Report report;
  report.command = "check";
  report.findings = {make_finding("host.no-interface", "no interface has carrier")};
  report.verdict = {VerdictStatus::undetermined, "no interface has carrier", 3};
  const auto text = to_text(report, {});
  CHECK(text.starts_with("UNKNOWN  no interface has carrier\n  do     "));
  CHECK(count_of(text, "no interface has carrier") == 1);
  CHECK(count_of(text, "[host.no-interface]") == 1);
  CHECK(text.ends_with(", exit 3\nMore: provtool explain host.no-interface\n"));
}

TEST_CASE("the record says on which kernel and interface it ran, when all is wanted") {
  auto report = checked(sample_boot());
  report.tool.system = "Linux 6.1.0 x86_64";
  CHECK(says(text_of(report, VerdictStatus::ok, verbose()),
             "\nLinux 6.1.0 x86_64; eth0 00:00:5e:00:53:05, up, 192.0.2.5/24\n"));
  CHECK_FALSE(says(text_of(report, VerdictStatus::ok), "Linux"));
}

TEST_CASE("the record ends with what was typed, on one line, and how to hand on the rest") {
  auto report = checked(sample_boot());
  report.asked.emplace();
  report.asked->arguments = {"check", "-i", "eth0"};
  CHECK(text_of(report, VerdictStatus::ok)
            .ends_with("exit 0\nArguments: check -i eth0; ticket: -o report.json\n"));
  for (int i = 0; i < 40; ++i) report.asked->arguments.emplace_back("--disable");
  const auto cut = text_of(report, VerdictStatus::ok);
  CHECK(says(cut, "\nArguments: check -i eth0 --disable"));
  CHECK(cut.ends_with("…; ticket: -o report.json\n"));
  CHECK(widest(cut) <= 80);
  CHECK(widest(text_of(report, VerdictStatus::ok, of_width(20))) <= 20);
  CHECK(count_of(text_of(report, VerdictStatus::ok, verbose()), "--disable") == 40);
}

TEST_CASE("the last line of a screen with findings names the page about the first cause") {
  CHECK(text_of(checked(refused_boot()), VerdictStatus::failed)
            .ends_with("\nMore: provtool explain download.refused\n"));
  CHECK_FALSE(says(text_of(checked(sample_boot()), VerdictStatus::ok), "provtool explain"));
}

}  // namespace provtool
