#include "wire/sip_response.hpp"

#include <doctest/doctest.h>

#include "support/sip_files.hpp"

using namespace provtool;
using namespace provtool::testing;

TEST_SUITE_BEGIN("wire/sip_response");

TEST_CASE("a response copies what RFC 3261 8.2.6 names and adds the tag") {
  const auto request = notify_with("To: <sip:MAC%3a00005E005342@224.0.1.75>;tag=77aa",
                                   "To: <sip:MAC%3a00005E005342@224.0.1.75>\r\n"
                                   "Via: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bK2");
  const auto response = sip::make_response(request, 200, "OK", "b1");
  REQUIRE(response);
  CHECK(as_text(sip::serialize(*response)) ==
        "SIP/2.0 200 OK\r\n"
        "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK12fd4e5c;rport\r\n"
        "Via: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bK2\r\n"
        "From: <sip:MAC%3a00005E005342@224.0.1.75>;tag=as54cd2be9\r\n"
        "To: <sip:MAC%3a00005E005342@224.0.1.75>;tag=b1\r\n"
        "Call-ID: 1263455462@192.0.2.10\r\n"
        "CSeq: 1 NOTIFY\r\n"
        "Content-Length: 0\r\n\r\n");
}

TEST_CASE("a response keeps the tag that a request inside a dialog has") {
  CHECK(sip::make_response(read("notify"), 200, "OK", "b1")->to_tag() == "77aa");
}

TEST_CASE("a request that lacks one of the five fields is not answered, and says which") {
  for (const std::string name : {"Via", "From", "To", "Call-ID", "CSeq"}) {
    const auto request = notify_with("\r\n" + name + ":", "\r\nX-Was-" + name + ":");
    CHECK(sip::missing_fields(request) == std::vector<std::string_view>{name});
    CHECK_FALSE(sip::make_response(request, 200, "OK", "b1").has_value());
  }
  CHECK(sip::missing_fields(notify_with("CSeq: 1 NOTIFY", "CSeq: NOTIFY")) ==
        std::vector<std::string_view>{"CSeq"});
  CHECK_FALSE(sip::make_response(read("refused-401"), 200, "OK", "b1").has_value());
}

TEST_CASE("a response goes to the source port with rport, else to Via's port, else to 5060") {
  constexpr Port source{40'000};
  CHECK(sip::reply_port(read("notify"), source) == source);
  CHECK(sip::reply_port(notify_with("5060;branch=z9hG4bK12fd4e5c;rport", "5062"), source) == Port{5062});
  CHECK(sip::reply_port(notify_with(":5060;branch=z9hG4bK12fd4e5c;rport", ""), source) == sip::k_port);
  CHECK(sip::reply_port(notify_with("Via", "X"), source) == sip::k_port);
}

TEST_SUITE_END();
