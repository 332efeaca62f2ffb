#include "config/file_key.hpp"

#include "base/text.hpp"

namespace provtool {

FileKey key_in(ByteView bytes) {
  auto text = as_text(bytes);
  if (text.ends_with('\n')) {
    text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
  }
  return {std::string(text), std::nullopt};
}

std::optional<FileKey> key_in(const ConfigFile& file) {
  std::optional<FileKey> key;
  std::optional<int> bits;
  for (const auto& value : file.values) {
    if (value.parameter == nullptr) continue;
    if (value.parameter->name == "CFG_FILE_KEY_LENGTH" && is_digits(value.value) && value.value.size() == 3)
      bits = std::stoi(value.value);
    if (value.parameter->name == "CFG_FILE_KEY" && !value.value.empty())
      key = FileKey{value.value, std::nullopt};
  }
  if (key) key->bits = bits;
  return key;
}

}  // namespace provtool
