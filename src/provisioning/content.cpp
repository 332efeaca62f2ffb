#include "provisioning/content.hpp"

#include <fmt/format.h>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "config/appearance.hpp"
#include "config/encryption.hpp"
#include "config/source_text.hpp"

namespace provtool {

namespace {

std::string_view first_line(std::string_view text) {
  text = trim(text);
  return trim(text.substr(0, text.find_first_of("\r\n")));
}

bool is_named_encrypted(std::string_view url) {
  constexpr std::string_view k_ending = ".enc";
  const auto path = url.substr(0, url.find_first_of("?#"));
  return path.size() >= k_ending.size() &&
         equal_ignoring_case(path.substr(path.size() - k_ending.size()), k_ending);
}

// What an encryption may have made; a page or a message is told as what it is.
bool may_be_encrypted(std::string_view text, ByteView content, std::string_view why) {
  const bool is_known = why != "it is not text" && why != "it is text, and no XML";
  return is_base64(trim(text)) || (!is_known && !is_text(as_text(content)));
}

// Masked as a whole before it is cut: half a secret looks like none.
std::string beginning(std::string_view line) {
  constexpr std::size_t k_most = 60;
  return foreign(shortened(looked_at(line), k_most), shortened(masked(line), k_most));
}

}  // namespace

std::optional<std::string> why_not_a_config(const Download& download) {
  if (looks_encrypted(download.content)) return std::nullopt;
  const SourceText source(download.content);
  auto why = why_not_xml(source.text());
  const auto& url = download.final_url.empty() ? download.url : download.final_url;
  if (!why || (is_named_encrypted(url) && may_be_encrypted(source.text(), download.content, *why)))
    return std::nullopt;
  const auto line = first_line(source.text());
  const bool is_shown = why->find('"') != std::string::npos;
  if (is_shown || line.empty() || !is_text(line)) return why;
  return fmt::format("{}; it begins \"{}\"", *why, beginning(line));
}

}  // namespace provtool
