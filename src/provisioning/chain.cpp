#include "provisioning/chain.hpp"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "base/address.hpp"

namespace provtool {

namespace {

template <auto release>
struct Release {
  template <typename T>
  void operator()(T* value) const {
    release(value);
  }
};
using X509Handle = std::unique_ptr<X509, Release<X509_free>>;
using StoreHandle = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;
using ContextHandle = std::unique_ptr<X509_STORE_CTX, Release<X509_STORE_CTX_free>>;

void free_chain(STACK_OF(X509) * chain) {
  sk_X509_pop_free(chain, X509_free);
}
using ChainHandle = std::unique_ptr<STACK_OF(X509), Release<free_chain>>;

X509Handle read(const Bytes& der) {
  const auto* bytes = der.data();
  return X509Handle(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())));
}

Bytes write(X509* certificate) {
  Bytes der(static_cast<std::size_t>(std::max(i2d_X509(certificate, nullptr), 0)));
  auto* bytes = der.data();
  i2d_X509(certificate, &bytes);
  return der;
}

TlsFault fault_of(int error) {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return TlsFault::expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return TlsFault::not_yet_valid;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
    case X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_REJECTED:
      return TlsFault::untrusted;
    default:
      return TlsFault::other;
  }
}

// What one store makes of a chain.
struct Judgement {
  std::vector<TlsFault> faults;
  std::string detail;
  Bytes root;  // where the chain ends, DER

  void add(TlsFault fault, const char* words) {
    if (faults.empty()) detail = words;
    if (!has(fault)) faults.push_back(fault);
  }
  [[nodiscard]] bool has(TlsFault fault) const {
    return std::find(faults.begin(), faults.end(), fault) != faults.end();
  }
  [[nodiscard]] bool is_trusted() const { return !has(TlsFault::untrusted) && !has(TlsFault::other); }
};

// Notes the fault and goes on, so that all are found.
int note_fault(int is_fine, X509_STORE_CTX* context) {
  if (is_fine == 1) return 1;
  const int error = X509_STORE_CTX_get_error(context);
  auto* judgement = static_cast<Judgement*>(X509_STORE_CTX_get_app_data(context));
  judgement->add(fault_of(error), X509_verify_cert_error_string(error));
  return 1;
}

struct Shown {
  X509Handle own;
  ChainHandle chain{sk_X509_new_null()};
};

Shown read_chain(const std::vector<Bytes>& chain) {
  Shown shown;
  for (const auto& der : chain) {
    auto certificate = read(der);
    if (!certificate) continue;
    if (!shown.own) {
      X509_up_ref(certificate.get());
      shown.own.reset(certificate.get());
    }
    if (sk_X509_push(shown.chain.get(), certificate.get()) > 0) static_cast<void>(certificate.release());
  }
  return shown;
}

// Short keys and old signatures pass: a phone of 2014 takes them, and they are told elsewhere. Whatever is in
// the store is trusted, a root or not.
void set_terms(X509_STORE_CTX* context, WallTime now) {
  auto* terms = X509_STORE_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_auth_level(terms, 0);
  X509_VERIFY_PARAM_set_flags(terms, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_time(
      terms, std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
}

Judgement judge_with(X509_STORE* store, const Shown& shown, WallTime now) {
  Judgement judgement;
  const ContextHandle context(X509_STORE_CTX_new());
  if (!context || X509_STORE_CTX_init(context.get(), store, shown.own.get(), shown.chain.get()) != 1) {
    judgement.add(TlsFault::other, "out of memory");
    return judgement;
  }
  set_terms(context.get(), now);
  X509_STORE_CTX_set_app_data(context.get(), &judgement);
  X509_STORE_CTX_set_verify_cb(context.get(), note_fault);
  if (X509_verify_cert(context.get()) != 1 && judgement.faults.empty())
    judgement.add(TlsFault::other, X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
  auto* chain = X509_STORE_CTX_get0_chain(context.get());
  if (const int length = sk_X509_num(chain); length > 0)
    judgement.root = write(sk_X509_value(chain, length - 1));
  return judgement;
}

StoreHandle store_of(const std::vector<TrustAnchor>& anchors) {
  StoreHandle store(X509_STORE_new());
  for (const auto& anchor : anchors)
    if (const auto certificate = read(anchor.der)) X509_STORE_add_cert(store.get(), certificate.get());
  return store;
}

// Whether roots can be looked up there one by one: c_rehash names them so.
bool has_hashed_roots(const std::string& folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (entry->path().extension() == ".0") return true;
  return false;
}

// To read the file with all roots takes longer than a handshake; so it is left alone where a folder has them.
StoreHandle system_store() {
  StoreHandle store(X509_STORE_new());
  const char* file = secure_getenv(X509_get_default_cert_file_env());
  const char* folder = secure_getenv(X509_get_default_cert_dir_env());
  if (folder == nullptr) folder = X509_get_default_cert_dir();
  if (file != nullptr || !has_hashed_roots(folder) || X509_STORE_load_path(store.get(), folder) != 1)
    X509_STORE_set_default_paths(store.get());
  return store;
}

TlsFacts::Root root_among(const std::vector<TrustAnchor>& anchors, const Bytes& root) {
  const auto anchor = std::find_if(anchors.begin(), anchors.end(),
                                   [&](const TrustAnchor& candidate) { return candidate.der == root; });
  if (anchor == anchors.end()) return TlsFacts::Root::none;
  return anchor->from == TrustAnchor::From::delivered ? TlsFacts::Root::delivered : TlsFacts::Root::given;
}

// RFC 9110 4.3.4; where a certificate has no names of hosts, its common name counts, as phones of 2014 have
// it.
void judge_name(X509* certificate, std::string host, Judgement& judgement) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.ends_with('.')) host.pop_back();
  if (IpAddress::parse(host)) {
    if (X509_check_ip_asc(certificate, host.c_str(), 0) != 1)
      judgement.add(TlsFault::wrong_name, X509_verify_cert_error_string(X509_V_ERR_IP_ADDRESS_MISMATCH));
  } else if (X509_check_host(certificate, host.data(), host.size(), 0, nullptr) != 1) {
    judgement.add(TlsFault::wrong_name, X509_verify_cert_error_string(X509_V_ERR_HOSTNAME_MISMATCH));
  }
}

}  // namespace

void judge_chain(const ChainQuestion& question, TlsFacts& facts) {
  const auto shown = read_chain(question.chain);
  Judgement judgement;
  facts.root = TlsFacts::Root::none;
  facts.system_suffices = false;
  if (!shown.own) {
    judgement.add(TlsFault::untrusted, "no certificate was shown");
  } else {
    judgement = judge_with(store_of(question.anchors).get(), shown, question.now);
    if (judgement.is_trusted()) facts.root = root_among(question.anchors, judgement.root);
    if (facts.root != TlsFacts::Root::given) {
      auto by_system = judge_with(system_store().get(), shown, question.now);
      facts.system_suffices = by_system.is_trusted();
      const bool is_better = facts.system_suffices || question.anchors.empty();
      if (facts.root == TlsFacts::Root::none && is_better) {
        judgement = std::move(by_system);
        if (facts.system_suffices) facts.root = TlsFacts::Root::system;
      }
    }
    judge_name(shown.own.get(), question.host, judgement);
  }
  if (facts.root != TlsFacts::Root::none) facts.root_certificate = judgement.root;
  facts.faults = judgement.faults;
  facts.detail = judgement.detail;
}

}  // namespace provtool
