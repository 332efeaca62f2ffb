// A network that exists only in a scenario file: it answers in virtual time, in milliseconds, without
// privileges.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "io/console.hpp"
#include "io/world.hpp"
#include "scenarios/world/faults.hpp"
#include "scenarios/world/peer.hpp"
#include "support/harmless.hpp"

namespace provtool::testing {

class VirtualWorld : public World {
 public:
  explicit VirtualWorld(const nlohmann::json& scenario);

  Instant now() override { return m_now; }
  WallTime wall_now() override;
  std::uint32_t random() override { return m_random++; }
  std::vector<Interface> interfaces() override;
  Expected<void> open_packet_socket(const Interface& interface, const PacketSocketOptions& options) override;
  Expected<Port> open_udp_socket(const Interface& interface, const Ipv4Address& address, Port port) override;
  Expected<void> watch_link(const Interface& interface) override;
  [[nodiscard]] bool is_called_by_root() const override { return true; }
  Expected<NoRights> drop_rights() override { return Harmless::no_rights(); }
  Expected<void> send(Datagram& datagram) override;
  RequestId fetch(const Request& request) override;
  void abandon_requests() override { m_results.clear(); }
  Arrivals wait(Instant until) override;
  [[nodiscard]] std::vector<LostPacket> lost() const override {
    return m_reassembly ? m_reassembly->lost() : std::vector<LostPacket>{};
  }

 private:
  // How a peer's packets travel: whole, or in fragments of so many bytes, behind extension headers.
  struct Way {
    std::size_t each = 0;
    std::optional<std::size_t> lost;  // the fragment that does not arrive
    bool backwards = false;
    bool twice = false;
    bool overlapping = false;
    std::vector<std::uint8_t> headers;
    explicit Way(const nlohmann::json& peer);
    [[nodiscard]] std::vector<Bytes> frames_of(const Datagram& datagram, std::uint32_t id) const;
  };

  void add(std::unique_ptr<Peer> peer, const nlohmann::json& json);
  void schedule(const Datagram& datagram, const Way& way);
  void schedule_frames(const Datagram& datagram, const Way& way);
  std::optional<Instant> next_event() const;
  Arrivals take_first();
  Arrivals take_until(Instant end);
  void overhear(ByteView frame);
  [[nodiscard]] bool is_for_us(const Datagram& datagram) const;

  std::vector<Interface> m_interfaces;
  std::map<std::string, Instant> m_carrier_from;  // by the interface's name
  std::vector<std::pair<std::unique_ptr<Peer>, Way>> m_peers;
  std::optional<Reassembly> m_reassembly;
  std::vector<std::string> m_left_aside;
  std::uint32_t m_packets = 0;
  std::multimap<Instant, Datagram> m_to_come;
  nlohmann::json m_web;  // what URLs answer
  std::uint32_t m_requests = 0;
  std::multimap<Instant, std::pair<RequestId, Fetched>> m_results;
  std::optional<Instant> m_interrupt;
  std::multimap<Instant, LinkState> m_link;  // what becomes of it
  std::multimap<Instant, Bytes> m_frames;    // heard beside the peers'
  std::optional<std::pair<Instant, Instant>> m_stop;
  Overheard m_overheard;
  bool m_may_open_packet_sockets = true;
  bool m_other_traffic = true;  // something else is heard on the link
  std::uint64_t m_received = 1000;
  std::optional<PacketSocketOptions> m_packet_socket;
  std::optional<Endpoint> m_udp_endpoint;
  bool m_port_is_busy = false;
  bool m_firewall_drops = false;
  Instant m_now{std::chrono::seconds(1000)};
  std::uint32_t m_random = 0x1000;
};

// Keeps what is written, and is no terminal.
class MemoryConsole : public Console {
 public:
  MemoryConsole(std::optional<std::size_t> width, Faults& faults) : m_width(width), m_faults(faults) {}

  Expected<void> write_result(std::string_view text) override {
    if (m_faults.fails("write_result")) return failed("cannot write: No space left on device");
    m_result += text;
    return {};
  }
  void write_diagnostic(std::string_view text) override { m_diagnostics += text; }
  [[nodiscard]] bool result_is_terminal() const override { return m_width.has_value(); }
  [[nodiscard]] std::optional<std::size_t> width() const override { return m_width; }
  [[nodiscard]] std::optional<TerminalSize> diagnostics_terminal() const override { return std::nullopt; }
  [[nodiscard]] bool color_unwanted() const override { return true; }
  [[nodiscard]] bool speaks_utf8() const override { return true; }

  [[nodiscard]] const std::string& result() const { return m_result; }
  [[nodiscard]] const std::string& diagnostics() const { return m_diagnostics; }

 private:
  std::optional<std::size_t> m_width;
  Faults& m_faults;
  std::string m_result;
  std::string m_diagnostics;
};

}  // namespace provtool::testing
