// libosip2 as an independent judge of what we write.
#include <osipparser2/osip_parser.h>
#undef REQUIRE  // a header name there, a macro of doctest here

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "support/sip_files.hpp"
#include "wire/sip_response.hpp"
#include "wire/sip_subscribe.hpp"

using namespace provtool;
using namespace provtool::testing;

namespace {

// Owns what osip_message_parse filled in; null when libosip2 refuses the message.
using OsipMessage = std::unique_ptr<osip_message_t, decltype(&osip_message_free)>;

OsipMessage judged(const sip::Message& message) {
  static const bool ready = parser_init() == 0;
  REQUIRE(ready);
  osip_message_t* raw = nullptr;
  REQUIRE(osip_message_init(&raw) == 0);
  OsipMessage osip(raw, &osip_message_free);
  const auto bytes = sip::serialize(message);
  const std::string text(as_text(bytes));
  REQUIRE(osip_message_parse(raw, text.data(), text.size()) == 0);
  return osip;
}

std::string header_of(const OsipMessage& message, const char* name) {
  osip_header_t* header = nullptr;
  return osip_message_header_get_byname(message.get(), name, 0, &header) >= 0 ? header->hvalue : "";
}

std::string parameter(osip_list_t& parameters, const char* name) {
  std::string writable = name;
  osip_generic_param_t* found = nullptr;
  const int result = osip_generic_param_get_byname(&parameters, writable.data(), &found);
  if (result != 0) return "absent";
  return found->gvalue == nullptr ? "" : found->gvalue;
}

void check_parties(const OsipMessage& message, const char* from_tag, const char* to_tag) {
  CHECK(std::string(message->from->url->username) == "MAC:00005E005342");
  CHECK(std::string(message->from->url->host) == "224.0.1.75");
  CHECK(parameter(message->from->gen_params, "tag") == from_tag);
  CHECK(std::string(message->to->url->host) == "224.0.1.75");
  CHECK(parameter(message->to->gen_params, "tag") == to_tag);
}

}  // namespace

TEST_SUITE_BEGIN("wire/sip_osip");

TEST_CASE("libosip2 reads our SUBSCRIBE as we mean it") {
  sip::Subscription subscription;
  subscription.uri = "sip:MAC%3a00005E005342@224.0.1.75";
  subscription.event_package = "ua-profile";
  subscription.event_parameters = {
      {"profile-type", "device"}, {"vendor", "Panasonic"}, {"model", R"(KX-UTG200B "quoted\ )"}};
  subscription.accept = "application/url";
  subscription.expires = "0";
  subscription.address = *Ipv4Address::parse("192.0.2.10");
  subscription.branch = "z9hG4bK1520506307";
  subscription.from_tag = "77aa";
  subscription.call_id = "1263455462@192.0.2.10";
  subscription.user_agent = "Panasonic_KX-UTG200B/03.210 (00005e005342)";
  const auto ours = sip::subscribe(subscription);
  REQUIRE(ours);
  const auto osip = judged(*ours);

  CHECK(std::string(osip->sip_method) == "SUBSCRIBE");
  CHECK(std::string(osip->req_uri->username) == "MAC:00005E005342");
  CHECK(std::string(osip->req_uri->host) == "224.0.1.75");
  check_parties(osip, "77aa", "absent");
  CHECK(std::string(osip->call_id->number) == "1263455462");
  CHECK(std::string(osip->call_id->host) == "192.0.2.10");
  CHECK(std::string(osip->cseq->number) == "1");
  CHECK(std::string(osip->cseq->method) == "SUBSCRIBE");

  osip_via_t* via = nullptr;
  REQUIRE(osip_message_get_via(osip.get(), 0, &via) >= 0);
  CHECK(std::string(via->protocol) == "UDP");
  CHECK(std::string(via->host) == "192.0.2.10");
  CHECK(std::string(via->port) == "5060");
  CHECK(parameter(via->via_params, "branch") == "z9hG4bK1520506307");
  CHECK(parameter(via->via_params, "rport") == "");

  osip_contact_t* contact = nullptr;
  REQUIRE(osip_message_get_contact(osip.get(), 0, &contact) >= 0);
  CHECK(std::string(contact->url->host) == "192.0.2.10");
  CHECK(std::string(contact->url->port) == "5060");

  CHECK(header_of(osip, "event") ==
        R"(ua-profile;profile-type="device";vendor="Panasonic";model="KX-UTG200B \"quoted\\ ")");
  CHECK(header_of(osip, "expires") == "0");
  CHECK(header_of(osip, "max-forwards") == "70");
  CHECK(header_of(osip, "user-agent") == "Panasonic_KX-UTG200B/03.210 (00005e005342)");
  osip_accept_t* accept = nullptr;
  REQUIRE(osip_message_get_accept(osip.get(), 0, &accept) >= 0);
  CHECK(std::string(accept->type) + "/" + accept->subtype == "application/url");
  CHECK(std::string(osip->content_length->value) == "0");
}

TEST_CASE("libosip2 reads our 200 to a NOTIFY as we mean it") {
  const auto ours = sip::make_response(notify_with(";tag=77aa", ""), 200, "OK", "b1");
  REQUIRE(ours);
  const auto osip = judged(*ours);
  CHECK(osip->status_code == 200);
  CHECK(std::string(osip->reason_phrase) == "OK");
  check_parties(osip, "as54cd2be9", "b1");
  CHECK(std::string(osip->cseq->method) == "NOTIFY");
  CHECK(osip_list_size(&osip->vias) == 1);
  CHECK(std::string(osip->content_length->value) == "0");
}

TEST_SUITE_END();
