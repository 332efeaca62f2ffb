#include "device/config_file.hpp"

namespace provtool {

namespace {

constexpr std::string_view k_byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view k_blanks = " \t\r\n";  // XML 1.0 2.3

// Moves past what begins with `begin` and ends with `end`.
bool skip(std::string_view& text, std::string_view begin, std::string_view end) {
  if (!text.starts_with(begin)) return false;
  const auto found = text.find(end, begin.size());
  text.remove_prefix(found == std::string_view::npos ? text.size() : found + end.size());
  return true;
}

void skip_blanks(std::string_view& text) {
  const auto next = text.find_first_not_of(k_blanks);
  text.remove_prefix(next == std::string_view::npos ? text.size() : next);
}

}  // namespace

bool is_plain_config(std::string_view text, const Phone& phone) {
  if (text.starts_with(k_byte_order_mark)) text.remove_prefix(k_byte_order_mark.size());
  do skip_blanks(text);
  while (skip(text, "<?", "?>") || skip(text, "<!--", "-->"));
  const auto root = phone.file.root.value;
  if (!text.starts_with('<') || !text.substr(1).starts_with(root)) return false;
  text.remove_prefix(1 + root.size());
  return !text.empty() &&
         (text[0] == '>' || text[0] == '/' || k_blanks.find(text[0]) != std::string_view::npos);
}

bool is_encrypted_config(std::string_view text, const Phone& phone) {
  return text.starts_with(phone.file.encrypted.value);
}

}  // namespace provtool
