#include "explain/values.hpp"

#include <algorithm>

namespace provtool {

namespace {

const MarkKind* find_mark(std::string_view name) {
  const auto mark = std::find_if(k_marks.begin(), k_marks.end(),
                                 [name](const MarkKind& kind) { return kind.name == name; });
  return mark == k_marks.end() ? nullptr : &*mark;
}

const Value* find_value(const Values& values, std::string_view mark) {
  const auto value =
      std::find_if(values.begin(), values.end(), [mark](const Value& each) { return each.mark == mark; });
  return value == values.end() ? nullptr : &*value;
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

std::string filled(std::string_view text, const Values& values) {
  std::string result;
  walk(
      text, [&](std::string_view plain) { result += plain; },
      [&](const MarkKind& mark) {
        const auto* value = find_value(values, mark.name);
        result += value == nullptr ? mark.example : std::string_view(value->text);
      });
  return result;
}

std::vector<const MarkKind*> open_marks(std::string_view text, const Values& values) {
  std::vector<const MarkKind*> open;
  walk(
      text, [](std::string_view) {},
      [&](const MarkKind& mark) {
        if (find_value(values, mark.name) == nullptr &&
            std::find(open.begin(), open.end(), &mark) == open.end())
          open.push_back(&mark);
      });
  return open;
}

}  // namespace provtool
