#include "config/edited_text.hpp"

#include <algorithm>
#include <utility>

namespace provtool {

void EditedText::apply(const Edit& edit) {
  if (!std::exchange(m_is_edited, true)) m_text = m_original.text();
  m_text.replace(edit.at, edit.remove, edit.insert);
  if (edit.remove != edit.insert.size()) m_edits.push_back(edit);
}

TextPosition EditedText::position_of(std::size_t offset) const {
  for (auto i = m_edits.size(); i-- > 0;) {  // the last edit first
    const auto& edit = m_edits[i];
    const auto end = edit.at + edit.insert.size();
    if (offset >= end)
      offset = offset - edit.insert.size() + edit.remove;
    else if (offset > edit.at)
      offset = edit.at;
  }
  return m_original.position_of(offset);
}

}  // namespace provtool
