#include "app/grounds.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/foreign.hpp"
#include "config/file_key.hpp"

namespace provtool {

namespace {

Identity identity_of(const WhoOptions& who) {
  Identity identity;
  identity.model = who.model.value_or(std::string(identity.phone->models.value.front()));
  identity.firmware = who.firmware;
  if (who.mac && std::holds_alternative<MacAddress>(*who.mac)) identity.mac = std::get<MacAddress>(*who.mac);
  return identity;
}

}  // namespace

Grounds::Grounds(Run& run, NoRights proof, FileOutput& output)
    : m_run(run), m_proof(proof), m_output(output), m_identity(identity_of(run.options.who)) {}

bool Grounds::take() {
  return take_catalogue() && take_key();
}

std::optional<Input> Grounds::read(const std::string& path) {
  auto input = m_run.files.read(m_proof, path, m_run.options.files.max_size);
  if (input) return std::move(*input);
  m_output.not_read(input.error(), path);
  return std::nullopt;
}

bool Grounds::take_catalogue() {
  const auto& path = m_run.options.files.catalogue;
  if (!path) return true;
  const auto input = read(*path);
  if (!input) return false;
  auto more = read_catalogue_file(as_text(input->bytes), *path, m_catalogue);
  if (!more) {
    m_output.not_read(more.error(), *path);
    return false;
  }
  m_more = std::move(*more);
  for (const auto& parameter : m_more.parameters) m_catalogue.add(parameter);
  std::vector<Finding> findings;
  for (const auto& what : m_more.contradictions)
    findings.push_back(make_finding("config.catalogue", what, Place{.file = *path}));
  m_output.add(std::move(findings));
  return true;
}

bool Grounds::take_key() {
  const auto& files = m_run.options.files;
  const auto& path = files.key ? files.key : files.key_from;
  if (!path) return true;
  const auto input = read(*path);
  if (!input) return false;
  m_key = files.key ? key_in(input->bytes)
                    : key_in(read_config_file(input->bytes, question({*path, FileRole::none})));
  if (!m_key)
    m_output.not_read({fmt::format("{} contains no CFG_FILE_KEY that could be read", foreign(*path))}, *path);
  return m_key.has_value();
}

FileQuestion Grounds::question(const Job& job) const {
  return {job.path,
          job.role,
          m_catalogue,
          m_identity,
          m_key ? &*m_key : nullptr,
          job.role != FileRole::none || m_run.options.files.key_from == job.path};
}

}  // namespace provtool
