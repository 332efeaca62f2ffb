// A message that was understood is written and understood as the same again, and so is the answer to it.
#include "base/text.hpp"
#include "fuzz/require.hpp"
#include "wire/sip.hpp"
#include "wire/sip_response.hpp"

using namespace provtool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto once = sip::parse({data, size});
  if (!once) return 0;
  for (const auto& fault : once->faults) require(is_utf8(fault.text));
  auto again = sip::parse(sip::serialize(*once));
  // Compact names grow, so a message near the limit may outgrow it.
  if (!again && again.error() == sip::Rejection::too_large) return 0;
  require(again && again->start == once->start && again->body == once->body);
  const auto is_length = [](const sip::HeaderField& field) { return field.name == sip::k_content_length; };
  for (auto* message : {&*once, &*again}) std::erase_if(message->fields, is_length);
  require(again->fields == once->fields);
  const auto response = sip::make_response(*once, 200, "OK", "tag");
  if (response) require(sip::parse(sip::serialize(*response)).has_value());
  return 0;
}
