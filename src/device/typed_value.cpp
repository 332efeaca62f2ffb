#include "device/typed_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/domain_name.hpp"
#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "device/spelled_url.hpp"
#include "device/typed_hex.hpp"

namespace provtool {

namespace {

using Reading = std::optional<TypedValue>;

constexpr std::string_view k_as_text = "Make the server send the address as text.";
constexpr std::string_view k_no_hex =
    "Type the text itself, without hex digits; or set the option's type to hex, if the server has one.";
constexpr std::string_view k_string_type =
    "Set the type of the option's definition to string (text): the phone reads the bytes as they are.";
constexpr std::string_view k_no_length =
    "Leave code and length out of the value: the server writes them itself.";
constexpr std::string_view k_one_value = "Give one address: the phone takes all of it as one.";

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_label(std::string_view label) {
  constexpr std::size_t k_longest = 63;  // RFC 1035 2.3.4
  return !label.empty() && label.size() <= k_longest && !label.starts_with('-') && !label.ends_with('-') &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

// prov.example.com: a name of several labels, of which the last is a word.
bool is_dotted_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  const auto labels = split(name, '.');
  const auto last = labels.back();
  return labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), is_label) && last.size() >= 2 &&
         std::all_of(last.begin(), last.end(), is_letter);
}

bool is_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']'))
    return Ipv6Address::parse(host.substr(1, host.size() - 2)).has_value();
  return Ipv4Address::parse(host) || is_dotted_name(host);
}

bool contains_macro(std::string_view host) {
  const auto open = host.find('{');
  return open != std::string_view::npos && host.find('}', open) != std::string_view::npos;
}

bool is_shown_as_is(std::string_view text) {
  constexpr std::size_t k_longest = 2048;
  return !text.empty() && text.size() <= k_longest && !clean(text).escaped &&
         text.find_first_of(" \"") == std::string_view::npos;
}

// Two bytes as a number.
std::size_t number_in(std::string_view bytes) {
  return std::size_t{static_cast<unsigned char>(bytes[0])} << 8U | static_cast<unsigned char>(bytes[1]);
}

// An address that a server on this network may have; lists of IPv4 addresses only of private ones: any eight
// bytes are two of some kind.
bool is_private(const Ipv4Address& address) {
  const auto& b = address.bytes;
  return b[0] == 10 || (b[0] == 172 && (b[1] & 0xf0) == 16) || (b[0] == 192 && b[1] == 168);
}
bool is_mapped(const Ipv6Address& address) {
  static constexpr std::array<std::uint8_t, 12> k_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const auto v4 = Ipv4Address::from(ByteView(address.bytes).subspan(k_prefix.size()));
  return std::equal(k_prefix.begin(), k_prefix.end(), address.bytes.begin()) && v4 && v4->is_unicast();
}

bool is_likely(const Ipv6Address& address) {
  const auto first = address.bytes[0];
  return is_mapped(address) || (first & 0xe0) == 0x20 || (first & 0xfe) == 0xfc || address.is_link_local();
}

template <typename Address, std::size_t Size, typename Condition>
std::vector<std::string> addresses_in(ByteView bytes, Condition condition) {
  constexpr std::size_t k_most = 4;
  if (bytes.empty() || bytes.size() % Size != 0 || bytes.size() > k_most * Size) return {};
  std::vector<std::string> texts;
  for (; !bytes.empty(); bytes = bytes.subspan(Size)) {
    const auto address = Address::from(bytes.first(Size));
    if (!address || !condition(*address)) return {};
    texts.push_back(address->text());
  }
  return texts;
}

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  auto parts = split(text, separator);
  for (auto& part : parts) part = trim(part);
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  return parts;
}

Reading raw(std::string_view value) {
  const auto bytes = to_bytes(value);
  auto texts = addresses_in<Ipv4Address, 4>(bytes, [&](const Ipv4Address& address) {
    return bytes.size() == 4 ? address.is_unicast() : is_private(address);
  });
  const bool v4 = !texts.empty();
  if (!v4) texts = addresses_in<Ipv6Address, 16>(bytes, is_likely);
  if (texts.empty()) return std::nullopt;
  return TypedValue{fmt::format("the {} {} as {} raw bytes{}", texts.size() == 1 ? "address" : "addresses",
                                listed(texts), v4 ? "four" : "sixteen", texts.size() == 1 ? "" : " each"),
                    k_as_text, false, texts.size() == 1 ? texts.front() : ""};
}

struct Joint {
  char separator;
  std::string_view how;
};
constexpr std::array<Joint, 3> k_joints{Joint{',', "joined by a comma"}, Joint{';', "joined by a semicolon"},
                                        Joint{' ', "joined by a space"}};

// Tries the readings of one value, and of what is in it.
class Readings {
 public:
  Readings(std::string_view value, const Phone& phone, const ValueOrigin& origin)
      : m_phone(phone), m_origin(origin), m_secret(mask_value(value).masked) {}

  // The value as it was received.
  [[nodiscard]] Reading of_value(std::string_view value, bool passes_as_host) const {
    const auto text = without_trailing_nuls(value);
    if (auto reading = hex(text, passes_as_host)) return reading;
    if (auto reading = joined_by_characters(text)) return reading;
    if (passes_as_host) return std::nullopt;
    if (auto reading = labels(value)) return reading;
    if (auto reading = behind_length(value, true)) return reading;
    if (auto reading = joined_by_nuls(text)) return reading;
    return raw_value(value);
  }

 private:
  // A part of a value that holds a secret is shown only when its own is seen in it.
  [[nodiscard]] std::string quoted(std::string_view text) const {
    const auto visible = mask_value(text);
    return fmt::format("\"{}\"",
                       foreign(text, m_secret && !visible.masked ? std::string(k_mask) : visible.text));
  }

  [[nodiscard]] Reading plain(std::string_view text, bool single_label) const {
    text = without_trailing_nuls(text);
    constexpr std::size_t k_shortest = 3;
    if (!is_plain_value(text, m_phone) && !(single_label && text.size() >= k_shortest && is_label(text)))
      return std::nullopt;
    return TypedValue{quoted(text), "", false, std::string(text)};
  }

  // What hex stands for: text, perhaps behind its length, or an address. Digits alone are rather a name than
  // an address: `beefcafe`.
  [[nodiscard]] Reading hex(std::string_view text, bool passes_as_host) const {
    const auto hex = typed_hex(text);
    if (!hex) return std::nullopt;
    auto inner = plain(hex->bytes, false);
    if (!inner) inner = labels(hex->bytes);
    if (!inner) inner = behind_length(hex->bytes, false);
    const bool ambiguous = passes_as_host && text.find_first_of("xX") == std::string_view::npos;
    if (!inner && !hex->plain && !ambiguous && !Ipv6Address::parse(text)) inner = raw(hex->bytes);
    if (!inner) return std::nullopt;
    return TypedValue{fmt::format("{} of {}, typed into a text field", hex->form, inner->words), k_no_hex,
                      false, inner->meant};
  }

  [[nodiscard]] Reading inside(std::string_view bytes, bool single_label) const {
    if (auto reading = plain(bytes, single_label)) return reading;
    if (auto reading = labels(bytes)) return reading;
    return raw(bytes);
  }

  // A length, of the text alone or with its NULs, is written in front of it.
  //   | 0x16 | http://…     | 0x42 | 0x16 | http://…     | 0x0001 | 0x0016 | http://…
  [[nodiscard]] Reading behind_length(std::string_view value, bool single_label) const {
    constexpr std::size_t k_longest_header = 4;
    if (value.size() <= k_longest_header) return std::nullopt;
    const auto one = [&](std::size_t at) { return std::size_t{static_cast<unsigned char>(value[at])}; };
    if (auto reading = behind(value, 1, one(0), "its length byte (0x{:02x})", single_label)) return reading;
    if (auto reading = behind(value, 2, number_in(value), "its length in two bytes (0x{:04x})", single_label))
      return reading;
    if (auto reading = behind(value, 2, one(1), "code and length bytes (0x{:02x} 0x{:02x})", single_label))
      return reading;
    return behind(value, 4, number_in(value.substr(2)),
                  "code and length of two bytes each (0x{:04x} 0x{:04x})", single_label);
  }

  [[nodiscard]] Reading behind(std::string_view value, std::size_t header, std::size_t length,
                               std::string_view name, bool single_label) const {
    const auto rest = value.substr(header);
    if (length != rest.size() && length != without_trailing_nuls(rest).size()) return std::nullopt;
    const auto inner = inside(rest, single_label);
    if (!inner) return std::nullopt;
    const bool with_code = name.starts_with("code");
    const std::size_t code = header == 2 ? static_cast<unsigned char>(value[0]) : number_in(value);
    const auto what =
        with_code ? fmt::format(fmt::runtime(name), code, length) : fmt::format(fmt::runtime(name), length);
    return TypedValue{fmt::format("{} behind {}", inner->words, what), k_no_length, false, inner->meant};
  }

  // RFC 1035 3.1. One label alone only with the root behind it.
  [[nodiscard]] Reading labels(std::string_view value) const {
    const auto bytes = to_bytes(value);
    ByteReader reader(bytes);
    const auto name = take_domain_name(reader);
    if (!name || !without_trailing_nuls(as_text(reader.rest())).empty()) return std::nullopt;
    const bool one_label = is_label(*name) && value.ends_with('\0');
    if (!one_label && !is_plain_value(*name, m_phone)) return std::nullopt;
    return TypedValue{fmt::format("{} as DNS labels, as an option of type fqdn has them", quoted(*name)),
                      k_string_type, false, *name};
  }

  [[nodiscard]] Reading joined(const std::vector<std::string_view>& parts, std::string_view how) const {
    constexpr std::size_t k_most = 8;
    if (parts.size() < 2 || parts.size() > k_most) return std::nullopt;
    const auto has_scheme = [](std::string_view part) { return part.find("://") != std::string_view::npos; };
    const auto schemes = std::count_if(parts.begin(), parts.end(), has_scheme);
    if (schemes != 0 && schemes != static_cast<std::ptrdiff_t>(parts.size())) return std::nullopt;
    std::vector<std::string> words;
    for (const auto part : parts) {
      if (!is_plain_value(part, m_phone)) return std::nullopt;
      words.push_back(quoted(part));
    }
    return TypedValue{fmt::format("{} values {}: {}", parts.size(), how, listed(words)), k_one_value};
  }

  [[nodiscard]] Reading joined_by_nuls(std::string_view text) const {
    auto parts = split(text, '\0');
    std::erase_if(parts, [](std::string_view part) { return part.empty(); });
    return joined(parts, "joined, each ended by a NUL");
  }

  // `10.0.0.1,10.0.0.2`, also as the host of a URL. A semicolon between names is AudioCodes' spelling.
  [[nodiscard]] Reading joined_by_characters(std::string_view text) const {
    if (!is_text(text)) return std::nullopt;
    for (const auto& [separator, how] : k_joints) {
      const auto parts = parts_of(text, separator);
      const bool addresses = std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return IpAddress::parse(part) || part.find("://") != std::string_view::npos;
      });
      if (separator != ';' || addresses)
        if (auto reading = joined(parts, how)) return reading;
    }
    const auto spelled = spell(text);
    if (!spelled.scheme) return std::nullopt;
    auto reading = joined(parts_of(spelled.host, ','), "joined by a comma");
    return reading ? reading : joined(parts_of(spelled.host, ';'), "joined by a semicolon");
  }

  // Bytes that are text are not an address. No text begins with a line feed, but an address in 10/8 does.
  [[nodiscard]] Reading raw_value(std::string_view value) const {
    const bool text =
        !value.empty() && is_text(value) && !is_control(static_cast<unsigned char>(value.front()));
    if (text || (value.size() == 4 && m_origin.may_be_numbers)) return std::nullopt;
    auto reading = raw(value);
    if (!reading) return std::nullopt;
    if (!m_origin.meant_for.empty()) reading->words += fmt::format(", meant for {}", m_origin.meant_for);
    reading->raw_address = true;
    return reading;
  }

  const Phone& m_phone;
  const ValueOrigin& m_origin;
  bool m_secret;  // the value as a whole holds one
};

}  // namespace

bool is_plain_value(std::string_view text, const Phone& phone) {
  if (!is_shown_as_is(text)) return false;
  const auto spelled = spell(text);
  if (!spelled.scheme) return IpAddress::parse(text) || is_host(spelled.host);
  const auto schemes = phone.url.schemes.value;
  const bool known = std::find(schemes.begin(), schemes.end(), *spelled.scheme) != schemes.end();
  return known && (is_host(spelled.host) || is_label(spelled.host) || contains_macro(spelled.host));
}

std::optional<TypedValue> typed_value(std::string_view value, const Phone& phone, const ValueOrigin& origin,
                                      bool passes_as_host) {
  return Readings(value, phone, origin).of_value(value, passes_as_host);
}

}  // namespace provtool
