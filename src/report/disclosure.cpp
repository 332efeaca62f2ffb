#include "report/disclosure.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "report/fields.hpp"

namespace provtool {

namespace {

std::string bytes_of(std::string_view hex) {
  return std::string(as_text(parse_hex(hex).value_or(Bytes{})));
}

// The values of sub-options behind `start` bytes, whose codes and lengths have `width` bytes each; nothing
// when these bytes are none.
std::vector<std::string> sub_options(const Bytes& bytes, std::size_t start, std::size_t width) {
  std::vector<std::string> values;
  ByteReader reader(bytes);
  if (!reader.skip(start)) return {};
  while (reader.left() > 0) {
    if (!reader.skip(width)) return {};
    std::optional<std::size_t> length;
    if (width == 1)
      length = reader.u8();
    else
      length = reader.u16();
    const auto value = length ? reader.take(*length) : std::nullopt;
    if (!value) return {};
    values.emplace_back(as_text(*value));
  }
  return values;
}

// Options 43, 125 and DHCPv6 17 have sub-options, behind nothing, or an enterprise (and a length).
bool hides_between_sub_options(const Bytes& bytes) {
  return hides_between(sub_options(bytes, 0, 1)) || hides_between(sub_options(bytes, 5, 1)) ||
         hides_between(sub_options(bytes, 4, 2));
}

// A value may be cut anywhere into the instances of an option, or into its sub-options.
void mask_split(std::vector<SeenOption>& options) {
  std::map<int, std::vector<std::string>> instances;
  for (const auto& option : options) instances[option.code].push_back(bytes_of(option.hex));
  for (auto& option : options)
    if (hides_between(instances[option.code]) || hides_between_sub_options(to_bytes(bytes_of(option.hex))))
      option = {option.code, option.name, std::string(k_mask), "", true, {}};
}

// `--user-agent=…`: how long the name is with its `=`.
std::size_t length_of_option(std::string_view argument) {
  if (!argument.starts_with("--")) return 0;
  const auto end = argument.find_first_not_of("abcdefghijklmnopqrstuvwxyz-");
  return end != std::string_view::npos && argument[end] == '=' ? end + 1 : 0;
}

template <typename Section, typename Member>
void drop_bytes(Section& section, const Field<Section, Member>& field) {
  if constexpr (Text<Member>)
    if (field.nature == Nature::bytes || field.nature == Nature::packet) section.*field.member = Member{};
}

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
    text = clean(std::string(looked_at(chosen)) + said_of_the_rest(chosen)).text;
    if (m_secrets == Secrets::show) return told;
    const auto masked = mask_secrets(text);
    text = masked.text;
    return told || masked.masked;
  }

 private:
  // Whether something was masked.
  bool disclose(std::string& text, Nature nature) {
    switch (nature) {
      case Nature::plain:  // of a report that was read from a file it may be anything
      case Nature::ours:
        return sentence(text);
      case Nature::foreign:
        return value(text);
      case Nature::bytes:
        return hex_value(text);
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
  // What the catalogue calls a secret is one, whatever it looks like.
  void prepare(EffectiveSection& value) const {
    if (m_secrets == Secrets::mask && value.redacted && !value.value.empty()) value.value = k_mask;
    if (m_secrets == Secrets::show) value.redacted = false;
  }
  // Bytes that are not text may contain a secret all the same: option 43 tunnels options with URLs. What is
  // left of them is shown as text.
  void prepare(SeenOption& option) const {
    // What hides a part of it must not be told by the whole.
    for (const auto& part : option.sub_options)
      option.redacted = option.redacted || secret_in(part.hex).has_value() ||
                        (m_secrets == Secrets::mask && part.text && mask_value(looked_at(*part.text)).masked);
    if (!option.text) option.text = secret_in(option.hex);
    if (!option.text && option.hex.size() > 2 * k_most_looked_at)
      option.text = said_of_the_rest(bytes_of(option.hex));
  }
  void prepare(SeenDhcpServer& server) const {
    if (m_secrets == Secrets::show) return;
    mask_split(server.options);
    mask_split(server.other_options);
  }
  // Hex of a value: of a long one its beginning.
  bool hex_value(std::string& hex) {
    hex.resize(std::min(hex.size(), 2 * k_most_looked_at));
    return value(hex);
  }

  // One value from outside as a whole.
  bool value(std::string& value) {
    if (const auto name = length_of_option(value); name > 0) return value_behind(value, name);
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

  // An argument that is an option with its value.
  bool value_behind(std::string& argument, std::size_t name) {
    auto given = argument.substr(name);
    const bool masked = value(given);
    argument = argument.substr(0, name) + given;
    return masked;
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
    if (!bytes || !mask_value(looked_at(as_text(*bytes))).masked) return std::nullopt;
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

void disclose(Finding& finding, Secrets secrets) {
  Discloser(secrets).section(finding);
}

std::string disclosed(std::string sentence, Secrets secrets) {
  Discloser(secrets).sentence(sentence);
  return sentence;
}

}  // namespace provtool
