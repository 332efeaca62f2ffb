#include "config/device_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "config/attributes.hpp"

namespace provtool {

namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '\r':  // else it is read as a line feed
        out += "&#13;";
        break;
      default:
        out += c;
    }
  }
}

// Writes elements inside each other as their paths say.
class Writer {
 public:
  explicit Writer(std::string_view root) : m_root(root), m_out(fmt::format("<{}>\n", root)) {}

  void add(const EffectiveValue& value) {
    auto steps = split(value.parameter, '/');
    const auto name = steps.back();
    steps.pop_back();
    enter(steps);
    m_out += fmt::format("{}<{}{}{}>", indent(), name,
                         attribute("perm", is_known_perm(value.perm) ? value.perm : ""),
                         attribute("access", is_known_access(value.access) ? value.access : ""));
    append_escaped(m_out, value.value);
    m_out += fmt::format("</{}>\n", name);
  }

  std::string finish() {
    close_to(0);
    return std::move(m_out) + fmt::format("</{}>\n", m_root);
  }

 private:
  [[nodiscard]] std::string indent() const { return std::string(m_open.size() + 1, ' '); }

  static std::string attribute(std::string_view name, std::string_view value) {
    return value.empty() ? "" : fmt::format(" {}=\"{}\"", name, value);
  }

  void enter(const std::vector<std::string_view>& steps) {
    std::size_t same = 0;
    while (same < steps.size() && same < m_open.size() && m_open[same] == steps[same]) ++same;
    close_to(same);
    for (; same < steps.size(); ++same) open(steps[same]);
  }

  // "Line[1]"; "Line[?]" has no index that could be written.
  void open(std::string_view step) {
    const auto bracket = step.find('[');
    auto index = bracket == std::string_view::npos ? step.substr(step.size()) : step.substr(bracket + 1);
    if (!index.empty()) index.remove_suffix(1);
    m_out += fmt::format("{}<{}{}>\n", indent(), step.substr(0, bracket),
                         attribute("idx", index == "?" ? "" : index));
    m_open.emplace_back(step);
  }

  void close_to(std::size_t depth) {
    while (m_open.size() > depth) {
      const auto name = m_open.back().substr(0, m_open.back().find('['));
      m_open.pop_back();
      m_out += fmt::format("{}</{}>\n", indent(), name);
    }
  }

  std::string_view m_root;
  std::string m_out;
  std::vector<std::string> m_open;
};

}  // namespace

std::string to_device_file(std::span<const EffectiveValue> values, std::string_view root) {
  std::vector<std::pair<std::vector<std::string_view>, const EffectiveValue*>> sorted;
  for (const auto& value : values) {
    auto steps = split(value.parameter, '/');
    steps.pop_back();
    sorted.emplace_back(std::move(steps), &value);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  Writer file(root);
  for (const auto& [steps, value] : sorted) file.add(*value);
  return file.finish();
}

}  // namespace provtool
