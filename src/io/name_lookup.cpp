#include "io/name_lookup.hpp"

#include <ares.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "base/bytes.hpp"

namespace provtool {

namespace {

// Twice as long after each round, so that slow servers are asked a few times within any time limit of ours.
constexpr int k_first_wait_ms = 1000;
constexpr int k_rounds = 4;
// When the addresses of one version of IP are there, those of the other are waited for so long: some servers
// do not answer questions for AAAA (RFC 4074 4.1).
constexpr Duration k_other_half = std::chrono::milliseconds(300);

std::optional<IpAddress> to_address(int family, const void* bytes) {
  const auto* first = static_cast<const std::uint8_t*>(bytes);
  if (family == AF_INET) {
    if (const auto v4 = Ipv4Address::from(ByteView(first, 4))) return IpAddress{*v4};
  } else if (family == AF_INET6) {
    if (const auto v6 = Ipv6Address::from(ByteView(first, 16))) return IpAddress{*v6};
  }
  return std::nullopt;
}

const void* address_of(const sockaddr* address) {
  if (address->sa_family == AF_INET) return &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
  return &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
}

ares_addr_node to_node(const IpAddress& address) {
  ares_addr_node node{};
  if (const auto* v4 = address.v4()) {
    node.family = AF_INET;
    std::memcpy(&node.addr.addr4, v4->bytes.data(), v4->bytes.size());
  } else {
    node.family = AF_INET6;
    std::memcpy(&node.addr.addr6, address.v6()->bytes.data(), address.v6()->bytes.size());
  }
  return node;
}

void set_servers(ares_channel channel, const std::vector<IpAddress>& servers) {
  std::vector<ares_addr_node> nodes;
  for (const auto& server : servers) nodes.push_back(to_node(server));
  for (std::size_t i = 1; i < nodes.size(); ++i) nodes[i - 1].next = &nodes[i];
  ares_set_servers(channel, nodes.data());
}

std::string servers_of(ares_channel channel) {
  std::string servers;
  ares_addr_node* first = nullptr;
  if (ares_get_servers(channel, &first) != ARES_SUCCESS) return "a DNS server";
  for (const auto* node = first; node != nullptr; node = node->next)
    if (const auto address = to_address(node->family, &node->addr))
      servers += fmt::format("{}{}", servers.empty() ? "" : ", ", address->text());
  ares_free_data(first);
  return servers;
}

}  // namespace

struct NameLookup::Channel {
  explicit Channel(const LookupQuestion& question) {
    std::array<char, 2> dns{"b"};
    ares_options options{};
    options.timeout = k_first_wait_ms;
    options.tries = k_rounds;
    options.lookups = dns.data();
    if (!question.servers.empty()) options.flags = ARES_FLAG_NOSEARCH;
    // Its word is the last; of several servers the next one is asked, and c-ares forgets what the first said.
    if (question.servers.size() == 1) options.flags |= ARES_FLAG_NOCHECKRESP;
    options.udp_port = question.port;
    options.tcp_port = question.port;
    const int set = ARES_OPT_UDP_PORT | ARES_OPT_TCP_PORT | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES |
                    ARES_OPT_LOOKUPS | ARES_OPT_FLAGS;
    begin(options, set);
    if (question.servers.empty() && has_one_server()) {
      options.flags |= ARES_FLAG_NOCHECKRESP;
      ares_destroy(handle);
      begin(options, set);
    }
    if (handle == nullptr || question.servers.empty()) return;
    set_servers(handle, question.servers);
    ares_set_local_dev(handle, question.interface.c_str());
  }
  ~Channel() {
    if (handle != nullptr) ares_destroy(handle);
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  void begin(ares_options& options, int set) {
    if (ares_init_options(&handle, &options, set) != ARES_SUCCESS) handle = nullptr;
  }
  // Those of this computer are known only then.
  [[nodiscard]] bool has_one_server() const {
    ares_addr_node* first = nullptr;
    if (handle == nullptr || ares_get_servers(handle, &first) != ARES_SUCCESS) return false;
    const bool one = first != nullptr && first->next == nullptr;
    ares_free_data(first);
    return one;
  }

  ares_channel handle = nullptr;
};

struct NameLookup::Half {
  int family = AF_INET;
  std::optional<int> status;  // since it is over
  std::vector<IpAddress> addresses;

  static void on_answer(void* half, int status, int /*timeouts*/, ares_addrinfo* answer) {
    auto& self = *static_cast<Half*>(half);
    self.status = status;
    if (answer == nullptr) return;
    for (const auto* node = answer->nodes; node != nullptr; node = node->ai_next)
      if (const auto address = to_address(node->ai_family, address_of(node->ai_addr)))
        self.addresses.push_back(*address);
    ares_freeaddrinfo(answer);
  }
};

NameLookup::NameLookup(const LookupQuestion& question, Instant now)
    : m_channel(std::make_unique<Channel>(question)), m_until(question.until) {
  for (const int family : {AF_INET6, AF_INET})
    if (family == AF_INET ? question.ipv4 : question.ipv6)
      m_halves.push_back(std::make_unique<Half>(Half{family, std::nullopt, {}}));
  m_over = m_channel->handle == nullptr || (question.servers.empty() && ask_files(question));
  if (m_over) return;
  for (const auto& half : m_halves) {
    ares_addrinfo_hints hints{};
    hints.ai_flags = ARES_AI_NOSORT;
    hints.ai_family = half->family;
    ares_getaddrinfo(m_channel->handle, question.name.c_str(), nullptr, &hints, &Half::on_answer, half.get());
  }
  judge(now);
}

// The channel ends its questions when it goes; who asked must still be there.
NameLookup::~NameLookup() {
  m_channel.reset();
}

// /etc/hosts.
bool NameLookup::ask_files(const LookupQuestion& question) {
  for (const auto& half : m_halves) {
    hostent* host = nullptr;
    if (ares_gethostbyname_file(m_channel->handle, question.name.c_str(), half->family, &host) !=
        ARES_SUCCESS)
      continue;
    for (char** address = host->h_addr_list; *address != nullptr; ++address)
      if (const auto known = to_address(host->h_addrtype, *address)) half->addresses.push_back(*known);
    ares_free_hostent(host);
  }
  return !addresses().empty();
}

void NameLookup::listen(std::vector<pollfd>& polled) const {
  if (m_over) return;
  std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
  const auto wanted = static_cast<unsigned>(
      ares_getsock(m_channel->handle, sockets.data(), static_cast<int>(sockets.size())));
  for (unsigned i = 0; i < sockets.size(); ++i) {
    const bool reads = (wanted >> i & 1U) != 0;
    const bool writes = (wanted >> (i + ARES_GETSOCK_MAXNUM) & 1U) != 0;
    if (reads || writes)
      polled.push_back({sockets.at(i), static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)), 0});
  }
}

Instant NameLookup::next_wake(Instant now) const {
  if (m_over) return now;
  Instant wake = m_first ? std::min(m_until, *m_first + k_other_half) : m_until;
  timeval left{};
  if (ares_timeout(m_channel->handle, nullptr, &left) != nullptr)
    wake = std::min(wake, now + std::chrono::seconds(left.tv_sec) + Duration(left.tv_usec));
  return wake;
}

void NameLookup::attend(Instant now) {
  if (m_over) return;
  std::vector<pollfd> polled;
  listen(polled);
  poll(polled.data(), polled.size(), 0);
  for (const auto& entry : polled) {
    const bool readable = (entry.revents & (POLLIN | POLLERR | POLLHUP)) != 0;
    const bool writable = (entry.revents & POLLOUT) != 0;
    ares_process_fd(m_channel->handle, readable ? entry.fd : ARES_SOCKET_BAD,
                    writable ? entry.fd : ARES_SOCKET_BAD);
  }
  ares_process_fd(m_channel->handle, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  judge(now);
}

void NameLookup::judge(Instant now) {
  const bool all = std::all_of(m_halves.begin(), m_halves.end(),
                               [](const auto& half) { return half->status.has_value(); });
  if (!m_first && !addresses().empty()) m_first = now;
  m_over = all || now >= m_until || (m_first && now >= *m_first + k_other_half);
}

std::vector<IpAddress> NameLookup::addresses() const {
  std::vector<IpAddress> all;
  for (const auto& half : m_halves) all.insert(all.end(), half->addresses.begin(), half->addresses.end());
  return all;
}

std::string NameLookup::why() const {
  if (m_channel->handle == nullptr) return "the name lookup could not begin";
  const auto servers = servers_of(m_channel->handle);
  const auto is_any = [&](auto wanted) {
    return std::any_of(m_halves.begin(), m_halves.end(),
                       [&](const auto& half) { return half->status.value_or(ARES_ETIMEOUT) == wanted; });
  };
  if (is_any(ARES_ETIMEOUT)) return fmt::format("nobody at {} answered", servers);
  if (is_any(ARES_ECONNREFUSED)) return fmt::format("nobody at {} answers questions of DNS", servers);
  if (is_any(ARES_ENODATA))
    return fmt::format("{} says that the name has no {}address", servers,
                       m_halves.size() > 1                   ? ""
                       : m_halves.front()->family == AF_INET ? "IPv4 "
                                                             : "IPv6 ");
  if (is_any(ARES_ENOTFOUND)) return fmt::format("{} says that there is no such name", servers);
  if (is_any(ARES_ESERVFAIL)) return fmt::format("{} failed to look it up (SERVFAIL)", servers);
  if (is_any(ARES_EREFUSED)) return fmt::format("{} refuses to look it up (REFUSED)", servers);
  if (is_any(ARES_EBADNAME)) return "it is not a valid name of a host";
  return fmt::format(
      "{}: {}", servers,
      m_halves.empty() ? "no version of IP" : ares_strerror(m_halves.front()->status.value_or(0)));
}

}  // namespace provtool
