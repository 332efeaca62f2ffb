#include "explain/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/bytes.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

const MarkKind* find_mark(std::string_view name) {
  const auto mark = std::find_if(k_marks.begin(), k_marks.end(),
                                 [name](const MarkKind& kind) { return kind.name == name; });
  return mark == k_marks.end() ? nullptr : &*mark;
}

// The mark that it spells, or itself.
const MarkKind& spelled_by(const MarkKind& mark) {
  return mark.spelling == Spelling::as_it_is ? mark : *find_mark(mark.example);
}

// Of twelve hex digits: groups of so many, with something between them.
std::string grouped(std::string_view digits, std::size_t size, std::string_view between) {
  std::string text;
  for (std::size_t at = 0; at < digits.size(); at += size) {
    if (at > 0) text += between;
    text += digits.substr(at, size);
  }
  return to_lower(text);
}

std::string spelled(Spelling spelling, std::string_view value) {
  switch (spelling) {
    case Spelling::as_it_is:
      break;
    case Spelling::colons:
      return grouped(value, 2, ":");
    case Spelling::dashes:
      return grouped(value, 2, "-");
    case Spelling::client_id:
      return grouped(fmt::format("01{}", value), 4, ".");
    case Spelling::hex:
      return to_hex(to_bytes(value));
    case Spelling::size_hex:
      return fmt::format("{:04x}", value.size());
    case Spelling::number_hex: {
      std::uint32_t number = 0;
      std::from_chars(value.data(), value.data() + value.size(), number);
      return fmt::format("{:08x}", number);
    }
  }
  return std::string(value);
}

std::string value_of(const MarkKind& mark, const Values& values) {
  const auto& base = spelled_by(mark);
  const auto* value = find_value(values, base.name);
  return spelled(mark.spelling, value == nullptr ? base.example : std::string_view(value->text));
}

// Calls `plain` with what stands between marks, and `mark` with each of them; an @ of its own is plain.
template <typename Plain, typename Mark>
void walk(std::string_view text, Plain&& plain, Mark&& mark) {
  while (!text.empty()) {
    const auto begin = text.find('@');
    const auto end = begin == std::string_view::npos ? begin : text.find('@', begin + 1);
    if (end == std::string_view::npos) return plain(text);
    const auto* kind = find_mark(text.substr(begin + 1, end - begin - 1));
    plain(text.substr(0, kind == nullptr ? begin + 1 : begin));
    if (kind != nullptr) mark(*kind);
    text.remove_prefix(kind == nullptr ? begin + 1 : end + 1);
  }
}

}  // namespace

const Value* find_value(const Values& values, std::string_view mark) {
  const auto value =
      std::find_if(values.begin(), values.end(), [mark](const Value& each) { return each.mark == mark; });
  return value == values.end() ? nullptr : &*value;
}

std::string filled(std::string_view text, const Values& values) {
  std::string result;
  walk(
      text, [&](std::string_view plain) { result += plain; },
      [&](const MarkKind& mark) { result += value_of(mark, values); });
  return result;
}

std::vector<const MarkKind*> open_marks(std::string_view text, const Values& values) {
  std::vector<const MarkKind*> open;
  walk(
      text, [](std::string_view) {},
      [&](const MarkKind& each) {
        const auto* mark = &spelled_by(each);
        if (find_value(values, mark->name) == nullptr &&
            std::find(open.begin(), open.end(), mark) == open.end())
          open.push_back(mark);
      });
  return open;
}

}  // namespace provtool
