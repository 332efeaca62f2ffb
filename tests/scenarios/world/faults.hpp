// Doors that fail: the first, one in the midst, or every call of one kind.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "io/console.hpp"
#include "io/files.hpp"
#include "io/world.hpp"

namespace provtool::testing {

// Which call fails: {"call": "send", "from": 2, "for_good": true}; nothing fails without.
class Faults {
 public:
  explicit Faults(const nlohmann::json& fault);

  // To be asked at every call.
  bool fails(std::string_view call);

 private:
  std::string m_call;
  int m_from = 1;
  bool m_for_good = false;
  int m_calls = 0;
};

class FaultyWorld : public World {
 public:
  FaultyWorld(World& world, Faults& faults) : m_world(world), m_faults(faults) {}

  Instant now() override { return m_world.now() + m_jumped; }
  WallTime wall_now() override { return m_world.wall_now() + m_jumped; }
  std::uint32_t random() override { return m_world.random(); }
  std::vector<Interface> interfaces() override;
  Expected<void> open_packet_socket(const Interface& interface, const PacketSocketOptions& options) override;
  Expected<Port> open_udp_socket(const Interface& interface, const Ipv4Address& address, Port port) override;
  Expected<void> watch_link(const Interface& interface) override;
  [[nodiscard]] bool is_called_by_root() const override { return m_world.is_called_by_root(); }
  Expected<NoRights> drop_rights() override;
  Expected<void> send(Datagram& datagram) override;
  RequestId fetch(const Request& request) override { return m_world.fetch(request); }
  void abandon_requests() override { m_world.abandon_requests(); }
  Arrivals wait(Instant until) override;
  [[nodiscard]] std::vector<LostPacket> lost() const override { return m_world.lost(); }
  bool is_interrupted() override { return m_world.is_interrupted(); }

 private:
  World& m_world;
  Faults& m_faults;
  Duration m_jumped{};
};

class FaultyFiles : public Files {
 public:
  FaultyFiles(Files& files, Faults& faults) : m_files(files), m_faults(faults) {}

  Expected<void> check_writable(NoRights proof, const std::string& path, bool overwrite) override;
  Expected<void> write(NoRights proof, const std::string& path, std::string_view content, bool overwrite,
                       Access access) override;
  Expected<void> make_folder(NoRights proof, const std::string& path) override {
    return m_files.make_folder(proof, path);
  }
  Expected<Input> read(NoRights proof, const std::string& path, std::size_t most) override;
  Expected<std::optional<std::vector<FolderEntry>>> folder(NoRights proof, const std::string& path,
                                                           const std::vector<std::string>& endings) override;

 private:
  Files& m_files;
  Faults& m_faults;
};

}  // namespace provtool::testing
