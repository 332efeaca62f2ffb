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

Expected<Bytes> read_whole(Run& run, NoRights proof, const std::string& path) {
  const auto most = run.options.files.max_size;
  auto input = run.files.read(proof, path, most);
  if (!input) return tl::unexpected(input.error());
  if (input->too_large)
    return failed(fmt::format("{} has more than {} bytes (--max-size)", foreign(path), most));
  return std::move(input->bytes);
}

Grounds::Grounds(Run& run) : m_run(run), m_identity(identity_of(run.options.who)) {}

tl::expected<void, NotRead> Grounds::take(NoRights proof) {
  return take_catalogue(proof).and_then([&] { return take_key(proof); });
}

tl::expected<void, NotRead> Grounds::take_catalogue(NoRights proof) {
  const auto& path = m_run.options.files.catalogue;
  if (!path) return {};
  const auto bytes = read_whole(m_run, proof, *path);
  if (!bytes) return tl::unexpected(NotRead{bytes.error(), *path});
  auto more = read_catalogue_file(as_text(*bytes), *path, m_catalogue);
  if (!more) return tl::unexpected(NotRead{more.error(), *path});
  m_more = std::move(*more);
  for (const auto& parameter : m_more.parameters) m_catalogue.add(parameter);
  for (const auto& what : m_more.contradictions)
    m_contradictions.push_back(make_finding("config.catalogue", what, Place{.file = *path}));
  return {};
}

tl::expected<void, NotRead> Grounds::take_key(NoRights proof) {
  const auto& files = m_run.options.files;
  const auto& path = files.key ? files.key : files.key_from;
  if (!path) return {};
  const auto bytes = read_whole(m_run, proof, *path);
  if (!bytes) return tl::unexpected(NotRead{bytes.error(), *path});
  m_key = files.key ? key_in(*bytes) : key_in(read_config_file(*bytes, question({*path, FileRole::none})));
  if (m_key) return {};
  Trouble trouble{fmt::format("{} contains no CFG_FILE_KEY that could be read", foreign(*path))};
  return tl::unexpected(NotRead{std::move(trouble), *path});
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
