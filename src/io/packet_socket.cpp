#include "io/packet_socket.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/filter.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "io/kernel_error.hpp"
#include "io/packet_filter.hpp"
#include "io/pcap_library.hpp"
#include "io/receive_time.hpp"
#include "wire/frame.hpp"
#include "wire/ndp.hpp"

namespace provtool {

namespace {

constexpr int k_snap_length = 65535;

tl::unexpected<Trouble> failed_here(const std::string& operation, const std::string& interface) {
  const bool denied = errno == EPERM || errno == EACCES;
  return failed(fmt::format("cannot {} on {}: {}", operation, interface, say_kernel_error(errno)),
                denied ? Trouble::Kind::no_privilege : Trouble::Kind::other);
}

// Compiled by libpcap, run by the kernel: other traffic never wakes this process.
bool attach_filter(int fd, const PacketSocketOptions& options) {
  const auto library = PcapLibrary::load();
  if (!library) {
    errno = ELIBACC;
    return false;
  }
  const std::unique_ptr<pcap_t, decltype(&pcap_close)> dead(library->open_dead(DLT_EN10MB, k_snap_length),
                                                            library->close);
  bpf_program program{};
  if (!dead || library->compile(dead.get(), &program, filter_expression(options).c_str(), 1,
                                PCAP_NETMASK_UNKNOWN) != 0)
    return false;
  const std::unique_ptr<bpf_program, decltype(&pcap_freecode)> cleanup(&program, library->freecode);
  static_assert(sizeof(bpf_insn) == sizeof(sock_filter), "libpcap's instructions are the kernel's");
  sock_fprog kernel_program{static_cast<unsigned short>(program.bf_len),
                            reinterpret_cast<sock_filter*>(program.bf_insns)};
  return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &kernel_program, sizeof kernel_program) == 0;
}

bool join(int fd, packet_mreq membership, int interface_index) {
  membership.mr_ifindex = interface_index;
  return setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof membership) == 0;
}

bool join_promiscuous(int fd, int interface_index) {
  packet_mreq membership{};
  membership.mr_type = PACKET_MR_PROMISC;
  return join(fd, membership, interface_index);
}

// Where routers send advertisements; a host without IPv6 has not joined it.
bool join_all_nodes(int fd, int interface_index) {
  const MacAddress group = group_mac(ndp::k_nodes);
  packet_mreq membership{};
  membership.mr_type = PACKET_MR_MULTICAST;
  membership.mr_alen = ETH_ALEN;
  std::memcpy(membership.mr_address, group.bytes.data(), ETH_ALEN);
  return join(fd, membership, interface_index);
}

// All protocols are heard, so what this host sends is as well, unless told otherwise.
bool ignore_outgoing(int fd) {
  const int on = 1;
  return setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) == 0;
}

bool ask_for_auxdata(int fd) {
  const int on = 1;
  return setsockopt(fd, SOL_PACKET, PACKET_AUXDATA, &on, sizeof on) == 0;
}

bool bind_to(int fd, int interface_index) {
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = interface_index;
  return bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

std::optional<tpacket_auxdata> auxdata_of(msghdr& header) {
  for (cmsghdr* message = CMSG_FIRSTHDR(&header); message != nullptr;
       message = CMSG_NXTHDR(&header, message)) {
    if (message->cmsg_level != SOL_PACKET || message->cmsg_type != PACKET_AUXDATA) continue;
    tpacket_auxdata data{};
    std::memcpy(&data, CMSG_DATA(message), sizeof data);
    return data;
  }
  return std::nullopt;
}

// The kernel takes the tag of IEEE 802.1Q out of the frame and hands it over beside it. Here the frame is
// again as it stood on the wire.
void put_tag_back(Bytes& frame, const std::optional<tpacket_auxdata>& auxdata) {
  constexpr std::size_t k_macs = std::size_t{2} * ETH_ALEN;
  if (!auxdata || (auxdata->tp_status & TP_STATUS_VLAN_VALID) == 0 || frame.size() < k_macs) return;
  ByteWriter tag;
  tag.u16(ETHERTYPE_VLAN);
  tag.u16(auxdata->tp_vlan_tci);
  frame.insert(frame.begin() + k_macs, tag.bytes().begin(), tag.bytes().end());
}

}  // namespace

Expected<PacketSocket> PacketSocket::open(const Interface& interface, const PacketSocketOptions& options) {
  // Protocol 0 receives nothing: the filter is attached before bind() names the protocol.
  FileDescriptor fd(socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.is_open()) return failed_here("open a packet socket", interface.name);
  if (!attach_filter(fd.get(), options)) return failed_here("attach a packet filter", interface.name);
  if (!ask_for_receive_times(fd.get())) return failed_here("request receive times", interface.name);
  if (!ask_for_auxdata(fd.get())) return failed_here("request packet details", interface.name);
  if (options.promiscuous && !join_promiscuous(fd.get(), interface.index))
    return failed_here("enable promiscuous mode", interface.name);
  if (options.neighbor_discovery && !join_all_nodes(fd.get(), interface.index))
    return failed_here("listen for router advertisements", interface.name);
  if (!ignore_outgoing(fd.get())) return failed_here("ignore outgoing packets", interface.name);
  if (!bind_to(fd.get(), interface.index)) return failed_here("bind a packet socket", interface.name);
  return PacketSocket(std::move(fd), interface, options);
}

Expected<void> PacketSocket::send(Datagram& datagram) {
  datagram.frame = serialize_frame(datagram);
  datagram.interface = m_name;
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_ifindex = m_index;
  address.sll_halen = ETH_ALEN;
  std::memcpy(address.sll_addr, datagram.destination_mac.bytes.data(), ETH_ALEN);
  const auto sent = sendto(m_fd.get(), datagram.frame.data(), datagram.frame.size(), 0,
                           reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (sent < 0) return failed_here("send", m_name);
  return {};
}

std::optional<PacketSocket::Received> PacketSocket::receive(const TimeOf& time_of) {
  m_buffer.resize(k_snap_length);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(tpacket_auxdata)) + CMSG_SPACE(sizeof(timespec))>
      control{};
  iovec part{m_buffer.data(), m_buffer.size()};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  ssize_t length = -1;
  do {
    header.msg_controllen = control.size();
    length = recvmsg(m_fd.get(), &header, 0);
    // That the link went down is told by LinkWatch; what arrived before is still here.
  } while (length < 0 && (errno == EINTR || errno == ENETDOWN));
  if (length < 0) return std::nullopt;

  const auto auxdata = auxdata_of(header);
  const bool not_filled_in = auxdata && (auxdata->tp_status & TP_STATUS_CSUMNOTREADY) != 0;
  Bytes frame(m_buffer.begin(), m_buffer.begin() + length);
  put_tag_back(frame, auxdata);
  const auto stamp = stamp_of(header);
  auto taken =
      m_reassembly.take(frame, not_filled_in ? Checksums::not_filled_in : Checksums::verify, time_of(stamp));
  if (taken.datagram) taken.datagram->interface = m_name;
  return Received{std::move(taken.datagram), std::string(taken.fault), stamp};
}

// Answers are sent to who asked, or broadcast; advertisements go to a group. What others send one another, or
// to a group of phones, is theirs.
std::vector<LostPacket> PacketSocket::lost() const {
  auto lost = m_reassembly.lost();
  std::erase_if(lost, [&](const LostPacket& packet) {
    const auto& to = packet.known.destination_mac;
    const bool over_ipv6 = packet.known.source.address.v6() != nullptr;
    return to != MacAddress::broadcast() && !(to.is_group() && over_ipv6) &&
           std::find(m_own.begin(), m_own.end(), to) == m_own.end();
  });
  return lost;
}

std::size_t PacketSocket::dropped() {
  tpacket_stats statistics{};  // reading them sets them back
  socklen_t size = sizeof statistics;
  if (getsockopt(m_fd.get(), SOL_PACKET, PACKET_STATISTICS, &statistics, &size) != 0) return 0;
  return statistics.tp_drops;
}

PacketSocket::PacketSocket(FileDescriptor fd, const Interface& interface, const PacketSocketOptions& options)
    : m_fd(std::move(fd)),
      m_name(interface.name),
      m_index(interface.index),
      m_own(options.own),
      m_reassembly([options](const Datagram& datagram) { return concerns(options, datagram); }) {}

}  // namespace provtool
