#include "wire/sip_header.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace provtool::sip {

namespace {

struct FieldName {
  std::string_view name;
  char compact = '\0';
};

// The IANA registry's compact forms, and the names that SIP PnP meets.
constexpr std::array k_field_names{
    FieldName{"Accept"},
    FieldName{"Accept-Contact", 'a'},
    FieldName{"Allow"},
    FieldName{"Allow-Events", 'u'},
    FieldName{"Call-ID", 'i'},
    FieldName{"Contact", 'm'},
    FieldName{"Content-Encoding", 'e'},
    FieldName{"Content-Length", 'l'},
    FieldName{"Content-Type", 'c'},
    FieldName{"CSeq"},
    FieldName{"Date"},
    FieldName{"Event", 'o'},
    FieldName{"Expires"},
    FieldName{"From", 'f'},
    FieldName{"Identity", 'y'},
    FieldName{"Identity-Info", 'n'},
    FieldName{"Max-Forwards"},
    FieldName{"Record-Route"},
    FieldName{"Refer-To", 'r'},
    FieldName{"Referred-By", 'b'},
    FieldName{"Reject-Contact", 'j'},
    FieldName{"Request-Disposition", 'd'},
    FieldName{"Require"},
    FieldName{"Route"},
    FieldName{"Server"},
    FieldName{"Session-Expires", 'x'},
    FieldName{"Subject", 's'},
    FieldName{"Subscription-State"},
    FieldName{"Supported", 'k'},
    FieldName{"To", 't'},
    FieldName{"User-Agent"},
    FieldName{"Via", 'v'},
    FieldName{"Warning"},
    FieldName{"WWW-Authenticate"},
};

constexpr bool compact_forms_differ() {
  for (std::size_t i = 0; i < k_field_names.size(); ++i)
    for (std::size_t j = i + 1; j < k_field_names.size(); ++j)
      if (k_field_names[i].compact != '\0' && k_field_names[i].compact == k_field_names[j].compact)
        return false;
  return true;
}
static_assert(compact_forms_differ());

bool is_token_character(char c) {
  const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return alphanumeric || std::string_view("-.!%*_+`'~").find(c) != std::string_view::npos;
}

// Behind the closing quote of the string that opens at `start`; the end of `text` when it never closes.
std::size_t after_quoted(std::string_view text, std::size_t start) {
  for (std::size_t i = start + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '"')
      return i + 1;
  }
  return text.size();
}

// The first `wanted` at or after `start` outside quotes and <>; `start` itself must stand
// outside.
std::size_t find_outside(std::string_view text, char wanted, std::size_t start = 0) {
  while (start < text.size() && text[start] != wanted) {
    if (text[start] == '"')
      start = after_quoted(text, start);
    else if (text[start] == '<')
      start = std::min(text.find('>', start), text.size());
    else
      ++start;
  }
  return start < text.size() ? start : std::string_view::npos;
}

// The pieces between the `separator`s outside quotes and <>, trimmed.
std::vector<std::string_view> split_outside(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  std::size_t start = 0;
  while (true) {
    const auto end = find_outside(text, separator, start);
    const auto piece = trim(text.substr(start, end == std::string_view::npos ? end : end - start));
    if (!piece.empty()) pieces.push_back(piece);
    if (end == std::string_view::npos) return pieces;
    start = end + 1;
  }
}

std::string unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string plain;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    plain += text[i];
  }
  return plain;
}

Parameter to_parameter(std::string_view text) {
  const auto equals = find_outside(text, '=');
  if (equals == std::string_view::npos) return {to_lower(text), std::nullopt};
  return {to_lower(trim(text.substr(0, equals))), unquoted(trim(text.substr(equals + 1)))};
}

template <typename Number>
std::optional<Number> to_number(std::string_view digits) {
  Number number{};
  if (!is_digits(digits)) return std::nullopt;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return result.ec == std::errc{} ? std::optional(number) : std::nullopt;
}

// host, host:port, [IPv6]:port, and an IPv6 address that lacks its brackets.
bool parse_sent_by(std::string_view text, Via& via) {
  const auto bracket = text.find(']');
  const auto colon = text.find(':', text.starts_with('[') && bracket != std::string_view::npos ? bracket : 0);
  const bool has_port =
      colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
  via.host = trim(text.substr(0, has_port ? colon : std::string_view::npos));
  if (via.host.empty()) return false;
  if (!has_port) return true;
  const auto port = to_number<std::uint16_t>(trim(text.substr(colon + 1)));
  if (!port || *port == 0) return false;
  via.port = Port{*port};
  return true;
}

}  // namespace

std::string canonical_name(std::string_view name) {
  const auto known = std::find_if(k_field_names.begin(), k_field_names.end(), [name](const FieldName& field) {
    const bool compact =
        field.compact != '\0' && equal_ignoring_case(name, std::string_view(&field.compact, 1));
    return compact || equal_ignoring_case(name, field.name);
  });
  return std::string(known == k_field_names.end() ? name : known->name);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::vector<std::string_view> split_list(std::string_view value) {
  return split_outside(value, ',');
}

std::vector<Parameter> parameters_of(std::string_view value) {
  std::vector<Parameter> parameters;
  const auto start = find_outside(value, ';');
  if (start == std::string_view::npos) return parameters;
  for (const auto text : split_outside(value.substr(start + 1), ';'))
    parameters.push_back(to_parameter(text));
  return parameters;
}

std::optional<std::string> parameter_of(std::string_view value, std::string_view name) {
  for (auto& parameter : parameters_of(value))
    if (parameter.name == name) return std::move(parameter.value).value_or("");
  return std::nullopt;
}

std::string_view without_parameters(std::string_view value) {
  return trim(value.substr(0, find_outside(value, ';')));
}

//  SIP / 2.0 / UDP host:port;branch=z9hG4bK…;rport;received=…    (blanks may stand around every / : ; =)
std::optional<Via> Via::parse(std::string_view text) {
  const auto head = without_parameters(text);
  const auto first = head.find('/');
  const auto second = first == std::string_view::npos ? first : head.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto version = trim(head.substr(first + 1, second - first - 1));
  if (!equal_ignoring_case(trim(head.substr(0, first)), "SIP") || version != "2.0") return std::nullopt;
  const auto rest = trim(head.substr(second + 1));
  const auto blank = rest.find_first_of(" \t");
  if (blank == std::string_view::npos) return std::nullopt;

  Via via;
  via.raw = text;
  via.transport = to_upper(rest.substr(0, blank));
  if (!is_token(via.transport) || !parse_sent_by(trim(rest.substr(blank)), via)) return std::nullopt;
  for (auto& parameter : parameters_of(text)) {
    if (parameter.name == "branch") via.branch = std::move(parameter.value);
    if (parameter.name == "received") via.received = std::move(parameter.value);
    if (parameter.name == "rport") via.rport = true;
  }
  return via;
}

std::optional<CSeq> CSeq::parse(std::string_view text) {
  const auto value = trim(text);
  const auto blank = value.find_first_of(" \t");
  if (blank == std::string_view::npos) return std::nullopt;
  const auto number = to_number<std::uint32_t>(value.substr(0, blank));
  const auto method = trim(value.substr(blank));
  if (!number || !is_token(method)) return std::nullopt;
  return CSeq{*number, std::string(method)};
}

}  // namespace provtool::sip
