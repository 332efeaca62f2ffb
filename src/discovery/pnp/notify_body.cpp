#include "discovery/pnp/notify_body.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"

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

// A line such as `Content-ID: <x@host>`.
bool is_header_line(std::string_view line) {
  const auto colon = line.find(':');
  return colon != std::string_view::npos && sip::is_token(line.substr(0, colon)) &&
         (colon + 1 == line.size() || is_blank(line[colon + 1]));
}

// The headers of a content that is elsewhere (RFC 2046 5.2.3).
bool is_header(std::string_view body) {
  const auto lines = split(body, '\n');
  return std::all_of(lines.begin(), lines.end(), [](std::string_view line) {
    const auto text = trim_body(line);
    return text.empty() || is_blank(line.front()) || is_header_line(text);
  });
}

std::string without_blanks(std::string text) {
  std::erase_if(text, is_blank);
  return text;
}

// Blanks in it are folds of the header (RFC 2017 3.1); but without them a secret may not be known as one.
std::string url_of_type(const sip::Message& notify) {
  const auto url = sip::parameter_of(notify.header("Content-Type").value_or(""), "url").value_or("");
  return foreign(without_blanks(url), without_blanks(masked(url)));
}

// The first URL in a text around it.
std::string_view url_within(std::string_view text) {
  constexpr std::string_view k_around = " \t\r\n<>\"";
  const auto middle = text.find("://");
  if (middle == std::string_view::npos) return {};
  const auto before = text.find_last_of(k_around, middle);
  text.remove_prefix(before == std::string_view::npos ? 0 : before + 1);
  return text.substr(0, text.find_first_of(k_around));
}

// The phone's guide knows a body that is the URL; what says where the URL is, or wraps it, may help other
// phones (RFC 4483; RFC 2046 5.1).
std::string indirect(const sip::Message& notify, std::string_view body) {
  const auto type = notify.content_type().value_or("");
  if (type == "message/external-body" && is_header(body)) {
    const auto url = url_of_type(notify);
    return url.empty() ? fmt::format("its NOTIFY has no URL in its body, which is of the type {}", type)
                       : fmt::format("its NOTIFY has the URL {} in its Content-Type ({}), not in its body",
                                     url, type);
  }
  if (!type.starts_with("multipart/")) return "";
  const auto url = url_within(body);
  return fmt::format("its NOTIFY has a body of several parts{}",
                     url.empty() ? "" : fmt::format(", with the URL {} in one of them", foreign(url)));
}

}  // namespace

NotifyBody read_body(const sip::Message& notify) {
  const auto body = trim_body(as_text(notify.body));
  if (auto trouble = indirect(notify, body); !trouble.empty()) return {{}, std::move(trouble)};
  if (body.empty()) return {{}, "its NOTIFY has no body"};
  if (body.size() > k_longest_body)
    return {{}, fmt::format("its NOTIFY has a body of {} bytes, longer than any URL", body.size())};
  return {urls_in(body), ""};
}

}  // namespace provtool
