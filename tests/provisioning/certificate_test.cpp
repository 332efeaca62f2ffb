#include "provisioning/certificate.hpp"

#include <doctest/doctest.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>

#include <algorithm>

#include "support/certificates.hpp"

namespace provtool {

namespace {

using namespace testing;

const Made& root() {
  static const Made made = make_certificate({.name = "Test Root"});
  return made;
}

std::string why_not(ByteView file) {
  const auto read = read_certificates(file);
  return read ? "" : read.error();
}
std::string why_not(const std::string& file) {
  return why_not(to_bytes(file));
}

std::size_t count_in(const std::string& file) {
  const auto read = read_certificates(to_bytes(file));
  return read ? read->size() : 0;
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

// What `write` makes of a value of the library's.
template <typename Value, typename Write>
Bytes der_of(Value* value, Write write) {
  unsigned char* der = nullptr;
  const auto length = write(value, &der);
  Bytes bytes(der, der + length);
  OPENSSL_free(der);
  return bytes;
}

Bytes request() {
  auto* value = X509_REQ_new();
  X509_REQ_set_pubkey(value, root().key.get());
  X509_REQ_sign(value, root().key.get(), EVP_sha256());
  auto der = der_of(value, [](X509_REQ* r, unsigned char** out) { return i2d_X509_REQ(r, out); });
  X509_REQ_free(value);
  return der;
}

Bytes pkcs7() {
  auto* value = PKCS7_new();
  PKCS7_set_type(value, NID_pkcs7_signed);
  PKCS7_content_new(value, NID_pkcs7_data);
  auto der = der_of(value, [](PKCS7* p, unsigned char** out) { return i2d_PKCS7(p, out); });
  PKCS7_free(value);
  return der;
}

Bytes pkcs12() {
  const auto* at = root().der.data();
  auto* x509 = d2i_X509(nullptr, &at, static_cast<long>(root().der.size()));
  auto* value = PKCS12_create("invented", "name", root().key.get(), x509, nullptr, 0, 0, 1, 1, 0);
  auto der = der_of(value, [](PKCS12* p, unsigned char** out) { return i2d_PKCS12(p, out); });
  PKCS12_free(value);
  X509_free(x509);
  return der;
}

}  // namespace

TEST_CASE("a certificate says who it is for, who made it, for how long, and with which key") {
  const auto ca = read_certificate(root().der);
  REQUIRE(ca);
  CHECK(ca->der == root().der);
  CHECK(ca->subject == "CN=Test Root");
  CHECK(ca->not_before == wall_time("2020-01-01T00:00:00.000Z"));
  CHECK(ca->not_after == wall_time("2040-01-01T00:00:00.000Z"));
  CHECK(ca->key_kind == "EC");
  CHECK(ca->key_bits == 256);
  CHECK(ca->digest == "SHA256");
  CHECK(ca->is_ca);
  CHECK(ca->is_self_signed);

  const auto server = read_certificate(make_certificate({.name = "prov.example.com",
                                                         .issuer = "Test Root",
                                                         .basic_constraints = "CA:FALSE",
                                                         .key = rsa_key(1024),
                                                         .signed_by = root().key,
                                                         .digest = EVP_sha1()})
                                           .der);
  REQUIRE(server);
  CHECK(server->issuer == "CN=Test Root");
  CHECK(server->key_kind == "RSA");
  CHECK(server->key_bits == 1024);
  CHECK(server->digest == "SHA1");
  CHECK_FALSE(server->is_ca);
  CHECK_FALSE(server->is_self_signed);
}

TEST_CASE("a certificate is for the names of hosts in it, and for its common name when there are none") {
  using Names = std::vector<std::string>;
  const auto names = [](const std::string& alternatives) {
    return read_certificate(make_certificate({.name = "Test", .names = alternatives, .key = root().key}).der)
        .value()
        .names;
  };
  CHECK(names("") == Names{"Test"});
  CHECK(names("DNS:a.example,DNS:*.b.example") == Names{"a.example", "*.b.example"});
  CHECK(names("IP:192.0.2.1,IP:2001:db8::1") == Names{"192.0.2.1", "2001:db8::1"});
  CHECK(names("email:a@example.com") == Names{"Test"});
}

TEST_CASE("a root of version 1 is a CA's, one of version 3 without the flag is not") {
  CHECK(read_certificate(make_certificate({.version = 0}).der)->is_ca);
  CHECK_FALSE(read_certificate(make_certificate({.basic_constraints = ""}).der)->is_ca);
}

TEST_CASE("names keep their letters, and dates behind 2050 are read") {
  const auto read =
      read_certificate(make_certificate({.name = "Größe, Ltd", .ends = "9999-12-31T23:59:59.000Z"}).der);
  REQUIRE(read);
  CHECK(read->subject == "CN=Größe\\, Ltd");
  CHECK(read->not_after == wall_time("9999-12-31T23:59:59.000Z"));
}

TEST_CASE("what is not one whole certificate is not read as one") {
  const auto& der = root().der;
  for (std::size_t size = 0; size < der.size(); ++size)
    CHECK_FALSE(read_certificate(ByteView(der).first(size)));
  auto longer = der;
  longer.push_back(0);
  CHECK_FALSE(read_certificate(longer));
}

TEST_CASE("a file of PEM may have text, several certificates, CRLF, a byte order mark and no last line end") {
  const auto pem = pem_of(root().der);
  CHECK(count_in(pem) == 1);
  CHECK(count_in("Bag Attributes\nsubject=CN = Test Root\n" + pem + "\nbehind it\n") == 1);
  CHECK(count_in(pem + pem + "\n\n" + pem) == 3);
  CHECK(count_in(with_crlf(pem)) == 1);
  CHECK(count_in("\xef\xbb\xbf" + pem) == 1);
  CHECK(count_in(pem.substr(0, pem.size() - 1)) == 1);
  CHECK(count_in(pem_of(private_der(root().key), "PRIVATE KEY") + pem) == 1);
  CHECK(count_in(pem_of(root().der, "X509 CERTIFICATE")) == 1);
}

TEST_CASE("DER is read, also with something behind it") {
  CHECK(read_certificates(root().der));
  auto longer = root().der;
  longer.push_back('\n');
  const auto read = read_certificates(longer);
  REQUIRE(read);
  CHECK(read->front().der == root().der);
}

TEST_CASE("what PEM is instead of a certificate is said") {
  const auto key = private_der(root().key);
  CHECK(why_not(pem_of(key, "PRIVATE KEY")) == "it is a private key, not a certificate");
  CHECK(why_not(pem_of(key, "RSA PRIVATE KEY")) == "it is a private key, not a certificate");
  CHECK(why_not(pem_of(key, "ENCRYPTED PRIVATE KEY")) == "it is a private key, not a certificate");
  CHECK(why_not(pem_of(request(), "CERTIFICATE REQUEST")) ==
        "it is a certificate request, not a certificate");
  CHECK(why_not(pem_of(pkcs7(), "PKCS7")) == "it is PKCS#7, not a certificate");
  CHECK(why_not(pem_of(key, "X509 CRL")) == "it is a list of revoked certificates, not a certificate");
  CHECK(why_not(pem_of(key, "SOMETHING")) == "it is PEM of another kind, \"SOMETHING\", not a certificate");
}

TEST_CASE("what DER is instead of a certificate is said") {
  CHECK(why_not(private_der(root().key)) == "it is a private key, not a certificate");
  CHECK(why_not(private_der(rsa_key())) == "it is a private key, not a certificate");
  CHECK(why_not(request()) == "it is a certificate request, not a certificate");
  CHECK(why_not(pkcs7()) == "it is PKCS#7, not a certificate");
  CHECK(why_not(pkcs12()) == "it is PKCS#12, not a certificate");
  CHECK(why_not(ByteView(root().der).first(200)) == "it looks like DER, and is not a whole certificate");
}

TEST_CASE("what is cut or damaged is said, also beside certificates that are whole") {
  const auto pem = pem_of(root().der);
  const auto cut = pem.substr(0, pem.size() / 2);
  auto changed = pem;
  changed[60] = '!';
  CHECK(why_not(cut) == "a certificate in it is cut: its END line is missing");
  CHECK(why_not(cut + "\n" + pem) == "a certificate in it is cut: its END line is missing");
  CHECK(why_not(pem + changed).find("is not base64") != std::string::npos);
  CHECK(why_not(pem_of(to_bytes("hello"))).find("is not a certificate") != std::string::npos);
}

TEST_CASE("what is neither PEM nor DER is called by its name") {
  auto base64 = pem_of(root().der);
  base64 = base64.substr(base64.find('\n') + 1);
  base64 = base64.substr(0, base64.find("-----"));
  CHECK(why_not(base64) == "it is a certificate in base64 without its BEGIN and END lines");
  CHECK(why_not("") == "it is empty, not a certificate");
  CHECK(why_not("<html><body>login</body></html>") == "it is an HTML page, not a certificate");
  CHECK(why_not("{\"error\": 1}") == "it is JSON, not a certificate");
  CHECK(why_not("<PANASIPPhoneConfig/>") == "it is XML, not a certificate");
  CHECK(why_not("access denied") == "it is text that begins \"access denied\", not a certificate");
  auto dashes = pem_of(root().der);
  for (auto at = dashes.find("-----"); at != std::string::npos; at = dashes.find("-----"))
    dashes.replace(at, 5, "—");
  CHECK(why_not(dashes) == "its BEGIN line does not begin with five hyphens");
}

}  // namespace provtool
