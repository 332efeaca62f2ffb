#include "discovery/pnp/judgement.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "support/findings.hpp"
#include "support/pnp_packets.hpp"
#include "support/sip_files.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using namespace testing;

const PnpResponse k_refusal{.status = 403, .reason = "Forbidden"};
const std::string k_bad_url = "http:/192.0.2.1/prov/";

// What was learned when these came, in this order, 1 ms apart.
PnpEvidence evidence_of(std::vector<Datagram> answers, int asked = 6) {
  PnpReader reader(Identity{.mac = k_pnp_mac}, 5s);
  reader.read(subscribe_sent());
  Duration time{};
  for (auto& answer : answers) {
    answer.time = at(time += 1ms);
    reader.read(answer);
  }
  for (int i = 1; i < asked; ++i) reader.read(subscribe_sent(i * 500ms));
  return reader.evidence();
}

std::vector<Finding> judged(std::vector<Datagram> answers, bool complete = true) {
  return judge(evidence_of(std::move(answers)), complete);
}

// After a 200, so that nothing else is odd.
Ids judged_notify(const PnpNotification& notification) {
  return ids_of(judged({response({.from = notification.from}), notify(notification)}));
}

std::string message_of(const std::vector<Finding>& findings, std::string_view id) {
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [&](const Finding& finding) { return finding.id == id; });
  return found == findings.end() ? "(none)" : found->message;
}

SourceEvidence source_of(std::vector<Datagram> answers) {
  const auto source = read_answers(evidence_of(std::move(answers)), Identity{});
  REQUIRE(source);
  CHECK(source->source == SourceId::pnp);
  return *source;
}

}  // namespace

// ---- the source

TEST_CASE("nobody answered: that is for others to say") {
  CHECK_FALSE(read_answers(evidence_of({}), Identity{}));
  CHECK_FALSE(read_answers(evidence_of({notify({.method = "INVITE"})}), Identity{}));
  CHECK(judged({}).empty());
}

TEST_CASE("a valid NOTIFY is found, with who sent it and after how long") {
  const auto source = source_of({response(), notify()});
  CHECK(source.status == Status::found);
  CHECK(source.reason == "192.0.2.1 sent it in a NOTIFY");
  REQUIRE(source.candidate);
  CHECK(as_text(source.candidate->raw) == k_pnp_url);
  CHECK(source.candidate->reading.resolved ==
        std::vector<std::string>{"http://192.0.2.1/prov/KX-UTG200B.cfg"});
  CHECK(source.server == "192.0.2.1");
  CHECK(source.elapsed == 2ms);
  CHECK(judged({response(), notify()}).empty());
}

TEST_CASE("a value that is not a usable URL is unusable, and the phone goes on") {
  const auto source = source_of({response(), notify({.body = k_bad_url})});
  CHECK(source.status == Status::unusable);
  CHECK(source.reason ==
        "192.0.2.1 sent a value that is not a usable URL in a NOTIFY; the phone accepts only a valid URL "
        "from PnP and "
        "goes on to DHCP");
  REQUIRE(source.candidate);
  CHECK(source.candidate->reading.notes.at(0).id.text() == "url.single-slash");
}

TEST_CASE("who answers and sends no URL leaves it empty, and the reason says how") {
  auto source = source_of({response()});
  CHECK(source.status == Status::empty);
  CHECK(source.reason == "192.0.2.1:5060 answered but sent no NOTIFY");
  CHECK_FALSE(source.candidate);
  CHECK(source.server == "192.0.2.1");
  CHECK(source.elapsed == 1ms);
  source = source_of({response(), notify({.body = ""})});
  CHECK(source.status == Status::empty);
  CHECK(source.reason == "192.0.2.1:5060 answered with a NOTIFY that contains no URL");
  source = source_of({response(), notify({.headers = {{"Call-ID", std::nullopt}}})});
  CHECK(source.status == Status::empty);
  CHECK(source.reason == "192.0.2.1:5060 answered with a NOTIFY that is not valid");
}

TEST_CASE("a responder that says no has refused") {
  for (const int status : {300, 401, 403, 404, 500, 603}) {
    const auto source = source_of({response({.status = status})});
    CHECK(source.status == Status::refused);
    CHECK(source.reason == fmt::format("192.0.2.1:5060 refused with {}", status));
    CHECK_FALSE(source.candidate);
  }
}

TEST_CASE(
    "found goes before unusable, unusable before empty, empty before refused, in whatever order they come") {
  const auto refused = response(k_refusal);
  const auto empty = response({.from = "192.0.2.2"});
  const auto unusable = notify({.from = "192.0.2.3", .body = k_bad_url});
  const auto found = notify({.from = "192.0.2.4"});
  CHECK(source_of({refused, empty}).status == Status::empty);
  CHECK(source_of({empty, refused}).status == Status::empty);
  CHECK(source_of({refused, empty, unusable}).status == Status::unusable);
  CHECK(source_of({unusable, empty, refused}).status == Status::unusable);
  CHECK(source_of({refused, empty, unusable, found}).status == Status::found);
  CHECK(source_of({found, unusable, empty, refused}).status == Status::found);
  CHECK(source_of({found, unusable, empty, refused}).server == "192.0.2.4");
}

TEST_CASE("a responder that refuses and sends a URL all the same is believed") {
  CHECK(source_of({response(k_refusal), notify()}).status == Status::found);
}

TEST_CASE("the first valid URL counts: of several responders, NOTIFYs and URLs in one body") {
  auto source = source_of(
      {notify({.body = k_bad_url}), notify({.from = "192.0.2.2", .body = k_other_pnp_url}), notify()});
  CHECK(source.candidate->reading.url == k_other_pnp_url);
  CHECK(source.server == "192.0.2.2");
  source = source_of({notify({.body = ""}), notify()});
  CHECK(source.candidate->reading.url == k_pnp_url);
  source = source_of({notify({.raw = wire_text("notify-two-urls")})});
  CHECK(source.candidate->reading.url == k_pnp_url);
  source = source_of({notify({.body = "ldap://192.0.2.1/ " + k_other_pnp_url})});
  CHECK(source.candidate->reading.url == k_other_pnp_url);
}

TEST_CASE("each responder has its own value: the first usable one, else the first") {
  const auto evidence =
      evidence_of({notify({.body = k_bad_url}), notify(), notify({.from = "192.0.2.2", .body = k_bad_url}),
                   response({.from = "192.0.2.3"})});
  const auto url_of = [&](std::size_t responder) {
    const auto candidate = candidate_of(evidence, evidence.responders.at(responder).from.address, Identity{});
    return candidate ? candidate->reading.url : "(none)";
  };
  CHECK(url_of(0) == k_pnp_url);
  CHECK(url_of(1) == k_bad_url);
  CHECK(url_of(2) == "(none)");
}

// ---- findings: each id, and what does not bring it

TEST_CASE("pnp.refused") {
  const auto findings = judged({response(k_refusal)});
  CHECK(ids_of(findings) == Ids{"pnp.refused"});
  CHECK(findings[0].severity == Severity::warning);
  CHECK(findings[0].place.source == "pnp");
  CHECK(findings[0].message == "192.0.2.1:5060 refused with 403 Forbidden");
  CHECK(judged({response(), notify()}).empty());
}

TEST_CASE("pnp.refused is said of each that refuses, also beside one that does not") {
  CHECK(ids_of(judged({response(k_refusal), response({.from = "192.0.2.2", .status = 401}),
                       response({.from = "192.0.2.3"}), notify({.from = "192.0.2.3"})})) ==
        Ids{"pnp.refused", "pnp.refused"});
}

TEST_CASE("pnp.no-notify, once the window is over") {
  const auto findings = judged({response()});
  CHECK(ids_of(findings) == Ids{"pnp.no-notify"});
  CHECK(findings[0].message == "192.0.2.1:5060 answered 200 but sent no NOTIFY");
  CHECK(judged({response()}, false).empty());
  CHECK(ids_of(judged({response(), notify({.body = ""})})) == Ids{"pnp.notify-without-url"});
  CHECK(ids_of(judged({response(), notify({.headers = {{"CSeq", std::nullopt}}})})) == Ids{"pnp.malformed"});
}

TEST_CASE("a NOTIFY that is missing may have been lost, until six SUBSCRIBEs were in vain") {
  for (const int asked : {1, 2, 3, 5, 6}) {
    const auto evidence = evidence_of({response()}, asked);
    CHECK(may_have_lost_notify(evidence) == (asked < 6));
    CHECK(judge(evidence, true).empty() == (asked < 6));
  }
  CHECK_FALSE(may_have_lost_notify(evidence_of({}, 1)));
  CHECK_FALSE(may_have_lost_notify(evidence_of({response(k_refusal)}, 1)));
  CHECK_FALSE(may_have_lost_notify(evidence_of({response(), notify()}, 1)));
  CHECK_FALSE(may_have_lost_notify(evidence_of({response(), notify({.body = ""})}, 1)));
}

TEST_CASE("three SUBSCRIBEs in vain are enough when each was answered") {
  for (const int answered : {2, 3}) {
    const auto evidence =
        evidence_of(std::vector<Datagram>(static_cast<std::size_t>(answered), response()), 3);
    CHECK(may_have_lost_notify(evidence) == (answered < 3));
    CHECK(judge(evidence, true).empty() == (answered < 3));
  }
}

TEST_CASE("pnp.notify-without-url") {
  CHECK(judged_notify({.body = ""}) == Ids{"pnp.notify-without-url"});
  CHECK(judged_notify({.body = std::string(5000, 'x')}) == Ids{"pnp.notify-without-url"});
  CHECK(judged_notify({.body = k_bad_url}).empty());  // that is for url.single-slash to say
}

TEST_CASE("pnp.malformed") {
  CHECK(judged_notify({.raw = wire_text("notify-lf-only")}) == Ids{"pnp.malformed", "pnp.content-length"});
  CHECK(judged_notify({.raw = wire_text("header-without-colon")}) == Ids{"pnp.malformed"});
  CHECK(judged_notify({.headers = {{"Content-Length", "-1"}}}) == Ids{"pnp.malformed"});
  CHECK(judged_notify({.headers = {{"From", std::nullopt}}}) == Ids{"pnp.malformed"});
  CHECK(judged_notify({.raw = wire_text("notify-compact-and-folded")}) == Ids{"pnp.header-missing"});
}

TEST_CASE("pnp.content-length") {
  CHECK(judged_notify({.headers = {{"Content-Length", "24"}}}) == Ids{"pnp.content-length"});
  CHECK(judged_notify({.headers = {{"Content-Length", "20"}}}) == Ids{"pnp.content-length"});
  CHECK(judged_notify({.headers = {{"Content-Length", "0022"}}}).empty());
}

TEST_CASE("pnp.multiple-urls") {
  const auto findings = judged({response(), notify({.raw = wire_text("notify-two-urls")})});
  CHECK(ids_of(findings) == Ids{"pnp.multiple-urls"});
  CHECK(findings[0].message ==
        "2 different URLs were received: http://192.0.2.1/prov/ and http://192.0.2.2/prov/; the first valid "
        "one counts");
  CHECK(
      judged({response(), notify(), response({.from = "192.0.2.2"}), notify({.from = "192.0.2.2"})}).empty());
  CHECK(judged({response(), notify(), notify({.body = k_pnp_url + "\r\n"})}).empty());
}

TEST_CASE("pnp.multiple-urls shows four of many, shortened") {
  std::vector<Datagram> answers{response()};
  for (int i = 0; i < 6; ++i)
    answers.push_back(notify({.body = fmt::format("http://192.0.2.1/{}/{}", i, std::string(200, 'x'))}));
  const auto message = message_of(judged(answers), "pnp.multiple-urls");
  CHECK(message.starts_with("6 different URLs were received: "));
  CHECK(message.size() < 600);
  CHECK(is_utf8(message));
}

TEST_CASE("a password that is longer than what is shown stays hidden") {
  const auto secret = "http://user:" + std::string(150, 's') + "@192.0.2.1/";
  const auto findings = judged({response(), notify(), notify({.body = secret})});
  REQUIRE(findings.size() == 1);
  CHECK(with_secrets(findings[0].message, Secrets::show).find("user:sss") != std::string::npos);
  const auto shown = with_secrets(findings[0].message, Secrets::mask);
  CHECK(shown.find("user:***@192.0.2.1/") != std::string::npos);
  CHECK(shown.find("sss") == std::string::npos);
}

TEST_CASE("pnp.foreign-dialog") {
  const auto findings = judged({response(), notify({.raw = wire_text("notify-foreign-dialog")})});
  CHECK(ids_of(findings) == Ids{"pnp.foreign-dialog"});
  CHECK(findings[0].severity == Severity::info);
  CHECK(findings[0].message == "192.0.2.1: its NOTIFY does not belong to the dialog of the SUBSCRIBE");
  CHECK(judged_notify({}).empty());
}

TEST_CASE("pnp.other-port") {
  CHECK(judged_notify({.from_port = Port{1036}}) == Ids{"pnp.other-port"});
  CHECK(judged_notify({.from_port = sip::k_port}).empty());
  CHECK(judged({response({.from_port = Port{1036}}), notify()}).empty());  // it is about the NOTIFY
}

TEST_CASE("pnp.notify-before-response") {
  CHECK(ids_of(judged({notify(), response()})) == Ids{"pnp.notify-before-response"});
  CHECK(judged({response(), notify()}).empty());
}

TEST_CASE("pnp.late") {
  PnpReader reader(Identity{.mac = k_pnp_mac}, 5s);
  reader.read(subscribe_sent());
  reader.read(subscribe_sent(500ms));
  reader.read(response({.time = 502ms}));
  reader.read(notify({.time = 503ms}));
  const auto findings = judge(reader.evidence(), true);
  CHECK(ids_of(findings) == Ids{"pnp.late"});
  CHECK(findings[0].message == "192.0.2.1:5060 answered only after the SUBSCRIBE was repeated");
}

TEST_CASE("pnp.ignored") {
  const auto findings = judged({response(), notify(), notify({.method = "INVITE"}),
                                notify({.method = "INVITE"}), notify({.raw = "?"})});
  CHECK(ids_of(findings) == Ids{"pnp.ignored"});
  CHECK(findings[0].message == "3 SIP messages ignored: 2 INVITE request and 1 not a SIP message");
  CHECK(findings[0].severity == Severity::info);
}

}  // namespace provtool
