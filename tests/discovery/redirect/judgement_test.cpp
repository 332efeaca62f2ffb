#include "discovery/redirect/judgement.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using namespace std::chrono_literals;

const std::string k_asked = "http://redirect.example.net/conf/0080F0123456.cfg";
const std::string k_url = "http://prov.example.com/utg/";
const std::string k_resolved = "http://prov.example.com/utg/KX-UTG200B.cfg";

Identity phone() {
  Identity identity;
  identity.mac = *MacAddress::parse("0080F0123456");
  return identity;
}

Fetched answer(int status, std::string_view body = "") {
  Fetched fetched;
  fetched.url = k_asked;
  fetched.status = status;
  fetched.body = to_bytes(body);
  fetched.server = "192.0.2.80";
  fetched.elapsed = 20ms;
  return fetched;
}

Fetched redirect(std::string location, std::string absolute, int status = 302) {
  auto fetched = answer(status);
  fetched.location = std::move(location);
  fetched.redirect_url = std::move(absolute);
  return fetched;
}

Fetched problem(FetchProblem what, std::string server = "") {
  Fetched fetched;
  fetched.url = k_asked;
  fetched.problem = what;
  fetched.detail = "the library's words";
  fetched.server = std::move(server);
  fetched.elapsed = 5s;
  return fetched;
}

SourceEvidence read(const Fetched& fetched) {
  return read_redirect(fetched, phone());
}

std::string finding_of(const Fetched& fetched) {
  const auto findings = judge(fetched, read(fetched));
  return findings.empty() ? "" : findings.at(0).id;
}

std::string value_of(const SourceEvidence& evidence) {
  return evidence.candidate ? std::string(as_text(evidence.candidate->raw)) : "";
}

std::vector<std::string> resolved(const SourceEvidence& evidence) {
  return evidence.candidate ? evidence.candidate->reading.resolved : std::vector<std::string>{};
}

}  // namespace

TEST_CASE("a redirect with a Location is the provisioning URL") {
  for (const int status : {301, 302, 303, 307, 308}) {
    CAPTURE(status);
    const auto evidence = read(redirect(k_url, k_url, status));
    CHECK(evidence.source == SourceId::redirect);
    CHECK(evidence.status == Status::found);
    CHECK(evidence.confidence == Confidence::assumption);
    CHECK(evidence.server == "192.0.2.80");
    CHECK(evidence.elapsed == Duration(20ms));
    CHECK(value_of(evidence) == k_url);
    CHECK(resolved(evidence) == std::vector{k_resolved});
    CHECK(finding_of(redirect(k_url, k_url, status)).empty());
  }
  CHECK(read(redirect(k_url, k_url)).reason == "192.0.2.80 sent it as the Location of its 302");
}

TEST_CASE("a relative Location counts as made absolute") {
  const auto evidence = read(redirect("/utg/", k_url));
  CHECK(evidence.status == Status::found);
  CHECK(value_of(evidence) == k_url);
}

TEST_CASE("an absolute Location counts as received, whatever the library makes of it") {
  const auto evidence = read(redirect("HTTP://prov.example.com", "http://prov.example.com/"));
  CHECK(value_of(evidence) == "HTTP://prov.example.com");
  CHECK(resolved(evidence) == std::vector<std::string>{"http://prov.example.com/KX-UTG200B.cfg"});
}

TEST_CASE("of a redirect the Location is enough, whatever comes behind it") {
  auto fetched = redirect(k_url, k_url);
  for (const auto what : {FetchProblem::too_large, FetchProblem::timeout, FetchProblem::broken_off}) {
    fetched.problem = what;
    CHECK(read(fetched).status == Status::found);
  }
}

TEST_CASE("a Location that the phone cannot load is unusable") {
  for (const auto& location :
       std::vector<std::string>{"gopher://prov.example.com/", "http:/prov.example.com/", "http://h:99999/"}) {
    CAPTURE(location);
    const auto evidence = read(redirect(location, location));
    CHECK(evidence.status == Status::unusable);
    CHECK(value_of(evidence) == location);
    CHECK(finding_of(redirect(location, location)).empty());  // the url.* finding says it
  }
}

TEST_CASE("a redirect to the URL that was asked for is a loop and no value") {
  for (const std::string& absolute :
       {k_asked, std::string("http://REDIRECT.example.net/conf/0080F0123456.cfg")}) {
    const auto fetched = redirect("0080F0123456.cfg", absolute);
    CHECK(read(fetched).status == Status::empty);
    CHECK(value_of(read(fetched)).empty());
    CHECK(finding_of(fetched) == "redirect.failed");
  }
  CHECK(read(redirect("?x", k_asked + "?x")).status == Status::found);
}

TEST_CASE("a redirect without a Location names no URL") {
  CHECK(read(answer(302)).status == Status::empty);
  CHECK(read(answer(304)).status == Status::empty);
  CHECK(finding_of(answer(302)) == "redirect.not-registered");
}

TEST_CASE("a body of one URL is the provisioning URL") {
  using namespace std::string_view_literals;
  for (const auto body : {"http://prov.example.com/utg/"sv, " http://prov.example.com/utg/\r\n"sv,
                          "\n\thttp://prov.example.com/utg/\0\0"sv}) {
    const auto evidence = read(answer(200, body));
    CHECK(evidence.status == Status::found);
    CHECK(value_of(evidence) == k_url);
    CHECK(resolved(evidence) == std::vector{k_resolved});
    CHECK(evidence.reason == "192.0.2.80 sent it in the body of its 200");
    CHECK(finding_of(answer(200, body)).empty());
  }
  CHECK(read(answer(203, k_url)).status == Status::found);
}

TEST_CASE("a body that is meant as a URL and is none the phone can load is unusable") {
  for (const auto body :
       {"http:/prov.example.com/", "gopher://prov.example.com/", "\"http://prov.example.com/\""}) {
    CAPTURE(body);
    CHECK(read(answer(200, body)).status == Status::unusable);
  }
}

TEST_CASE("a body of anything else holds no URL") {
  for (const auto& body : {
           std::string(""),
           std::string("not registered"),
           std::string("prov.example.com"),
           std::string("://prov.example.com"),
           std::string("<!DOCTYPE html><html><a href=\"http://prov.example.com/\">log in</a></html>"),
           std::string("{\"url\":\"http://prov.example.com/\"}"),
           std::string("http://prov.example.com/ http://prov.example.com/"),
           "http://prov.example.com/" + std::string(8000, 'x'),
       }) {
    CAPTURE(body);
    CHECK(read(answer(200, body)).status == Status::empty);
    CHECK(finding_of(answer(200, body)) == "redirect.not-registered");
  }
}

TEST_CASE("what came instead of a URL is named") {
  auto fetched = answer(200, "<html>");
  fetched.content_type = "text/html";
  CHECK(read(fetched).reason == "192.0.2.80 answered 200 and text/html, without a URL");
  fetched.content_type = std::string(1000, 'x');
  CHECK(read(fetched).reason.size() < 150);
}

TEST_CASE("an initial file makes the URL asked the provisioning URL, with nothing added to it") {
  for (const auto body : {"<?xml version=\"1.0\"?>\n<PANASIPPhoneConfig><Initial/></PANASIPPhoneConfig>",
                          "U2FsdGVkX1+AAAAAAAAAAAAA"}) {
    auto fetched = answer(200, body);
    fetched.url = "http://redirect.example.net/conf/?mac=0080F0123456";
    const auto evidence = read(fetched);
    CHECK(evidence.status == Status::found);
    CHECK(value_of(evidence) == fetched.url);
    CHECK(resolved(evidence) == std::vector{fetched.url});
    CHECK(evidence.reason == "192.0.2.80 answered with an initial file");
    CHECK(finding_of(fetched).empty());
  }
}

TEST_CASE("a refusal is one, and tells who does not know the phone from who does not work") {
  for (const int status : {400, 401, 403, 404, 410}) {
    CHECK(read(answer(status, k_url)).status == Status::refused);
    CHECK(finding_of(answer(status)) == "redirect.not-registered");
  }
  for (const int status : {500, 503}) {
    CHECK(read(answer(status, k_url)).status == Status::refused);
    CHECK(finding_of(answer(status)) == "redirect.failed");
  }
  CHECK(read(answer(404)).reason == "192.0.2.80 answered 404");
}

TEST_CASE("who is there and gives no answer is one that did not answer") {
  for (const auto what : {FetchProblem::refused, FetchProblem::timeout, FetchProblem::broken_off}) {
    const auto evidence = read(problem(what, "192.0.2.80"));
    CHECK(evidence.status == Status::no_answer);
    CHECK_FALSE(evidence.elapsed);
    CHECK(finding_of(problem(what)) == "redirect.failed");
  }
  CHECK(read(problem(FetchProblem::refused)).reason == "redirect.example.net refused the connection");
  CHECK(read(problem(FetchProblem::timeout)).reason ==
        "redirect.example.net did not answer within 5.0 s: no connection");
  CHECK(read(problem(FetchProblem::timeout, "192.0.2.80")).reason ==
        "redirect.example.net did not answer within 5.0 s, although it accepted the connection");
}

TEST_CASE("what could not be looked at is not tested, and something would settle it") {
  for (const auto what :
       {FetchProblem::name_lookup, FetchProblem::no_route, FetchProblem::unreachable, FetchProblem::tls,
        FetchProblem::distrusted, FetchProblem::ftp_passive, FetchProblem::other}) {
    const auto evidence = read(problem(what));
    CHECK(evidence.status == Status::not_tested);
    CHECK_FALSE(evidence.to_settle.empty());
    CHECK_FALSE(evidence.left_out);
    CHECK(finding_of(problem(what)) == "redirect.failed");
  }
  CHECK(read(problem(FetchProblem::tls)).reason.ends_with(": the library's words"));
}

TEST_CASE("a server that says no by FTP or TFTP refuses") {
  for (const auto what : {FetchProblem::login, FetchProblem::refused_by_server})
    CHECK(read(problem(what, "192.0.2.80")).status == Status::refused);
}

TEST_CASE("an answer that makes no sense holds no value") {
  auto large = answer(200, k_url);
  large.problem = FetchProblem::too_large;
  for (const auto& fetched : {large, problem(FetchProblem::not_http, "192.0.2.80")}) {
    CHECK(read(fetched).status == Status::empty);
    CHECK(value_of(read(fetched)).empty());
    CHECK(finding_of(fetched) == "redirect.failed");
  }
}

TEST_CASE("a body that broke off is no answer, though it began well") {
  auto fetched = answer(200, k_url);
  fetched.problem = FetchProblem::broken_off;
  CHECK(read(fetched).status == Status::no_answer);
}

namespace {

SourceEvidence source(SourceId id, Status status, bool left_out = false) {
  SourceEvidence evidence;
  evidence.source = id;
  evidence.status = status;
  evidence.left_out = left_out;
  if (status == Status::found) evidence.candidate = Candidate{to_bytes(k_url), read_url(k_url, phone())};
  return evidence;
}

// Of a phone with IPv4 addresses only, except.
struct Others {
  Status pnp = Status::no_answer;
  Status option = Status::empty;
  bool pnp_left_out = false;
  AddressMode mode = AddressMode::ipv4;
  Status redirect = Status::not_tested;
};

RedirectTurn turn(const Others& others) {
  return turn_of_redirect(
      decide({source(SourceId::manual, Status::empty), source(SourceId::pnp, others.pnp, others.pnp_left_out),
              source(SourceId::dhcp160, others.option), source(SourceId::dhcp159, Status::empty),
              source(SourceId::dhcp66, Status::no_answer), source(SourceId::dhcp6, Status::not_tested),
              source(SourceId::redirect, others.redirect)},
             others.mode, k_kx_utg));
}

}  // namespace

TEST_CASE("the redirection server's turn comes when nothing above it holds a value") {
  CHECK(turn({}).has_come);
  CHECK(turn({.pnp = Status::refused}).has_come);
  CHECK(turn({.pnp = Status::unusable}).has_come);  // PnP falls through
  CHECK(turn({.pnp = Status::off, .option = Status::off}).has_come);
  CHECK(turn({.pnp = Status::not_tested, .pnp_left_out = true}).has_come);
}

TEST_CASE("its turn does not come behind a value") {
  CHECK_FALSE(turn({.option = Status::found}).has_come);
  CHECK_FALSE(turn({.option = Status::found}).obstacle);
}

TEST_CASE("its turn does not come behind a source that could not be judged") {
  CHECK_FALSE(turn({.pnp = Status::not_tested}).has_come);
  CHECK(turn({.pnp = Status::not_tested}).obstacle == SourceId::pnp);
  CHECK(turn({.pnp = Status::not_tested, .option = Status::found}).obstacle == SourceId::pnp);
  CHECK(turn({.mode = AddressMode::dual}).obstacle == SourceId::dhcp6);
}

TEST_CASE("switched off, or with IPv6 only, it has no turn") {
  CHECK_FALSE(turn({.redirect = Status::off}).has_come);
  CHECK_FALSE(turn({.mode = AddressMode::ipv6}).has_come);
}

}  // namespace provtool
