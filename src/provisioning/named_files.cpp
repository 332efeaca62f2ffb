#include "provisioning/named_files.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "device/url_reading.hpp"

namespace provtool {

namespace {

struct NamingParameter {
  std::string_view name;
  DownloadRole role;
  std::size_t index = 0;
};
constexpr std::array k_naming{
    NamingParameter{"CFG_ROOT_CERTIFICATE_PATH1", DownloadRole::certificate, 1},
    NamingParameter{"CFG_ROOT_CERTIFICATE_PATH2", DownloadRole::certificate, 2},
    NamingParameter{"CFG_ROOT_CERTIFICATE_PATH3", DownloadRole::certificate, 3},
    NamingParameter{"CFG_STANDARD_FILE_PATH", DownloadRole::standard},
    NamingParameter{"CFG_PRODUCT_FILE_PATH", DownloadRole::product},
    NamingParameter{"CFG_MASTER_FILE_PATH", DownloadRole::master},
};

// Empty for none, and for one that is elsewhere than the phone looks for it.
std::string_view last_value(const ConfigFile& file, std::string_view name) {
  std::string_view last;
  for (const auto& value : file.values)
    if (value.parameter != nullptr && value.parameter->name == name) last = trim(value.value);
  return last;
}

std::string why_unusable(const UrlReading& reading) {
  const auto error = std::find_if(reading.notes.begin(), reading.notes.end(),
                                  [](const UrlNote& note) { return note.severity() == Severity::error; });
  return error == reading.notes.end() ? "it is not a usable URL" : error->message;
}

}  // namespace

std::vector<NamedFile> named_files(const ConfigFile& initial, const Identity& identity) {
  std::vector<NamedFile> files;
  for (const auto& [name, role, index] : k_naming) {
    const auto url = last_value(initial, name);
    if (url.empty()) continue;
    NamedFile file{role, index, std::string(url), {}, ""};
    const auto reading = read_url(url, identity);
    if (reading.usable)
      file.candidates = resolve_as_written(url, identity);
    else
      file.unusable = why_unusable(reading);
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace provtool
