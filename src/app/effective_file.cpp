#include "app/effective_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/deliver.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "config/device_file.hpp"
#include "device/kx_utg.hpp"

namespace provtool {

void refuse_effective(Run& run, const std::string& path, std::string_view why) {
  not_written(run, {fmt::format("{} is not written: {}", foreign(path), why)});
}

void write_effective(Run& run, NoRights proof, const std::string& path, std::span<const ConfigFile> files,
                     const std::vector<EffectiveValue>& values) {
  for (const auto& file : files)
    if (what_voids(file) != nullptr)
      return refuse_effective(run, path, fmt::format("{} contributes nothing as it is", foreign(file.name)));
  const bool has_secrets = std::any_of(values.begin(), values.end(), [](const EffectiveValue& value) {
    return value.secret && !value.value.empty();
  });
  if (has_secrets && run.options.output.secrets == Secrets::mask)
    return refuse_effective(run, path, "the configuration contains secrets; allow them with --show-secrets");
  if (!keep_file(run, proof, path, to_device_file(values, k_kx_utg.file.root.value))) return;
  said_written(run, path,
               fmt::format("the effective configuration, {}", counted(values.size(), "parameter")));
}

}  // namespace provtool
