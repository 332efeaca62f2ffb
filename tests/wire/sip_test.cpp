#include "wire/sip.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/sip_files.hpp"

using namespace provtool;
using namespace provtool::testing;

namespace {

constexpr std::string_view k_url = "http://192.0.2.1/prov/";

}  // namespace

TEST_SUITE_BEGIN("wire/sip");

TEST_CASE("the usual NOTIFY is read without a fault") {
  const auto notify = read("notify");
  REQUIRE(notify.request());
  CHECK(notify.request()->method == "NOTIFY");
  CHECK(notify.request()->uri == "sip:192.0.2.10:5060");
  CHECK(notify.event_package() == "ua-profile");
  CHECK(notify.content_type() == "application/url");
  CHECK(notify.subscription_state() == "terminated");
  CHECK(notify.from_tag() == "as54cd2be9");
  CHECK(notify.to_tag() == "77aa");
  CHECK(notify.cseq()->number == 1);
  CHECK(notify.cseq()->method == "NOTIFY");
  CHECK(notify.header("Call-ID") == "1263455462@192.0.2.10");
  CHECK(notify.top_via()->transport == "UDP");
  CHECK(notify.top_via()->host == "192.0.2.1");
  CHECK(notify.top_via()->port == Port{5060});
  CHECK(notify.top_via()->branch == "z9hG4bK12fd4e5c");
  CHECK(notify.top_via()->rport);
  CHECK(notify.top_via()->raw == "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK12fd4e5c;rport");
  CHECK(body(notify) == k_url);
  CHECK(notify.faults.empty());
}

TEST_CASE("values in one line are told apart for fields that are lists, and only for these") {
  auto notify =
      notify_with("Via:", "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1, SIP/2.0/UDP 192.0.2.8\r\nv:");
  CHECK(notify.headers("via").size() == 3);
  CHECK(notify.top_via()->host == "192.0.2.9");
  notify = notify_with("Max-Forwards: 70", "Date: Fri, 01 Jan 2010 16:00:00 GMT");
  CHECK(notify.headers("Date").size() == 1);
  CHECK(notify.headers("Nothing").empty());
}

TEST_CASE("a message is written with CR LF and a right Content-Length at its end") {
  auto notify = read("notify-lf-only");
  notify.body = to_bytes("http://192.0.2.1/");
  const auto text = std::string(as_text(sip::serialize(notify)));
  CHECK(text.ends_with("Content-Type: application/url\r\nContent-Length: 17\r\n\r\nhttp://192.0.2.1/"));
  CHECK(text.starts_with("NOTIFY sip:192.0.2.10:5060 SIP/2.0\r\nVia: "));
  CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) ==
        static_cast<std::size_t>(std::count(text.begin(), text.end(), '\r')));
}

TEST_CASE("what is read, written and read again is the same, for every file of tests/data/sip") {
  const auto names = data_files("sip", ".sip");
  CHECK(names.size() > 60);
  for (const auto& name : names) {
    CAPTURE(name);
    const auto once = parse_text(wire_text(name));
    if (!once) continue;
    const auto bytes = sip::serialize(*once);
    const auto twice = sip::parse(bytes);
    REQUIRE(twice);
    CHECK(twice->start == once->start);
    CHECK(twice->body == once->body);
    CHECK(sip::serialize(*twice) == bytes);
  }
}

TEST_SUITE_END();
