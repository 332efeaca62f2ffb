// The tag in which a file breaks, read as far as it goes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace provtool {

struct OpenTag {
  // What is being read where the tag is left.
  enum class Part : unsigned char { name, between, attribute, behind_equals, value, behind_slash };

  std::size_t begin = 0;  // of "<"
  bool closes = false;    // "</"
  // It begins behind text in the same line, as a "<" in a value does.
  bool behind_text = false;
  std::string_view name{};
  Part part = Part::name;
  std::string_view attribute{};  // the last one
  std::size_t attribute_at = 0;
  std::size_t value_at = 0;    // of its value: the quote, or where one is missing
  bool touches_value = false;  // the last value's quote stands right before
};

// Nothing when `at` is in no tag. Comments, sections and instructions are none.
std::optional<OpenTag> open_tag_at(std::string_view text, std::size_t at);

// Whether the tag that begins at `begin` does so behind text.
bool is_behind_text(std::string_view text, std::size_t begin);

// The longest one that begins at `at`: letters, digits, "_", "-", ".", ":", and what is not ASCII.
std::string_view name_at(std::string_view text, std::size_t at);

inline constexpr std::size_t k_longest_name = 60;  // in a message
// A name for a message: an element's may have a megabyte.
std::string shown_name(std::string_view name);

}  // namespace provtool
