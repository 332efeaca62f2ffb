#include "wire/sip_uri.hpp"

#include <algorithm>

#include "base/address.hpp"
#include "base/text.hpp"
#include "wire/sip_header.hpp"

namespace provtool::sip {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_hex_digit(char c) {
  return is_digits({&c, 1}) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// With the colon in front of a password.
bool is_user_character(char c) {
  return is_letter(c) || is_digits({&c, 1}) ||
         std::string_view("-_.!~*'()&=+$,;?/:").find(c) != std::string_view::npos;
}

bool is_user(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2]);
    if (!escape && !is_user_character(text[i])) return false;
    if (escape) i += 2;
  }
  return !text.empty() && text.front() != ':';
}

// An underscore is not allowed, and names of containers contain it.
bool is_label(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || is_digits({&c, 1}) || c == '-' || c == '_';
         });
}

// The last label of a name begins with a letter; what ends in a number is an address, or neither.
bool is_host(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']'))
    return Ipv6Address::parse(text.substr(1, text.size() - 2)).has_value();
  if (Ipv4Address::parse(text)) return true;
  auto labels = split(text, '.');
  if (labels.size() > 1 && labels.back().empty()) labels.pop_back();
  return std::all_of(labels.begin(), labels.end(), is_label) && is_letter(labels.back().front());
}

bool is_host_and_port(std::string_view text) {
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return is_host(text);
  const auto port = text.substr(colon + 1);
  return is_host(text.substr(0, colon)) && is_digits(port) && port.size() <= 5;
}

bool is_visible(char c) {
  return c > ' ' && c < '\x7f' && c != '<' && c != '>' && c != '"';
}

}  // namespace

//  sip:user:password@host:port;parameters?headers
bool is_sip_uri(std::string_view uri) {
  const auto colon = uri.find(':');
  const auto scheme = uri.substr(0, colon);
  if (colon == std::string_view::npos ||
      !(equal_ignoring_case(scheme, "sip") || equal_ignoring_case(scheme, "sips")))
    return false;
  auto rest = uri.substr(colon + 1);
  if (!std::all_of(rest.begin(), rest.end(), is_visible)) return false;
  if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
    if (!is_user(rest.substr(0, at))) return false;
    rest.remove_prefix(at + 1);
  }
  return is_host_and_port(rest.substr(0, rest.find_first_of(";?")));
}

//  "A. Phone" <sip:…>;tag=…   or   sip:…;tag=…
bool names_sip_uri(std::string_view value) {
  const auto head = without_parameters(value);
  const auto open = head.rfind('<');
  if (open == std::string_view::npos) return is_sip_uri(head);
  return head.ends_with('>') && is_sip_uri(head.substr(open + 1, head.size() - open - 2));
}

}  // namespace provtool::sip
