// What a TLS connection, or one that did not come about, says of the server.
#pragma once

#include <vector>

#include "provisioning/download.hpp"
#include "provisioning/failure.hpp"
#include "provisioning/terms.hpp"

namespace provtool {

// A TLS connection, or one that did not come about.
struct SeenTls {
  Request request;
  TlsFacts facts;
  bool distrusted = false;  // and therefore ended
};

// Each fault of a chain that is not trusted, the certain ones first; at least one.
std::vector<Failure> faults_of(const TlsFacts& facts, const LoadTerms& terms);

// What is to be said although the connection came about: weak, trusted on an assumption, or not checked.
std::vector<Finding> judge_tls(const SeenTls& seen, DownloadRole role, const LoadTerms& terms);

TlsSection tls_section(const TlsFacts& facts);

}  // namespace provtool
