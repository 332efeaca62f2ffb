#include "config/foreign_mac.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_digits = 12;
constexpr std::array<std::string_view, 3> k_panasonic{"0080F0", "080023",
                                                      "BCC342"};  // IEEE's registry of OUIs

bool is_hex(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}
bool are_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_hex);
}
bool is_hex_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_hex(text[at]);
}

struct Form {
  std::size_t group;
  char separator;
};
constexpr std::array<Form, 9> k_forms{Form{12, '\0'}, {2, ':'}, {2, '-'}, {2, '.'}, {2, ' '},
                                      {4, '.'},       {4, '-'}, {6, '-'}, {6, ':'}};

// The digits of a MAC that begins `text` in this form, and the length of its spelling; empty for none. What
// goes on behind it with the same separator is something else: an IPv6 address, an EUI-64.
struct Spelled {
  std::string digits;
  std::size_t length = 0;
};
Spelled spelled_as(const Form& form, std::string_view text) {
  Spelled spelled;
  while (true) {
    const auto group = text.substr(spelled.length, form.group);
    if (group.size() < form.group || !are_hex(group)) return {};
    spelled.digits += group;
    spelled.length += group.size();
    if (spelled.digits.size() == k_digits) break;
    if (spelled.length >= text.size() || text[spelled.length] != form.separator) return {};
    ++spelled.length;
  }
  const auto next = spelled.length;
  const bool goes_on = is_hex_at(text, next) || (form.separator != '\0' && next < text.size() &&
                                                 text[next] == form.separator && is_hex_at(text, next + 1));
  return goes_on ? Spelled{} : spelled;
}

bool is_panasonic(std::string_view digits) {
  const auto upper = to_upper(digits);
  return std::any_of(k_panasonic.begin(), k_panasonic.end(),
                     [&](std::string_view oui) { return upper.starts_with(oui); });
}

// Whether another group stands before it: in an IPv6 address, in an EUI-64.
bool goes_on_from(std::string_view before, const Form& form) {
  if (form.separator == '\0' || !before.ends_with(form.separator)) return false;
  if (form.separator == ':') return true;
  before.remove_suffix(1);
  if (before.size() < form.group || !are_hex(before.substr(before.size() - form.group))) return false;
  before.remove_suffix(form.group);
  return before.empty() || std::isalnum(static_cast<unsigned char>(before.back())) == 0;
}

// 123e4567-e89b-12d3-a456-426614174000 ends in twelve digits.
bool ends_uuid(std::string_view before) {
  constexpr std::size_t k_length = 24;
  if (before.size() < k_length) return false;
  before.remove_prefix(before.size() - k_length);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? before[i] != '-' : !is_hex(before[i])) return false;
  }
  return true;
}

// Whether the digit at `at` is the last of a word ("device") rather than of a longer number.
bool ends_word(std::string_view value, std::size_t at) {
  auto begin = at;
  while (begin > 0 && std::isalnum(static_cast<unsigned char>(value[begin - 1])) != 0) --begin;
  const auto word = value.substr(begin, at - begin);
  return std::any_of(word.begin(), word.end(), [](char c) { return !is_hex(c); });
}

std::optional<MacAddress> mac_of(const Spelled& spelled, char separator) {
  if (is_digits(spelled.digits) && separator != ':' && !is_panasonic(spelled.digits)) return std::nullopt;
  const auto mac = MacAddress::parse(spelled.digits);
  const bool is_a_phones = mac && (mac->bytes[0] & 1) == 0 && *mac != MacAddress{};
  return is_a_phones ? mac : std::nullopt;
}

std::optional<FoundMac> mac_at(std::string_view value, std::size_t at) {
  for (const auto& form : k_forms) {
    const auto spelled = spelled_as(form, value.substr(at));
    if (spelled.length == 0) continue;
    const auto before = value.substr(0, at);
    if (!before.empty() && is_hex(before.back()) && !(is_panasonic(spelled.digits) && ends_word(value, at)))
      continue;
    if (goes_on_from(before, form)) continue;
    if (form.separator == '\0' && ends_uuid(before)) continue;
    if (const auto mac = mac_of(spelled, form.separator))
      return FoundMac{*mac, std::string(value.substr(at, spelled.length))};
  }
  return std::nullopt;
}

// Colons in a URL may be written so.
std::string without_encoded_colons(std::string_view value) {
  std::string text(value);
  for (auto at = text.find("%3"); at != std::string::npos; at = text.find("%3", at + 1))
    if (at + 2 < text.size() && (text[at + 2] == 'A' || text[at + 2] == 'a')) text.replace(at, 3, 1, ':');
  return text;
}

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// As the guide calls the files of a model and of all phones.
bool is_named_as_shared(std::string_view file_name, const Phone& phone) {
  const auto name = to_upper(base_name(file_name));
  if (name == "CONFIGCOMMON.CFG") return true;
  const auto models = phone.models.value;
  return std::any_of(models.begin(), models.end(),
                     [&](std::string_view model) { return name.find(to_upper(model)) != std::string::npos; });
}

}  // namespace

std::vector<FoundMac> find_macs(std::string_view value) {
  std::vector<FoundMac> found;
  const auto text = without_encoded_colons(value);
  for (std::size_t at = 0; at + k_digits <= text.size(); ++at) {
    if (!is_hex(text[at])) continue;
    if (auto mac = mac_at(text, at)) {
      at += mac->text.size() - 1;
      found.push_back(std::move(*mac));
    }
  }
  return found;
}

MacRule::MacRule(FileRole role, std::string_view file_name, const Identity& identity) {
  const bool is_known = identity.mac_is_phones() && identity.mac != MacAddress{};
  if (is_known) m_own.push_back(identity.mac);
  m_is_for_one = is_known && (role == FileRole::standard || role == FileRole::initial);
  m_is_shared = role == FileRole::product || role == FileRole::master;
  if (role != FileRole::initial && role != FileRole::none) return;
  // Whether such a file is for one phone or for many only its name can tell.
  const auto in_name = find_macs(base_name(file_name));
  for (const auto& named : in_name) m_own.push_back(named.mac);
  m_is_shared = in_name.empty() && is_named_as_shared(file_name, *identity.phone);
}

std::optional<std::string> MacRule::fault_in(std::string_view value) const {
  if (!judges()) return std::nullopt;
  for (const auto& [mac, text] : find_macs(value)) {
    if (std::find(m_own.begin(), m_own.end(), mac) != m_own.end()) continue;
    if (m_is_shared)
      return fmt::format("names the phone {}, and every phone that loads this file would follow it", text);
    return fmt::format("names the phone {}, and this file is for {}", text, m_own.front().upper_plain());
  }
  return std::nullopt;
}

}  // namespace provtool
