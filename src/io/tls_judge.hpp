// Judges a server within the handshake, before anything is asked of it: no password and no name goes to a
// stranger.
#pragma once

#include <openssl/ssl.h>

#include <string>
#include <utility>
#include <vector>

#include "base/transfer.hpp"

namespace provtool {

class TlsJudge {
 public:
  TlsJudge(TlsTerms terms, std::string host) : m_terms(std::move(terms)), m_host(std::move(host)) {}
  ~TlsJudge();
  TlsJudge(const TlsJudge&) = delete;
  TlsJudge& operator=(const TlsJudge&) = delete;

  // Has the connections of `context` judged while this lives. What this computer's settings forbid (old
  // versions, short keys, old renegotiation) is allowed.
  void preside(SSL_CTX* context);

  // Whether the handshake was ended because of who the server is.
  [[nodiscard]] bool has_refused() const { return m_refused; }
  [[nodiscard]] const TlsFacts& facts() const { return m_facts; }

 private:
  static int on_chain(X509_STORE_CTX* shown, void* unused);
  static int on_request(SSL* connection, X509** certificate, EVP_PKEY** key);
  static void on_progress(const SSL* connection, int where, int result);
  bool judge(STACK_OF(X509) * chain);

  TlsTerms m_terms;
  std::string m_host;
  std::vector<SSL_CTX*> m_contexts;
  TlsFacts m_facts;
  bool m_refused = false;
};

}  // namespace provtool
