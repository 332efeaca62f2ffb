#include "config/excerpt.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "config/open_tag.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_longest = 200;
constexpr auto k_nowhere = std::string_view::npos;

bool is_secret(std::string_view element, const Catalogue& catalogue) {
  const auto* parameter = catalogue.find(element);
  return parameter != nullptr ? parameter->secret : is_secret_name(element);
}

// Of every word: an element's name may be spelled wrong, and an attribute's may be one.
bool names_a_secret(std::string_view text, const Catalogue& catalogue) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto name = name_at(text, at);
    if (!name.empty() && is_secret(name, catalogue)) return true;
    at += name.size();
  }
  return false;
}

// "SIP_PAS" is most likely SIP_PASS.
bool is_nearly_secret(std::string_view element, const Catalogue& catalogue) {
  if (catalogue.find(element) != nullptr) return false;
  std::vector<std::string_view> secrets;
  for (const auto* parameter : catalogue.parameters())
    if (parameter->secret) secrets.push_back(parameter->name);
  return !nearest(element, secrets).empty();
}

bool has_nearly_secret(std::string_view text, const Catalogue& catalogue) {
  for (auto at = text.find('<'); at != k_nowhere; at = text.find('<', at + 1)) {
    const auto name = name_at(text, at + 1);
    if (name.size() > 3 && is_nearly_secret(name, catalogue)) return true;
  }
  return false;
}

// The text goes on with the value of a secret: the tag before it opens one.
bool is_in_secret(std::string_view before, const Catalogue& catalogue) {
  const auto tag = before.rfind('<');
  if (tag == k_nowhere) return false;
  const auto name = name_at(before, tag + 1);
  return !name.empty() && (is_secret(name, catalogue) || is_nearly_secret(name, catalogue));
}

// "<A>…</A>", also several, and also "<A>…</A" with the end that the guide forgot.
bool is_whole(std::string_view text) {
  if (!text.starts_with('<') || text.find("<!") != k_nowhere) return false;
  if (text.ends_with('>')) return true;
  const auto last = text.rfind("</");
  if (last == k_nowhere) return false;
  const auto name = name_at(text, last + 2);
  return !name.empty() && last + 2 + name.size() == text.size() && name == name_at(text, 1);
}

struct Piece {
  std::string_view text;
  bool cut_before = false;
  bool cut_behind = false;
};

// The element whose tag is at `at`, with its value when that is short, else its tag.
std::optional<Piece> piece_at(std::string_view line, std::size_t at) {
  const auto begin = line.rfind('<', at);
  if (begin == k_nowhere || at - begin >= k_longest) return std::nullopt;
  const auto rest = line.substr(begin, k_longest);
  const auto end_of_tag = rest.find('>');
  if (end_of_tag == k_nowhere) return std::nullopt;
  const auto next = rest.find('<', end_of_tag);
  const bool has_value = next != k_nowhere && rest.substr(next).starts_with("</");
  const auto end = has_value ? rest.find('>', next) : end_of_tag;
  const auto length = (end == k_nowhere ? end_of_tag : end) + 1;
  if (at - begin >= length) return std::nullopt;
  return Piece{rest.substr(0, length), begin > 0, begin + length < line.size()};
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(std::max<std::size_t>(first_code_point(text).length, 1));
  return count;
}

std::string shown(std::string_view text) {
  std::string blanks(text);
  std::replace(blanks.begin(), blanks.end(), '\t', ' ');
  return clean(blanks).text;
}

}  // namespace

std::optional<Excerpt> excerpt_of(const SourceText& text, TextPosition place, const Catalogue& catalogue) {
  const auto line = text.line(place.line);
  if (line.empty()) return std::nullopt;
  const auto at = std::min(text.offset_of(place) - static_cast<std::size_t>(line.data() - text.text().data()),
                           line.size());
  const auto piece = line.size() <= k_longest ? std::optional(Piece{line}) : piece_at(line, at);
  if (!piece || at < static_cast<std::size_t>(piece->text.data() - line.data())) return std::nullopt;
  const auto content = trim(piece->text);
  if (!is_whole(content) || names_a_secret(content, catalogue) || has_nearly_secret(content, catalogue) ||
      mask_secrets(content).masked)
    return std::nullopt;
  const auto before = text.text().substr(0, static_cast<std::size_t>(content.data() - text.text().data()));
  if (is_in_secret(before, catalogue)) return std::nullopt;
  const auto before_place =
      piece->text.substr(0, at - static_cast<std::size_t>(piece->text.data() - line.data()));
  const std::string start = piece->cut_before ? "…" : "";
  return Excerpt{start + shown(piece->text) + (piece->cut_behind ? "…" : ""),
                 characters(start + shown(before_place)) + 1};
}

}  // namespace provtool
