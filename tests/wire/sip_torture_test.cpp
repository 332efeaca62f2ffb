// RFC 4475, message by message, as far as a UDP receiver that only wants to know who talks to it is
// concerned.
#include <doctest/doctest.h>

#include "support/sip_files.hpp"
#include "wire/sip_response.hpp"

using namespace provtool;
using namespace provtool::testing;
using Kind = sip::Fault::Kind;

namespace {

struct Torture {
  std::string name;
  std::string_view start;  // the method, or the status code
  std::set<Kind> faults{};
  bool answerable = true;  // the five fields of RFC 3261 8.2.6 can be read; false for responses
};

std::string start_of(const sip::Message& message) {
  return message.request() ? message.request()->method : std::to_string(message.response()->code);
}

}  // namespace

TEST_SUITE_BEGIN("wire/sip_torture");

TEST_CASE("the torture messages of RFC 4475 are read, with the faults that a parser can see") {
  const Torture messages[] = {
      // 3.1.1 valid messages
      {"wsinv", "INVITE"},
      {"intmeth", "!interesting-Method0123456789_*+`.%indeed'~"},
      {"esc01", "INVITE"},
      {"escnull", "REGISTER"},
      {"esc02", "RE%47IST%45R"},
      {"lwsdisp", "OPTIONS"},
      {"longreq", "INVITE"},
      {"dblreq", "REGISTER", {Kind::content_length}},
      {"semiuri", "OPTIONS"},
      {"transports", "OPTIONS"},
      {"mpart01", "MESSAGE"},
      {"unreason", "200", {}, false},
      {"noreason", "100", {}, false},
      // 3.1.2 invalid messages
      {"badinv01", "INVITE"},
      {"clerr", "INVITE", {Kind::content_length}},
      {"ncl", "INVITE", {Kind::bad_content_length}},
      {"scalar02", "REGISTER", {}, false},
      {"scalarlg", "503", {}, false},
      {"quotbal", "INVITE"},
      {"ltgtruri", "INVITE"},
      {"lwsruri", "INVITE", {Kind::start_line}},
      {"lwsstart", "INVITE", {Kind::start_line}},
      {"trws", "OPTIONS", {Kind::start_line}},
      {"escruri", "INVITE"},
      {"baddate", "INVITE"},
      {"regbadct", "REGISTER"},
      {"badaspec", "OPTIONS"},
      {"baddn", "OPTIONS", {Kind::no_empty_line}},
      {"mismatch01", "OPTIONS"},
      {"mismatch02", "NEWMETHOD"},
      // 3.2 to 3.4 transactions, applications, backward compatibility
      {"badbranch", "OPTIONS"},
      {"insuf", "INVITE", {}, false},
      {"unkscm", "OPTIONS"},
      {"novelsc", "OPTIONS"},
      {"unksm2", "REGISTER"},
      {"bext01", "OPTIONS"},
      {"invut", "INVITE"},
      {"regaut01", "REGISTER"},
      {"multi01", "INVITE"},
      {"mcl01", "OPTIONS", {Kind::bad_content_length}},
      {"bcast", "200", {}, false},
      {"zeromf", "OPTIONS"},
      {"cparam01", "REGISTER"},
      {"cparam02", "REGISTER"},
      {"regescrt", "REGISTER"},
      {"sdp01", "INVITE"},
      {"inv2543", "INVITE"},
  };
  for (const auto& torture : messages) {
    CAPTURE(torture.name);
    const auto message = read(torture.name);
    CHECK(start_of(message) == torture.start);
    CHECK(faults(message) == torture.faults);
    CHECK(sip::make_response(message, 200, "OK", "b1").has_value() == torture.answerable);
  }
}

TEST_CASE("a status code of ten digits and another SIP version are rejected") {
  CHECK(parse_text(wire_text("bigcode")).error() == sip::Rejection::no_start_line);
  CHECK(parse_text(wire_text("badvers")).error() == sip::Rejection::other_version);
}

TEST_CASE("wsinv: blanks and folds wherever they are allowed") {
  const auto message = read("wsinv");
  CHECK(message.to_tag() == "1918181833n");
  CHECK(message.from_tag() == "98asjd8");
  CHECK(message.cseq()->number == 9);
  CHECK(message.header("Max-Forwards") == "0068");
  CHECK(message.header("Subject") == "");
  CHECK(message.header("NewFangledHeader") == "newfangled value continued newfangled value");
  CHECK(message.header("UnknownHeaderWithUnusualValue") == ";;,,;;,;");
  const auto vias = message.headers("Via");
  REQUIRE(vias.size() == 3);
  CHECK(sip::Via::parse(vias[0])->branch == "390skdjuw");
  CHECK(sip::Via::parse(vias[1])->transport == "TCP");
  CHECK(sip::Via::parse(vias[1])->host == "spindle.example.com");
  CHECK(sip::Via::parse(vias[2])->host == "192.168.255.111");
  CHECK(sip::Via::parse(vias[2])->branch == "z9hG4bK30239");
  CHECK(message.body.size() == 150);
}

TEST_CASE("intmeth: every character that a token, a quoted string and a Call-ID may have") {
  using namespace std::string_view_literals;
  const auto message = read("intmeth");
  CHECK(message.request()->uri.ends_with("weird!*pas$wo~d_too.(doesn't-it)@example.com"));
  CHECK(message.from_tag() == "_token~1'+`*%!-.");
  CHECK(message.top_via()->branch == "z9hG4bK-.!%66*_+`'~");
  CHECK(message.header("Call-ID") == "intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
  CHECK(message.header("To")->find("\\\0 DEL:\\\x7f\""sv) != std::string_view::npos);
  CHECK(message.cseq()->method == message.request()->method);
}

TEST_CASE("longreq: 34 Via fields in every spelling of the name") {
  const auto message = read("longreq");
  CHECK(message.headers("Via").size() == 34);
  CHECK(message.top_via()->host == "sip33.example.com");
  CHECK(message.from_tag()->size() == 155);
}

TEST_CASE("dblreq: what stands behind the first message is not part of it") {
  CHECK(read("dblreq").body.empty());
}

TEST_CASE("esc02: nothing is unescaped, so C%6Fntact is no Contact") {
  CHECK(read("esc02").headers("Contact").size() == 2);
}

TEST_CASE("mpart01: a binary body is kept byte for byte") {
  const auto message = read("mpart01");
  CHECK(message.body.size() == 553);
  CHECK(message.content_type() == "multipart/mixed");
  CHECK(sip::reply_port(message, Port{40000}) == Port{40000});
}

TEST_CASE("badinv01: empty parameters and values in a Via do not hide its host") {
  const auto message = read("badinv01");
  CHECK(message.headers("Via").size() == 2);
  CHECK(message.top_via()->host == "192.0.2.15");
  CHECK_FALSE(message.top_via()->branch.has_value());
}

TEST_CASE("scalar02 and scalarlg: a CSeq beyond 32 bits is none") {
  CHECK_FALSE(read("scalar02").cseq().has_value());
  CHECK_FALSE(read("scalarlg").cseq().has_value());
}

TEST_CASE("quotbal: a string that never closes hides what follows it") {
  CHECK_FALSE(read("quotbal").to_tag().has_value());
}

TEST_CASE("lwsruri: the blank stays in the request URI") {
  CHECK(read("lwsruri").request()->uri == "sip:user@example.com; lr");
}

TEST_CASE("insuf: three of the five fields are missing") {
  CHECK(sip::missing_fields(read("insuf")) == std::vector<std::string_view>{"From", "To", "Call-ID"});
}

TEST_CASE("mcl01: with two lengths the whole body is kept") {
  CHECK(body(read("mcl01")).starts_with("There's no way to know how many octets"));
}

TEST_CASE("inv2543: a Via without port or branch, and no tag") {
  const auto message = read("inv2543");
  CHECK(message.top_via()->host == "iftgw.example.com");
  CHECK(sip::reply_port(message, Port{40000}) == sip::k_port);
  CHECK_FALSE(message.from_tag().has_value());
  CHECK(sip::make_response(message, 200, "OK", "b1")->to_tag() == "b1");
}

TEST_SUITE_END();
