#include "provisioning/chain.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>

#include "support/certificates.hpp"
#include "support/folder.hpp"

namespace provtool {

namespace {

using testing::CertificateOptions;
using testing::Made;
using testing::make_certificate;
using testing::wall_time;
using Faults = std::vector<TlsFault>;

constexpr auto k_now = "2026-06-01T00:00:00.000Z";

Made server_of(const Made& root, CertificateOptions options = {}) {
  options.name = "prov.example.com";
  options.issuer = "Test Root";
  options.signed_by = root.key;
  options.basic_constraints = "";
  if (options.names.empty()) options.names = "DNS:prov.example.com,IP:192.0.2.1";
  return make_certificate(options);
}

TrustAnchor anchor(const Made& made, TrustAnchor::From from = TrustAnchor::From::given) {
  return {made.der, from};
}

TlsFacts judge(std::vector<Bytes> chain, std::vector<TrustAnchor> anchors,
               std::string host = "prov.example.com", const char* now = k_now) {
  TlsFacts facts;
  judge_chain({std::move(chain), std::move(host), std::move(anchors), wall_time(now)}, facts);
  return facts;
}

// The computer's own store is one file while this lives.
class SystemStore {
 public:
  explicit SystemStore(const std::string& pem) {
    m_folder.write("store.pem", pem);
    setenv("SSL_CERT_FILE", (m_folder / "store.pem").c_str(), 1);
    setenv("SSL_CERT_DIR", "/nonexistent", 1);
  }
  ~SystemStore() {
    unsetenv("SSL_CERT_FILE");
    unsetenv("SSL_CERT_DIR");
  }
  SystemStore(const SystemStore&) = delete;
  SystemStore& operator=(const SystemStore&) = delete;

 private:
  testing::Folder m_folder;
};

}  // namespace

TEST_CASE("a chain to a root that was given or delivered is trusted") {
  const SystemStore none("");
  const auto root = make_certificate();
  const auto server = server_of(root);
  const auto given = judge({server.der}, {anchor(root)});
  CHECK(given.faults.empty());
  CHECK(given.detail.empty());
  CHECK(given.root == TlsFacts::Root::given);
  CHECK(given.root_certificate == root.der);
  CHECK_FALSE(given.system_suffices);
  const auto other = make_certificate({.name = "Other Root"});
  const auto delivered =
      judge({server.der, root.der}, {anchor(other), anchor(root, TrustAnchor::From::delivered)});
  CHECK(delivered.faults.empty());
  CHECK(delivered.root == TlsFacts::Root::delivered);
}

TEST_CASE("a chain goes through the certificates between server and root") {
  const SystemStore none("");
  const auto root = make_certificate();
  const auto middle = make_certificate({.name = "Test Middle", .issuer = "Test Root", .signed_by = root.key});
  const auto server = make_certificate({.name = "prov.example.com",
                                        .issuer = "Test Middle",
                                        .basic_constraints = "",
                                        .names = "DNS:prov.example.com",
                                        .signed_by = middle.key});
  CHECK(judge({server.der, middle.der}, {anchor(root)}).faults.empty());
  CHECK(judge({server.der}, {anchor(root)}).faults == Faults{TlsFault::untrusted});
  CHECK(judge({server.der}, {anchor(middle)}).root == TlsFacts::Root::given);
}

TEST_CASE("the computer's own store is told apart from what was given") {
  const auto root = make_certificate();
  const SystemStore store(testing::pem_of(root.der));
  const auto server = server_of(root);
  const auto system = judge({server.der}, {});
  CHECK(system.faults.empty());
  CHECK(system.root == TlsFacts::Root::system);
  CHECK_FALSE(system.root_certificate.empty());
  CHECK(system.system_suffices);
  const auto both = judge({server.der}, {anchor(root, TrustAnchor::From::delivered)});
  CHECK(both.root == TlsFacts::Root::delivered);
  CHECK(both.system_suffices);
  const auto other = judge({server.der}, {anchor(make_certificate({.name = "Other Root"}))});
  CHECK(other.faults.empty());
  CHECK(other.root == TlsFacts::Root::system);
}

TEST_CASE("a folder of roots is this computer's store, too") {
  const auto root = make_certificate();
  const testing::Folder folder;
  auto* name = X509_NAME_new();
  testing::set_name(name, "Test Root");
  int known = 0;
  const auto hash = X509_NAME_hash_ex(name, nullptr, nullptr, &known);
  X509_NAME_free(name);
  REQUIRE(known == 1);
  folder.write(fmt::format("{:08x}.0", hash), testing::pem_of(root.der));
  setenv("SSL_CERT_DIR", folder.path().c_str(), 1);
  const auto facts = judge({server_of(root).der}, {});
  const auto other = judge({make_certificate().der}, {});
  unsetenv("SSL_CERT_DIR");
  CHECK(facts.faults.empty());
  CHECK(facts.root == TlsFacts::Root::system);
  CHECK_FALSE(other.faults.empty());
}

TEST_CASE("nobody vouches for a chain") {
  const SystemStore none("");
  const auto root = make_certificate();
  const auto server = server_of(root);
  const auto self_signed = make_certificate({.name = "prov.example.com", .names = "DNS:prov.example.com"});
  const std::vector<std::vector<Bytes>> chains{{server.der}, {server.der, root.der}, {self_signed.der}};
  for (const auto& chain : chains) {
    const auto facts = judge(chain, {});
    CHECK(facts.faults == Faults{TlsFault::untrusted});
    CHECK_FALSE(facts.detail.empty());
    CHECK(facts.root == TlsFacts::Root::none);
    CHECK(facts.root_certificate.empty());
  }
  const auto impostor = make_certificate();  // of the same name
  CHECK(judge({server.der}, {anchor(impostor)}).faults == Faults{TlsFault::untrusted});
  CHECK(judge({}, {anchor(root)}).faults == Faults{TlsFault::untrusted});
  CHECK(judge({to_bytes("no certificate")}, {anchor(root)}).faults == Faults{TlsFault::untrusted});
}

TEST_CASE("who may sign no certificates vouches for none") {
  const SystemStore none("");
  const auto root = make_certificate();
  const auto middle = make_certificate({.name = "Test Middle",
                                        .issuer = "Test Root",
                                        .basic_constraints = "critical,CA:FALSE",
                                        .signed_by = root.key});
  const auto server = make_certificate({.name = "prov.example.com",
                                        .issuer = "Test Middle",
                                        .basic_constraints = "",
                                        .names = "DNS:prov.example.com",
                                        .signed_by = middle.key});
  CHECK(judge({server.der, middle.der}, {anchor(root)}).faults == Faults{TlsFault::untrusted});
}

TEST_CASE("each fault is told, not only the first") {
  const SystemStore none("");
  const auto root = make_certificate();
  const auto expired = server_of(root, {.ends = "2025-01-01T00:00:00.000Z"});
  const auto one = judge({expired.der}, {anchor(root)});
  CHECK(one.faults == Faults{TlsFault::expired});
  CHECK(one.detail == "certificate has expired");
  CHECK(one.root == TlsFacts::Root::given);
  const auto early = server_of(root, {.begins = "2027-01-01T00:00:00.000Z"});
  CHECK(judge({early.der}, {anchor(root)}).faults == Faults{TlsFault::not_yet_valid});
  CHECK(judge({early.der}, {anchor(root)}, "prov.example.com", "2028-01-01T00:00:00.000Z").faults.empty());
  const auto all = judge({expired.der}, {}, "other.example.com");
  CHECK(all.faults == Faults{TlsFault::untrusted, TlsFault::expired, TlsFault::wrong_name});
}

TEST_CASE("the name of the URL is one of the certificate's") {
  const SystemStore none("");
  const auto root = make_certificate();
  const auto faults = [&](const std::string& names, const std::string& host) {
    return judge({server_of(root, {.names = names}).der}, {anchor(root)}, host).faults;
  };
  const Faults wrong{TlsFault::wrong_name};
  CHECK(faults("DNS:prov.example.com", "PROV.example.com").empty());
  CHECK(faults("DNS:prov.example.com", "prov.example.com.").empty());
  CHECK(faults("DNS:*.example.com", "prov.example.com").empty());
  CHECK(faults("DNS:*.example.com", "a.b.example.com") == wrong);
  CHECK(faults("IP:192.0.2.1", "192.0.2.1").empty());
  CHECK(faults("IP:192.0.2.1", "192.0.2.2") == wrong);
  CHECK(faults("IP:2001:db8::1", "[2001:db8::1]").empty());
  CHECK(faults("DNS:192.0.2.1", "192.0.2.1") == wrong);
  CHECK(faults("DNS:other.example.com", "prov.example.com") == wrong);
}

TEST_CASE("where no names are listed the common name counts") {
  const SystemStore none("");
  const auto root = make_certificate();
  const auto server = make_certificate(
      {.name = "prov.example.com", .issuer = "Test Root", .basic_constraints = "", .signed_by = root.key});
  CHECK(judge({server.der}, {anchor(root)}).faults.empty());
  CHECK(judge({server.der}, {anchor(root)}, "other.example.com").faults == Faults{TlsFault::wrong_name});
}

TEST_CASE("short keys and old signatures are no fault") {
  const SystemStore none("");
  const auto root = make_certificate({.key = testing::rsa_key(1024), .digest = EVP_md5(), .version = 0});
  const auto server = server_of(root, {.key = testing::rsa_key(1024), .digest = EVP_sha1()});
  CHECK(judge({server.der}, {anchor(root)}).faults.empty());
}

}  // namespace provtool
