#include "io/link_watch.hpp"

#include <fmt/format.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "io/interfaces.hpp"
#include "io/kernel_error.hpp"

namespace provtool {

namespace {

tl::unexpected<Trouble> cannot(const char* what) {
  return failed(fmt::format("cannot {}: {}", what, say_kernel_error(errno)));
}

// By a fresh look, when messages were lost.
LinkState look_at(int index) {
  const auto interfaces = read_interfaces();
  const auto found = std::find_if(interfaces.begin(), interfaces.end(),
                                  [index](const Interface& interface) { return interface.index == index; });
  if (found == interfaces.end()) return {false, false, false};
  return {true, found->up, found->carrier};
}

}  // namespace

// Between the look at the interfaces and the first message it may have gone down.
LinkWatch::LinkWatch(FileDescriptor fd, int index) : m_fd(std::move(fd)), m_index(index) {
  if (const auto state = look_at(index); !state.works()) m_at_first.push_back(state);
}

Expected<LinkWatch> LinkWatch::open(const Interface& interface) {
  FileDescriptor fd(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE));
  if (!fd.is_open()) return cannot("open a netlink socket");
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_LINK;
  if (bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return cannot("listen for changes of the link");
  return LinkWatch(std::move(fd), interface.index);
}

std::vector<LinkState> LinkWatch::take() {
  auto states = std::exchange(m_at_first, {});
  std::array<std::uint8_t, 16384> buffer{};
  while (true) {
    const auto length = recv(m_fd.get(), buffer.data(), buffer.size(), 0);
    if (length > 0) {
      read_messages(ByteView(buffer.data(), static_cast<std::size_t>(length)), states);
      continue;
    }
    if (length < 0 && errno == EINTR) continue;
    if (length < 0 && errno == ENOBUFS) {
      states.push_back(look_at(m_index));
      continue;
    }
    return states;
  }
}

// Each message is aligned to four bytes: a header with its length, then what it tells (rtnetlink(7),
// RTM_NEWLINK).
void LinkWatch::read_messages(ByteView bytes, std::vector<LinkState>& states) const {
  constexpr std::size_t k_alignment = 4;
  nlmsghdr header{};
  ifinfomsg link{};
  while (bytes.size() >= sizeof header) {
    std::memcpy(&header, bytes.data(), sizeof header);
    const std::size_t length = header.nlmsg_len;
    if (length < sizeof header || length > bytes.size()) return;
    const bool tells_a_link = header.nlmsg_type == RTM_NEWLINK || header.nlmsg_type == RTM_DELLINK;
    if (tells_a_link && length >= sizeof header + sizeof link) {
      std::memcpy(&link, bytes.data() + sizeof header, sizeof link);
      const bool present = header.nlmsg_type == RTM_NEWLINK;
      // AF_BRIDGE tells of a bridge's port, which is not this link.
      if (link.ifi_family == AF_UNSPEC && link.ifi_index == m_index)
        states.push_back({present, present && (link.ifi_flags & IFF_UP) != 0,
                          present && (link.ifi_flags & IFF_RUNNING) != 0});
    }
    bytes = bytes.subspan(std::min(bytes.size(), (length + k_alignment - 1) / k_alignment * k_alignment));
  }
}

}  // namespace provtool
