// What can be odd about a value that is to be a URL: one look at each part.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/secrets.hpp"
#include "device/phone.hpp"
#include "device/spelled_url.hpp"
#include "device/url_reading.hpp"

namespace provtool {

// Collects the notes of one reading; each check says what it saw and whether reading on makes sense.
class UrlChecks {
 public:
  // `notes` are added to.
  UrlChecks(std::string_view value, const Phone& phone, std::vector<UrlNote>& notes);

  void note(FindingId id, std::string message, std::optional<Severity> milder = std::nullopt);

  bool spelling_is_sound(std::string_view value);
  bool scheme_is_sound(std::string_view value, const Spelled& spelled);
  bool authority_is_sound(const Spelled& spelled);
  bool library_reads_it(const Spelled& spelled);
  // By the library's reading: a number may be an address.
  void host_is_possible();
  // `unknown`: the words in braces that are not macros of the phone.
  void macros(const std::vector<std::string>& unknown);
  void credentials(const Spelled& spelled);

 private:
  // With parts of the value in the text.
  template <typename... Parts>
  void quote(FindingId id, std::string_view text, const Parts&... parts);
  void host_is_possible(std::string_view host);
  [[nodiscard]] std::vector<std::string> unencrypted_schemes() const;
  bool ipv6_is_sound(const Spelled& spelled);
  // A part of the value, unless it is a part of a secret: a broken URL puts words of a password where a host
  // or a port is looked for.
  [[nodiscard]] std::string without_secret(std::string_view part) const;

  static constexpr std::size_t k_most_notes = 8;

  std::string_view m_value;
  std::string m_host;                           // as the library reads it
  MaskedText m_visible;                         // the value without its secrets
  std::span<const std::string_view> m_schemes;  // that the phone loads by
  std::vector<UrlNote>& m_notes;
};

}  // namespace provtool
