#include "base/url.hpp"

#include <curl/urlapi.h>

#include <memory>

#include "base/bytes.hpp"

namespace provtool {

namespace {

struct UrlCleanup {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using UrlHandle = std::unique_ptr<CURLU, UrlCleanup>;

std::optional<std::string> part(const UrlHandle& url, CURLUPart which, unsigned how = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, how) != CURLUE_OK) return std::nullopt;
  std::string copy(text);
  curl_free(text);
  return copy;
}

// Null when libcurl refuses it.
UrlHandle read(std::string_view url) {
  if (url.find('\0') != std::string_view::npos) return nullptr;
  UrlHandle handle(curl_url());
  if (curl_url_set(handle.get(), CURLUPART_URL, std::string(url).c_str(), CURLU_NON_SUPPORT_SCHEME) !=
      CURLUE_OK)
    return nullptr;
  return handle;
}

}  // namespace

std::optional<UrlParts> parse_url(std::string_view url) {
  const auto handle = read(url);
  if (!handle) return std::nullopt;
  UrlParts parts;
  parts.scheme = part(handle, CURLUPART_SCHEME).value_or("");
  parts.user = part(handle, CURLUPART_USER).value_or("");
  parts.password = part(handle, CURLUPART_PASSWORD).value_or("");
  parts.host = part(handle, CURLUPART_HOST).value_or("");
  parts.port = part(handle, CURLUPART_PORT);
  parts.path = part(handle, CURLUPART_PATH).value_or("");
  parts.query = part(handle, CURLUPART_QUERY).value_or("");
  return parts;
}

std::string decoded_part(std::string_view part) {
  std::string result;
  while (!part.empty()) {
    const auto digits = part.substr(0, 1) == "%" ? part.substr(1, 2) : std::string_view();
    const bool encoded =
        digits.size() == 2 && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    result += encoded ? as_text(*parse_hex(digits)) : part.substr(0, 1);
    part.remove_prefix(encoded ? 3 : 1);
  }
  return result;
}

std::optional<Credentials> credentials_in(std::string_view url) {
  const auto handle = read(url);
  if (!handle) return std::nullopt;
  const auto user = part(handle, CURLUPART_USER, CURLU_URLDECODE);
  const auto password = part(handle, CURLUPART_PASSWORD, CURLU_URLDECODE);
  if (!user && !password) return std::nullopt;
  return Credentials{user.value_or(""), password.value_or("")};
}

}  // namespace provtool
