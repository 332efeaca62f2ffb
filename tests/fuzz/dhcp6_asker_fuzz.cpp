// Whatever servers and routers send, and when: the asker asks within its bounds, sends nothing but router
// solicitations, INFORMATION-REQUEST and SOLICIT, ends in time, and its evidence can be judged.
//   input: settings (1), then events (fuzz/asker_run.hpp) with a length of two bytes
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "discovery/dhcp6/asker.hpp"
#include "discovery/dhcp6/judgement.hpp"
#include "discovery/schedule.hpp"
#include "discovery/several_servers.hpp"
#include "fuzz/asker_run.hpp"
#include "fuzz/shown.hpp"
#include "wire/dhcpv6_options.hpp"

using namespace provtool;

namespace {

using namespace std::chrono_literals;
namespace option = dhcpv6::option;
using dhcpv6::MessageType;

constexpr MacAddress k_phone{{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};
constexpr MacAddress k_own{{0x00, 0x00, 0x5e, 0x00, 0x53, 0x05}};
constexpr dhcpv6::TransactionId k_information_id{1};
constexpr dhcpv6::TransactionId k_solicit_id{2};
constexpr dhcpv6::TransactionId k_phones_id{3};
constexpr std::uint32_t k_enterprise = 258;
constexpr Instant k_start{1000s};

// fe80::<last>
Ipv6Address link_local(std::uint8_t last) {
  Ipv6Address address{{0xfe, 0x80}};
  address.bytes[15] = last;
  return address;
}

Dhcp6AskerOptions options_from(std::uint8_t settings) {
  static constexpr std::array<Duration, 4> k_windows{5s, 1s, 3s, 30s};
  Dhcp6AskerOptions options;
  options.start = k_start;
  options.own = k_own;
  options.address = link_local(5);
  options.client = dhcpv6::make_duid_ll(k_phone);
  options.information_id = k_information_id;
  options.solicit_id = k_solicit_id;
  options.iaid = 7;
  options.enterprise = k_enterprise;
  options.vendor_class = (settings & 0x04) != 0 ? "" : "Panasonic";
  options.window = k_windows.at(settings % 4);
  options.settle = (settings & 0x08) != 0 ? 4s : 1s;
  return options;
}

Datagram datagram_from(const Ipv6Address& address) {
  Datagram datagram;
  datagram.source = {IpAddress{address}, dhcpv6::k_server_port};
  datagram.destination = {IpAddress{link_local(5)}, dhcpv6::k_client_port};
  return datagram;
}

// Bytes as the payload of the protocol that `details` says.
Datagram datagram_with(std::uint8_t details, ByteView bytes) {
  auto datagram = datagram_from(link_local(static_cast<std::uint8_t>(details & 0x07)));
  if ((details & 0x08) != 0) datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = (details & 0x10) != 0 ? 64 : ndp::k_hop_limit;
  if ((details & 0x20) != 0) datagram.destination.port = dhcpv6::k_server_port;
  if ((details & 0x40) != 0) datagram.vlan = 20;
  if ((details & 0x80) != 0) datagram.source.address = IpAddress{Ipv4Address{{192, 0, 2, 1}}};
  datagram.payload.assign(bytes.begin(), bytes.end());
  return datagram;
}

// An advertisement of one of four routers; `bytes` stand behind its header.
Datagram advertisement(std::uint8_t details, ByteView bytes) {
  ndp::RouterAdvertisement advertisement;
  advertisement.managed = (details & 0x20) != 0;
  advertisement.other = (details & 0x40) != 0;
  auto datagram = datagram_from(link_local(static_cast<std::uint8_t>(0xf0 | (details >> 3 & 0x03))));
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = ndp::k_hop_limit;
  datagram.payload = ndp::serialize(advertisement);
  datagram.payload.insert(datagram.payload.end(), bytes.begin(), bytes.end());
  return datagram;
}

// A server that looks for the address that asked.
Datagram neighbor_solicitation(std::uint8_t details, ByteView target) {
  auto datagram = datagram_from(link_local(static_cast<std::uint8_t>(details >> 3 & 0x03)));
  datagram.protocol = Protocol::icmpv6;
  datagram.hop_limit = ndp::k_hop_limit;
  datagram.payload = {ndp::k_neighbor_solicitation, 0, 0, 0, 0, 0, 0, 0};
  datagram.payload.insert(datagram.payload.end(), target.begin(), target.end());
  return datagram;
}

// What fits to the conversation: an answer of one of four servers, a message of the phone itself, an
// advertisement, or a neighbor solicitation; `bytes` are its options.
Datagram fitting(std::uint8_t details, ByteView bytes) {
  static constexpr std::array k_types{MessageType::reply,      MessageType::advertise, MessageType::reply,
                                      MessageType::advertise,  MessageType::solicit,   MessageType::request,
                                      MessageType::reconfigure};
  const std::size_t kind = details & 0x07;
  if (kind >= k_types.size() && (details & 0x80) != 0) {
    const auto own = link_local(5);
    return neighbor_solicitation(details, bytes.empty() ? ByteView(own.bytes) : bytes);
  }
  if (kind >= k_types.size()) return advertisement(details, bytes);
  const auto server = static_cast<std::uint8_t>(details >> 3 & 0x03);
  const bool from_phone = kind == 4 || kind == 5;
  dhcpv6::Message message;
  message.type = k_types.at(kind);
  message.transaction_id = kind >= 2                            ? k_phones_id
                           : message.type == MessageType::reply ? k_information_id
                                                                : k_solicit_id;
  message.add(option::client_identifier, dhcpv6::make_duid_ll((details & 0x20) != 0 ? k_own : k_phone));
  if (!from_phone) message.add(option::server_identifier, {0, 3, 0, 1, server});
  auto datagram = datagram_from(link_local(server));
  if (from_phone) datagram.destination.port = dhcpv6::k_server_port;
  datagram.payload = dhcpv6::serialize(message);
  datagram.payload.insert(datagram.payload.end(), bytes.begin(), bytes.end());
  return datagram;
}

class Run : public AskerRun {
 public:
  explicit Run(const Dhcp6AskerOptions& options)
      : AskerRun(m_asker, options.start, 3), m_asker(options), m_options(options) {}

  void finish() {
    const Instant latest = std::max(now(), k_start + m_options.window);
    run_out(200);
    require(now() <= latest);
    const auto most = static_cast<std::size_t>(m_options.window / k_repeat_after);
    require(m_solicitations <= most && m_messages <= 2 * most);
    judge_evidence();
  }

 private:
  [[nodiscard]] Datagram packet_of(const AskerEvent& event) const override {
    return event.kind == AskerEvent::Kind::fitting ? fitting(event.details, event.bytes)
                                                   : datagram_with(event.details, event.bytes);
  }

  void check(const Datagram& datagram) override {
    require(now() < k_start + m_options.window);
    require(datagram.source_mac == k_own && datagram.source.address == IpAddress{m_options.address});
    if (arrived()) return check_advertisement(datagram);  // else it speaks only when it is its turn
    if (datagram.protocol == Protocol::icmpv6)
      check_solicitation(datagram);
    else
      check_message(datagram);
  }

  void check_advertisement(const Datagram& datagram) {
    require(++m_advertisements <= 256);
    require(datagram.protocol == Protocol::icmpv6 && datagram.hop_limit == ndp::k_hop_limit);
    require(datagram.payload == ndp::serialize(ndp::NeighborAdvertisement{m_options.address, k_own}));
  }

  void check_solicitation(const Datagram& datagram) {
    ++m_solicitations;
    require(datagram.hop_limit == ndp::k_hop_limit);
    require(datagram.destination.address == IpAddress{ndp::k_routers});
    require(datagram.payload == ndp::serialize(ndp::RouterSolicitation{k_own}));
  }

  void check_message(const Datagram& datagram) {
    ++m_messages;
    require(datagram.source.port == dhcpv6::k_client_port);
    require(datagram.destination == Endpoint{IpAddress{dhcpv6::k_servers}, dhcpv6::k_server_port});
    const auto message = dhcpv6::parse(datagram.payload);
    require(message.has_value() && message->faults.empty());
    const bool solicit = message->type == MessageType::solicit;
    require(solicit || message->type == MessageType::information_request);
    require(message->transaction_id == (solicit ? k_solicit_id : k_information_id));
    require(message->client_identifier() == m_options.client && !message->server_identifier());
    require(message->find(option::rapid_commit) == nullptr && message->offered_addresses().empty());
    require((message->find(option::ia_na) != nullptr) == solicit);
  }

  void judge_evidence() const {
    const auto& evidence = m_asker.evidence();
    const auto& routers = m_asker.routers();
    require(evidence.answers.size() <= 256 && evidence.ignored.size() <= 17);
    require(routers.routers.size() <= 64 && routers.ignored.size() <= 17);
    require(!m_asker.heard_routers_out() || routers.solicited);
    for (const auto& answer : evidence.answers)
      require(answer.elapsed >= 0s && !answer.server.empty() &&
              answer.message.client_identifier() == m_options.client);
    const auto servers = servers_in(evidence);
    require(servers.empty() == evidence.answers.empty());
    require((find_followed(servers) == nullptr) == servers.empty());
    for (const auto& server : servers) {
      const auto source = read_vendor_option(server, {k_enterprise, 1}, Identity{});
      require(source.candidate.has_value() == (source.status != Status::empty));
      require(source.reason.size() < 4096 && !clean(source.reason).escaped);
    }
    if (const auto prefix = find_prefix(routers)) require(prefix->prefix->length == 64);
    const auto findings =
        judge(evidence, routers, {{k_enterprise, 1}, {"fe80::1"}, m_asker.heard_routers_out()});
    require(findings.size() <= 3 * evidence.answers.size() + routers.routers.size() + 5);
    for (const auto& finding : findings) {
      require_shown_clean(finding);
      require(finding.message.size() < 4096);
    }
  }

  Dhcp6Asker m_asker;
  Dhcp6AskerOptions m_options;
  std::size_t m_solicitations = 0;
  std::size_t m_messages = 0;
  std::size_t m_advertisements = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  AskerEvents events(data, size, 2);
  Run run(options_from(events.settings()));
  run.play(events, 50ms);
  run.finish();
  run.stop();
  return 0;
}
