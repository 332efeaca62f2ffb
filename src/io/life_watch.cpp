#include "io/life_watch.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include "io/kernel_error.hpp"
#include "wire/chatter.hpp"

namespace provtool {

namespace {

// A flood must not keep the loop from looking at its clock.
constexpr int k_most_frames_at_once = 64;

tl::unexpected<Trouble> cannot(const char* what, const std::string& interface) {
  const bool denied = errno == EPERM || errno == EACCES;
  return failed(fmt::format("cannot {} on {}: {}", what, interface, say_kernel_error(errno)),
                denied ? Trouble::Kind::no_privilege : Trouble::Kind::other);
}

bool ignore_outgoing(int fd) {
  const int on = 1;
  return setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) == 0;
}

bool bind_to(int fd, int interface_index) {
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = interface_index;
  return bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace

Expected<LifeWatch> LifeWatch::open(const Interface& interface, std::span<const MacAddress> own) {
  // Protocol 0 receives nothing before bind() names one.
  FileDescriptor fd(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.is_open()) return cannot("open a packet socket", interface.name);
  if (!ignore_outgoing(fd.get())) return cannot("ignore outgoing packets", interface.name);
  if (!bind_to(fd.get(), interface.index)) return cannot("bind a packet socket", interface.name);
  return LifeWatch(std::move(fd), own);
}

void LifeWatch::listen(Overheard& overheard) {
  std::array<std::uint8_t, k_frame_head> head{};
  for (int i = 0; i < k_most_frames_at_once; ++i) {
    const auto length = recv(m_fd.get(), head.data(), head.size(), 0);
    if (length < 0) return;
    const ByteView frame(head.data(), static_cast<std::size_t>(length));
    const auto source = MacAddress::from(frame.size() < 12 ? ByteView() : frame.subspan(6, 6));
    if (!source || std::find(m_own.begin(), m_own.end(), *source) != m_own.end()) continue;
    const auto chatter = chatter_of(frame);
    if (chatter.empty()) {
      overheard.life = true;
      m_fd = FileDescriptor();
      return;
    }
    ++overheard.chatter[std::string(chatter)];
    overheard.asks_for_authentication = overheard.asks_for_authentication || asks_for_authentication(frame);
  }
}

}  // namespace provtool
