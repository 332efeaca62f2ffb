#include "support/pnp_packets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace provtool::testing {

namespace {

constexpr MacAddress k_responder_mac{{0x00, 0x00, 0x5e, 0x00, 0x53, 0xaa}};

IpAddress address(const std::string& text) {
  return IpAddress{Ipv4Address::parse(text).value()};
}

Headers with(Headers usual, const Headers& changes) {
  for (const auto& [name, value] : changes) {
    const auto known = std::find_if(usual.begin(), usual.end(),
                                    [&name = name](const auto& entry) { return entry.first == name; });
    if (known == usual.end())
      usual.emplace_back(name, value);
    else
      known->second = value;
  }
  return usual;
}

std::string wire_text_of(const std::string& start, const Headers& headers, const std::string& body) {
  std::string text = start + "\r\n";
  for (const auto& [name, value] : headers)
    if (value) text += fmt::format("{}: {}\r\n", name, *value);
  return text + "\r\n" + body;
}

std::string text_of(const PnpNotification& notify) {
  const Headers usual{{"Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK12fd4e5c;rport"},
                      {"Max-Forwards", "70"},
                      {"From", "<sip:MAC%3a00005E005342@224.0.1.75>;tag=as54cd2be9"},
                      {"To", "<sip:MAC%3a00005E005342@224.0.1.75>;tag=77aa"},
                      {"Call-ID", "1263455462@192.0.2.10"},
                      {"CSeq", "1 " + notify.method},
                      {"Contact", "<sip:192.0.2.1:5060>"},
                      {"Event", "ua-profile"},
                      {"Subscription-State", "terminated;reason=timeout"},
                      {"Content-Type", "application/url"},
                      {"Content-Length", std::to_string(notify.body.size())}};
  return wire_text_of(notify.method + " sip:192.0.2.10:5060 SIP/2.0", with(usual, notify.headers),
                      notify.body);
}

std::string text_of(const PnpResponse& response) {
  const Headers usual{{"Via", "SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1520506307;rport"},
                      {"From", "<sip:MAC%3a00005E005342@224.0.1.75>;tag=77aa"},
                      {"To", "<sip:MAC%3a00005E005342@224.0.1.75>;tag=as54cd2be9"},
                      {"Call-ID", "1263455462@192.0.2.10"},
                      {"CSeq", "1 SUBSCRIBE"},
                      {"Content-Length", "0"}};
  return wire_text_of(fmt::format("SIP/2.0 {} {}", response.status, response.reason),
                      with(usual, response.headers), "");
}

Datagram received(const std::string& text, Via via, Duration time) {
  Datagram datagram;
  datagram.time = at(time);
  datagram.via = via;
  datagram.interface = "eth0";
  datagram.source_mac = k_responder_mac;
  datagram.destination_mac = k_laptop_mac;
  datagram.payload = to_bytes(text);
  return datagram;
}

}  // namespace

sip::Subscription usual_subscription() {
  sip::Subscription subscription;
  subscription.uri = "sip:MAC%3a" + k_pnp_mac.upper_plain() + "@224.0.1.75";
  subscription.event_package = "ua-profile";
  subscription.event_parameters = {
      {"profile-type", "device"}, {"vendor", "Panasonic"}, {"model", "KX-UTG200B"}};
  subscription.accept = "application/url";
  subscription.expires = "0";
  subscription.address = Ipv4Address{{192, 0, 2, 10}};
  subscription.branch = "z9hG4bK1520506307";
  subscription.from_tag = "77aa";
  subscription.call_id = "1263455462@192.0.2.10";
  return subscription;
}

Datagram subscribe_sent(Duration time) {
  Datagram datagram;
  datagram.time = at(time);
  datagram.direction = Direction::sent;
  datagram.via = Via::udp;
  datagram.source_mac = k_laptop_mac;
  datagram.source = {address("192.0.2.10"), sip::k_port};
  datagram.destination = {IpAddress{sip::k_group}, sip::k_port};
  datagram.payload = sip::serialize(sip::subscribe(usual_subscription()).value());
  return datagram;
}

Datagram notify(const PnpNotification& except) {
  auto datagram = received(except.raw.empty() ? text_of(except) : except.raw, except.via, except.time);
  datagram.vlan = except.vlan;
  datagram.source = {address(except.from), except.from_port};
  datagram.destination = {address(except.to), except.to_port};
  return datagram;
}

Datagram response(const PnpResponse& except) {
  auto datagram = received(except.raw.empty() ? text_of(except) : except.raw, except.via, except.time);
  datagram.source = {address(except.from), except.from_port};
  datagram.destination = {address(except.to), sip::k_port};
  return datagram;
}

sip::Message sip_in(const Datagram& datagram) {
  auto message = sip::parse(datagram.payload);
  if (!message) throw std::runtime_error("not a SIP message");
  return *message;
}

}  // namespace provtool::testing
