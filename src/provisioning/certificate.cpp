#include "provisioning/certificate.hpp"

#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <memory>

#include "base/address.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "config/appearance.hpp"

namespace provtool {

namespace {

// What the library allocates is given back by a function of its own for each type.
template <typename Value, void (*release)(Value*)>
struct Release {
  void operator()(Value* value) const { release(value); }
};
template <typename Value, void (*release)(Value*)>
using Owned = std::unique_ptr<Value, Release<Value, release>>;

void free_bio(BIO* bio) {
  BIO_free(bio);
}

std::string printed(const X509_NAME* name) {
  const Owned<BIO, free_bio> out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  char* text = nullptr;
  const auto length = BIO_get_mem_data(out.get(), &text);
  return length > 0 ? std::string(text, static_cast<std::size_t>(length)) : std::string();
}

std::optional<WallTime> to_wall_time(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return WallTime(std::chrono::seconds(timegm(&parts)));
}

// A kind of key that the library does not know has the name of its algorithm, and no length.
void describe_key(const X509* x509, Certificate& certificate) {
  if (const auto* key = X509_get0_pubkey(x509)) {
    const auto* name = EVP_PKEY_get0_type_name(key);
    certificate.key_kind = name == nullptr ? "" : name;
    certificate.key_bits = EVP_PKEY_get_bits(key);
    return;
  }
  ASN1_OBJECT* algorithm = nullptr;
  X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, X509_get_X509_PUBKEY(x509));
  std::array<char, 80> name{};
  if (OBJ_obj2txt(name.data(), static_cast<int>(name.size()), algorithm, 0) > 0)
    certificate.key_kind = name.data();
}

std::string digest_of(X509* x509) {
  int digest = NID_undef;
  X509_get_signature_info(x509, &digest, nullptr, nullptr, nullptr);
  return digest == NID_undef ? "" : OBJ_nid2sn(digest);
}

bool is_ca(X509* x509) {
  constexpr int k_by_basic_constraints = 1;
  constexpr int k_version_1_root = 3;
  const int how = X509_check_ca(x509);
  return how == k_by_basic_constraints || how == k_version_1_root;
}

std::string text_of(const ASN1_STRING* value) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
          static_cast<std::size_t>(ASN1_STRING_length(value))};
}

std::string address_of(const ASN1_STRING* value) {
  const ByteView bytes(ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value)));
  if (const auto v4 = Ipv4Address::from(bytes)) return v4->text();
  const auto v6 = Ipv6Address::from(bytes);
  return v6 ? v6->text() : "";
}

std::vector<std::string> common_names(const X509* x509) {
  const auto* subject = X509_get_subject_name(x509);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0) return {};
  return {text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)))};
}

// RFC 6125 6.4.4: the common name counts when nothing else does.
std::vector<std::string> names_of(const X509* x509) {
  std::vector<std::string> names;
  const Owned<GENERAL_NAMES, GENERAL_NAMES_free> all(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(x509, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
    const auto* name = sk_GENERAL_NAME_value(all.get(), i);
    if (name->type == GEN_DNS) names.push_back(text_of(name->d.dNSName));
    if (name->type == GEN_IPADD) names.push_back(address_of(name->d.iPAddress));
  }
  return names.empty() ? common_names(x509) : names;
}

// `used`: how many bytes the certificate takes.
std::optional<Certificate> read_front(ByteView der, std::size_t& used) {
  const auto* at = der.data();
  const Owned<X509, X509_free> x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();  // of this thread; nobody else is to find it
  if (!x509) return std::nullopt;
  const auto begins = to_wall_time(X509_get0_notBefore(x509.get()));
  const auto ends = to_wall_time(X509_get0_notAfter(x509.get()));
  if (!begins || !ends) return std::nullopt;
  used = static_cast<std::size_t>(at - der.data());

  Certificate certificate;
  certificate.der.assign(der.data(), at);
  certificate.subject = printed(X509_get_subject_name(x509.get()));
  certificate.issuer = printed(X509_get_issuer_name(x509.get()));
  certificate.names = names_of(x509.get());
  certificate.not_before = *begins;
  certificate.not_after = *ends;
  describe_key(x509.get(), certificate);
  certificate.digest = digest_of(x509.get());
  certificate.is_ca = is_ca(x509.get());
  certificate.is_self_signed = (X509_get_extension_flags(x509.get()) & EXFLAG_SS) != 0;
  ERR_clear_error();
  return certificate;
}

// ---- PEM

struct Block {
  std::string_view label;  // "CERTIFICATE"
  std::string_view base64;
  bool has_end = false;
};

constexpr std::string_view k_begin = "-----BEGIN ";
constexpr std::string_view k_dashes = "-----";

// The next block of `text`, which then begins behind it.
std::optional<Block> next_block(std::string_view& text) {
  const auto begin = text.find(k_begin);
  if (begin == std::string_view::npos) return std::nullopt;
  text.remove_prefix(begin + k_begin.size());
  const auto label_end = text.find(k_dashes);
  const auto line_end = text.find_first_of("\r\n");
  if (label_end == std::string_view::npos || line_end < label_end) return Block{};
  Block block;
  block.label = text.substr(0, label_end);
  text.remove_prefix(label_end + k_dashes.size());
  const auto end = text.find(fmt::format("-----END {}-----", block.label));
  const auto next = std::min(text.find(k_begin), text.size());
  block.has_end = end < next;
  block.base64 = text.substr(0, block.has_end ? end : next);
  text.remove_prefix(block.has_end ? end + k_dashes.size() : next);
  return block;
}

std::optional<Bytes> from_base64(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (std::isspace(static_cast<unsigned char>(c)) == 0) letters += c;
  const auto data = letters.find_last_not_of('=') + 1;
  const auto filled = letters.size() - data;
  if (letters.empty() || letters.size() % 4 != 0 || filled > 2 ||
      !std::all_of(letters.begin(), letters.begin() + static_cast<std::ptrdiff_t>(data), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '/';
      }))
    return std::nullopt;
  Bytes bytes(letters.size() / 4 * 3);
  EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(letters.data()),
                  static_cast<int>(letters.size()));
  bytes.resize(bytes.size() - filled);
  return bytes;
}

bool is_certificate(const Block& block) {
  return block.label == "CERTIFICATE" || block.label == "X509 CERTIFICATE" ||
         block.label == "TRUSTED CERTIFICATE";
}

// What a block is whose label ends like this; the first row that fits counts.
struct Label {
  std::string_view end;
  std::string_view what;
};
constexpr std::array k_labels{Label{"PRIVATE KEY", "a private key"},
                              Label{"PUBLIC KEY", "a public key"},
                              Label{"CERTIFICATE REQUEST", "a certificate request"},
                              Label{"CRL", "a list of revoked certificates"},
                              Label{"PKCS7", "PKCS#7"},
                              Label{"CMS", "PKCS#7"},
                              Label{"PARAMETERS", "parameters of a key"}};

std::string called(std::string_view what) {
  return fmt::format("it is {}, not a certificate", what);
}

std::string call(const Block& block) {
  for (const auto& label : k_labels)
    if (block.label.ends_with(label.end)) return called(label.what);
  constexpr std::size_t k_most = 40;
  return fmt::format("it is PEM of another kind, \"{}\", not a certificate",
                     foreign(shortened(block.label, k_most)));
}

tl::expected<Certificate, std::string> read_block(const Block& block) {
  if (!block.has_end)
    return tl::unexpected(std::string("a certificate in it is cut: its END line is missing"));
  const auto der = from_base64(block.base64);
  if (!der)
    return tl::unexpected(
        std::string("a certificate in it is damaged: what is between BEGIN and END is not base64"));
  std::size_t used = 0;
  auto certificate = read_front(*der, used);
  if (!certificate)
    return tl::unexpected(
        std::string("a certificate in it is damaged: what the base64 stands for is not a certificate"));
  return std::move(*certificate);
}

tl::expected<std::vector<Certificate>, std::string> read_pem(std::string_view text) {
  std::vector<Certificate> all;
  std::optional<Block> other;
  while (const auto block = next_block(text)) {
    if (!is_certificate(*block)) {
      if (!other) other = block;
      continue;
    }
    auto certificate = read_block(*block);
    if (!certificate) return tl::unexpected(certificate.error());
    all.push_back(std::move(*certificate));
  }
  if (all.empty() && other) return tl::unexpected(call(*other));
  return all;
}

// ---- DER, and what is neither

template <typename Value, Value* (*read)(Value**, const unsigned char**, long), void (*release)(Value*)>
bool reads_as(ByteView der) {
  const auto* at = der.data();
  const Owned<Value, release> value(read(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return value != nullptr;
}

bool is_private_key(ByteView der) {
  const auto* at = der.data();
  const Owned<EVP_PKEY, EVP_PKEY_free> key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return key || reads_as<X509_SIG, d2i_X509_SIG, X509_SIG_free>(der);
}

std::string call_der(ByteView der) {
  if (reads_as<PKCS12, d2i_PKCS12, PKCS12_free>(der)) return called("PKCS#12");
  if (reads_as<PKCS7, d2i_PKCS7, PKCS7_free>(der)) return called("PKCS#7");
  if (reads_as<X509_REQ, d2i_X509_REQ, X509_REQ_free>(der)) return called("a certificate request");
  if (reads_as<X509_CRL, d2i_X509_CRL, X509_CRL_free>(der)) return called("a list of revoked certificates");
  if (is_private_key(der)) return called("a private key");
  if (reads_as<EVP_PKEY, d2i_PUBKEY, EVP_PKEY_free>(der)) return called("a public key");
  return "it looks like DER, and is not a whole certificate";
}

constexpr std::uint8_t k_sequence = 0x30;  // every certificate is one (X.690 8.9)

std::string call_text(ByteView file) {
  const auto text = as_text(file);
  if (const auto der = from_base64(text)) {
    std::size_t used = 0;
    if (read_front(*der, used)) return "it is a certificate in base64 without its BEGIN and END lines";
  }
  if (text.find("BEGIN CERTIFICATE") != std::string_view::npos)
    return "its BEGIN line does not begin with five hyphens";
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return "it is UTF-16, and PEM is ASCII";
  const auto why = why_not_xml(text);
  return why ? fmt::format("{}, not a certificate", *why) : "it is XML, not a certificate";
}

}  // namespace

std::optional<Certificate> read_certificate(ByteView der) {
  std::size_t used = 0;
  auto certificate = read_front(der, used);
  if (!certificate || used != der.size()) return std::nullopt;
  return certificate;
}

tl::expected<std::vector<Certificate>, std::string> read_certificates(ByteView file) {
  if (as_text(file).find(k_begin) != std::string_view::npos) return read_pem(as_text(file));
  if (file.empty() || file.front() != k_sequence) return tl::unexpected(call_text(file));
  std::size_t used = 0;
  if (auto certificate = read_front(file, used)) return std::vector{std::move(*certificate)};
  return tl::unexpected(call_der(file));
}

}  // namespace provtool
