#include "wire/sip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace provtool::sip {

namespace {

// Fields whose values may share one line (RFC 3261 7.3.1), as far as anyone here asks for all of them.
constexpr std::array<std::string_view, 6> k_lists{"Via",          "Contact", "Route",
                                                  "Record-Route", "Accept",  "Allow"};

std::optional<std::string> tag_of(std::optional<std::string_view> value) {
  return value ? parameter_of(*value, "tag") : std::nullopt;
}

std::optional<std::string> lower_head(std::optional<std::string_view> value) {
  return value ? std::optional(to_lower(without_parameters(*value))) : std::nullopt;
}

}  // namespace

std::optional<std::string_view> Message::header(std::string_view name) const {
  const auto wanted = canonical_name(name);
  for (const auto& field : fields)
    if (equal_ignoring_case(field.name, wanted)) return field.value;
  return std::nullopt;
}

std::vector<std::string_view> Message::headers(std::string_view name) const {
  const auto wanted = canonical_name(name);
  const bool is_list = std::find(k_lists.begin(), k_lists.end(), wanted) != k_lists.end();
  std::vector<std::string_view> values;
  for (const auto& field : fields) {
    if (!equal_ignoring_case(field.name, wanted)) continue;
    const auto split = is_list ? split_list(field.value) : std::vector<std::string_view>{field.value};
    values.insert(values.end(), split.begin(), split.end());
  }
  return values;
}

std::optional<Via> Message::top_via() const {
  const auto vias = headers("Via");
  return vias.empty() ? std::nullopt : Via::parse(vias.front());
}

std::optional<CSeq> Message::cseq() const {
  const auto value = header("CSeq");
  return value ? CSeq::parse(*value) : std::nullopt;
}

std::optional<std::string> Message::from_tag() const {
  return tag_of(header("From"));
}
std::optional<std::string> Message::to_tag() const {
  return tag_of(header("To"));
}
std::optional<std::string> Message::event_package() const {
  return lower_head(header("Event"));
}
std::optional<std::string> Message::content_type() const {
  return lower_head(header("Content-Type"));
}
std::optional<std::string> Message::subscription_state() const {
  return lower_head(header("Subscription-State"));
}

Bytes serialize(const Message& message) {
  std::string text;
  if (const auto* request = message.request())
    text = fmt::format("{} {} {}\r\n", request->method, request->uri, k_version);
  else
    text = fmt::format("{} {:03} {}\r\n", k_version, message.response()->code, message.response()->reason);
  for (const auto& field : message.fields)
    if (!equal_ignoring_case(field.name, k_content_length))
      text += fmt::format("{}: {}\r\n", field.name, field.value);
  text += fmt::format("{}: {}\r\n\r\n", k_content_length, message.body.size());
  Bytes bytes = to_bytes(text);
  bytes.insert(bytes.end(), message.body.begin(), message.body.end());
  return bytes;
}

}  // namespace provtool::sip
