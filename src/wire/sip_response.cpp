#include "wire/sip_response.hpp"

#include <fmt/format.h>

#include <array>

namespace provtool::sip {

namespace {

// In the order in which a response lists them.
constexpr std::array<std::string_view, 5> k_copied{"Via", "From", "To", "Call-ID", "CSeq"};

bool can_be_read(const Message& message, std::string_view name) {
  if (name == "Via") return message.top_via().has_value();
  if (name == "CSeq") return message.cseq().has_value();
  return !message.header(name).value_or("").empty();
}

}  // namespace

std::vector<std::string_view> missing_fields(const Message& message) {
  std::vector<std::string_view> missing;
  for (const auto name : k_copied)
    if (!can_be_read(message, name)) missing.push_back(name);
  return missing;
}

std::optional<Message> make_response(const Message& request, int code, std::string_view reason,
                                     std::string_view to_tag) {
  if (request.request() == nullptr || !missing_fields(request).empty()) return std::nullopt;
  Message response;
  response.start = StatusLine{code, std::string(reason)};
  for (const auto& field : request.fields)
    if (field.name == "Via") response.fields.push_back(field);
  for (const std::string_view name : {"From", "To", "Call-ID", "CSeq"})
    response.fields.push_back({std::string(name), std::string(*request.header(name))});
  // A request inside a dialog has its tag already (RFC 3261 8.2.6.2).
  if (!request.to_tag() && !to_tag.empty())
    for (auto& field : response.fields)
      if (field.name == "To") field.value += fmt::format(";tag={}", to_tag);
  return response;
}

Port reply_port(const Message& request, Port source_port) {
  const auto via = request.top_via();
  if (via && via->rport) return source_port;
  return via && via->port ? *via->port : k_port;
}

}  // namespace provtool::sip
