#include "config/excerpt.hpp"

#include <algorithm>
#include <cctype>

#include "base/secrets.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_longest = 200;

bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == ':';
}

bool is_secret(std::string_view element, const Catalogue& catalogue) {
  const auto* parameter = catalogue.find(element);
  return parameter != nullptr ? parameter->secret : is_secret_name(element);
}

// Of every word in it: an element's name may be spelled wrong, and an attribute's may be one.
bool names_a_secret(std::string_view line, const Catalogue& catalogue) {
  while (!line.empty()) {
    const auto begin = std::find_if(line.begin(), line.end(), is_name);
    const auto end = std::find_if_not(begin, line.end(), is_name);
    if (begin != end &&
        is_secret(std::string_view(&*begin, static_cast<std::size_t>(end - begin)), catalogue))
      return true;
    line.remove_prefix(static_cast<std::size_t>(end - line.begin()));
  }
  return false;
}

}  // namespace

std::optional<std::string> excerpt_of(const SourceText& text, std::size_t number,
                                      const Catalogue& catalogue) {
  const auto line = text.line(number);
  const auto content = trim(line);
  if (content.empty() || line.size() > k_longest || !content.starts_with('<') || !content.ends_with('>'))
    return std::nullopt;
  if (names_a_secret(content, catalogue) || mask_secrets(content).masked) return std::nullopt;
  return std::string(line);
}

}  // namespace provtool
