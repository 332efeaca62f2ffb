#include "provisioning/tls_judgement.hpp"

#include <doctest/doctest.h>

#include "support/certificates.hpp"
#include "support/downloads.hpp"
#include "support/findings.hpp"

namespace provtool {

using namespace testing;

namespace {

const Made& root() {
  static const Made made = make_certificate();
  return made;
}
CertificateOptions of_server() {
  CertificateOptions options;
  options.name = "prov.example.com";
  options.issuer = "Test Root";
  options.basic_constraints = "CA:FALSE";
  options.key = root().key;
  options.signed_by = root().key;
  return options;
}
const Bytes& server() {
  static const Bytes der = make_certificate(of_server()).der;
  return der;
}

TlsFacts facts_of(std::vector<Bytes> chain, std::vector<TlsFault> faults = {}) {
  TlsFacts facts;
  facts.version = "TLSv1.2";
  facts.chain = std::move(chain);
  facts.faults = std::move(faults);
  facts.root = facts.faults.empty() ? TlsFacts::Root::given : TlsFacts::Root::none;
  return facts;
}

constexpr auto k_url = "https://prov.example.com/a";

std::vector<Finding> judged(const TlsFacts& facts, const LoadTerms& terms = {},
                            DownloadRole role = DownloadRole::standard) {
  SeenTls seen;
  seen.request.url = k_url;
  seen.facts = facts;
  return judge_tls(seen, role, terms);
}

Download lost_with(Servers& servers, const TlsFacts& facts) {
  auto& answer = servers.answers[k_url] = problem(FetchProblem::distrusted);
  answer.tls = facts;
  answer.tls->version = "TLSv1.2";
  return servers.load(k_url);
}

}  // namespace

TEST_CASE("each fault of a chain is told with its dates and names") {
  Servers servers;
  auto options = of_server();
  options.ends = "2025-03-04T00:00:00.000Z";
  const auto expired = make_certificate(options).der;
  options = of_server();
  options.begins = "2039-03-04T00:00:00.000Z";
  const auto unborn = make_certificate(options).der;
  options = of_server();
  options.names = "DNS:other.example.com,IP:192.0.2.8";
  const auto other_name = make_certificate(options).der;
  struct Row {
    TlsFacts facts;
    std::string_view id;
    std::string_view words;
  };
  const Row rows[] = {
      {facts_of({expired}, {TlsFault::expired}), "download.tls-expired",
       "its certificate (CN=prov.example.com) expired on 2025-03-04"},
      {facts_of({server(), expired}, {TlsFault::expired}), "download.tls-expired", "above its own expired"},
      {facts_of({server()}, {TlsFault::expired}), "download.tls-expired",
       "above those that it shows has expired"},
      {facts_of({unborn}, {TlsFault::not_yet_valid}), "download.tls-not-yet-valid",
       "is not valid before 2039-03-04; this computer's clock says 2027-01-"},
      {facts_of({other_name}, {TlsFault::wrong_name}), "download.tls-name",
       "its certificate is for other.example.com and 192.0.2.8 alone"},
      {facts_of({server()}, {TlsFault::untrusted}), "download.tls-untrusted",
       "leads to CN=Test Root, which nothing"},
      {facts_of({root().der}, {TlsFault::untrusted}), "download.tls-untrusted", "is signed by itself"},
      {facts_of({}, {TlsFault::untrusted}), "download.tls-untrusted", "no certificate that can be read"},
      {facts_of({to_bytes("junk")}, {TlsFault::wrong_name}), "download.tls-name", "names no host"},
      {facts_of({server()}, {TlsFault::other}), "download.tls-untrusted", "is not sound"},
      {facts_of({server()}), "download.tls-untrusted", "is not sound"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.words);
    const auto all = faults_of(row.facts, servers.terms);
    REQUIRE(all.size() == 1);
    CHECK(all[0].id.text() == row.id);
    CAPTURE(all[0].reason);
    CHECK(says(all[0].reason, row.words));
  }
}

TEST_CASE("a root that nothing knows is a question, one that --ca does not fit an error") {
  Servers servers;
  const auto facts = facts_of({server()}, {TlsFault::untrusted});
  CHECK(says(faults_of(facts, servers.terms)[0].to_settle, "--ca"));
  servers.terms.anchors = {{root().der, TrustAnchor::From::delivered}};
  CHECK(says(faults_of(facts, servers.terms)[0].to_settle, "--ca"));
  servers.terms.anchors.push_back({root().der, TrustAnchor::From::given});
  CHECK(faults_of(facts, servers.terms)[0].to_settle.empty());
  CHECK(says(faults_of(facts, servers.terms)[0].reason, "--ca gives does not fit"));
}

TEST_CASE("a lost file has a finding for each fault, and the question stands beside the errors") {
  Servers servers;
  const auto download = lost_with(
      servers, facts_of({server()}, {TlsFault::untrusted, TlsFault::wrong_name, TlsFault::expired}));
  CHECK(ids_of(download.findings) ==
        Ids{"download.tls-name", "download.tls-expired", "download.tls-untrusted"});
  for (const auto& finding : download.findings)
    CHECK(says(finding, "initial file https://prov.example.com/a"));
  CHECK(download.failure == "download.tls-name");
  REQUIRE(download.open.size() == 1);
  CHECK(download.open[0].finding == "download.tls-untrusted");
  REQUIRE(download.tls);
  CHECK(download.tls->issuer == "CN=Test Root");
  CHECK_FALSE(download.tls->verified);
  CHECK(download.tls->root.empty());
}

TEST_CASE("behind a redirect a fault is that of the host it leads to") {
  Servers servers;
  servers.answers["http://192.0.2.1/a"] = redirecting("https://192.0.2.2/a");
  auto& answer = servers.answers["https://192.0.2.2/a"] = problem(FetchProblem::distrusted);
  answer.tls = facts_of({server()}, {TlsFault::wrong_name});
  const auto download = servers.load("http://192.0.2.1/a");
  CHECK(says(only(download.findings, "download.tls-name"),
             "http://192.0.2.1/a: 192.0.2.2, where it is redirected: its"));
}

TEST_CASE("the initial file cannot be secured by what it delivers itself") {
  Servers servers;
  const auto download = lost_with(servers, facts_of({server()}, {TlsFault::untrusted}));
  CHECK(says(download.findings.at(0).hint, "delivers itself"));
  CHECK(says(judged(
                 [] {
                   auto facts = facts_of({server()});
                   facts.root = TlsFacts::Root::system;
                   return facts;
                 }(),
                 {}, DownloadRole::initial)
                 .at(0)
                 .hint,
             "delivers itself"));
}

TEST_CASE("old versions, short keys and old signatures are weak") {
  const auto weak = [](const TlsFacts& facts) {
    const auto findings = judged(facts);
    return findings.empty() ? std::string() : only(findings, "download.tls-weak").message;
  };
  CHECK(weak(facts_of({server(), root().der})).empty());
  for (const auto* version : {"SSLv3", "TLSv1", "TLSv1.1"}) {
    auto facts = facts_of({server()});
    facts.version = version;
    CHECK(says(weak(facts), std::string("it speaks ") + version));
  }
  auto options = of_server();
  options.key = rsa_key(1024);
  CHECK(says(weak(facts_of({make_certificate(options).der})), "has 1024 bits (RSA)"));
  options.key = rsa_key(2048);
  CHECK(weak(facts_of({make_certificate(options).der})).empty());
  options.key = ec_key("P-192");
  CHECK(says(weak(facts_of({make_certificate(options).der})), "has 192 bits (EC)"));
  options = of_server();
  options.digest = EVP_sha1();
  CHECK(says(weak(facts_of({make_certificate(options).der})),
             "the signature of CN=prov.example.com is made with SHA1"));
  options.digest = EVP_md5();
  options.signed_by = rsa_key(2048);
  CHECK(says(weak(facts_of({server(), make_certificate(options).der})), "MD5"));
  CHECK(weak(facts_of({make_certificate({.digest = EVP_sha1()}).der})).empty());  // a root's own
}

TEST_CASE("weak and old at once is one warning") {
  auto options = of_server();
  options.key = rsa_key(1024);
  options.digest = EVP_sha1();
  auto facts = facts_of({make_certificate(options).der});
  facts.version = "TLSv1.1";
  const auto findings = judged(facts);
  REQUIRE(findings.size() == 1);
  for (const auto* word : {"TLSv1.1", "1024", "SHA1"}) CHECK(says(findings[0], word));
}

TEST_CASE("a root of the computer's store is an assumption; a young one the phone cannot have") {
  auto facts = facts_of({server()});
  facts.root = TlsFacts::Root::system;
  CHECK(ids_of(judged(facts)) == Ids{"download.tls-root-assumed"});
  CHECK_FALSE(says(judged(facts)[0], "2014"));
  facts.root_certificate = root().der;
  CHECK(says(judged(facts)[0], "(CN=Test Root), made on 2020-01-01: a phone of 2014 cannot have it"));
  facts.root_certificate = make_certificate({.begins = "2010-01-01T00:00:00.000Z"}).der;
  CHECK(says(judged(facts)[0], "store (CN=Test Root); whether the phone has it is not known"));
  for (const auto root : {TlsFacts::Root::given, TlsFacts::Root::delivered, TlsFacts::Root::none}) {
    facts.root = root;
    CHECK(judged(facts).empty());
  }
}

TEST_CASE("what --insecure passes over is told, and is no error") {
  Servers servers;
  servers.terms.insecure = true;
  auto facts = facts_of({server()}, {TlsFault::untrusted, TlsFault::wrong_name});
  const auto findings = judged(facts, servers.terms);
  CHECK(ids_of(findings) == Ids{"download.insecure"});
  CHECK(says(findings[0], "is for prov.example.com alone"));
  CHECK(says(findings[0], "which nothing here knows"));
  CHECK(says(judged(facts_of({server()}), servers.terms).at(0), "nothing is wrong"));
}

TEST_CASE("the report's section has what came of the connection") {
  const auto section = tls_section(facts_of({server(), root().der}));
  CHECK(section.version == "TLSv1.2");
  CHECK(section.subject == "CN=prov.example.com");
  CHECK(section.issuer == "CN=Test Root");
  CHECK(section.not_after == "2040-01-01T00:00:00.000Z");
  CHECK(section.verified);
  CHECK(section.root == "given");
  CHECK_FALSE(tls_section({}).verified);
}

}  // namespace provtool
