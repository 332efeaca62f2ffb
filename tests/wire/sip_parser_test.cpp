// parse() of wire/sip.hpp.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <chrono>

#include "support/sip_files.hpp"
#include "wire/sip.hpp"

using namespace provtool;
using namespace provtool::testing;
using Kind = sip::Fault::Kind;

namespace {

constexpr std::string_view k_url = "http://192.0.2.1/prov/";

}  // namespace

TEST_SUITE_BEGIN("wire/sip_parser");

TEST_CASE("compact names, folds and blanks before the colon read as the long form") {
  const auto notify = read("notify-compact-and-folded");
  CHECK(notify.top_via()->port == Port{5062});
  CHECK(notify.top_via()->branch == "z9hG4bK12fd4e5c");
  CHECK_FALSE(notify.top_via()->rport);
  CHECK(notify.from_tag() == "as54cd2be9");
  CHECK(notify.cseq()->method == "NOTIFY");
  CHECK(notify.event_package() == "ua-profile");
  CHECK(notify.header("v") == notify.header("VIA"));
  CHECK(notify.fields.front().name == "Via");
  CHECK(body(notify) == k_url);
  CHECK(notify.faults.empty());
  CHECK(notify_with("Event:", "EvEnT \t :").event_package() == "ua-profile");
}

TEST_CASE("what responders in the field send is read, and what is odd about it is listed") {
  SUBCASE("a Via without branch and a request URI without scheme") {
    const auto notify = read("notify-without-branch");
    CHECK(notify.request()->uri == "192.0.2.10:5060");
    CHECK_FALSE(notify.top_via()->branch.has_value());
    CHECK(notify.faults.empty());
  }
  SUBCASE("a Content-Length that is 2 too large") {
    const auto notify = read("notify-length-too-large");
    CHECK(body(notify) == k_url);
    REQUIRE(notify.faults.size() == 1);
    CHECK(notify.faults[0].kind == Kind::content_length);
    CHECK(notify.faults[0].text == "Content-Length says 24, the body has 22 bytes");
  }
  SUBCASE("lines that end with LF, and a body that is longer than it says") {
    const auto notify = read("notify-lf-only");
    CHECK(body(notify) == k_url);
    CHECK(faults(notify) == std::set{Kind::line_end, Kind::content_length});
    CHECK(notify.header("From") == "<sip:MAC00005E005342224.0.1.75>;tag=141197489959ec9930");
  }
  SUBCASE("a 200 whose header has no empty line behind it") {
    const auto ok = read("ok-without-empty-line");
    CHECK(ok.response()->code == 200);
    CHECK(ok.cseq()->number == 2);
    CHECK(faults(ok) == std::set{Kind::no_empty_line});
  }
  SUBCASE("a 200 without To tag") {
    const auto ok = read("ok-without-to-tag");
    CHECK_FALSE(ok.to_tag().has_value());
    CHECK(ok.from_tag() == "658512961");
    CHECK(ok.faults.empty());
  }
  SUBCASE("a NOTIFY outside of any dialog") {
    const auto notify = read("notify-foreign-dialog");
    CHECK(notify.header("Call-ID") == "7f31c2a4-1@192.0.2.1");
    CHECK_FALSE(notify.to_tag().has_value());
  }
  SUBCASE("what stands behind the URL stays in the body") {
    CHECK(body(read("notify-nul-after-url")) == std::string(k_url) + '\0');
    CHECK(body(read("notify-crlf-after-url")) == std::string(k_url) + "\r\n");
    CHECK(body(read("notify-two-urls")) == "http://192.0.2.1/prov/\r\nhttp://192.0.2.2/prov/\r\n");
    CHECK(body(read("notify-escape")) == "http://192.0.2.1/\x1b[2J");
  }
  SUBCASE("a refusal and another success than 200") {
    CHECK(read("refused-401").response()->reason == "Unauthorized");
    CHECK(read("accepted-from-other-port").response()->code == 202);
  }
}

TEST_CASE("line ends before the start line are skipped") {
  const auto notify = parse_text("\r\n\r\n" + wire_text("notify"));
  REQUIRE(notify);
  CHECK(notify->faults.empty());
}

TEST_CASE("keep-alives are told from messages") {
  using namespace std::string_view_literals;
  for (const auto text : {""sv, "\r\n"sv, "\r\n\r\n"sv, "\0\0\0\0"sv})
    CHECK(parse_text(text).error() == sip::Rejection::keep_alive);
}

TEST_CASE("what is no SIP message is rejected with the reason") {
  CHECK(parse_text("hello").error() == sip::Rejection::no_start_line);
  CHECK(parse_text("NOTIFY sip:a@example.com HTTP/1.1\r\n\r\n").error() == sip::Rejection::no_start_line);
  CHECK(parse_text("NOTIFY SIP/2.0\r\n\r\n").error() == sip::Rejection::no_start_line);
  CHECK(parse_text("NOT/IFY sip:a SIP/2.0\r\n\r\n").error() == sip::Rejection::no_start_line);
  CHECK(parse_text("SIP/2.0\r\n\r\n").error() == sip::Rejection::no_start_line);
  CHECK(parse_text("SIP/2.0 OK\r\n\r\n").error() == sip::Rejection::no_start_line);
  CHECK(parse_text("SIP/3.0 200 OK\r\n\r\n").error() == sip::Rejection::other_version);
  CHECK(parse_text(std::string(65536, 'a')).error() == sip::Rejection::too_large);
  for (const auto rejection : {sip::Rejection::keep_alive, sip::Rejection::too_large,
                               sip::Rejection::other_version, sip::Rejection::no_start_line})
    CHECK_FALSE(sip::to_text(rejection).empty());
}

TEST_CASE("a CR inside a line counts as a blank and is a fault") {
  const auto notify = notify_with("Max-Forwards: 70", "Subject: a\rVia: SIP/2.0/UDP 192.0.2.9");
  CHECK(notify.header("Subject") == "a Via: SIP/2.0/UDP 192.0.2.9");
  CHECK(notify.headers("Via").size() == 1);
  CHECK(faults(notify) == std::set{Kind::line_end});
}

TEST_CASE("a header line without colon or name is left out and never quoted") {
  const auto notify = read("header-without-colon");
  REQUIRE(notify.faults.size() == 1);
  CHECK(notify.faults[0].kind == Kind::header_line);
  CHECK(notify.faults[0].text == "line 11 of the header is not one: it has no colon");
  CHECK(body(notify) == k_url);
  CHECK(faults(notify_with("Max-Forwards:", ":")) == std::set{Kind::header_line});
  const auto odd_name = notify_with("Max-Forwards:", "s3cret word:");
  REQUIRE(odd_name.faults.size() == 1);
  CHECK(odd_name.faults[0].text.ends_with("of the header is not one: its name is no token"));
}

TEST_CASE("a first header line that is a fold continues nothing") {
  const auto notify = notify_with("Via:", " Via:");
  CHECK(faults(notify) == std::set{Kind::header_line});
  CHECK_FALSE(notify.top_via().has_value());
}

TEST_CASE("a header without an end keeps what there was") {
  const auto notify = read("header-without-end");
  CHECK(notify.event_package() == "ua-pro");
  CHECK(faults(notify) == std::set{Kind::no_empty_line});
  CHECK(notify.body.empty());
}

TEST_CASE("an impossible Content-Length leaves the body as it is") {
  for (const auto* length : {"-1", "+22", "0x16", "22 bytes", "", "65536", "99999999999999999999"}) {
    CAPTURE(length);
    const auto notify = notify_with("Content-Length: 22", fmt::format("Content-Length: {}", length));
    CHECK(faults(notify) == std::set{Kind::bad_content_length});
    CHECK(body(notify) == k_url);
  }
  CHECK(faults(read("notify-huge-length")) == std::set{Kind::bad_content_length});
  CHECK(notify_with("Content-Length: 22", "Content-Length: 00000022").faults.empty());
  CHECK(notify_with("Content-Length: 22", "Content-Length: 22\r\nl: 22").faults.empty());
}

TEST_CASE("a Content-Length smaller than the body cuts it, a larger one does not") {
  const auto small = notify_with("Content-Length: 22", "Content-Length: 7");
  CHECK(body(small) == "http://");
  CHECK(small.faults[0].text == "Content-Length says 7, the body has 22 bytes");
  CHECK(body(notify_with("Content-Length: 22", "Content-Length: 60000")) == k_url);
  CHECK(body(notify_with("Content-Length: 22\r\n", "")) == k_url);
}

TEST_CASE("a body of 60 kB is kept whole") {
  const std::string large(60'000, 'u');
  const auto text =
      replaced(replaced(wire_text("notify"), "Content-Length: 22", "Content-Length: 60000"), k_url, large);
  const auto notify = parse_text(text);
  REQUIRE(notify);
  CHECK(notify->faults.empty());
  CHECK(body(*notify) == large);
}

TEST_CASE("of 2,000 header fields the first 200 count, and the body is found all the same") {
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += fmt::format("X-{}: {}\r\n", i, i);
  const auto notify = notify_with("Event:", many + "Event:");
  CHECK(notify.fields.size() == 200);
  CHECK(body(notify) == k_url);
  REQUIRE(faults(notify) == std::set{Kind::header_too_large});
  CHECK(notify.faults[0].text == "1811 header fields beyond the first 200");
}

TEST_CASE("a value longer than 8192 bytes is cut") {
  const auto notify = notify_with("Max-Forwards: 70", "Subject: " + std::string(50'000, 's'));
  CHECK(notify.header("Subject")->size() == 8192);
  CHECK(faults(notify) == std::set{Kind::header_too_large});
}

TEST_CASE("thousands of faulty lines take no thousands of faults") {
  std::string lines = "NOTIFY sip:a@example.com SIP/2.0\r\n";
  while (lines.size() < 65'000) lines += ":\r\n";
  const auto notify = parse_text(lines);
  REQUIRE(notify);
  CHECK(notify->faults.size() == 9);
}

TEST_CASE("a datagram built to be slow is not") {
  const auto start = std::chrono::steady_clock::now();
  for (const auto* unit : {"\n ", ":\n", "a:\n", ";", "\"", "<", ",", "\\\"", "v:,\r\n", "\r", "f:;;=\"<"}) {
    std::string text = "NOTIFY sip:a@example.com SIP/2.0\r\nVia: ";
    while (text.size() < 65'000) text += unit;
    const auto message = parse_text(text);
    REQUIRE(message);
    (void)message->top_via();
    (void)message->from_tag();
    sip::serialize(*message);
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}

TEST_CASE("cut at any byte, a message is read or rejected and never more than was there") {
  for (const auto* name : {"notify", "notify-compact-and-folded", "wsinv", "ok-without-to-tag"}) {
    const auto text = wire_text(name);
    for (std::size_t size = 0; size <= text.size(); ++size) {
      const auto message = parse_text(std::string_view(text).substr(0, size));
      if (message) CHECK(message->body.size() <= size);
    }
  }
}

TEST_SUITE_END();
