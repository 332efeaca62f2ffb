#include "base/secret_names.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/encodings.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

// Secret wherever they stand in a word: `mypassword1`, `clientsecret`.
constexpr auto k_parts = std::to_array<std::string_view>(
    {"password", "passwd", "passwort", "passphrase", "passcode", "passkey", "pwd", "secret", "token", "pswd",
     "pswrd", "snmpstring", "credential", "bearer", "signature", "cookie", "apikey", "authoriz"});
// Secret as a whole word, or as the end of one: `userpass`, `sshkey`, `oauth`.
constexpr auto k_ends =
    std::to_array<std::string_view>({"pass", "pw", "key", "keys", "auth", "session", "sessionid", "sessid",
                                     "ticket", "cred", "creds", "hmac", "pincode"});
// Secret as a whole word only.
constexpr auto k_words =
    std::to_array<std::string_view>({"pin", "community", "sid", "sas", "otp", "sig", "jwt", "psk", "pins",
                                     "puk", "totp", "authkey", "userpin", "adminpin"});
// Ordinary words that look like those above.
constexpr auto k_harmless = std::to_array<std::string_view>(
    {"monkey", "donkey", "turkey", "hockey", "jockey", "whiskey", "hotkey", "lackey", "turnkey", "compass",
     "bypass", "overpass", "surpass", "trespass", "secretary", "obsession"});
// Whole names that are harmless though a word of theirs is not; AUTH_ID is the name by which a phone
// registers.
constexpr auto k_harmless_names = std::to_array<std::string_view>(
    {"authid", "keypad", "keyboard", "keyword", "sessionexpires", "sessiontimeout"});
constexpr auto k_parameters =
    std::to_array<std::string_view>({"p", "k", "st", "code", "response", "nonce", "cnonce", "opaque"});

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

// One word of a name, in lower case, without the number at its end: `key2`.
bool is_secret_word(std::string_view word) {
  word = word.substr(0, word.find_last_not_of("0123456789") + 1);
  if (word.empty() || contains(k_harmless, word)) return false;
  const auto inside = [word](std::string_view part) { return word.find(part) != std::string_view::npos; };
  const auto ends = [word](std::string_view part) { return word.ends_with(part); };
  return contains(k_words, word) || std::any_of(k_parts.begin(), k_parts.end(), inside) ||
         std::any_of(k_ends.begin(), k_ends.end(), ends);
}

// Whether a word begins at `at`: behind what is no letter, or at a capital behind a small letter.
bool begins_word(std::string_view name, std::size_t at) {
  if (!is_letter_or_digit(name[at])) return true;
  return at > 0 && is_upper(name[at]) && !is_upper(name[at - 1]);
}

bool has_secret_word(std::string_view name) {
  std::size_t start = 0;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (!begins_word(name, at)) continue;
    if (is_secret_word(to_lower(name.substr(start, at - start)))) return true;
    start = is_letter_or_digit(name[at]) ? at : at + 1;
  }
  return start < name.size() && is_secret_word(to_lower(name.substr(start)));
}

std::string letters_of(std::string_view name) {
  std::string letters;
  std::copy_if(name.begin(), name.end(), std::back_inserter(letters), is_letter_or_digit);
  return to_lower(letters);
}

}  // namespace

bool names_a_secret(std::string_view name) {
  const auto decoded = percent_decoded(name);
  const auto letters = letters_of(decoded);
  const bool harmless = std::any_of(k_harmless_names.begin(), k_harmless_names.end(),
                                    [&letters](std::string_view word) { return letters.ends_with(word); });
  return !harmless && (has_secret_word(decoded) || is_secret_word(letters));
}

bool names_a_secret_parameter(std::string_view name) {
  return names_a_secret(name) || contains(k_parameters, to_lower(percent_decoded(name)));
}

}  // namespace provtool
