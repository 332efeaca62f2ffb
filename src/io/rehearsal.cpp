#include "io/rehearsal.hpp"

#include <utility>

#include "wire/frame.hpp"

namespace provtool {

namespace {

class RehearsalWorld : public World {
 public:
  explicit RehearsalWorld(Instant start) : m_now(start) {}

  Instant now() override { return m_now; }
  WallTime wall_now() override { return {}; }
  std::uint32_t random() override { return 0; }
  std::vector<Interface> interfaces() override { return {}; }
  Expected<void> open_packet_socket(const Interface& /*interface*/,
                                    const PacketSocketOptions& /*options*/) override {
    return {};
  }
  Expected<Port> open_udp_socket(const Interface& /*interface*/, const Ipv4Address& /*address*/,
                                 Port port) override {
    return port;
  }
  Expected<void> watch_link(const Interface& /*interface*/) override { return {}; }
  [[nodiscard]] bool is_called_by_root() const override { return false; }
  Expected<NoRights> drop_rights() override { return failed("a rehearsal has no rights"); }
  Expected<void> send(Datagram& datagram) override {
    datagram.time = m_now;
    datagram.direction = Direction::sent;
    datagram.frame = serialize_frame(datagram);
    return {};
  }
  RequestId fetch(const Request& request) override {
    Fetched nothing;
    nothing.url = request.url;
    nothing.problem = FetchProblem::timeout;
    m_unanswered.fetched.emplace_back(RequestId{m_requests}, nothing);
    return RequestId{m_requests++};
  }
  void abandon_requests() override { m_unanswered = {}; }
  [[nodiscard]] std::vector<LostPacket> lost() const override { return {}; }
  Arrivals wait(Instant until) override {
    m_now = until;
    return std::exchange(m_unanswered, {});
  }

 private:
  Instant m_now;
  std::uint32_t m_requests = 0;
  Arrivals m_unanswered;
};

}  // namespace

Journal rehearse(std::span<Machine* const> machines, Instant start) {
  RehearsalWorld world(start);
  Journal journal;
  drive(world, machines, {}, journal);
  return journal;
}

}  // namespace provtool
