// The one door to the kernel: sockets, clocks, randomness, interfaces, signals. Tests put a virtual world
// behind it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/datagram.hpp"
#include "base/interface.hpp"
#include "base/meanwhile.hpp"
#include "base/time.hpp"
#include "base/transfer.hpp"
#include "base/trouble.hpp"
#include "io/rights.hpp"
#include "wire/reassembly.hpp"

namespace provtool {

// Tells the requests of a run apart.
enum class RequestId : std::uint32_t {};

// What came while waiting; frames before what the UDP socket got, because the kernel sees them first. Frames
// that contain no datagram (a wrong checksum, overlapping fragments) are named, not dropped silently.
struct Arrivals {
  std::vector<Datagram> datagrams;  // each with the time at which the kernel received it, in this order
  std::vector<std::string> left_aside;
  std::vector<std::pair<RequestId, Fetched>> fetched;
  bool interrupted = false;
  std::vector<LinkState> link;           // each state that it changed to
  std::optional<Overheard> overheard{};  // on the whole link, since the last call
  Duration suspended{};                  // this computer was, meanwhile
  std::size_t dropped = 0;               // packets that the kernel had no room for
  std::optional<Trouble> trouble{};      // waiting is not possible any more
};

struct PacketSocketOptions {
  std::vector<Port> udp_ports;      // frames to or from one of these pass the kernel's filter
  bool neighbor_discovery = false;  // router advertisements and neighbor solicitations pass, too
  bool promiscuous = false;         // also unicast to other MACs: servers that ignore the broadcast flag
  std::vector<MacAddress> own{};    // of frames that this host sends: no sign of life when they come back

  bool operator==(const PacketSocketOptions&) const = default;
};

class World {
 public:
  virtual ~World() = default;

  virtual Instant now() = 0;
  virtual WallTime wall_now() = 0;
  virtual std::uint32_t random() = 0;
  virtual std::vector<Interface> interfaces() = 0;
  // The kernel: its name, release and machine; empty where that says nothing.
  [[nodiscard]] virtual std::string system() const { return ""; }

  // Trouble::Kind::no_privilege when CAP_NET_RAW is missing. A second time, for the same, what is open stays,
  // because the rights are gone by then; what it has received so far is forgotten. The same holds for the UDP
  // socket.
  virtual Expected<void> open_packet_socket(const Interface& interface,
                                            const PacketSocketOptions& options) = 0;
  // Whether root called: nobody else is shown what is not an answer to what they asked.
  [[nodiscard]] virtual bool is_called_by_root() const = 0;
  // A socket on `address` and `port` that sends multicast out of `interface` with TTL 1 and joins no group
  // (RFC 1112 6.1). When the port is taken, another one is used: the port it got is returned. Needs no
  // rights.
  virtual Expected<Port> open_udp_socket(const Interface& interface, const Ipv4Address& address,
                                         Port port) = 0;
  // From now on wait() tells what becomes of the link. Needs no rights.
  virtual Expected<void> watch_link(const Interface& interface) = 0;
  // Drops every privilege that opening sockets needed: see io/rights.
  virtual Expected<NoRights> drop_rights() = 0;

  // Hands a datagram to the socket that it is meant for (its `via`), and fills in its time and, for a packet
  // socket, its frame.
  virtual Expected<void> send(Datagram& datagram) = 0;
  // Begins to fetch. The result comes with a later wait(), within the request's time limit, whatever happens.
  virtual RequestId fetch(const Request& request) = 0;
  // What is being fetched, as far as it came: for the live screen.
  [[nodiscard]] virtual std::vector<FetchProgress> under_way() { return {}; }
  // Gives up all that is being fetched; no results come of it.
  virtual void abandon_requests() = 0;
  // Returns when something arrived, the time has come, or the user interrupts (Ctrl-C).
  virtual Arrivals wait(Instant until) = 0;
  // What came in fragments and was not put together until now.
  [[nodiscard]] virtual std::vector<LostPacket> lost() const = 0;
  // Whether the user has interrupted by now; a run may end with that after its last wait().
  virtual bool is_interrupted() { return false; }
};

}  // namespace provtool
