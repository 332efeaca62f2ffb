// A text that is corrected as it is read, so that one run shows more than one mistake. Places are those of
// the original.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/source_text.hpp"

namespace provtool {

struct Edit {
  std::size_t at = 0;
  std::size_t remove = 0;
  std::string insert;
};

class EditedText {
 public:
  explicit EditedText(const SourceText& original) : m_original(original) {}

  [[nodiscard]] std::string_view text() const {
    return m_is_edited ? std::string_view(m_text) : m_original.text();
  }
  // `edit` is of the text as it is now.
  void apply(const Edit& edit);
  // Of an offset into the text as it is now.
  [[nodiscard]] TextPosition position_of(std::size_t offset) const;

 private:
  const SourceText& m_original;
  std::string m_text;  // once there is an edit
  bool m_is_edited = false;
  std::vector<Edit> m_edits;  // those that move places, each of the text as it was then
};

}  // namespace provtool
