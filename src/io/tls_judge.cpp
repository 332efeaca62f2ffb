#include "io/tls_judge.hpp"

#include <openssl/x509.h>

#include <chrono>

#include "provisioning/chain.hpp"

namespace provtool {

namespace {

// Where a context keeps its judge.
int judge_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

TlsJudge* judge_of(const SSL* connection) {
  return static_cast<TlsJudge*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), judge_index()));
}

Bytes to_der(X509* certificate) {
  unsigned char* der = nullptr;
  const int length = i2d_X509(certificate, &der);
  if (length <= 0) return {};
  Bytes bytes(der, der + length);
  OPENSSL_free(der);
  return bytes;
}

}  // namespace

// A connection that outlives its judge is judged by nobody: it trusts nobody.
TlsJudge::~TlsJudge() {
  for (auto* context : m_contexts) {
    SSL_CTX_set_ex_data(context, judge_index(), nullptr);
    SSL_CTX_free(context);
  }
}

void TlsJudge::preside(SSL_CTX* context) {
  SSL_CTX_up_ref(context);
  m_contexts.push_back(context);
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT);
  SSL_CTX_set_ex_data(context, judge_index(), this);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context, &on_chain, nullptr);
  SSL_CTX_set_client_cert_cb(context, &on_request);
  SSL_CTX_set_info_callback(context, &on_progress);
}

int TlsJudge::on_chain(X509_STORE_CTX* shown, void* /*unused*/) {
  const auto* connection =
      static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(shown, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* judge = judge_of(connection);
  if (judge != nullptr && judge->judge(X509_STORE_CTX_get0_untrusted(shown))) return 1;
  X509_STORE_CTX_set_error(shown, X509_V_ERR_APPLICATION_VERIFICATION);
  return 0;
}

bool TlsJudge::judge(STACK_OF(X509) * chain) {
  for (int i = 0; i < sk_X509_num(chain); ++i) m_facts.chain.push_back(to_der(sk_X509_value(chain, i)));
  const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  judge_chain({m_facts.chain, m_host, m_terms.anchors, now}, m_facts);
  m_refused = !m_facts.faults.empty() && !m_terms.insecure;
  return !m_refused;
}

// None is shown: the phone is not known to have one.
int TlsJudge::on_request(SSL* connection, X509** /*certificate*/, EVP_PKEY** /*key*/) {
  if (auto* judge = judge_of(connection)) judge->m_facts.asks_for_certificate = true;
  return 0;
}

void TlsJudge::on_progress(const SSL* connection, int /*where*/, int /*result*/) {
  auto* judge = judge_of(connection);
  if (judge == nullptr) return;
  const auto* cipher = SSL_get_current_cipher(connection);
  if (cipher == nullptr) cipher = SSL_get_pending_cipher(connection);
  if (cipher == nullptr) return;  // the server has not said Hello
  judge->m_facts.version = SSL_get_version(connection);
  judge->m_facts.cipher = SSL_CIPHER_get_name(cipher);
}

}  // namespace provtool
