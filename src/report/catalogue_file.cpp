#include "report/catalogue_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "base/foreign.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

using Json = nlohmann::json;

constexpr std::string_view k_line_section = "Device/Lines/Line";

// Why an entry cannot be taken; stays in this file.
struct WrongEntry {
  std::string why;
};

// One entry, read over what is known of the parameter.
class EntryReader {
 public:
  EntryReader(const Json& entry, MoreParameters& kept, const Parameter* known)
      : m_entry(entry), m_kept(kept), m_known(known) {}

  Parameter read() {
    auto parameter = m_known != nullptr ? *m_known : Parameter{};
    for (const auto& [key, value] : m_entry.items()) take(parameter, key, value);
    if (parameter.section.empty()) throw WrongEntry{"it has no \"path\""};
    if (m_known != nullptr) {
      parameter.secret = parameter.secret || m_known->secret;
      return parameter;
    }
    if (!m_entry.contains("file") && parameter.section.starts_with("Initial"))
      parameter.file = FileKind::initial;
    if (!m_entry.contains("per_line")) parameter.per_line = parameter.section.starts_with(k_line_section);
    if (!m_entry.contains("secret")) parameter.secret = is_secret_name(parameter.name);
    return parameter;
  }

  // "path Device/A, not Device/B"
  [[nodiscard]] const std::vector<std::string>& contradictions() const { return m_contradictions; }

 private:
  void take(Parameter& parameter, const std::string& key, const Json& value) {
    auto& rule = parameter.rule;
    if (key == "name") return set(key, parameter.name, text(key, value));
    if (key == "path") return set(key, parameter.section, text(key, value));
    if (key == "file") return set(key, parameter.file, word<FileKind>(key, value));
    if (key == "per_line") return set(key, parameter.per_line, flag(key, value));
    if (key == "secret") return set(key, parameter.secret, flag(key, value));
    if (key == "type") return set(key, rule.type, word<ValueType>(key, value));
    if (key == "minimum") return set(key, rule.minimum, std::optional(number<std::int64_t>(key, value)));
    if (key == "maximum") return set(key, rule.maximum, std::optional(number<std::int64_t>(key, value)));
    if (key == "min_length") return set(key, rule.min_length, std::optional(number<std::size_t>(key, value)));
    if (key == "max_length") return set(key, rule.max_length, std::optional(number<std::size_t>(key, value)));
    if (key == "allowed") return set_allowed(rule, value);
    if (key == "forbidden_characters") return set(key, rule.forbidden_characters, text(key, value));
    if (key == "confidence") return take_confidence(parameter, word<Confidence>(key, value));
    if (key == "path_confidence") return void(parameter.path_confidence = word<Confidence>(key, value));
    if (key == "rule_confidence") return void(parameter.rule_confidence = word<Confidence>(key, value));
    if (key == "sample") return void(parameter.sample = text(key, value));
    if (key == "source") return void(parameter.source = text(key, value));
    if (key == "note") return void(parameter.note = text(key, value));
    if (key == "meaning") return void(parameter.meaning = text(key, value));
    throw WrongEntry{fmt::format("it has the key \"{}\", which means nothing here", foreign(key))};
  }

  template <typename T>
  void set(const std::string& key, T& member, T value) {
    if (m_known != nullptr && member != value)
      m_contradictions.push_back(fmt::format("{} {}, not {}", key, shown(value), shown(member)));
    member = std::move(value);
  }

  void set_allowed(ValueRule& rule, const Json& value) {
    if (!value.is_array()) throw WrongEntry{"\"allowed\" is not a list"};
    auto& list = m_kept.lists.emplace_back();
    for (const auto& entry : value) list.push_back(text("allowed", entry));
    if (m_known != nullptr && !std::equal(list.begin(), list.end(), rule.allowed.begin(), rule.allowed.end()))
      m_contradictions.push_back(
          fmt::format("allowed {}, not {}", fmt::join(list, " "),
                      rule.allowed.empty() ? "anything" : fmt::format("{}", fmt::join(rule.allowed, " "))));
    rule.allowed = list;
  }

  // Of the name; of path and rule too, unless the entry has words of its own for these.
  void take_confidence(Parameter& parameter, Confidence confidence) const {
    parameter.confidence = confidence;
    if (!m_entry.contains("path_confidence")) parameter.path_confidence = confidence;
    if (!m_entry.contains("rule_confidence")) parameter.rule_confidence = confidence;
  }

  std::string_view text(const std::string& key, const Json& value) {
    if (!value.is_string()) throw WrongEntry{fmt::format("\"{}\" is not text", key)};
    return m_kept.words.emplace_back(value.get<std::string>());
  }
  static bool flag(const std::string& key, const Json& value) {
    if (!value.is_boolean()) throw WrongEntry{fmt::format("\"{}\" is neither true nor false", key)};
    return value.get<bool>();
  }
  template <typename T>
  static T number(const std::string& key, const Json& value) {
    const bool fits = std::is_signed_v<T> ? value.is_number_integer() : value.is_number_unsigned();
    if (!fits) throw WrongEntry{fmt::format("\"{}\" is not a whole number that fits", key)};
    return value.get<T>();
  }
  template <typename Enum>
  Enum word(const std::string& key, const Json& value) {
    const auto spelled = text(key, value);
    const auto known = from_text<Enum>(spelled);
    if (!known) throw WrongEntry{fmt::format("\"{}\" is \"{}\", which is not known", key, foreign(spelled))};
    return *known;
  }

  static std::string shown(std::string_view value) { return foreign(value); }
  static std::string shown(bool value) { return value ? "true" : "false"; }
  template <HasWords Enum>
  static std::string shown(Enum value) {
    return std::string(to_text(value));
  }
  template <typename T>
  static std::string shown(const std::optional<T>& value) {
    return value ? fmt::format("{}", *value) : "any";
  }

  const Json& m_entry;
  MoreParameters& m_kept;
  const Parameter* m_known;
  std::vector<std::string> m_contradictions;
};

std::string name_of(const Json& entry) {
  if (!entry.is_object()) throw WrongEntry{"it is not an object"};
  const auto name = entry.find("name");
  if (name == entry.end() || !name->is_string() || name->get<std::string>().empty())
    throw WrongEntry{"it has no \"name\""};
  return name->get<std::string>();
}

void take_entry(const Json& entry, const Catalogue& known, MoreParameters& more) {
  const auto name = name_of(entry);
  for (const auto& taken : more.parameters)
    if (taken.name == name) throw WrongEntry{fmt::format("{} is in it twice", foreign(name))};
  const auto* parameter = known.find(name);
  EntryReader reader(entry, more, parameter);
  more.parameters.push_back(reader.read());
  if (!reader.contradictions().empty())
    more.contradictions.push_back(fmt::format("of {} it says {} ({})", foreign(name),
                                              fmt::join(reader.contradictions(), "; "), parameter->source));
}

}  // namespace

Expected<MoreParameters> read_catalogue_file(std::string_view json, const std::string& name,
                                             const Catalogue& known) {
  const auto list = Json::parse(json, nullptr, false);
  if (!list.is_array()) return failed(fmt::format("{} is not a JSON list of parameters", foreign(name)));
  MoreParameters more;
  std::size_t number = 0;
  for (const auto& entry : list) {
    ++number;
    try {
      take_entry(entry, known, more);
    } catch (const WrongEntry& wrong) {
      return failed(fmt::format("entry {} of {} cannot be read: {}", number, foreign(name), wrong.why));
    }
  }
  return more;
}

}  // namespace provtool
