// What is said of a field of the report, beside the member that holds it. fields.hpp lists them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace provtool {

// What a field may contain, which decides how it is made fit to be shown.
enum class Nature : unsigned char {
  plain,    // numbers, fixed words, and what is spelled from parsed values: addresses, times
  ours,     // sentences of ours, which may quote words from outside
  foreign,  // one value from outside as a whole
  bytes,    // hex of one value from outside, which may be a secret or contain one
  packet,   // hex of a packet, which contains many values
};

// The key of a member whose fields stand among those of the section around it.
inline constexpr std::string_view k_in_the_section_itself{};

template <typename Section, typename Member>
struct Field {
  std::string_view key;
  Member Section::*member;
  Nature nature = Nature::plain;
  bool filled_only = false;
  bool (*applies)(const Section&) = nullptr;
  std::string_view object = {};

  // Left out when it is empty, false or 0. An optional member is left out when it is not known anyway.
  [[nodiscard]] constexpr Field unless_empty() const {
    Field changed = *this;
    changed.filled_only = true;
    return changed;
  }
  // Left out of a section of which this does not hold.
  [[nodiscard]] constexpr Field where(bool (*holds)(const Section&)) const {
    Field changed = *this;
    changed.applies = holds;
    return changed;
  }
  // Stands in an object of its own, which has this key.
  [[nodiscard]] constexpr Field in(std::string_view key_of_object) const {
    Field changed = *this;
    changed.object = key_of_object;
    return changed;
  }
};

template <typename Member>
inline constexpr bool k_is_text = std::is_same_v<Member, std::string>;
template <typename T>
inline constexpr bool k_is_text<std::optional<T>> = k_is_text<T>;
template <typename T>
inline constexpr bool k_is_text<std::vector<T>> = k_is_text<T>;

template <typename Member>
concept Text = k_is_text<Member>;

// A text has a nature, always.
template <typename Section, Text Member>
constexpr auto field(std::string_view key, Member Section::*member) = delete;
template <typename Section, Text Member>
constexpr auto field(std::string_view key, Member Section::*member, Nature nature) {
  return Field<Section, Member>{key, member, nature};
}
template <typename Section, typename Member>
requires(!Text<Member>) constexpr auto field(std::string_view key, Member Section::*member) {
  return Field<Section, Member>{key, member};
}

// The fields of a section, in the schema's order; nothing for what is not a section.
template <typename Section>
inline constexpr std::tuple<> k_fields{};

template <typename T>
concept IsSection = std::tuple_size_v<std::remove_const_t<decltype(k_fields<T>)>> >
0;

template <IsSection Section, typename Visit>
constexpr void for_each_field(Visit&& visit) {
  std::apply([&visit](const auto&... fields) { (visit(fields), ...); }, k_fields<Section>);
}

}  // namespace provtool
