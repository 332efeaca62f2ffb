#include "app/provisions.hpp"

#include <fmt/format.h>

#include <utility>

#include "app/save.hpp"
#include "base/foreign.hpp"
#include "provisioning/certificate.hpp"
#include "provisioning/credentials_file.hpp"

namespace provtool {

bool Provisions::take(NoRights proof) {
  const auto& load = m_run.options.load;
  const auto taken = m_grounds.take(proof);
  for (const auto& finding : m_grounds.contradictions()) m_run.report.findings.push_back(finding);
  if (!taken) return not_read(taken.error().trouble, taken.error().path);
  if (!take_anchors(proof) || !take_credentials(proof)) return false;
  if (load.user) m_terms.user = read_user(*load.user);
  m_terms.max_size = m_run.options.files.max_size;
  m_terms.insecure = load.insecure;
  m_terms.advise = load.advise;
  m_terms.now = m_run.world.wall_now();
  return can_save(m_run, proof);
}

bool Provisions::take_anchors(NoRights proof) {
  const auto& path = m_run.options.load.ca;
  if (!path) return true;
  const auto bytes = read_whole(m_run, proof, *path);
  if (!bytes) return not_read(bytes.error(), *path);
  auto certificates = read_certificates(*bytes);
  if (!certificates)
    return not_read({fmt::format("{} contains no certificate: {}", foreign(*path), certificates.error())},
                    *path);
  for (auto& certificate : *certificates)
    m_terms.anchors.push_back({std::move(certificate.der), TrustAnchor::From::given});
  return true;
}

bool Provisions::take_credentials(NoRights proof) {
  const auto& path = m_run.options.load.credentials;
  if (!path) return true;
  const auto bytes = read_whole(m_run, proof, *path);
  if (!bytes) return not_read(bytes.error(), *path);
  auto hosts = read_credentials(as_text(*bytes));
  if (!hosts)
    return not_read({fmt::format("{} of {} is not: host user:password", hosts.error(), foreign(*path))},
                    *path);
  m_terms.per_host = std::move(*hosts);
  return true;
}

bool Provisions::not_read(const Trouble& trouble, const std::string& path) {
  if (trouble.kind == Trouble::Kind::interrupted) m_run.end = RunEnd::interrupted;
  m_run.report.findings.push_back(make_finding("host.not-read", trouble.message, Place{.file = path}));
  return false;
}

}  // namespace provtool
