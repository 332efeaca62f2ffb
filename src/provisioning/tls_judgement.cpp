#include "provisioning/tls_judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "provisioning/certificate.hpp"
#include "provisioning/origin.hpp"

namespace provtool {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t k_longest_name = 120;

std::string name_of(const Certificate& certificate) {
  return foreign(shortened(certificate.subject, k_longest_name));
}
std::string day_of(WallTime time) {
  return to_rfc3339(time).substr(0, 10);
}

std::vector<Certificate> read_chain(const TlsFacts& facts) {
  std::vector<Certificate> chain;
  for (const auto& der : facts.chain)
    if (auto certificate = read_certificate(der)) chain.push_back(std::move(*certificate));
  return chain;
}

// The server's own, or another one of its chain.
std::string which(const Certificate& certificate, const std::vector<Certificate>& chain) {
  return &certificate == &chain.front()
             ? fmt::format("its certificate ({})", name_of(certificate))
             : fmt::format("the certificate {} above its own", name_of(certificate));
}

std::string said_of_end(const std::vector<Certificate>& chain, WallTime now) {
  for (const auto& certificate : chain)
    if (certificate.not_after < now)
      return fmt::format("{} expired on {}", which(certificate, chain), day_of(certificate.not_after));
  return "a certificate above those that it shows has expired";
}

std::string said_of_beginning(const std::vector<Certificate>& chain, WallTime now) {
  for (const auto& certificate : chain)
    if (certificate.not_before > now)
      return fmt::format("{} is not valid before {}; this computer's clock says {}",
                         which(certificate, chain), day_of(certificate.not_before), day_of(now));
  return "a certificate above those that it shows is not yet valid";
}

std::string said_of_name(const std::vector<Certificate>& chain) {
  std::vector<std::string> names;
  if (!chain.empty())
    for (const auto& name : chain.front().names) names.push_back(foreign(shortened(name, k_longest_name)));
  return names.empty() ? "its certificate names no host"
                       : fmt::format("its certificate is for {} alone", listed_some(names));
}

std::string said_of_root(const std::vector<Certificate>& chain) {
  if (chain.empty()) return "it shows no certificate that can be read";
  if (chain.size() == 1 && chain.front().is_self_signed)
    return fmt::format("its certificate ({}) is signed by itself", name_of(chain.front()));
  return fmt::format("its chain leads to {}, which nothing here knows",
                     foreign(shortened(chain.back().issuer, k_longest_name)));
}

bool has_given(const LoadTerms& terms) {
  return std::any_of(terms.anchors.begin(), terms.anchors.end(),
                     [](const TrustAnchor& anchor) { return anchor.from == TrustAnchor::From::given; });
}

// Whose root the phone may have from an earlier boot is not known, unless the user says which one it has.
Failure untrusted(const std::vector<Certificate>& chain, const LoadTerms& terms, const std::string& detail) {
  const auto words = detail.empty() ? "" : fmt::format(" ({})", foreign(detail));
  if (has_given(terms))
    return {"download.tls-untrusted",
            fmt::format("{}{}; what --ca gives does not fit", said_of_root(chain), words)};
  return {"download.tls-untrusted", said_of_root(chain) + words,
          "Give the root of the server's certificate with --ca."};
}

Failure failure_of_fault(TlsFault fault, const std::vector<Certificate>& chain, const TlsFacts& facts,
                         const LoadTerms& terms) {
  const auto detail = facts.faults.empty() || facts.faults.front() == fault ? facts.detail : std::string();
  switch (fault) {
    case TlsFault::expired:
      return {"download.tls-expired", said_of_end(chain, terms.now)};
    case TlsFault::not_yet_valid:
      return {"download.tls-not-yet-valid", said_of_beginning(chain, terms.now)};
    case TlsFault::wrong_name:
      return {"download.tls-name", said_of_name(chain)};
    case TlsFault::untrusted:
      return untrusted(chain, terms, detail);
    case TlsFault::other:
      break;
  }
  return {"download.tls-untrusted", fmt::format("its chain of certificates is not sound{}",
                                                detail.empty() ? "" : fmt::format(": {}", foreign(detail)))};
}

// ---- what is weak

// As OpenSSL names them.
constexpr std::array k_old_versions{"SSLv3"sv, "TLSv1"sv, "TLSv1.0"sv, "TLSv1.1"sv};
constexpr std::array k_old_digests{"MD2"sv, "MD4"sv, "MD5"sv, "SHA1"sv};

template <typename List>
bool is_in(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// NIST SP 800-131A: what gives less than 112 bits.
int least_bits(const Certificate& certificate) {
  constexpr int k_rsa = 2048;
  constexpr int k_curve = 224;
  if (certificate.key_kind == "EC") return k_curve;
  return certificate.key_kind == "RSA" || certificate.key_kind == "DSA" ? k_rsa : 0;
}

std::vector<std::string> weaknesses_of(const TlsFacts& facts) {
  std::vector<std::string> weak;
  if (is_in(k_old_versions, facts.version)) weak.push_back(fmt::format("it speaks {}", facts.version));
  for (const auto& certificate : read_chain(facts)) {
    if (certificate.key_bits < least_bits(certificate))
      weak.push_back(fmt::format("the key of {} has {} bits ({})", name_of(certificate), certificate.key_bits,
                                 certificate.key_kind));
    // Nobody looks at the signature of a root.
    if (!certificate.is_self_signed && is_in(k_old_digests, certificate.digest))
      weak.push_back(
          fmt::format("the signature of {} is made with {}", name_of(certificate), certificate.digest));
  }
  return weak;
}

// ---- a root that the phone may have or not

std::optional<Certificate> root_of(const TlsFacts& facts) {
  if (auto root = read_certificate(facts.root_certificate)) return root;
  auto chain = read_chain(facts);
  if (chain.empty() || !chain.back().is_self_signed) return std::nullopt;
  return std::move(chain.back());
}

std::string said_of_assumed_root(const TlsFacts& facts) {
  // The first edition of the phone's guide.
  static const auto k_phones_day = parse_rfc3339("2014-05-01T00:00:00.000Z").value();
  const auto root = root_of(facts);
  if (!root) return "";
  if (root->not_before > k_phones_day)
    return fmt::format(" ({}), made on {}: a phone of 2014 cannot have it", name_of(*root),
                       day_of(root->not_before));
  return fmt::format(" ({})", name_of(*root));
}

Finding root_assumed(const SeenTls& seen, DownloadRole role) {
  auto finding =
      make_finding("download.tls-root-assumed",
                   fmt::format("the certificate of {} leads to a root of this computer's store{}; "
                               "whether the phone has it is not known",
                               foreign(shown_host(seen.request.url)), said_of_assumed_root(seen.facts)),
                   Place{.url = seen.request.url});
  if (role == DownloadRole::initial)
    finding.hint =
        "Load the initial file by HTTP, or make sure that the phone has the root: the initial file cannot be "
        "secured by a certificate that it delivers itself.";
  return finding;
}

Finding insecure(const SeenTls& seen, const LoadTerms& terms) {
  std::vector<std::string> faults;
  if (!seen.facts.faults.empty())
    for (const auto& fault : faults_of(seen.facts, terms)) faults.push_back(fault.reason);
  return make_finding("download.insecure",
                      fmt::format("{} was trusted with --insecure; {}", foreign(shown_host(seen.request.url)),
                                  faults.empty() ? "nothing is wrong with its certificate" : listed(faults)),
                      Place{.url = seen.request.url});
}

constexpr int certainty_of(TlsFault fault) {
  if (fault == TlsFault::untrusted) return 2;
  return fault == TlsFault::other ? 1 : 0;
}

}  // namespace

std::vector<Failure> faults_of(const TlsFacts& facts, const LoadTerms& terms) {
  const auto chain = read_chain(facts);
  auto faults = facts.faults;
  if (faults.empty()) faults.push_back(TlsFault::other);
  std::stable_sort(faults.begin(), faults.end(),
                   [](TlsFault a, TlsFault b) { return certainty_of(a) < certainty_of(b); });
  std::vector<Failure> failures;
  for (const auto fault : faults) failures.push_back(failure_of_fault(fault, chain, facts, terms));
  return failures;
}

std::vector<Finding> judge_tls(const SeenTls& seen, DownloadRole role, const LoadTerms& terms) {
  std::vector<Finding> findings;
  if (const auto weak = weaknesses_of(seen.facts); !weak.empty())
    findings.push_back(make_finding(
        "download.tls-weak",
        fmt::format("the TLS of {} is weak: {}", foreign(shown_host(seen.request.url)), listed(weak)),
        Place{.url = seen.request.url}));
  if (seen.distrusted || seen.facts.version.empty()) return findings;
  if (terms.insecure) findings.push_back(insecure(seen, terms));
  if (seen.facts.root == TlsFacts::Root::system) findings.push_back(root_assumed(seen, role));
  return findings;
}

TlsSection tls_section(const TlsFacts& facts) {
  constexpr std::array k_roots{""sv, "delivered"sv, "given"sv, "system"sv};
  TlsSection section;
  section.version = facts.version;
  section.root = k_roots.at(static_cast<std::size_t>(facts.root));
  section.verified = facts.faults.empty() && facts.root != TlsFacts::Root::none;
  const auto chain = read_chain(facts);
  if (chain.empty()) return section;
  section.subject = chain.front().subject;
  section.issuer = chain.front().issuer;
  section.not_after = to_rfc3339(chain.front().not_after);
  return section;
}

}  // namespace provtool
