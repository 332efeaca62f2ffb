#include "scenarios/world/virtual_world.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "io/packet_filter.hpp"
#include "scenarios/world/dhcp4_peer.hpp"
#include "scenarios/world/dhcp6_peer.hpp"
#include "scenarios/world/pnp_peer.hpp"
#include "scenarios/world/router_peer.hpp"
#include "scenarios/world/web_peer.hpp"
#include "support/fragments.hpp"
#include "wire/chatter.hpp"
#include "wire/frame.hpp"

namespace provtool::testing {

namespace {

using Json = nlohmann::json;

InterfaceKind kind_named(const std::string& name) {
  static const std::map<std::string, InterfaceKind> k_kinds{{"wired", InterfaceKind::wired},
                                                            {"wireless", InterfaceKind::wireless},
                                                            {"virtual", InterfaceKind::virtual_},
                                                            {"loopback", InterfaceKind::loopback}};
  return k_kinds.at(name);
}

InterfaceAddress to_interface_address(const std::string& text) {
  const auto slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address || slash == std::string::npos) throw std::runtime_error("no address with prefix: " + text);
  return {*address, std::stoi(text.substr(slash + 1))};
}

Interface to_interface(const Json& json, int index) {
  Interface interface;
  interface.name = json.value("name", "eth0");
  interface.index = index;
  interface.mac = MacAddress::parse(json.value("mac", "00:00:5e:00:53:01")).value();
  interface.kind = kind_named(json.value("kind", "wired"));
  interface.up = json.value("up", true);
  interface.carrier = json.value("carrier", true);
  for (const auto& address : json.value("addresses", Json::array()))
    interface.addresses.push_back(to_interface_address(address));
  return interface;
}

}  // namespace

VirtualWorld::VirtualWorld(const Json& scenario) {
  int index = 1;
  for (const auto& interface : scenario.at("interfaces"))
    m_interfaces.push_back(to_interface(interface, ++index));
  for (const auto& interface : scenario.at("interfaces"))
    if (interface.contains("carrier_after_ms"))
      m_carrier_from[interface.value("name", "eth0")] = m_now + to_duration(interface["carrier_after_ms"]);
  for (const auto& server : scenario.value("dhcp4_servers", Json::array()))
    add(make_dhcp4_peer(server), server);
  for (const auto& server : scenario.value("dhcp6_servers", Json::array()))
    for (auto& peer : make_dhcp6_peers(server)) add(std::move(peer), server);
  for (const auto& router : scenario.value("routers", Json::array())) add(make_router_peer(router), router);
  m_may_open_packet_sockets = scenario.value("may_open_packet_sockets", true);
  for (const auto& responder : scenario.value("pnp_responders", Json::array()))
    add(make_pnp_peer(responder), responder);
  m_web = scenario.value("web", Json::object());
  m_port_is_busy = scenario.value("sip_port_is_busy", false);
  m_firewall_drops = scenario.value("firewall_drops", false);
  m_other_traffic = scenario.value("other_traffic", true);
  m_overheard.life = m_other_traffic;
  for (const auto& event : scenario.value("link", Json::array()))
    m_link.emplace(
        m_now + to_duration(event.at("after_ms")),
        LinkState{event.value("present", true), event.value("up", true), event.value("carrier", true)});
  for (const auto& frame : scenario.value("frames", Json::array()))
    m_frames.emplace(m_now + to_duration(frame.at("after_ms")),
                     parse_hex(frame.at("hex").get<std::string>()).value());
  if (scenario.contains("stopped"))
    m_stop = {m_now + to_duration(scenario["stopped"].at("after_ms")),
              m_now + to_duration(scenario["stopped"].at("until_ms"))};
  if (scenario.contains("interrupt_ms")) m_interrupt = m_now + to_duration(scenario["interrupt_ms"]);
}

WallTime VirtualWorld::wall_now() {
  static constexpr WallTime k_start{std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} +
                                    std::chrono::hours(12)};
  return k_start + m_now.since_zero - std::chrono::seconds(1000);
}

std::vector<Interface> VirtualWorld::interfaces() {
  if (m_other_traffic) ++m_received;
  auto interfaces = m_interfaces;
  for (auto& interface : interfaces) {
    interface.received_packets = m_received;
    const auto later = m_carrier_from.find(interface.name);
    if (later != m_carrier_from.end()) interface.carrier = m_now >= later->second;
  }
  return interfaces;
}

Expected<void> VirtualWorld::open_packet_socket(const Interface& interface,
                                                const PacketSocketOptions& options) {
  if (!m_may_open_packet_sockets)
    return failed("cannot open a packet socket on " + interface.name + ": Operation not permitted",
                  Trouble::Kind::no_privilege);
  m_packet_socket = options;
  m_reassembly.emplace([options](const Datagram& datagram) { return concerns(options, datagram); });
  for (const auto& [peer, way] : m_peers)
    for (const auto& datagram : peer->unasked(m_now)) schedule(datagram, way);
  return {};
}

Expected<Port> VirtualWorld::open_udp_socket(const Interface& /*interface*/, const Ipv4Address& address,
                                             Port port) {
  m_udp_endpoint = Endpoint{IpAddress{address}, m_port_is_busy ? Port{40000} : port};
  return m_udp_endpoint->port;
}

Expected<void> VirtualWorld::send(Datagram& datagram) {
  datagram.time = m_now;
  datagram.direction = Direction::sent;
  datagram.interface = m_interfaces.front().name;
  for (const auto& [peer, way] : m_peers)
    for (const auto& answer : peer->answers_to(datagram)) schedule(answer, way);
  return {};
}

bool VirtualWorld::is_for_us(const Datagram& datagram) const {
  return datagram.destination_mac.is_group() || datagram.destination_mac == m_interfaces.front().mac ||
         (m_packet_socket && m_packet_socket->promiscuous);
}

void VirtualWorld::schedule(const Datagram& datagram, const Way& way) {
  if (!is_for_us(datagram)) return;
  // One transmission is heard at both doors: by the packet socket first, and by the UDP socket unless the
  // firewall drops it.
  const bool is_whole =
      way.each == 0 || (!way.lost && !way.overlapping) || datagram.payload.size() + 8 <= way.each;
  if (m_udp_endpoint && datagram.destination == *m_udp_endpoint && !m_firewall_drops && is_whole) {
    Datagram copy = datagram;
    copy.interface = m_interfaces.front().name;
    copy.via = Via::udp;
    m_to_come.emplace(copy.time + Duration(3), std::move(copy));
  }
  if (m_packet_socket) schedule_frames(datagram, way);
}

// As a receiver reads it off the wire: what no frame can carry, no peer can send.
void VirtualWorld::schedule_frames(const Datagram& datagram, const Way& way) {
  for (const auto& frame : way.frames_of(datagram, ++m_packets)) {
    auto taken = m_reassembly->take(frame, Checksums::verify, datagram.time);
    if (!taken.fault.empty()) m_left_aside.emplace_back(taken.fault);
    if (!taken.datagram) continue;
    taken.datagram->interface = m_interfaces.front().name;
    m_to_come.emplace(datagram.time, std::move(*taken.datagram));
  }
}

void VirtualWorld::add(std::unique_ptr<Peer> peer, const Json& json) {
  m_peers.emplace_back(std::move(peer), Way(json));
}

VirtualWorld::Way::Way(const Json& peer)
    : each(peer.value("fragments", std::size_t{0})),
      backwards(peer.value("fragments_backwards", false)),
      twice(peer.value("fragments_twice", false)),
      overlapping(peer.value("fragments_overlap", false)),
      headers(peer.value("extension_headers", std::vector<std::uint8_t>{})) {
  if (peer.contains("fragment_lost")) lost = peer["fragment_lost"].get<std::size_t>();
}

std::vector<Bytes> VirtualWorld::Way::frames_of(const Datagram& datagram, std::uint32_t id) const {
  auto frames = each > 0 ? fragments_of(datagram, each, id) : std::vector<Bytes>{serialize_frame(datagram)};
  if (overlapping && frames.size() > 1) {
    auto other = frames.front();
    other.back() ^= 1;
    frames.insert(frames.begin() + 1, other);
  }
  if (lost && *lost < frames.size()) frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(*lost));
  if (backwards) std::reverse(frames.begin(), frames.end());
  std::vector<Bytes> sent;
  for (auto& frame : frames) {
    if (!headers.empty()) frame = behind_headers(frame, headers);
    sent.insert(sent.end(), twice ? 2 : 1, frame);
  }
  return sent;
}

RequestId VirtualWorld::fetch(const Request& request) {
  const RequestId id{m_requests++};
  auto fetched = fetch_from(m_web, request);
  m_results.emplace(m_now + fetched.elapsed, std::pair(id, std::move(fetched)));
  return id;
}

Expected<void> VirtualWorld::watch_link(const Interface& /*interface*/) {
  return {};
}

std::optional<Instant> VirtualWorld::next_event() const {
  std::optional<Instant> next;
  const auto consider = [&next](const auto& events) {
    if (!events.empty()) next = std::min(next.value_or(events.begin()->first), events.begin()->first);
  };
  consider(m_to_come);
  consider(m_results);
  consider(m_link);
  consider(m_frames);
  return next;
}

Arrivals VirtualWorld::wait(Instant until) {
  const auto next = next_event();
  const Instant end = std::min(next.value_or(until), until);
  if (m_interrupt && *m_interrupt <= end) {
    m_now = std::max(m_now, *m_interrupt);
    m_interrupt.reset();
    Arrivals arrivals;
    arrivals.interrupted = true;
    return arrivals;
  }
  if (m_stop && m_stop->first <= end) return take_until(std::exchange(m_stop, std::nullopt)->second);
  m_now = std::max(m_now, end);
  auto arrivals = next && *next <= until ? take_first() : Arrivals{};
  arrivals.left_aside = std::exchange(m_left_aside, {});
  if (m_packet_socket) arrivals.overheard = std::exchange(m_overheard, {});
  return arrivals;
}

// All that came while the program was stopped.
Arrivals VirtualWorld::take_until(Instant end) {
  Arrivals all;
  for (auto next = next_event(); next && *next <= end; next = next_event()) {
    auto some = take_first();
    for (auto& datagram : some.datagrams) all.datagrams.push_back(std::move(datagram));
    for (auto& result : some.fetched) all.fetched.push_back(std::move(result));
    all.link.insert(all.link.end(), some.link.begin(), some.link.end());
  }
  m_now = end;
  return all;
}

void VirtualWorld::overhear(ByteView frame) {
  const auto chatter = chatter_of(frame);
  const auto source = MacAddress::from(frame.subspan(6, 6));
  const auto& own = m_packet_socket ? m_packet_socket->own : std::vector<MacAddress>{};
  if (std::find(own.begin(), own.end(), *source) != own.end()) return;
  if (chatter.empty())
    m_overheard.life = true;
  else
    ++m_overheard.chatter[std::string(chatter)];
  m_overheard.asks_for_authentication |= asks_for_authentication(frame);
}

template <typename Events>
auto take_from(Events& events) {
  auto first = std::move(events.begin()->second);
  events.erase(events.begin());
  return first;
}

// What comes first.
Arrivals VirtualWorld::take_first() {
  Arrivals arrivals;
  const auto next = *next_event();
  const auto is_next = [&](const auto& events) { return !events.empty() && events.begin()->first == next; };
  if (is_next(m_link)) {
    arrivals.link.push_back(take_from(m_link));
  } else if (is_next(m_frames)) {
    ++m_received;
    overhear(take_from(m_frames));
  } else if (is_next(m_to_come)) {
    ++m_received;
    m_overheard.life = true;
    arrivals.datagrams.push_back(take_from(m_to_come));
  } else {
    arrivals.fetched.push_back(take_from(m_results));
    if (arrivals.fetched.front().second.server.empty()) return arrivals;
    ++m_received;
    m_overheard.life = true;
  }
  return arrivals;
}

}  // namespace provtool::testing
