// Whatever arrives, and when: the asker asks within its bounds, ends in time, and its evidence can be judged.
//   input: settings (1), then events (fuzz/asker_run.hpp) with a length of one byte
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "discovery/dhcp4/asker.hpp"
#include "discovery/dhcp4/judgement.hpp"
#include "discovery/dhcp4/survey.hpp"
#include "fuzz/asker_run.hpp"
#include "fuzz/shown.hpp"
#include "wire/dhcpv4_options.hpp"

using namespace provtool;

namespace {

using namespace std::chrono_literals;
namespace option = dhcpv4::option;
using dhcpv4::MessageType;

constexpr MacAddress k_phone{{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};
constexpr MacAddress k_own{{0x00, 0x00, 0x5e, 0x00, 0x53, 0x05}};
constexpr Ipv4Address k_own_address{{192, 0, 2, 5}};
constexpr Instant k_start{1000s};

Dhcp4AskerOptions options_from(std::uint8_t settings) {
  Dhcp4AskerOptions options;
  options.start = k_start;
  options.exchange = static_cast<DhcpExchange>(settings % 3);
  options.own = k_own;
  options.phone = (settings & 0x10) != 0 ? k_own : k_phone;
  options.release_lease = (settings & 0x20) != 0;
  options.xid = dhcpv4::Xid{1};
  options.own_xid = dhcpv4::Xid{2};
  options.survey_xid = dhcpv4::Xid{2};  // of the phone's MAC
  if ((settings & 0x40) != 0) options.survey_options = survey_options({1, 3, 66});
  options.client_identifier = Bytes{1, 0x00, 0x80, 0xf0, 0x12, 0x34, 0x56};
  options.own_address = k_own_address;
  options.addresses_in_use = {k_own_address};
  return options;
}

Datagram datagram_with(Bytes payload) {
  Datagram datagram;
  datagram.source = {IpAddress{Ipv4Address{{192, 0, 2, 1}}}, dhcpv4::k_server_port};
  datagram.destination = {IpAddress{Ipv4Address::broadcast()}, dhcpv4::k_client_port};
  datagram.payload = std::move(payload);
  return datagram;
}

// A message whose header fits; `details` says to what, `options` stand behind the message's type.
Datagram fitting(std::uint8_t details, ByteView options) {
  static constexpr std::array k_types{MessageType::offer,    MessageType::ack,     MessageType::nak,
                                      MessageType::discover, MessageType::request, MessageType::inform};
  const auto type = k_types.at(details % k_types.size());
  const bool request =
      type == MessageType::discover || type == MessageType::request || type == MessageType::inform;
  dhcpv4::Message header;
  header.op = request ? 1 : 2;
  header.xid = dhcpv4::Xid{(details & 0x20) != 0 ? 2U : 1U};
  header.chaddr = (details & 0x40) != 0 ? k_own : k_phone;
  header.yiaddr = (details & 0x80) != 0 ? k_own_address : Ipv4Address{{192, 0, 2, 50}};
  auto payload = dhcpv4::serialize(header);
  payload.resize(240);
  for (const auto byte : {option::message_type, std::uint8_t{1}, static_cast<std::uint8_t>(type)})
    payload.push_back(byte);
  payload.insert(payload.end(), options.begin(), options.end());
  auto datagram = datagram_with(std::move(payload));
  if (request) datagram.destination.port = dhcpv4::k_server_port;
  return datagram;
}

class Run : public AskerRun {
 public:
  explicit Run(const Dhcp4AskerOptions& options)
      : AskerRun(m_asker, options.start, 2), m_asker(options), m_options(options) {}

  void finish() {
    const Instant latest = now() + 2 * m_options.window;
    run_out(40);
    require(now() <= latest);
    require(m_sent <= 32);
    require(m_asker.evidence().answers.size() <= 64 && m_asker.evidence().ignored.size() <= 32);
    require(m_asker.evidence().survey_answers.size() <= 64);
    require(m_options.exchange == DhcpExchange::ack || !m_asker.lease());
    judge_evidence();
  }

 private:
  [[nodiscard]] Datagram packet_of(const AskerEvent& event) const override {
    return event.kind == AskerEvent::Kind::fitting ? fitting(event.details, event.bytes)
                                                   : datagram_with({event.bytes.begin(), event.bytes.end()});
  }

  void check(const Datagram& datagram) override {
    ++m_sent;
    const auto message = dhcpv4::parse(datagram.payload);
    require(message.has_value() && message->faults.empty() && datagram.source_mac == k_own);
    for (const auto& instance : message->instances)
      require(instance.code != option::lease_time && instance.code != 12 && instance.code != 81);
    const auto type = message->type().value();
    const auto wanted = message->address_option(option::requested_address);
    require(!wanted || (*wanted != k_own_address && !wanted->is_zero()));
    require(type != MessageType::request || m_options.exchange == DhcpExchange::ack);
    require(type != MessageType::inform || m_options.exchange == DhcpExchange::inform);
    require(type != MessageType::release || (m_options.release_lease && !m_released));
    m_released = m_released || type == MessageType::release;
  }

  void judge_evidence() const {
    const auto servers = servers_in(m_asker.evidence(), m_options.phone);
    for (const auto& server : servers) require(read_options(server, Identity{}).size() == 3);
    for (const auto& finding : judge(m_asker.evidence(), servers, {"192.0.2.1"}, Identity{}))
      require_shown_clean(finding);
  }

  Dhcp4Asker m_asker;
  Dhcp4AskerOptions m_options;
  std::size_t m_sent = 0;
  bool m_released = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  AskerEvents events(data, size, 1);
  Run run(options_from(events.settings()));
  run.play(events, 50ms);
  run.finish();
  run.stop();
  return 0;
}
