#include "wire/sip_uri.hpp"

#include <doctest/doctest.h>

#include <array>

namespace provtool::sip {

TEST_CASE("From and To of phones and responders in the field are SIP URIs") {
  for (const std::string_view value : {
           "<sip:MAC%3a00005E005342@224.0.1.75>;tag=77aa",
           "<sip:MAC:00005E005342@224.0.1.75>",
           "<sip:MAC00005E005342@224.0.1.75>",
           "<sip:MAC=00005E005342@224.0.1.75:5060;transport=udp>;tag=1",
           "\"A. <Phone>\" <sips:phone@[2001:db8::1]:5061>",
           "provisioning <sip:192.0.2.1>;tag=b27e",
           "sip:pnp@pbx_1.example.com.;tag=1",
           "SIP:pbx",
           "<sip:I%20have%20spaces@example.net>",
       }) {
    CAPTURE(value);
    CHECK(names_sip_uri(value));
  }
}

TEST_CASE("what is not a SIP URI") {
  for (const std::string_view value : {
           "<sip:MAC= 0080f012345610.77.0.1>",  // no @, and a space
           "<sip:MAC=0080f012345610.77.0.1>",   // no host can have that name
           "<sip:0080f012345610.77.0.1>",       // it ends in a number and is no address
           "<sip:MAC%3a00005E005342>",          // no host
           "<sip:MAC%3a00005E005342@>;tag=1",
           "<sip:@192.0.2.1>",
           "<sip:>",
           "<sip:MAC%3a 00005E005342@224.0.1.75>",
           "<sip:MAC%zz@224.0.1.75>",
           "<sip:a@192.0.2.1:port>",
           "<sip:a@[fe80::1>",
           "<sip:a@b..example.com>",
           "<sip:a@192.0.2.300>",
           "<MAC%3a00005E005342@224.0.1.75>",  // no scheme
           "<http://192.0.2.1/>",
           "<sip:a@192.0.2.1",  // never closed
           "<sip:a@192.0.2.1>tag=1",
           "phone",
           "",
       }) {
    CAPTURE(value);
    CHECK_FALSE(names_sip_uri(value));
  }
}

}  // namespace provtool::sip
