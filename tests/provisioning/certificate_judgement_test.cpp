#include "provisioning/certificate_judgement.hpp"

#include <doctest/doctest.h>

#include "support/certificates.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using namespace testing;

constexpr auto* k_url = "http://prov.example.com/ca.pem";
const auto k_now = wall_time("2026-06-01T00:00:00.000Z");

std::vector<Finding> judged(const std::string& file, WallTime now = k_now) {
  const std::vector files{read_delivered(k_url, to_bytes(file))};
  return judge_delivered(files, now).front();
}
std::vector<Finding> judged(const CertificateOptions& options, WallTime now = k_now) {
  return judged(pem_of(make_certificate(options).der), now);
}

void check_only(const std::vector<Finding>& findings, std::string_view id, Severity severity,
                std::string_view words) {
  REQUIRE(ids_of(findings) == Ids{std::string(id)});
  CHECK(findings.front().severity == severity);
  CHECK(findings.front().place.file == k_url);
  CHECK(says(findings.front(), k_url));
  INFO(findings.front().message);
  CHECK(says(findings.front(), words));
}

void check_certificate(const CertificateOptions& options, Severity severity, std::string_view words) {
  check_only(judged(options), "config.certificate", severity, words);
}

}  // namespace

TEST_CASE("a root with a good key and time left is in order") {
  CHECK(judged(CertificateOptions{}).empty());
  CHECK(judged(CertificateOptions{.key = rsa_key()}).empty());
}

TEST_CASE("what is not a certificate is an error that says what it is") {
  check_only(judged("<html></html>"), "config.certificate", Severity::error, "it is an HTML page");
  check_only(judged(""), "config.certificate", Severity::error, "it is empty");
}

TEST_CASE("a certificate counts to its last second, and is warned of 30 days before") {
  const CertificateOptions options{.ends = "2026-06-01T00:00:00.000Z"};
  const auto last = wall_time(options.ends.c_str());
  check_only(judged(options, last + std::chrono::seconds(1)), "config.certificate", Severity::error,
             "CN=Test Root expired on 2026-06-01");
  check_only(judged(options, last), "config.certificate-expiring", Severity::warning,
             "expires on 2026-06-01");
  check_only(judged(options, last - std::chrono::hours(24 * 30 - 1)), "config.certificate-expiring",
             Severity::warning, "expires on 2026-06-01");
  CHECK(judged(options, last - std::chrono::hours(24 * 30)).empty());
}

TEST_CASE("one that is not valid yet names this computer's clock beside its first day") {
  const CertificateOptions options{.begins = "2027-01-01T00:00:00.000Z"};
  check_certificate(options, Severity::error, "is not valid before 2027-01-01");
  check_certificate(options, Severity::error, "clock says 2026-06-01");
  CHECK(says(judged(CertificateOptions{}, WallTime{}).front(), "clock says 1970-01-01"));
}

TEST_CASE("a short key is warned of, a very short one is an error") {
  check_certificate({.key = rsa_key(1024)}, Severity::warning, "has a key of 1024 bits (RSA)");
  check_certificate({.key = rsa_key(512)}, Severity::error, "has a key of 512 bits (RSA)");
}

TEST_CASE("without the CA flag the issuer is named, which is what the phone needs") {
  const auto root = make_certificate();
  const auto leaf = make_certificate({.name = "prov.example.com",
                                      .issuer = "Test Root",
                                      .basic_constraints = "CA:FALSE",
                                      .signed_by = root.key});
  check_only(judged(pem_of(leaf.der)), "config.certificate", Severity::error,
             "what the phone needs is its issuer, CN=Test Root");
  check_only(judged(pem_of(leaf.der) + pem_of(root.der)), "config.certificate", Severity::warning,
             "not needed beside its issuer");
  check_certificate({.basic_constraints = "CA:FALSE"}, Severity::warning, "at most the one server");
}

TEST_CASE("an issuer may be delivered in another file") {
  const auto root = make_certificate();
  const auto middle = make_certificate({.name = "Test Middle", .issuer = "Test Root", .signed_by = root.key});
  check_only(judged(pem_of(middle.der)), "config.certificate", Severity::warning, "is not a root");
  const std::vector files{read_delivered("http://a.example/1", to_bytes(pem_of(middle.der))),
                          read_delivered("http://a.example/2", root.der)};
  for (const auto& findings : judge_delivered(files, k_now)) CHECK(findings.empty());
}

TEST_CASE("a private key in the file and a BEGIN line that OpenSSL does not see are warned of") {
  const auto made = make_certificate();
  check_only(judged(pem_of(made.der) + pem_of(private_der(made.key), "PRIVATE KEY")), "config.certificate",
             Severity::warning, "contains a private key");
  check_only(judged("\xef\xbb\xbf" + pem_of(made.der)), "config.certificate", Severity::warning,
             "a byte order mark");
  check_only(judged("  " + pem_of(made.der)), "config.certificate", Severity::warning, "something is before");
  CHECK(judged("Bag Attributes\n" + pem_of(made.der)).empty());
}

TEST_CASE("a file of many bad certificates is not a long list") {
  const auto pem = pem_of(make_certificate({.ends = "2021-01-01T00:00:00.000Z"}).der);
  std::string many;
  for (int i = 0; i < 50; ++i) many += pem;
  CHECK(judged(many).size() == 12);
}

}  // namespace provtool
