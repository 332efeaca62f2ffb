#include "wire/sip_header.hpp"

#include <doctest/doctest.h>

using namespace provtool;

TEST_SUITE_BEGIN("wire/sip_header");

TEST_CASE("Via is read with all the blanks that may stand in it") {
  const auto via = sip::Via::parse(
      "sip  /  2.0 / udp   [2001:db8::1] : 05062 ; Branch = \"x\" ;received= 192.0.2.7;rport=5");
  REQUIRE(via);
  CHECK(via->transport == "UDP");
  CHECK(via->host == "[2001:db8::1]");
  CHECK(via->port == Port{5062});
  CHECK(via->branch == "x");
  CHECK(via->received == "192.0.2.7");
  CHECK(via->rport);
  CHECK(sip::Via::parse("SIP/2.0/UDP 2001:db8::1")->host == "2001:db8::1");
  CHECK_FALSE(sip::Via::parse("SIP/2.0/UDP [2001:db8::1]")->port.has_value());
  CHECK(sip::Via::parse("SIP/2.0/UDP example.com;rport;rport")->rport);
}

TEST_CASE("a Via that names no place is nothing") {
  for (const auto* text :
       {"", "SIP", "SIP/2.0", "SIP/2.0/UDP", "SIP/2.0/UDP ;branch=x", "SIP/3.0/UDP a", "HTTP/2.0/UDP a",
        "SIP/2.0/UDP a:0", "SIP/2.0/UDP a:65536", "SIP/2.0/UDP a:b", "SIP/2.0/UDP :5060", "SIP/2.0/U(P a"})
    CHECK_FALSE(sip::Via::parse(text).has_value());
}

TEST_CASE("CSeq is a number of 32 bits and a method") {
  CHECK(sip::CSeq::parse(" 0009 \t INVITE ")->number == 9);
  CHECK(sip::CSeq::parse("4294967295 NOTIFY")->number == 4294967295);
  for (const auto* text : {"", "1", "NOTIFY", "4294967296 NOTIFY", "-1 NOTIFY", "1 NOT IFY"})
    CHECK_FALSE(sip::CSeq::parse(text).has_value());
}

TEST_CASE("a comma inside quotes or <> separates nothing") {
  using Values = std::vector<std::string_view>;
  CHECK(sip::split_list(R"("a,\",b" <sip:c,d@e>;x=",", f ,,)") ==
        Values{R"("a,\",b" <sip:c,d@e>;x=",")", "f"});
  CHECK(sip::split_list("\"open, x") == Values{"\"open, x"});
  CHECK(sip::split_list("<open, x") == Values{"<open, x"});
}

TEST_CASE("a tag stands behind the URI, not in it") {
  CHECK(sip::parameter_of("<sip:a@example.com;tag=uri>;TAG=\"he\\\"ader\"", "tag") == "he\"ader");
  CHECK(sip::parameter_of("sip:a@example.com;tag=header", "tag") == "header");
  CHECK(sip::parameter_of("\";tag=name\" <sip:a@example.com>", "tag") == std::nullopt);
  CHECK(sip::parameter_of("x;rport;lr=", "rport") == "");
  CHECK(sip::parameters_of("ua-profile;vendor=\"a;b\";;model=c")[0].value == "a;b");
  CHECK(sip::parameters_of("ua-profile;vendor=\"a;b\";;model=c").size() == 2);
}

TEST_CASE("every compact form has its long form, and an unknown name stays") {
  for (const auto* pair : {"vVia", "fFrom", "tTo", "iCall-ID", "mContact", "cContent-Type", "lContent-Length",
                           "eContent-Encoding", "kSupported", "sSubject", "oEvent", "uAllow-Events",
                           "rRefer-To", "bReferred-By", "xSession-Expires"}) {
    const std::string_view text = pair;
    CHECK(sip::canonical_name(text.substr(0, 1)) == text.substr(1));
  }
  CHECK(sip::canonical_name("cALL-id") == "Call-ID");
  CHECK(sip::canonical_name("NewFangledHeader") == "NewFangledHeader");
}

TEST_SUITE_END();
