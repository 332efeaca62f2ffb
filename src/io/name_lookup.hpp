// Looks the addresses of one host up, by c-ares and without a thread.
#pragma once

#include <poll.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/time.hpp"

namespace provtool {

struct LookupQuestion {
  std::string name;
  std::vector<IpAddress> servers;  // none: the names that this computer knows, and its own servers
  std::string interface;           // by which `servers` are asked; this computer's own are asked by any
  bool ipv4 = true;
  bool ipv6 = true;
  Instant until{};
  std::uint16_t port = 53;
};

class NameLookup {
 public:
  NameLookup(const LookupQuestion& question, Instant now);
  ~NameLookup();
  NameLookup(const NameLookup&) = delete;
  NameLookup& operator=(const NameLookup&) = delete;

  // Adds what it waits for.
  void listen(std::vector<pollfd>& polled) const;
  [[nodiscard]] Instant next_wake(Instant now) const;
  // Reads what came, asks again what nobody answered.
  void attend(Instant now);

  [[nodiscard]] bool is_over() const { return m_over; }
  // Of IPv6 first (RFC 6724 2.1).
  [[nodiscard]] std::vector<IpAddress> addresses() const;
  // Why there are none: "10.77.0.1 says that there is no such name".
  [[nodiscard]] std::string why() const;

 private:
  struct Channel;
  struct Half;

  bool ask_files(const LookupQuestion& question);
  void judge(Instant now);

  std::unique_ptr<Channel> m_channel;
  std::vector<std::unique_ptr<Half>> m_halves;  // one for each version of IP
  Instant m_until{};
  std::optional<Instant> m_first;  // when the first half had addresses
  bool m_over = false;
};

}  // namespace provtool
