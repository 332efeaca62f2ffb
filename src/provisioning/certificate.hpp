// Certificates as far as they are judged (RFC 5280), and files of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "tl/expected.hpp"

namespace provtool {

struct Certificate {
  Bytes der;
  std::string subject;  // RFC 2253, as OpenSSL prints it
  std::string issuer;
  std::vector<std::string> names;  // of hosts that it is for: DNS names and addresses, else the common name
  WallTime not_before{};
  WallTime not_after{};
  std::string key_kind;  // "RSA", "EC", …
  int key_bits = 0;
  std::string digest;  // of the signature: "SHA256"
  bool is_ca = false;  // basic constraints; an X.509v1 root counts, too
  bool is_self_signed = false;
};

std::optional<Certificate> read_certificate(ByteView der);
// PEM (one or several; text and other blocks around them are left aside) or DER. An error is a clause that
// says what it is instead: "it is a private key, not a certificate".
tl::expected<std::vector<Certificate>, std::string> read_certificates(ByteView file);

}  // namespace provtool
