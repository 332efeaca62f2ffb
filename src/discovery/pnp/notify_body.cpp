#include "discovery/pnp/notify_body.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace provtool {

namespace {

// Longer than any URL a phone could take; what is longer is not kept.
constexpr std::size_t k_longest_body = 4096;
constexpr std::size_t k_most_urls = 8;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

std::string_view trim_body(std::string_view body) {
  while (!body.empty() && is_blank(body.back())) body.remove_suffix(1);
  while (!body.empty() && is_blank(body.front())) body.remove_prefix(1);
  return body;
}

std::vector<std::string_view> words_of(std::string_view body) {
  std::vector<std::string_view> words;
  while (!(body = trim_body(body)).empty() && words.size() <= k_most_urls) {
    const auto end =
        static_cast<std::size_t>(std::find_if(body.begin(), body.end(), is_blank) - body.begin());
    words.push_back(body.substr(0, end));
    body.remove_prefix(end);
  }
  return words;
}

// Several URLs are separated by spaces or line breaks; anything else is one value, good or bad.
std::vector<Bytes> urls_in(std::string_view body) {
  const auto words = words_of(body);
  const bool each_a_url =
      words.size() <= k_most_urls && std::all_of(words.begin(), words.end(), [](std::string_view word) {
        return word.find("://") != std::string_view::npos;
      });
  if (!each_a_url) return {to_bytes(body)};
  std::vector<Bytes> urls;
  for (const auto word : words) urls.push_back(to_bytes(word));
  return urls;
}

}  // namespace

NotifyBody read_body(const sip::Message& notify) {
  const auto body = trim_body(as_text(notify.body));
  if (body.empty()) return {{}, "its NOTIFY has no body"};
  if (body.size() > k_longest_body)
    return {{}, fmt::format("its NOTIFY has a body of {} bytes, longer than any URL", body.size())};
  return {urls_in(body), ""};
}

}  // namespace provtool
