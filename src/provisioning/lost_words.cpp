#include "provisioning/lost_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace provtool {

namespace {

struct Words {
  std::string_view id;
  std::string_view only;    // of the file that the URL leads to
  std::string_view device;  // empty: does not load, because of the same
};
constexpr std::array k_words{
    Words{"download.refused", "its server refuses the connection", ""},
    Words{"download.timeout", "its server does not answer in time", ""},
    Words{"download.name-lookup", "its server's name cannot be looked up", ""},
    Words{"download.not-found", "its server does not have the file", "is not there"},
    Words{"download.forbidden", "its server refuses this phone the file", "is refused to this phone"},
    Words{"download.auth", "its server refuses the user and password that were sent", ""},
    Words{"download.too-large", "what its server sends is too large", "is too large"},
    Words{"download.truncated", "its server breaks off before the file is complete", ""},
    Words{"download.tls-untrusted", "its server's certificate is not trusted", ""},
    Words{"download.tls-expired", "its server's certificate has expired", ""},
    Words{"download.tls-not-yet-valid", "its server's certificate is not valid yet", ""},
    Words{"download.tls-name", "its server's certificate is for another name", ""},
    Words{"download.tls-protocol", "no TLS connection with its server comes about", ""},
    Words{"download.redirect-loop", "its server redirects without an end", ""},
    Words{"download.redirect-refused", "its server redirects to where the phone does not follow", ""},
    Words{"download.failed", "its server does not give the file", ""},
    Words{"config.url", "its URL is not usable", ""},
    Words{"config.malformed", "", "is not well-formed XML"},
    Words{"config.doctype", "", "has a DOCTYPE"},
    Words{"config.too-large", "", "is nested too deep"},
    Words{"config.wrong-root", "", "has another root element than the phone's"},
    Words{"config.decrypt", "", "cannot be decrypted"},
    Words{"config.no-key", "", "is encrypted, and no key was given"},
};
// Where giving something would settle it.
constexpr std::array k_open{
    Words{"download.auth", "its server asks for a user and a password, and none were given", ""},
    Words{"download.tls-untrusted", "its server's certificate leads to a root that is not known here", ""},
    Words{"download.timeout", "this computer has no way to its server", ""},
};

template <std::size_t size>
const Words* find_in(const std::array<Words, size>& rows, std::string_view id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [id](const Words& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

const Words* words_of(const LoadedFile& lost) {
  const auto* voids = lost.file ? what_voids(*lost.file) : nullptr;
  if (voids != nullptr) return find_in(k_words, voids->id);
  const auto& failure = lost.download.failure;
  const auto* open = lost.is_open() ? find_in(k_open, failure) : nullptr;
  return open != nullptr ? open : find_in(k_words, failure);
}

// "an HTML page, not a configuration file", of "it is an HTML page".
std::optional<std::string> instead(const LoadedFile& lost) {
  constexpr std::string_view k_it_is = "it is ";
  if (!lost.instead.starts_with(k_it_is)) return std::nullopt;
  return fmt::format("{}, not a configuration file", lost.instead.substr(k_it_is.size()));
}

std::string for_its_reason(const LoadedFile& lost) {
  return fmt::format("could not be loaded ({})", lost.download.reason);
}

}  // namespace

std::string of_only_file(const LoadedFile& lost) {
  if (const auto what = instead(lost)) return "what it loads is " + *what;
  const auto* words = words_of(lost);
  if (words != nullptr && !words->only.empty()) return std::string(words->only);
  return fmt::format("its {} file {}", to_text(lost.role()),
                     words != nullptr        ? std::string(words->device)
                     : !lost.instead.empty() ? "is not a configuration file"
                                             : for_its_reason(lost));
}

std::string of_device_file(const LoadedFile& lost) {
  if (const auto what = instead(lost)) return "is " + *what;
  if (!lost.instead.empty()) return "is not a configuration file";
  const auto* words = words_of(lost);
  if (words == nullptr) return for_its_reason(lost);
  return words->device.empty() ? fmt::format("does not load, because {}", words->only)
                               : std::string(words->device);
}

std::string of_several(std::string_view words) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr std::array k_verbs{Pair{"is ", "are "}, Pair{"has ", "have "}, Pair{"does ", "do "}};
  constexpr std::string_view k_its = "because its ";
  std::string plural(words);
  for (const auto& [one, several] : k_verbs)
    if (words.starts_with(one)) plural.replace(0, one.size(), several);
  if (const auto at = plural.find(k_its); at != std::string::npos)
    plural.replace(at, k_its.size(), "because their ");
  return plural;
}

}  // namespace provtool
