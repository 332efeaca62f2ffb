// Certificates made for a test, by libcrypto: no file of them grows old in the tree.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/time.hpp"

namespace provtool::testing {

inline WallTime wall_time(const char* text) {
  return *parse_rfc3339(text);
}

using Key = std::shared_ptr<EVP_PKEY>;
inline Key rsa_key(unsigned bits = 2048) {
  return {EVP_RSA_gen(bits), EVP_PKEY_free};
}
inline Key ec_key(const char* curve = "P-256") {
  return {EVP_EC_gen(curve), EVP_PKEY_free};
}

struct Made {
  Bytes der;
  Key key;
};

struct CertificateOptions {
  std::string name = "Test Root";  // the common name
  std::string issuer{};            // empty: itself
  std::string begins = "2020-01-01T00:00:00.000Z";
  std::string ends = "2040-01-01T00:00:00.000Z";
  std::string basic_constraints = "critical,CA:TRUE";  // empty: none
  std::string names{};                                 // "DNS:a.example,IP:192.0.2.1"
  Key key{};                                           // of the subject; empty: a new one
  Key signed_by{};                                     // empty: itself
  const EVP_MD* digest = EVP_sha256();
  long version = 2;  // X.509v3
};

inline void set_time(ASN1_TIME* out, const std::string& text) {
  const auto time = std::chrono::floor<std::chrono::seconds>(wall_time(text.c_str()));
  ASN1_TIME_set(out, time.time_since_epoch().count());
}

inline void set_name(X509_NAME* out, const std::string& name) {
  X509_NAME_add_entry_by_txt(out, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.data()),
                             static_cast<int>(name.size()), -1, 0);
}

inline void add_extension(X509* x509, int nid, const std::string& value) {
  if (value.empty()) return;
  auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
  X509_add_ext(x509, extension, -1);
  X509_EXTENSION_free(extension);
}

inline Made make_certificate(const CertificateOptions& options = {}) {
  Made made;
  made.key = options.key ? options.key : ec_key();
  auto* x509 = X509_new();
  X509_set_version(x509, options.version);
  static long serial = 1;
  ASN1_INTEGER_set(X509_get_serialNumber(x509), serial++);
  set_time(X509_getm_notBefore(x509), options.begins);
  set_time(X509_getm_notAfter(x509), options.ends);
  set_name(X509_get_subject_name(x509), options.name);
  set_name(X509_get_issuer_name(x509), options.issuer.empty() ? options.name : options.issuer);
  X509_set_pubkey(x509, made.key.get());
  if (options.version == 2) {
    add_extension(x509, NID_basic_constraints, options.basic_constraints);
    add_extension(x509, NID_subject_alt_name, options.names);
  }
  X509_sign(x509, options.signed_by ? options.signed_by.get() : made.key.get(), options.digest);
  unsigned char* der = nullptr;
  const auto length = i2d_X509(x509, &der);
  made.der.assign(der, der + length);
  OPENSSL_free(der);
  X509_free(x509);
  return made;
}

// `label`: "CERTIFICATE".
inline std::string pem_of(const Bytes& der, const char* label = "CERTIFICATE") {
  auto* out = BIO_new(BIO_s_mem());
  PEM_write_bio(out, label, "", der.data(), static_cast<long>(der.size()));
  char* text = nullptr;
  const auto length = BIO_get_mem_data(out, &text);
  std::string pem(text, static_cast<std::size_t>(length));
  BIO_free(out);
  return pem;
}

inline Bytes private_der(const Key& key) {
  unsigned char* der = nullptr;
  const auto length = i2d_PrivateKey(key.get(), &der);
  Bytes bytes(der, der + length);
  OPENSSL_free(der);
  return bytes;
}

}  // namespace provtool::testing
