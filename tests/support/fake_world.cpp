#include "support/fake_world.hpp"

#include <algorithm>

#include "support/harmless.hpp"

namespace provtool::testing {

void FakeWorld::arrives(Instant time, Datagram datagram) {
  datagram.time = time;
  m_script[time].datagrams.push_back(std::move(datagram));
}

void FakeWorld::is_left_aside(Instant time, std::string reason) {
  m_script[time].left_aside.push_back(std::move(reason));
}

void FakeWorld::is_fetched(Instant time, RequestId id, Fetched result) {
  m_script[time].fetched.emplace_back(id, std::move(result));
}

void FakeWorld::is_interrupted(Instant time) {
  m_script[time].interrupted = true;
}

Expected<void> FakeWorld::open_packet_socket(const Interface& /*interface*/,
                                             const PacketSocketOptions& /*options*/) {
  if (m_open_trouble) return tl::unexpected(*m_open_trouble);
  return {};
}

Expected<NoRights> FakeWorld::drop_rights() {
  if (m_rights_trouble) return tl::unexpected(*m_rights_trouble);
  m_rights_dropped = true;
  return Harmless::no_rights();
}

Expected<void> FakeWorld::send(Datagram& datagram) {
  if (!m_send_trouble.empty()) return failed(m_send_trouble);
  datagram.time = m_now;
  datagram.direction = Direction::sent;
  m_sent.push_back(datagram);
  return {};
}

RequestId FakeWorld::fetch(const Request& request) {
  m_requests.push_back(request);
  const RequestId id{static_cast<std::uint32_t>(m_requests.size())};
  if (m_web.empty()) return id;  // the test itself says what comes of it
  auto result = answer_to(request);
  is_fetched(m_now + result.elapsed, id, std::move(result));
  return id;
}

Fetched FakeWorld::answer_to(const Request& request) const {
  Fetched result;
  result.problem = FetchProblem::timeout;
  result.elapsed = request.time_limit;
  if (const auto known = m_web.find(request.url); known != m_web.end())
    for (const auto& [from, answer] : known->second)
      if (from <= m_now) result = answer;
  result.elapsed = std::min(result.elapsed, request.time_limit);
  result.url = request.url;
  return result;
}

std::vector<std::string> FakeWorld::urls() const {
  std::vector<std::string> urls;
  for (const auto& request : m_requests) urls.push_back(request.url);
  return urls;
}

Arrivals FakeWorld::wait(Instant until) {
  m_waits.push_back(until);
  if (m_stop && m_stop->first < std::min(until, m_script.empty() ? until : m_script.begin()->first)) {
    m_now = m_stop->second;
    m_stop.reset();
    Arrivals meanwhile;
    while (!m_script.empty() && m_script.begin()->first <= m_now) {
      for (auto& datagram : m_script.begin()->second.datagrams)
        meanwhile.datagrams.push_back(std::move(datagram));
      m_script.erase(m_script.begin());
    }
    return meanwhile;
  }
  const auto next = m_script.begin();
  if (next == m_script.end() || next->first > until) {
    m_now = std::max(m_now, until);
    return {};
  }
  m_now = std::max(m_now, next->first);
  Arrivals arrivals = std::move(next->second);
  m_script.erase(next);
  return arrivals;
}

}  // namespace provtool::testing
