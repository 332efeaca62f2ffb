// A message that was understood is written and understood as the same again, and so is the answer to it.
#include "base/text.hpp"
#include "fuzz/require.hpp"
#include "wire/sip.hpp"
#include "wire/sip_header.hpp"
#include "wire/sip_response.hpp"
#include "wire/sip_uri.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto once = sip::parse({data, size});
  if (!once) return 0;
  for (const auto& fault : once->faults)
    require(is_utf8(clean(fault.text).text));  // it quotes them as they came
  auto again = sip::parse(sip::serialize(*once));
  // Compact names grow, so a message near the limit may outgrow it.
  if (!again && again.error() == sip::Rejection::too_large) return 0;
  require(again && again->start == once->start && again->body == once->body);
  const auto is_length = [](const sip::HeaderField& field) { return field.name == sip::k_content_length; };
  for (auto* message : {&*once, &*again}) std::erase_if(message->fields, is_length);
  require(again->fields == once->fields);
  require(again->from_tag() == once->from_tag() && again->to_tag() == once->to_tag());
  require(again->event_package() == once->event_package() && again->content_type() == once->content_type());
  require(again->subscription_state() == once->subscription_state());
  require(sip::reply_port(*again, Port{1036}) == sip::reply_port(*once, Port{1036}));
  for (const auto& field : once->fields) {
    const auto quoted = sip::quoted(field.value);
    require(!sip::names_sip_uri(field.value) || to_lower(field.value).find("sip") != std::string::npos);
    require(quoted.size() >= field.value.size() + 2 && quoted.front() == '"' && quoted.back() == '"');
  }
  const auto response = sip::make_response(*once, 200, "OK", "tag");
  if (response) require(sip::parse(sip::serialize(*response)).has_value());
  return 0;
}
