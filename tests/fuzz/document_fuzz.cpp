// Whatever bytes a file has: it is judged, each finding has a place in it, and what is shown is clean.
#include <algorithm>

#include "base/text.hpp"
#include "config/file.hpp"
#include "config/source_text.hpp"
#include "fuzz/require.hpp"
#include "fuzz/shown.hpp"

using namespace provtool;

namespace {

const Catalogue& catalogue() {
  static const Catalogue k_catalogue;
  return k_catalogue;
}

void check_place(const Place& place, const SourceText& text) {
  const TextPosition at{place.line.value_or(0), place.column.value_or(0)};
  const auto again = text.position_of(text.offset_of(at));
  require(again.line == at.line && again.column == at.column);
}

void check(const ConfigFile& file, ByteView bytes) {
  const SourceText text(bytes);
  const bool has_error = std::any_of(file.findings.begin(), file.findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::error;
  });
  require(has_error ? !file.valid : file.valid || file.more_findings > 0);
  for (const auto& finding : file.findings) {
    require_shown_clean(finding);
    require(finding.message.size() < 10'000);
    if (!file.encrypted) check_place(finding.place, text);
  }
  for (const auto& [place, excerpt] : file.excerpts) {
    require(is_utf8(excerpt.text) && clean(excerpt.text).text.size() >= excerpt.text.size());
    require(std::none_of(excerpt.text.begin(), excerpt.text.end(),
                         [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Identity k_identity;
  if (size == 0) return 0;
  const ByteView bytes(data + 1, size - 1);
  const FileKey key{"0123456789abcdef0123456789abcdef", std::nullopt};
  const std::string name = (data[0] & 0x08) != 0 ? "a.enc" : "a.cfg";
  check(read_config_file(bytes, {name, static_cast<FileRole>(data[0] % 5), catalogue(), k_identity,
                                 (data[0] & 0x10) != 0 ? &key : nullptr, true}),
        bytes);
  return 0;
}
