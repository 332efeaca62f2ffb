// A world whose clock moves only when somebody waits, and where things happen when a test says so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/world.hpp"

namespace provtool::testing {

class FakeWorld : public World {
 public:
  explicit FakeWorld(Instant start) : m_now(start) {}

  // ---- the script

  void arrives(Instant time, Datagram datagram);
  void is_left_aside(Instant time, std::string reason);
  // `id`: requests are numbered from 1 in the order in which they were made.
  void is_fetched(Instant time, RequestId id, Fetched result);
  // From `from` on this URL answers so, each time that it is asked; others that are asked then do not answer.
  void answers(const std::string& url, Fetched result, Instant from = {}) {
    m_web[url][from] = std::move(result);
  }
  void is_interrupted(Instant time);
  void link_becomes(Instant time, LinkState state) { m_script[time].link.push_back(state); }
  void overhears(Instant time, Overheard heard) { m_script[time].overheard = std::move(heard); }
  void cannot_wait(Instant time, std::string why) { m_script[time].trouble = Trouble{std::move(why)}; }
  // Nothing is read between these times; what came meanwhile is there afterwards.
  void is_stopped(Instant from, Instant until) { m_stop = {from, until}; }
  void wakes_early(Instant time) { m_script[time]; }  // wait() returns, and nothing was there
  void cannot_send(std::string reason) { m_send_trouble = std::move(reason); }
  // When that is looked at for the next time but `looks`.
  void is_interrupted_after(int looks) { m_looks_until_interrupted = looks; }
  void is_called_by_user() { m_called_by_user = true; }
  void cannot_drop_rights(Trouble trouble) { m_rights_trouble = std::move(trouble); }
  void cannot_open(Trouble trouble) { m_open_trouble = std::move(trouble); }
  void loses(LostPacket packet) { m_lost.push_back(std::move(packet)); }
  void has(std::vector<Interface> interfaces) { m_interfaces = std::move(interfaces); }
  void has_from(Instant time, std::vector<Interface> interfaces) { m_later = {time, std::move(interfaces)}; }

  // ---- what was done

  [[nodiscard]] const std::vector<Datagram>& sent() const { return m_sent; }
  [[nodiscard]] const std::vector<Request>& requests() const { return m_requests; }
  [[nodiscard]] std::vector<std::string> urls() const;  // of the requests
  [[nodiscard]] bool requests_abandoned() const { return m_requests_abandoned; }
  [[nodiscard]] const std::vector<Instant>& waits() const { return m_waits; }  // until when
  [[nodiscard]] bool rights_dropped() const { return m_rights_dropped; }

  // ---- the door

  Instant now() override { return m_now; }
  WallTime wall_now() override { return WallTime{m_now.since_zero}; }
  std::uint32_t random() override { return ++m_random; }  // 1, 2, 3, …
  std::vector<Interface> interfaces() override {
    return m_later && m_now >= m_later->first ? m_later->second : m_interfaces;
  }
  Expected<void> open_packet_socket(const Interface& interface, const PacketSocketOptions& options) override;
  Expected<Port> open_udp_socket(const Interface& /*interface*/, const Ipv4Address& /*address*/,
                                 Port port) override {
    return port;
  }
  Expected<void> watch_link(const Interface& /*interface*/) override { return {}; }
  [[nodiscard]] bool is_called_by_root() const override { return !m_called_by_user; }
  Expected<NoRights> drop_rights() override;
  Expected<void> send(Datagram& datagram) override;
  RequestId fetch(const Request& request) override;
  void abandon_requests() override { m_requests_abandoned = true; }
  Arrivals wait(Instant until) override;
  [[nodiscard]] std::vector<LostPacket> lost() const override { return m_lost; }
  bool is_interrupted() override { return m_looks_until_interrupted && (*m_looks_until_interrupted)-- <= 0; }

 private:
  [[nodiscard]] Fetched answer_to(const Request& request) const;

  Instant m_now;
  std::map<Instant, Arrivals> m_script;
  std::optional<std::pair<Instant, Instant>> m_stop;
  std::string m_send_trouble;
  std::optional<Trouble> m_open_trouble;
  std::optional<Trouble> m_rights_trouble;
  std::vector<Interface> m_interfaces;
  std::optional<std::pair<Instant, std::vector<Interface>>> m_later;
  std::vector<LostPacket> m_lost;
  std::vector<Datagram> m_sent;
  std::vector<Request> m_requests;
  std::map<std::string, std::map<Instant, Fetched>> m_web;
  bool m_requests_abandoned = false;
  std::vector<Instant> m_waits;
  std::optional<int> m_looks_until_interrupted;
  bool m_rights_dropped = false;
  bool m_called_by_user = false;
  std::uint32_t m_random = 0;
};

}  // namespace provtool::testing
