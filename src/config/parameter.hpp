// A configuration parameter of the phone, as far as it is known.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/words.hpp"
#include "device/fact.hpp"

namespace provtool {

enum class ValueType : std::uint8_t { text, flag, flag_word, integer, integer_list, url, time_of_day };
constexpr auto words(ValueType) {
  return std::to_array<Word<ValueType>>({{ValueType::text, "text"},
                                         {ValueType::flag, "flag"},            // Y or N
                                         {ValueType::flag_word, "flag-word"},  // Yes or No
                                         {ValueType::integer, "integer"},
                                         {ValueType::integer_list, "integer-list"},  // with commas between
                                         {ValueType::url, "url"},
                                         {ValueType::time_of_day, "time-hhmm"}});
}

// Which file contains it.
enum class FileKind : std::uint8_t { unknown, initial, device };
constexpr auto words(FileKind) {
  return std::to_array<Word<FileKind>>(
      {{FileKind::unknown, "unknown"}, {FileKind::initial, "initial"}, {FileKind::device, "device"}});
}

// What its value may be; what is missing says nothing.
struct ValueRule {
  ValueType type = ValueType::text;
  std::optional<std::int64_t> minimum{};
  std::optional<std::int64_t> maximum{};
  std::optional<std::size_t> min_length{};  // characters
  std::optional<std::size_t> max_length{};
  std::span<const std::string_view> allowed{};
  std::string_view forbidden_characters{};
};

struct Parameter {
  std::string_view name;
  std::string_view section;  // "Device/System/Prov"
  FileKind file = FileKind::device;
  bool per_line = false;  // once in each Device/Lines/Line
  bool secret = false;
  ValueRule rule{};
  std::string_view sample{};                        // empty: none was seen
  Confidence confidence = Confidence::sample;       // of the name
  Confidence path_confidence = Confidence::sample;  // of the section
  Confidence rule_confidence = Confidence::sample;  // of the rule
  std::string_view source{};
  std::string_view note{};
  std::string_view meaning{};  // a sentence; empty where it is not known
};

// Those that are known: data/parameters.json, which is not complete.
std::span<const Parameter> known_parameters();

}  // namespace provtool
