#include "discovery/decision.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "support/findings.hpp"

namespace provtool {

namespace {

using enum SourceId;
using Order = std::vector<SourceId>;
using testing::Ids;
using testing::ids_of;
using testing::only;
using testing::says;

SourceEvidence with_status(SourceId source, Status status, std::string reason = "because") {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = status;
  evidence.reason = std::move(reason);
  return evidence;
}

SourceEvidence holding(SourceId source, const std::string& value) {
  auto evidence = with_status(source, Status::found, "192.0.2.1 sent it");
  evidence.candidate = Candidate{to_bytes(value), read_url(value, Identity{})};
  if (!evidence.candidate->reading.usable) evidence.status = Status::unusable;
  return evidence;
}

SourceEvidence left_out(SourceId source) {
  auto evidence = with_status(source, Status::not_tested, "not asked for on the command line");
  evidence.left_out = true;
  return evidence;
}

SourceEvidence named(SourceEvidence evidence) {
  evidence.whatever_mode = true;
  return evidence;
}

SourceEvidence untested(SourceId source, std::string to_settle = "ask again") {
  auto evidence = with_status(source, Status::not_tested, "no packet socket");
  evidence.to_settle = std::move(to_settle);
  return evidence;
}

std::string url_of(SourceId source) {
  return "http://" + std::string(kind_of(source).name) + ".example.com/x.cfg";
}

// Every source was asked and none holds a value, except these. Redirection is left out, as by default.
std::vector<SourceEvidence> nothing_except(const std::vector<SourceEvidence>& exceptions = {}) {
  std::vector<SourceEvidence> evidence{
      with_status(manual, Status::empty, "assumed not set on the phone"),
      with_status(pnp, Status::no_answer, "no answer within 5.0 s"),
      with_status(dhcp160, Status::empty),
      with_status(dhcp159, Status::empty),
      with_status(dhcp66, Status::empty),
      with_status(dhcp6, Status::no_answer),
      left_out(redirect),
  };
  for (const auto& exception : exceptions)
    for (auto& entry : evidence)
      if (entry.source == exception.source) entry = exception;
  return evidence;
}

Decision decided(const std::vector<SourceEvidence>& exceptions, AddressMode mode = AddressMode::ipv4) {
  return decide(nothing_except(exceptions), mode, k_kx_utg);
}

std::vector<Finding> findings_of(const Decision& decision) {
  return provtool::findings_of(decision, k_kx_utg);
}

const RankedSource& at(const Decision& decision, SourceId source) {
  const auto found =
      std::find_if(decision.sources.begin(), decision.sources.end(),
                   [source](const RankedSource& ranked) { return ranked.evidence.source == source; });
  REQUIRE(found != decision.sources.end());
  return *found;
}

Order sources_of(const Decision& decision) {
  Order order;
  for (const auto& ranked : decision.sources) order.push_back(ranked.evidence.source);
  return order;
}

}  // namespace

// ---- the order

TEST_CASE("all seven sources are listed, with their ranks in this address mode") {
  const auto ipv4 = decided({}, AddressMode::ipv4);
  CHECK(ipv4.order == Order{manual, pnp, dhcp160, dhcp159, dhcp66, redirect});
  CHECK(sources_of(ipv4) == Order{manual, pnp, dhcp160, dhcp159, dhcp66, redirect, dhcp6});
  CHECK(at(ipv4, manual).rank == 1);
  CHECK(at(ipv4, dhcp66).rank == 5);
  CHECK(at(ipv4, redirect).rank == 6);
  CHECK_FALSE(at(ipv4, dhcp6).rank);

  const auto dual = decided({}, AddressMode::dual);
  CHECK(dual.order == Order{manual, pnp, dhcp160, dhcp159, dhcp66, dhcp6, redirect});
  CHECK(at(dual, dhcp6).rank == 6);
  CHECK(at(dual, redirect).rank == 7);

  const auto ipv6 = decided({}, AddressMode::ipv6);
  CHECK(ipv6.order == Order{manual, dhcp6});
  CHECK(sources_of(ipv6) == Order{manual, dhcp6, pnp, dhcp160, dhcp159, dhcp66, redirect});
  CHECK(at(ipv6, dhcp6).rank == 2);
}

TEST_CASE("what the phone does not look at in this mode is not applicable, whatever it holds") {
  const auto ipv6 = decided({holding(dhcp160, url_of(dhcp160)), untested(pnp), holding(dhcp6, url_of(dhcp6))},
                            AddressMode::ipv6);
  CHECK(ipv6.winner == dhcp6);
  for (const auto source : {pnp, dhcp160, dhcp159, dhcp66, redirect}) {
    CAPTURE(kind_of(source).name);
    CHECK(at(ipv6, source).status == Status::not_applicable);
    CHECK(says(at(ipv6, source).reason, "IPv6"));
  }
  const auto ipv4 = decided({holding(dhcp6, url_of(dhcp6))}, AddressMode::ipv4);
  CHECK(ipv4.outcome == Outcome::none);
  CHECK(at(ipv4, dhcp6).status == Status::not_applicable);
}

TEST_CASE("evidence leaves the decision as it was seen, so that it can be decided again") {
  for (const auto mode : {AddressMode::ipv4, AddressMode::ipv6, AddressMode::dual}) {
    const auto first = decided(
        {holding(dhcp160, url_of(dhcp160)), holding(dhcp66, url_of(dhcp66)), holding(dhcp6, url_of(dhcp6))},
        mode);
    CHECK(at(first, dhcp66).evidence.reason == holding(dhcp66, url_of(dhcp66)).reason);
    CHECK(at(first, dhcp66).evidence.candidate);
    CHECK(at(first, redirect).evidence.status == Status::not_tested);
    std::vector<SourceEvidence> seen;
    for (const auto& source : first.sources) seen.push_back(source.evidence);
    const auto again = decide(seen, mode, k_kx_utg);
    CHECK(again.reason == first.reason);
    CHECK(again.url == first.url);
  }
}

TEST_CASE("the order in which evidence comes in does not matter") {
  auto evidence = nothing_except({holding(dhcp159, url_of(dhcp159)), holding(dhcp66, url_of(dhcp66))});
  std::reverse(evidence.begin(), evidence.end());
  const auto decision = decide(evidence, AddressMode::dual, k_kx_utg);
  CHECK(decision.winner == dhcp159);
  CHECK(sources_of(decision) == Order{manual, pnp, dhcp160, dhcp159, dhcp66, dhcp6, redirect});
}

// ---- who wins

TEST_CASE("of all that hold a value, the highest wins, in each mode") {
  for (const auto mode : {AddressMode::ipv4, AddressMode::ipv6, AddressMode::dual, AddressMode::none}) {
    const auto order = priority_order(k_kx_utg, mode);
    for (std::size_t highest = 0; highest < order.size(); ++highest) {
      std::vector<SourceEvidence> held;
      for (auto i = highest; i < order.size(); ++i) held.push_back(holding(order[i], url_of(order[i])));
      const auto decision = decided(held, mode);
      CAPTURE(to_text(mode));
      CAPTURE(kind_of(order[highest]).name);
      CHECK(decision.outcome == Outcome::won);
      CHECK(decision.winner == order[highest]);
      CHECK(decision.usable);
      CHECK(decision.url == url_of(order[highest]));
      CHECK(decision.resolved == std::vector{url_of(order[highest])});
      CHECK(at(decision, order[highest]).standing == Standing::won);
      for (auto i = highest + 1; i < order.size(); ++i)
        CHECK(at(decision, order[i]).standing == Standing::outranked);
    }
  }
}

TEST_CASE("a URL set by hand beats everything, also what could not be tested") {
  const auto decision =
      decided({holding(manual, url_of(manual)), untested(pnp), holding(dhcp160, url_of(dhcp160))});
  CHECK(decision.outcome == Outcome::won);
  CHECK(decision.winner == manual);
}

TEST_CASE("a refusal, silence, an empty answer or a switch turned off falls through to the next") {
  for (const auto status : {Status::refused, Status::no_answer, Status::empty, Status::off}) {
    const auto decision =
        decided({with_status(pnp, status), with_status(dhcp160, status), holding(dhcp159, url_of(dhcp159))});
    CAPTURE(to_text(status));
    CHECK(decision.winner == dhcp159);
    CHECK(at(decision, dhcp160).standing == Standing::none);
  }
}

TEST_CASE("an unusable value wins all the same, and for good") {
  const auto decision =
      decided({holding(dhcp160, "scp://prov.example.com/"), holding(dhcp159, url_of(dhcp159))});
  CHECK(decision.outcome == Outcome::won);
  CHECK(decision.winner == dhcp160);
  CHECK_FALSE(decision.usable);
  CHECK(decision.resolved.empty());
  CHECK(at(decision, dhcp159).standing == Standing::outranked);
  CHECK(says(decision.reason, "not a usable URL"));
  CHECK(says(decision.reason, "the phone tries no other source"));
}

TEST_CASE("a URL of a good form at a host that is impossible wins, also from PnP") {
  const auto decision =
      decided({holding(pnp, "http://127.0.0.1:5000/x/"), holding(dhcp160, url_of(dhcp160))});
  CHECK(decision.winner == pnp);
  CHECK_FALSE(decision.usable);
  CHECK(at(decision, dhcp160).standing == Standing::outranked);
  CHECK(only(findings_of(decision), "url.host-impossible").severity == Severity::error);
  CHECK(decided({holding(pnp, "http:/127.0.0.1/x"), holding(dhcp160, url_of(dhcp160))}).winner == dhcp160);
}

TEST_CASE("a milder finding about a value stays what it is") {
  CHECK(
      only(findings_of(decided({holding(dhcp160, "http://169.254.1.1/")})), "url.host-impossible").severity ==
      Severity::warning);
}

TEST_CASE("who is outranked is told by whom") {
  const auto decision = decided({holding(dhcp160, url_of(dhcp160)), holding(dhcp66, url_of(dhcp66))});
  CHECK(at(decision, dhcp66).status == Status::found);
  CHECK(at(decision, dhcp66).reason == "outranked by DHCP option 160");
}

TEST_CASE("the reason says what became of those above") {
  const auto decision = decided({holding(dhcp160, url_of(dhcp160))});
  CHECK(says(decision.reason, "DHCP option 160 wins"));
  CHECK(says(decision.reason, "SIP PnP: no answer within 5.0 s"));
  CHECK(says(decision.reason, "manual: assumed not set on the phone"));
  CHECK_FALSE(says(decision.reason, "option 159"));
}

// ---- another phone

namespace {

// One that looks at DHCP before PnP, knows no DHCPv6, and tries the next source when a download fails.
Phone invented() {
  static constexpr std::array k_order{dhcp66, dhcp160, pnp, manual};
  auto phone = k_kx_utg;
  phone.decision.order.value = {k_order, {}, k_order};
  phone.decision.next_on_failure.value = true;
  return phone;
}

Decision decided_by_other(const std::vector<SourceEvidence>& exceptions) {
  return decide(nothing_except(exceptions), AddressMode::ipv4, invented());
}

}  // namespace

TEST_CASE("another phone has another order") {
  const auto decision =
      decided_by_other({holding(manual, url_of(manual)), holding(dhcp160, url_of(dhcp160))});
  CHECK(decision.order == Order{dhcp66, dhcp160, pnp, manual});
  CHECK(decision.winner == dhcp160);
  CHECK(at(decision, dhcp160).rank == 2);
  CHECK(at(decision, manual).standing == Standing::outranked);
  CHECK(at(decision, dhcp159).status == Status::not_applicable);
  CHECK_FALSE(at(decision, dhcp159).rank);
}

TEST_CASE("a phone that tries the next source on failure does not stay with an unusable value") {
  const auto decision =
      decided_by_other({holding(dhcp66, "scp://prov.example.com/"), holding(dhcp160, url_of(dhcp160))});
  CHECK(decision.winner == dhcp160);
  CHECK(decision.usable);
  CHECK(at(decision, dhcp66).standing == Standing::none);
  CHECK(decided_by_other({holding(dhcp66, "scp://prov.example.com/")}).outcome == Outcome::none);
}

TEST_CASE("a phone that tries the next source on failure leaves no URL in the shadow") {
  const auto decision =
      decided_by_other({holding(dhcp66, url_of(dhcp66)), holding(dhcp160, url_of(dhcp160))});
  CHECK(provtool::findings_of(decision, invented()).empty());
  CHECK(ids_of(provtool::findings_of(decision, k_kx_utg)) == Ids{"decision.shadowed"});
}

// ---- nobody

TEST_CASE("nobody holds a value") {
  const auto decision = decided({});
  CHECK(decision.outcome == Outcome::none);
  CHECK_FALSE(decision.winner);
  CHECK_FALSE(decision.usable);
  CHECK(decision.url.empty());
  CHECK(decision.resolved.empty());
  CHECK(says(decision.reason, "redirection server"));  // was not asked
  for (const auto& ranked : decision.sources) CHECK(ranked.standing == Standing::none);
}

// ---- what could not be tested

TEST_CASE("a source above the highest value that could not be tested leaves it undetermined") {
  const auto decision = decided({untested(pnp, "run as root"), holding(dhcp160, url_of(dhcp160))});
  CHECK(decision.outcome == Outcome::undetermined);
  CHECK_FALSE(decision.winner);
  CHECK_FALSE(decision.usable);
  CHECK(decision.url.empty());
  CHECK(says(decision.reason, "SIP PnP"));
  CHECK(says(decision.reason, "no packet socket"));
  CHECK(says(decision.reason, "DHCP option 160 would win"));
  CHECK(decision.to_settle == "run as root");
  for (const auto& ranked : decision.sources) CHECK(ranked.standing == Standing::none);
  CHECK(at(decision, dhcp160).status == Status::found);
}

TEST_CASE("a source that could not be tested leaves it undetermined when nobody holds a value") {
  const auto decision = decided({untested(dhcp66)});
  CHECK(decision.outcome == Outcome::undetermined);
  CHECK(says(decision.reason, "DHCP option 66"));
}

TEST_CASE("the highest source that could not be tested is named") {
  const auto decision = decided({untested(dhcp160, "first"), untested(dhcp66, "second")});
  CHECK(says(decision.reason, "DHCP option 160 could not be judged"));
  CHECK(says(decision.reason, " Also not judged: DHCP option 66."));
  CHECK(decision.to_settle == "first");
}

TEST_CASE("what would win is said without all that could not be tested above it") {
  CHECK(says(decided({untested(pnp), holding(dhcp160, url_of(dhcp160))}).reason,
             " Without it, DHCP option 160 would win."));
  CHECK(says(
      decided({untested(pnp), untested(dhcp160), holding(dhcp66, url_of(dhcp66)), untested(dhcp6)}).reason,
      " Also not judged: DHCP option 160. Without them, DHCP option 66 would win."));
}

TEST_CASE("a source below the winner that could not be tested changes nothing") {
  const auto decision = decided({holding(dhcp160, url_of(dhcp160)), untested(dhcp66)});
  CHECK(decision.outcome == Outcome::won);
  CHECK(at(decision, dhcp66).status == Status::not_tested);
}

TEST_CASE("an unusable value below an untested source does not win") {
  CHECK(decided({untested(pnp), holding(dhcp160, "scp://x/")}).outcome == Outcome::undetermined);
}

TEST_CASE("sources left out on purpose leave the decision to those asked, and the reason says so") {
  const auto decision = decided({left_out(manual), left_out(pnp), holding(dhcp160, url_of(dhcp160))});
  CHECK(decision.outcome == Outcome::won);
  CHECK(decision.winner == dhcp160);
  CHECK(says(decision.reason, "Not asked: manual and SIP PnP"));
  CHECK(at(decision, pnp).status == Status::not_tested);

  const auto none = decided({left_out(pnp)});
  CHECK(none.outcome == Outcome::none);
  CHECK(says(none.reason, "Not asked: SIP PnP and redirection server"));
}

TEST_CASE("a source of the other mode that could not be tested says nothing against the decision") {
  const auto decision = decided({untested(dhcp6)}, AddressMode::ipv4);
  CHECK(decision.outcome == Outcome::none);
}

// ---- named sources outside the mode

TEST_CASE("a named source outside this mode takes part at its dual-stack place") {
  const auto both =
      decided({named(holding(dhcp160, url_of(dhcp160))), holding(dhcp6, url_of(dhcp6))}, AddressMode::ipv6);
  CHECK(both.winner == dhcp160);
  CHECK_FALSE(at(both, dhcp160).rank);
  CHECK(at(both, dhcp6).standing == Standing::outranked);

  const auto below =
      decided({holding(dhcp66, url_of(dhcp66)), named(holding(dhcp6, url_of(dhcp6)))}, AddressMode::ipv4);
  CHECK(below.winner == dhcp66);
  CHECK(at(below, dhcp6).standing == Standing::outranked);

  const auto alone = decided({named(holding(dhcp6, url_of(dhcp6)))}, AddressMode::ipv4);
  CHECK(alone.winner == dhcp6);

  CHECK(decided({named(untested(dhcp6))}, AddressMode::ipv4).outcome == Outcome::undetermined);
}

// ---- redirection

TEST_CASE("redirection is not reached when something above it wins") {
  for (const auto& evidence : {left_out(redirect), untested(redirect)}) {
    const auto decision = decided({holding(dhcp66, url_of(dhcp66)), evidence});
    CHECK(decision.outcome == Outcome::won);
    CHECK(at(decision, redirect).status == Status::not_reached);
    CHECK(says(at(decision, redirect).reason, "DHCP option 66 wins, even if its download fails"));
    CHECK_FALSE(says(decision.reason, "Not asked"));
  }
}

TEST_CASE("redirection that is switched off stays off, and off the IPv6 phone's list") {
  const auto off = decided({holding(dhcp66, url_of(dhcp66)), with_status(redirect, Status::off)});
  CHECK(at(off, redirect).status == Status::off);
  const auto ipv6 = decided({holding(dhcp6, url_of(dhcp6))}, AddressMode::ipv6);
  CHECK(at(ipv6, redirect).status == Status::not_applicable);
}

TEST_CASE("redirection that was to be asked and could not be leaves it undetermined") {
  CHECK(decided({untested(redirect)}).outcome == Outcome::undetermined);
  CHECK(decided({holding(redirect, url_of(redirect))}).winner == redirect);
}

// ---- findings

TEST_CASE("a sound winner alone brings no finding") {
  CHECK(findings_of(decided({holding(dhcp160, url_of(dhcp160))})).empty());
}

TEST_CASE("no source at all is an error; an undetermined outcome is not called one") {
  const auto findings = findings_of(decided({}));
  CHECK(ids_of(findings) == Ids{"decision.no-source"});
  CHECK(findings[0].severity == Severity::error);
  CHECK(findings_of(decided({untested(pnp)})).empty());
}

TEST_CASE("an unusable winner is an error, beside what is wrong with its value") {
  const auto findings = findings_of(decided({holding(dhcp160, "scp://prov.example.com/")}));
  CHECK(ids_of(findings) == Ids{"decision.winner-unusable", "url.scheme-unsupported"});
  CHECK(findings[0].severity == Severity::error);
  CHECK(findings[0].place.source == "dhcp160");
  CHECK(findings[1].severity == Severity::error);
  CHECK(findings[1].place.source == "dhcp160");
}

TEST_CASE("what is wrong with the value of a loser is a warning") {
  const auto outranked =
      findings_of(decided({holding(dhcp160, url_of(dhcp160)), holding(dhcp66, "scp://prov.example.com/")}));
  CHECK(only(outranked, "url.scheme-unsupported").severity == Severity::warning);
  CHECK(only(outranked, "url.scheme-unsupported").place.source == "dhcp66");
  const auto undetermined = findings_of(decided({untested(pnp), holding(dhcp66, "scp://prov.example.com/")}));
  CHECK(only(undetermined, "url.scheme-unsupported").severity == Severity::warning);
  // Infos and warnings keep their severity.
  const auto mild = findings_of(decided({holding(dhcp160, url_of(dhcp160)), holding(dhcp66, "192.0.2.1")}));
  CHECK(only(mild, "url.scheme-missing").severity == Severity::info);
}

TEST_CASE("another URL below the winner is shadowed") {
  const auto findings =
      findings_of(decided({holding(dhcp160, url_of(dhcp160)), holding(dhcp159, url_of(dhcp159)),
                           holding(dhcp66, url_of(dhcp66))}));
  CHECK(ids_of(findings) == Ids{"decision.shadowed"});
  CHECK(findings[0].severity == Severity::info);
  CHECK(says(findings[0].message, "DHCP option 159 and DHCP option 66"));
}

TEST_CASE("PnP that takes the phone from another host is a warning, because any device may answer it") {
  const auto severity = [](const std::string& from_pnp, const SourceEvidence& below) {
    const auto findings = findings_of(decided({holding(pnp, from_pnp), below}));
    return only(findings, "decision.shadowed").severity;
  };
  CHECK(severity("http://old.example.com/", holding(dhcp160, "http://new.example.com/")) ==
        Severity::warning);
  CHECK(severity("http://old.example.com/", holding(dhcp66, "192.0.2.1")) == Severity::warning);
  CHECK(severity("http://PBX.example.com/a/", holding(dhcp160, "https://pbx.example.com/b/")) ==
        Severity::info);
  CHECK(severity("192.0.2.1", holding(dhcp66, "http://192.0.2.1/")) == Severity::info);
  CHECK(severity("http://old.example.com/", holding(dhcp160, "scp://new.example.com/")) == Severity::info);
  CHECK(severity("http://old.example.com/", holding(redirect, "http://new.example.com/")) == Severity::info);
}

TEST_CASE("the same URL below the winner is not shadowed") {
  CHECK(findings_of(decided({holding(dhcp160, url_of(dhcp160)), holding(dhcp159, url_of(dhcp160))})).empty());
  // The phone deletes the NUL.
  const auto findings = findings_of(
      decided({holding(dhcp160, url_of(dhcp160)), holding(dhcp66, url_of(dhcp160) + std::string("\0", 1))}));
  CHECK(ids_of(findings) == Ids{"url.trailing-nul"});
}

TEST_CASE("where DHCP servers differ nobody wins, and each is told with what it gives") {
  auto decision = decided({holding(dhcp160, url_of(dhcp160)), holding(dhcp66, url_of(dhcp66))});
  contest(decision, {{"192.0.2.1", "00:00:5e:00:53:01", std::chrono::milliseconds(3), dhcp160, "http://a/"},
                     {"192.0.2.2", "00:00:5e:00:53:02", std::chrono::seconds(3), std::nullopt, ""}});
  CHECK(decision.outcome == Outcome::contested);
  CHECK_FALSE(decision.winner);
  CHECK(decision.url.empty());
  CHECK(decision.resolved.empty());
  CHECK(decision.contenders.size() == 2);
  for (const auto& source : decision.sources) {
    CHECK(source.standing == Standing::none);
    if (source.status == Status::not_applicable) continue;
    CHECK(source.status == source.evidence.status);  // also the redirection server's
    CHECK(source.reason == source.evidence.reason);
  }
  const auto findings = findings_of(decision);
  CHECK(ids_of(findings) == Ids{"decision.contested"});
  CHECK(findings[0].severity == Severity::error);
  CHECK(says(findings[0].message, "192.0.2.1 (00:00:5e:00:53:01, 3 ms): DHCP option 160"));
  CHECK(says(findings[0].message, "192.0.2.2 (00:00:5e:00:53:02, 3.0 s): no URL"));
  CHECK(says(findings[0].hint, "--expect-server 192.0.2.1"));
}

TEST_CASE("the redirection server is not reached when every server gives a URL") {
  auto decision = decided({untested(redirect), holding(dhcp160, url_of(dhcp160))});
  contest(decision, {{"a", "", {}, dhcp160, "http://a/"}, {"b", "", {}, dhcp66, "http://b/"}});
  for (const auto& source : decision.sources)
    if (source.evidence.source == redirect) CHECK(source.status == Status::not_reached);
}

TEST_CASE("of a hundred servers that differ the first are told, and the others counted") {
  auto decision = decided({holding(dhcp160, url_of(dhcp160))});
  std::vector<Contender> contenders(100, Contender{"192.0.2.1", "", {}, dhcp160, "http://a/"});
  contest(decision, std::move(contenders));
  const auto message = findings_of(decision).front().message;
  CHECK(says(message, "100 DHCP servers"));
  CHECK(says(message, "and 96 more"));
}

TEST_CASE("statuses, outcomes and standings have the names the report uses") {
  using Names = std::vector<std::string_view>;
  Names statuses;
  for (const auto status :
       {Status::found, Status::unusable, Status::empty, Status::no_answer, Status::refused, Status::off,
        Status::not_applicable, Status::not_reached, Status::not_tested})
    statuses.push_back(to_text(status));
  CHECK(statuses == Names{"found", "unusable", "empty", "no_answer", "refused", "off", "not_applicable",
                          "not_reached", "not_tested"});
  CHECK(to_text(Outcome::won) == "won");
  CHECK(to_text(Outcome::none) == "none");
  CHECK(to_text(Outcome::contested) == "contested");
  CHECK(to_text(Outcome::undetermined) == "undetermined");
  CHECK(to_text(Standing::won) == "won");
  CHECK(to_text(Standing::outranked) == "outranked");
  CHECK(to_text(Standing::none) == "none");
}

}  // namespace provtool
