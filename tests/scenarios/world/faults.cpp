#include "scenarios/world/faults.hpp"

namespace provtool::testing {

namespace {

constexpr Duration k_jump = std::chrono::seconds(10);

}  // namespace

Faults::Faults(const nlohmann::json& fault)
    : m_call(fault.value("call", "")),
      m_from(fault.value("from", 1)),
      m_for_good(fault.value("for_good", false)) {}

bool Faults::fails(std::string_view call) {
  if (call != m_call) return false;
  ++m_calls;
  return m_for_good ? m_calls >= m_from : m_calls == m_from;
}

std::vector<Interface> FaultyWorld::interfaces() {
  return m_faults.fails("interfaces") ? std::vector<Interface>{} : m_world.interfaces();
}

Expected<void> FaultyWorld::open_packet_socket(const Interface& interface,
                                               const PacketSocketOptions& options) {
  if (m_faults.fails("open_packet_socket")) return failed("cannot open a packet socket: Too many open files");
  return m_world.open_packet_socket(interface, options);
}

Expected<Port> FaultyWorld::open_udp_socket(const Interface& interface, const Ipv4Address& address,
                                            Port port) {
  if (m_faults.fails("open_udp_socket"))
    return failed("cannot bind a UDP socket: Cannot assign requested address");
  return m_world.open_udp_socket(interface, address, port);
}

Expected<void> FaultyWorld::watch_link(const Interface& interface) {
  if (m_faults.fails("watch_link")) return failed("cannot open a netlink socket: Too many open files");
  return m_world.watch_link(interface);
}

Expected<NoRights> FaultyWorld::drop_rights() {
  if (m_faults.fails("drop_rights")) return failed("cannot give back rights: setresuid: Try again");
  return m_world.drop_rights();
}

Expected<void> FaultyWorld::send(Datagram& datagram) {
  if (m_faults.fails("send")) return failed("cannot send: No buffer space available");
  auto sent = m_world.send(datagram);
  datagram.time = datagram.time + m_jumped;
  return sent;
}

// It may wait in vain, hear nothing of what came, or come back long after it was to.
Arrivals FaultyWorld::wait(Instant until) {
  auto arrivals = m_world.wait(until - m_jumped);
  for (auto& datagram : arrivals.datagrams) datagram.time = datagram.time + m_jumped;
  if (m_faults.fails("wait")) arrivals.trouble = Trouble{"cannot wait for packets: Cannot allocate memory"};
  if (m_faults.fails("receive")) {
    arrivals.dropped += arrivals.datagrams.size();
    arrivals.datagrams.clear();
  }
  if (m_faults.fails("clock")) m_jumped += k_jump;
  return arrivals;
}

Expected<void> FaultyFiles::check_writable(NoRights proof, const std::string& path, bool overwrite) {
  if (m_faults.fails("check_writable")) return failed("cannot write into .: Read-only file system");
  return m_files.check_writable(proof, path, overwrite);
}

Expected<void> FaultyFiles::write(NoRights proof, const std::string& path, std::string_view content,
                                  bool overwrite, Access access) {
  if (m_faults.fails("write")) return failed(path + ": cannot write: No space left on device");
  return m_files.write(proof, path, content, overwrite, access);
}

Expected<Input> FaultyFiles::read(NoRights proof, const std::string& path, std::size_t most) {
  if (m_faults.fails("read")) return failed("cannot read " + path + ": Input/output error");
  return m_files.read(proof, path, most);
}

Expected<std::optional<std::vector<FolderEntry>>> FaultyFiles::folder(
    NoRights proof, const std::string& path, const std::vector<std::string>& endings) {
  if (m_faults.fails("folder")) return failed("cannot read the folder " + path + ": Input/output error");
  return m_files.folder(proof, path, endings);
}

}  // namespace provtool::testing
