// A source of provisioning URLs, as a discovery sees it: what it needs, asks, hears and makes of it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/interface.hpp"
#include "base/machine.hpp"
#include "base/trouble.hpp"
#include "device/identity.hpp"
#include "discovery/decision.hpp"
#include "discovery/excuse.hpp"
#include "discovery/mode.hpp"
#include "discovery/observations.hpp"
#include "discovery/selection.hpp"
#include "discovery/settings.hpp"

namespace provtool {

// What every source is given: the command line's word, who asks, and over which link.
struct Situation {
  Settings settings;
  Identity identity;
  Interface interface;
  std::vector<Ipv4Address> own_addresses;  // of this host, on any interface
  Selection selection{settings};

  Situation(Settings told, Identity who, Interface where, std::vector<Ipv4Address> own)
      : settings(std::move(told)),
        identity(std::move(who)),
        interface(std::move(where)),
        own_addresses(std::move(own)) {}
  Situation(const Situation&) = delete;  // the selection looks at these settings
  Situation& operator=(const Situation&) = delete;
};

// The sockets that a source asks and hears through; none when it does not ask by datagrams.
struct SocketNeeds {
  std::vector<Port> udp_ports;      // frames to or from these are to be heard
  bool neighbor_discovery = false;  // and neighbor discovery's
  bool promiscuous = false;         // and unicast to other MACs
  std::optional<Endpoint> udp;      // a UDP socket, which is enough to ask: frames only let it hear more

  [[nodiscard]] bool none() const { return udp_ports.empty() && !udp; }
};

// What a source starts with.
struct Start {
  Instant now{};
  std::function<std::uint32_t()> random;
  bool hears_frames = false;  // the packet socket is open
  std::optional<Port> port;   // which the UDP socket got
};

// A server that answered, and the source's rows as if it alone had.
struct Alternative {
  SeenDhcpServer server;
  std::string name;                      // for people
  std::vector<SourceEvidence> evidence;  // none: its answer says nothing of the phone
  bool contends = false;                 // the phone may follow it
};

class Source {
 public:
  virtual ~Source() = default;

  // The rows of the source table that it fills.
  [[nodiscard]] virtual std::vector<SourceId> rows() const = 0;

  // ---- asking

  [[nodiscard]] virtual SocketNeeds needs() const { return {}; }
  virtual void start(const Start& /*start*/) {}
  virtual void could_not_open(const Trouble& /*trouble*/) {}
  // Its machine while it asks, or none.
  virtual Machine* machine() { return nullptr; }
  // Whether it waits for the others, and asks now, given what they came to.
  virtual bool takes_turn(const Decision& /*so_far*/) { return false; }
  // Too early to end, although the winner is certain: something that it says of itself is open.
  [[nodiscard]] virtual bool is_settling() const { return false; }

  // ---- reading a capture back instead; it ends at `ends`

  virtual void read_back(Instant /*ends*/) {}
  virtual void read(const Datagram& /*datagram*/) {}

  // ---- what came of it

  // One entry a row; without an ending the run goes on.
  [[nodiscard]] virtual std::vector<SourceEvidence> evidence(const std::optional<Ending>& ending) const = 0;
  [[nodiscard]] virtual std::vector<Alternative> alternatives() const { return {}; }
  // What says that a phone would have addresses here.
  virtual void add_mode_evidence(ModeEvidence& /*evidence*/) const {}
  // What it ignored, and why.
  [[nodiscard]] virtual Ignored ignored() const { return {}; }
  // Who else was seen.
  virtual void add_observations(Observations& /*observations*/) const {}
  [[nodiscard]] virtual std::vector<Finding> findings(const Ending& ending) const = 0;
  // "1 of 3 DHCPDISCOVERs": of which questions certainly only a repeat was answered.
  [[nodiscard]] virtual std::vector<std::string> lost_parts() const { return {}; }

  // ---- what it is told to do

  virtual void describe(Asked& /*asked*/, std::vector<std::string>& /*assumptions*/) const {}
  [[nodiscard]] virtual std::vector<std::string> side_effects() const { return {}; }
};

}  // namespace provtool
