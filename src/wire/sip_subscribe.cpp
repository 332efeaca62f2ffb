#include "wire/sip_subscribe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool::sip {

namespace {

// Nothing that ends a line or a quoted string early; those take any other UTF-8 (RFC 3261 25.1).
bool is_one_line(std::string_view text) {
  return is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0x20 || byte == 0x7f;
         });
}

bool is_branch(std::string_view text) {
  return is_token(text) && text.starts_with(k_branch_cookie);
}

// RFC 3261 25.1 allows more; our own ones need no more.
bool is_call_id(std::string_view text) {
  const auto at = text.find('@');
  return is_token(text.substr(0, at)) && (at == std::string_view::npos || is_token(text.substr(at + 1)));
}

std::optional<std::string_view> unfit_value(const Subscription& subscription) {
  if (!is_branch(subscription.branch)) return "Via branch";
  if (!is_token(subscription.from_tag)) return "From tag";
  if (!is_call_id(subscription.call_id)) return "Call-ID";
  for (const auto& parameter : subscription.event_parameters)
    if (!is_one_line(parameter.value)) return parameter.name;
  if (!is_one_line(subscription.event)) return "Event";
  if (!is_one_line(subscription.user_agent)) return "user agent";
  return std::nullopt;
}

std::string event_of(const Subscription& subscription) {
  if (!subscription.event.empty()) return subscription.event;
  auto event = subscription.event_package;
  for (const auto& [name, value] : subscription.event_parameters)
    event += fmt::format(";{}={}", name, quoted(value));
  return event;
}

}  // namespace

Expected<Message> subscribe(const Subscription& subscription) {
  if (const auto name = unfit_value(subscription))
    return failed(
        fmt::format("cannot write the SUBSCRIBE: its {} has characters that do not belong there", *name));
  const auto& uri = subscription.uri;
  const auto local =
      fmt::format("{}:{}", subscription.address.text(), static_cast<unsigned>(subscription.port));
  Message message;
  message.start = RequestLine{"SUBSCRIBE", uri};
  message.fields = {
      {"Via", fmt::format("SIP/2.0/UDP {};branch={};rport", local, subscription.branch)},
      {"Max-Forwards", "70"},
      {"From", fmt::format("<{}>;tag={}", uri, subscription.from_tag)},
      {"To", fmt::format("<{}>", uri)},
      {"Call-ID", subscription.call_id},
      {"CSeq", "1 SUBSCRIBE"},
      {"Contact", fmt::format("<sip:{}>", local)},
      {"Event", event_of(subscription)},
      {"Expires", subscription.expires},
      {"Accept", subscription.accept},
  };
  if (!subscription.user_agent.empty()) message.fields.push_back({"User-Agent", subscription.user_agent});
  return message;
}

}  // namespace provtool::sip
