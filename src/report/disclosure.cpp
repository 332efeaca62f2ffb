#include "report/disclosure.hpp"

#include <algorithm>
#include <utility>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "report/fields.hpp"

namespace provtool {

namespace {

class Discloser {
 public:
  explicit Discloser(Secrets secrets) : m_secrets(secrets) {}

  template <IsSection Section>
  void section(Section& section) {
    prepare(section);
    bool hidden = false;
    for_each_field<Section>([&](const auto& field) {
      const bool masked = disclose(section.*field.member, field.nature);
      hidden |= masked && field.nature != Nature::ours;
      if (masked) drop_bytes(section, field);
    });
    if constexpr (requires { section.redacted; }) {
      section.redacted = section.redacted || hidden;
      if (section.redacted) for_each_field<Section>([&](const auto& field) { drop_bytes(section, field); });
    }
  }

  // Sentences of ours, with words from outside in them. Cleaned first: a line end must not end the part that
  // is masked.
  bool sentence(std::string& text) const {
    const auto chosen = with_secrets(text, m_secrets);
    const bool told = m_secrets == Secrets::mask && chosen != with_secrets(text, Secrets::show);
    text = clean(chosen).text;
    const auto shown = masked_unless_shown(mask_secrets(text), text);
    text = shown.text;
    return told || shown.masked;
  }

 private:
  // Whether something was masked.
  bool disclose(std::string& text, Nature nature) {
    switch (nature) {
      case Nature::plain:  // of a report that was read from a file it may be anything
      case Nature::ours:
        return sentence(text);
      case Nature::foreign:
      case Nature::bytes:
        return value(text);
      case Nature::packet:
        return tells(text);
    }
    return false;
  }
  template <typename T>
  bool disclose(std::optional<T>& member, Nature nature) {
    return member && disclose(*member, nature);
  }
  template <typename T>
  bool disclose(std::vector<T>& list, Nature nature) {
    bool masked = false;
    for (auto& entry : list) masked |= disclose(entry, nature);
    return masked;
  }
  template <typename T>
  bool disclose(T& member, Nature /*nature*/) {
    if constexpr (IsSection<T>) section(member);
    return false;
  }

  template <typename Section>
  void prepare(Section& /*section*/) const {}
  // Bytes that are not text may contain a secret all the same: option 43 tunnels options with URLs. What is
  // left of them is shown as text.
  void prepare(SeenOption& option) const {
    if (!option.text) option.text = secret_in(option.hex);
  }
  template <typename Section, typename Member>
  static void drop_bytes(Section& section, const Field<Section, Member>& field) {
    if constexpr (Text<Member>)
      if (field.nature == Nature::bytes || field.nature == Nature::packet) section.*field.member = Member{};
  }

  // One value from outside as a whole.
  bool value(std::string& value) {
    if (auto bytes = secret_in(value)) {
      hide(*bytes);
      value = shown(*bytes).text;
      return true;
    }
    const auto result = shown(value);
    if (result.masked) hide(value);
    value = result.text;
    return result.masked;
  }

  // Whether a packet contains a secret, by its shape or because it was masked elsewhere: a vendor class, a
  // user agent.
  [[nodiscard]] bool tells(std::string_view hex) const {
    const auto bytes = parse_hex(hex);
    if (m_secrets == Secrets::show || !bytes) return false;
    const auto text = as_text(*bytes);
    return mask_secrets(text).masked ||
           std::any_of(m_hidden.begin(), m_hidden.end(), [text](const std::string& hidden) {
             return text.find(hidden) != std::string_view::npos;
           });
  }

  void hide(const std::string& secret) { m_hidden.push_back(secret); }

  // The bytes that `hex` stands for, when they contain a secret.
  [[nodiscard]] std::optional<std::string> secret_in(std::string_view hex) const {
    if (m_secrets == Secrets::show) return std::nullopt;
    const auto bytes = parse_hex(hex);
    if (!bytes || !mask_value(as_text(*bytes)).masked) return std::nullopt;
    return std::string(as_text(*bytes));
  }

  // Masked before it is cleaned, because a password may contain a space or NUL, and once more behind it,
  // because a line end must not end a token.
  [[nodiscard]] MaskedText shown(const std::string& value) const {
    if (m_secrets == Secrets::show)
      return {clean(std::string(looked_at(value)) + said_of_the_rest(value)).text, false};
    const auto once = masked(value);
    const auto twice = mask_value(clean(once).text);
    return {twice.text, once != std::string(looked_at(value)) + said_of_the_rest(value) || twice.masked};
  }

  [[nodiscard]] MaskedText masked_unless_shown(MaskedText found, const std::string& original) const {
    return m_secrets == Secrets::show ? MaskedText{original, false} : std::move(found);
  }

  Secrets m_secrets;
  std::vector<std::string> m_hidden;  // the values that were masked, as they were
};

}  // namespace

void disclose(Report& report, Secrets secrets) {
  Discloser(secrets).section(report);
}

void disclose(DiscoverySection& discovery, Secrets secrets) {
  Discloser(secrets).section(discovery);
}

std::string disclosed(std::string sentence, Secrets secrets) {
  Discloser(secrets).sentence(sentence);
  return sentence;
}

}  // namespace provtool
