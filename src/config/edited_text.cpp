#include "config/edited_text.hpp"

#include <algorithm>

namespace provtool {

void EditedText::apply(const Edit& edit) {
  if (m_edits.empty()) m_text = m_original.text();
  m_text.replace(edit.at, edit.remove, edit.insert);
  m_edits.push_back(edit);
}

TextPosition EditedText::position_of(std::size_t offset) const {
  for (auto edit = m_edits.rbegin(); edit != m_edits.rend(); ++edit) {
    const auto end = edit->at + edit->insert.size();
    if (offset >= end)
      offset = offset - edit->insert.size() + edit->remove;
    else if (offset > edit->at)
      offset = edit->at;
  }
  return m_original.position_of(offset);
}

}  // namespace provtool
