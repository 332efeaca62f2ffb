// A document of known names with any attributes and values: it is well-formed, its values are read as they
// were written, and what is secret is shown nowhere.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "config/device_file.hpp"
#include "config/effective.hpp"
#include "config/effective_judgement.hpp"
#include "config/file.hpp"
#include "device/kx_utg.hpp"
#include "fuzz/require.hpp"
#include "fuzz/shown.hpp"

using namespace provtool;

namespace {

constexpr std::string_view k_secret = "Kanarie7Vogel";

const Catalogue& catalogue() {
  static const Catalogue k_catalogue;
  return k_catalogue;
}

// Choices are bytes of the input; at its end they are zero.
class Choices {
 public:
  explicit Choices(ByteView bytes) : m_bytes(bytes) {}

  [[nodiscard]] bool is_done() const { return m_bytes.empty(); }
  std::size_t below(std::size_t limit) {
    const auto choice = std::size_t{byte()} << 8U | byte();
    return choice % limit;
  }
  std::string text() {
    std::string text;
    for (auto length = below(20); length > 0; --length) {
      const auto c = static_cast<char>(byte());
      text += c == '&'   ? "&amp;"
              : c == '<' ? "&lt;"
              : c == '"' ? "&quot;"
                         : std::string(1, c >= ' ' ? c : ' ');
    }
    return text;
  }

 private:
  std::uint8_t byte() {
    if (m_bytes.empty()) return 0;
    const auto first = m_bytes.front();
    m_bytes = m_bytes.subspan(1);
    return first;
  }

  ByteView m_bytes;
};

constexpr std::array<std::string_view, 12> k_attributes{"",
                                                        "",
                                                        " perm=\"\"",
                                                        " perm=\"RW\"",
                                                        " perm=\"!R\"",
                                                        " perm=\"WR\"",
                                                        " access=\"A\"",
                                                        " access=\"UA\"",
                                                        " access=\"\"",
                                                        " idx=\"1\"",
                                                        " idx=\"09\"",
                                                        " xmlns=\"u\""};
constexpr std::array<std::string_view, 12> k_values{
    "",        "Y",   "N",    "Yes", "0", "-1", "99999999999999999999", "02:30", "http://h/{MAC}.cfg",
    "http:/h", " x ", "1,2,3"};

std::string value_of(const Parameter& parameter, Choices& choices) {
  if (parameter.secret) return std::string(k_secret);
  const auto choice = choices.below(k_values.size() + 2);
  if (choice < k_values.size()) return std::string(k_values[choice]);
  return choice == k_values.size() ? std::string(parameter.sample) : choices.text();
}

std::string element(const Parameter& parameter, Choices& choices) {
  std::string open;
  std::string close;
  for (const auto step : split(parameter.section, '/')) {
    const auto name = std::string(step);
    open += "<" + name + (step == "Line" ? " idx=\"" + std::to_string(choices.below(10)) + "\"" : "") + ">";
    close = "</" + name + ">" + close;
  }
  const auto name = std::string(parameter.name);
  std::string value;
  for (const char c : value_of(parameter, choices)) value += c == '&' ? "&amp;" : std::string(1, c);
  const auto attributes = std::string(k_attributes[choices.below(k_attributes.size())]);
  return open + "<" + name + attributes + ">" + value + "</" + name + ">" + close + "\n";
}

void require_hidden(const ConfigFile& file) {
  for (const auto& finding : file.findings) {
    require_shown_clean(finding);
    require(disclosed(finding.message, Secrets::mask).find(k_secret) == std::string::npos);
    require(finding.id != "config.malformed" && finding.id != "config.not-a-config");
  }
  for (const auto& [place, excerpt] : file.excerpts)
    require(excerpt.text.find(k_secret) == std::string::npos);
}

// The merged file is read back with the same values.
void require_same(const std::vector<EffectiveValue>& values) {
  static const Identity k_identity;
  const auto text = to_device_file(values, k_kx_utg.file.root.value);
  const auto again =
      read_config_file(to_bytes(text), {"b.cfg", FileRole::standard, catalogue(), k_identity, nullptr, true});
  require(again.values.size() == values.size());
  for (const auto& value : values)
    require(std::any_of(again.values.begin(), again.values.end(), [&](const ConfigValue& other) {
      return other.path == value.parameter && other.value == value.value;
    }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Identity k_identity;
  Choices choices(ByteView(data, size));
  const auto role = static_cast<FileRole>(choices.below(5));
  std::string text = "<PANASIPPhoneConfig>\n";
  std::size_t count = 0;
  for (; !choices.is_done(); ++count) {
    const auto known = catalogue().parameters();
    text += element(*known[choices.below(known.size())], choices);
  }
  text += "</PANASIPPhoneConfig>\n";
  if (!is_utf8(text)) return 0;
  const auto file = read_config_file(to_bytes(text), {"a.cfg", role, catalogue(), k_identity, nullptr, true});
  require_hidden(file);
  require(file.parameters == count && file.values.size() == count);
  const std::vector<ConfigFile> files{file};
  const auto merged = merge(files);
  require(merged.size() <= count);
  for (const auto& finding : judge_effective(files, merged)) require_shown_clean(finding);
  require_same(merged);
  return 0;
}
