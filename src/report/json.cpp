#include "report/json.hpp"

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "report/fields.hpp"

namespace provtool {

namespace {

using Json = nlohmann::ordered_json;

// Whether the field is said of this section.
template <typename Section, typename Member>
bool is_known(const Field<Section, Member>& field, const Section& section) {
  if (field.applies != nullptr && !field.applies(section)) return false;
  const Member& value = section.*field.member;
  if constexpr (requires { value.has_value(); })
    return value.has_value();
  else if constexpr (requires { value.empty(); })
    return !field.filled_only || !value.empty();
  else if constexpr (std::is_arithmetic_v<Member>)
    return !field.filled_only || value != Member{};
  else
    return true;
}

template <typename T>
requires(std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) Json to_value(const T& value) {
  return value;
}
template <HasWords Enum>
Json to_value(Enum value) {
  return to_text(value);
}
Json to_value(SourceId source) {
  return kind_of(source).name;
}
Json to_value(Duration duration) {
  return to_milliseconds(duration);
}
Json to_value(WallTime time) {
  return to_rfc3339(time);
}
template <IsSection Section>
Json to_value(const Section& section);
template <typename T>
Json to_value(const std::vector<T>& list) {
  Json json = Json::array();
  for (const auto& entry : list) json.push_back(to_value(entry));
  return json;
}
template <typename T>
Json to_value(const std::optional<T>& value) {
  return to_value(*value);
}

template <IsSection Section>
void put_fields(Json& json, const Section& section);

template <typename Section, typename Member>
void put(Json& json, const Field<Section, Member>& field, const Section& section) {
  if (!is_known(field, section)) return;
  if constexpr (IsSection<Member>)
    if (field.key == k_in_the_section_itself) return put_fields(json, section.*field.member);
  Json& object = field.object.empty() ? json : json[std::string(field.object)];
  object[std::string(field.key)] = to_value(section.*field.member);
}

template <IsSection Section>
void put_fields(Json& json, const Section& section) {
  for_each_field<Section>([&](const auto& field) { put(json, field, section); });
}

template <IsSection Section>
Json to_value(const Section& section) {
  Json json = Json::object();
  put_fields(json, section);
  return json;
}

// Reads values into what holds them. The first one that does not fit is reported with the path of its key;
// what follows it is not read.
class Reader {
 public:
  [[nodiscard]] const std::string& trouble() const { return m_trouble; }

  void read(const Json& json, std::string& value) {
    if (!json.is_string()) return complain("is not a string");
    value = uncleaned(json.get<std::string>());
  }
  void read(const Json& json, bool& value) {
    if (!json.is_boolean()) return complain("is neither true nor false");
    value = json.get<bool>();
  }
  template <std::integral Number>
  void read(const Json& json, Number& value) {
    if (!json.is_number_integer()) return complain("is not an integer");
    const auto least = static_cast<double>(std::numeric_limits<Number>::min());
    const auto most = static_cast<double>(std::numeric_limits<Number>::max());
    const auto number = json.get<double>();
    if (number < least || number > most) return complain("is out of range");
    value = json.get<Number>();
  }
  void read(const Json& json, Duration& value) {
    constexpr double k_most_milliseconds = 1e12;
    if (!json.is_number() || !(std::abs(json.get<double>()) <= k_most_milliseconds))
      return complain("is not a number of milliseconds");
    value = from_seconds(json.get<double>() / 1e3);
  }
  void read(const Json& json, WallTime& value) {
    const auto time = json.is_string() ? parse_rfc3339(json.get<std::string>()) : std::nullopt;
    if (!time) return complain("is not a time such as 2026-01-31T12:00:00.000Z");
    value = *time;
  }
  void read(const Json& json, SourceId& value) {
    const auto* kind = json.is_string() ? find_source(json.get<std::string>()) : nullptr;
    if (kind == nullptr) return complain("is not a source");
    value = kind->id;
  }
  template <HasWords Enum>
  void read(const Json& json, Enum& value) {
    const auto known = json.is_string() ? from_text<Enum>(json.get<std::string>()) : std::nullopt;
    if (!known) return complain("is not one of the words allowed here");
    value = *known;
  }
  template <typename T>
  void read(const Json& json, std::optional<T>& value) {
    read(json, value.emplace());
  }
  template <typename T>
  void read(const Json& json, std::vector<T>& list) {
    if (!json.is_array()) return complain("is not an array");
    list.clear();
    for (const auto& entry : json) {
      const auto step = fmt::format("[{}]", list.size());
      read_at(step, entry, list.emplace_back());
    }
  }
  template <IsSection Section>
  void read(const Json& json, Section& section) {
    if (!json.is_object()) return complain("is not an object");
    for_each_field<Section>([&](const auto& field) { read_field(json, field, section); });
  }

 private:
  // What is absent stays as it is: keys are added in later versions. Only a word has no default that says
  // nothing.
  template <typename Section, typename Member>
  void read_field(const Json& json, const Field<Section, Member>& field, Section& section) {
    if (field.key == k_in_the_section_itself) return read(json, section.*field.member);
    if (!field.object.empty()) {
      const auto object = json.find(field.object);
      if (object == json.end()) return;
      const auto inside = object->find(field.key);
      if (inside != object->end())
        read_at(fmt::format(".{}.{}", field.object, field.key), *inside, section.*field.member);
      return;
    }
    const auto found = json.find(field.key);
    const auto path = fmt::format(".{}", field.key);
    if (found != json.end())
      read_at(path, *found, section.*field.member);
    else if (std::is_enum_v<Member>)
      complain_at(path, "is missing");
  }

  template <typename T>
  void read_at(std::string_view step, const Json& json, T& value) {
    const auto length = m_path.size();
    m_path += step;
    read(json, value);
    m_path.resize(length);
  }

  void complain_at(std::string_view step, std::string_view what) {
    const auto length = m_path.size();
    m_path += step;
    complain(what);
    m_path.resize(length);
  }
  void complain(std::string_view what) {
    if (!m_trouble.empty()) return;
    const auto path = m_path.empty() ? "the report" : std::string_view(m_path).substr(1);
    m_trouble = fmt::format("{} {}", path, what);
  }

  std::string m_path;
  std::string m_trouble;
};

}  // namespace

std::string to_json(const Report& report) {
  return to_value(report).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json_line(const Report& report) {
  return to_value(report).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Expected<Report> from_json(std::string_view text) {
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return failed("this is not JSON");
  Report report;
  report.schema = 0;
  Reader reader;
  reader.read(json, report);
  if (!reader.trouble().empty()) return failed(reader.trouble());
  if (report.schema != k_report_schema)
    return failed(fmt::format("schema is not {}: this is not a report of this version", k_report_schema));
  return report;
}

}  // namespace provtool
