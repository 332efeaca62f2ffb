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

Grounds::Grounds(Run& run) : m_run(run), m_identity(identity_of(run.options.who)) {}

std::optional<NotRead> Grounds::take(NoRights proof) {
  auto not_read = take_catalogue(proof);
  return not_read ? not_read : take_key(proof);
}

std::optional<NotRead> Grounds::take_catalogue(NoRights proof) {
  const auto& path = m_run.options.files.catalogue;
  if (!path) return std::nullopt;
  const auto input = m_run.files.read(proof, *path, m_run.options.files.max_size);
  if (!input) return NotRead{input.error(), *path};
  auto more = read_catalogue_file(as_text(input->bytes), *path, m_catalogue);
  if (!more) return NotRead{more.error(), *path};
  m_more = std::move(*more);
  for (const auto& parameter : m_more.parameters) m_catalogue.add(parameter);
  for (const auto& what : m_more.contradictions)
    m_contradictions.push_back(make_finding("config.catalogue", what, Place{.file = *path}));
  return std::nullopt;
}

std::optional<NotRead> Grounds::take_key(NoRights proof) {
  const auto& files = m_run.options.files;
  const auto& path = files.key ? files.key : files.key_from;
  if (!path) return std::nullopt;
  const auto input = m_run.files.read(proof, *path, files.max_size);
  if (!input) return NotRead{input.error(), *path};
  m_key = files.key ? key_in(input->bytes)
                    : key_in(read_config_file(input->bytes, question({*path, FileRole::none})));
  if (m_key) return std::nullopt;
  return NotRead{{fmt::format("{} contains no CFG_FILE_KEY that could be read", foreign(*path))}, *path};
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
