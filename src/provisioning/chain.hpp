// Whether the chain of certificates that a server shows is trusted, judged by us and not by this computer's
// taste: short keys and old signatures are no fault here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/transfer.hpp"

namespace provtool {

struct ChainQuestion {
  std::vector<Bytes> chain;  // DER, the server's own first
  std::string host;          // of the URL: a name, or an address
  std::vector<TrustAnchor> anchors;
  WallTime now{};
};

// Fills in faults, detail, root and system_suffices. The computer's store is where OpenSSL looks for it, as
// SSL_CERT_FILE may change. Where a root that was given suffices, it is not read, which takes longer than a
// handshake; where a delivered one does, it is, because that may not have been needed.
void judge_chain(const ChainQuestion& question, TlsFacts& facts);

}  // namespace provtool
