// What every asker of datagrams has: what is to be sent, and why it could not ask.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "base/machine.hpp"

namespace provtool {

class DatagramAsker : public Machine {
 public:
  std::optional<Datagram> next_datagram() final {
    if (m_to_send.empty()) return std::nullopt;
    auto datagram = std::move(m_to_send.front());
    m_to_send.pop_front();
    return datagram;
  }

  // Why it could not ask, or not ask again.
  [[nodiscard]] const std::optional<std::string>& trouble() const { return m_trouble; }

 protected:
  void send(Datagram datagram) { m_to_send.push_back(std::move(datagram)); }
  void set_trouble(std::string trouble) { m_trouble = std::move(trouble); }
  void clear_trouble() { m_trouble.reset(); }

 private:
  std::deque<Datagram> m_to_send;
  std::optional<std::string> m_trouble;
};

}  // namespace provtool
