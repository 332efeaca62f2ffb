#include "io/capture_file.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/dhcp4_packets.hpp"
#include "wire/frame.hpp"
#include "wire/pcapng.hpp"

using namespace std::chrono_literals;

namespace provtool {

using namespace testing;

namespace {

constexpr WallTime k_epoch{1'700'000'000s};

// A folder of its own, gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "provtool_XXXXXX").string();
    m_path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(m_path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string write(ByteView content) const {
    const auto path = m_path / "capture";
    std::ofstream(path, std::ios::binary) << as_text(content);
    return path.string();
  }
  [[nodiscard]] std::string missing() const { return (m_path / "missing").string(); }

 private:
  std::filesystem::path m_path;
};

Datagram sent(Datagram datagram) {
  datagram.direction = Direction::sent;
  datagram.source_mac = k_laptop_mac;
  return datagram;
}

Datagram discover() {
  return sent(to_datagram(Dhcp4Request{}));
}

Bytes capture_of(const std::vector<Datagram>& datagrams, const CaptureStatistics& statistics = {}) {
  return to_pcapng(datagrams, "eth0", k_epoch, statistics, "provtool");
}

}  // namespace

TEST_CASE("what was written is read back, with its times and directions") {
  const Folder folder;
  const auto reply = to_datagram(offer({.time = 12ms}));
  const CaptureStatistics statistics{k_epoch + 1000s, k_epoch + 1005s, 3};
  const auto capture = read_capture(folder.write(capture_of({discover(), reply}, statistics)), k_laptop_mac);
  REQUIRE(capture);
  REQUIRE(capture->datagrams.size() == 2);
  CHECK(capture->datagrams[0].direction == Direction::sent);
  CHECK(capture->datagrams[0].payload == discover().payload);
  CHECK(capture->datagrams[1].direction == Direction::received);
  CHECK(capture->datagrams[1].time - capture->datagrams[0].time == reply.time - discover().time);
  CHECK(capture->datagrams[1].source == reply.source);
  CHECK(capture->ends - capture->begins == 5s);
  CHECK_FALSE(capture->silent);
}

TEST_CASE("a capture during which nothing was received is silent") {
  const Folder folder;
  const auto capture =
      read_capture(folder.write(capture_of({discover()}, {k_epoch, k_epoch, 0})), k_laptop_mac);
  REQUIRE(capture);
  CHECK(capture->silent);
}

TEST_CASE("an unknown count says nothing of silence") {
  const Folder folder;
  const auto capture = read_capture(folder.write(capture_of({discover()})), k_laptop_mac);
  REQUIRE(capture);
  CHECK_FALSE(capture->silent);
}

// The file format of tcpdump: without statistics it ends with its last frame.
TEST_CASE("a classic pcap file is read as well") {
  ByteWriter file;
  file.append(*parse_hex("a1b2c3d4000200040000000000000000 0000ffff00000001"));
  for (std::uint32_t second = 10; second <= 12; second += 2) {
    const auto frame = serialize_frame(discover());
    file.u32(second);
    file.u32(500'000);
    file.u32(static_cast<std::uint32_t>(frame.size()));
    file.u32(static_cast<std::uint32_t>(frame.size()));
    file.append(frame);
  }
  const Folder folder;
  SUBCASE("whole") {
    const auto capture = read_capture(folder.write(file.bytes()), k_laptop_mac);
    REQUIRE(capture);
    CHECK(capture->datagrams.size() == 2);
    CHECK(capture->begins == Instant{10'500ms});
    CHECK(capture->ends == Instant{12'500ms});
  }
  SUBCASE("cut off in the middle of a frame") {
    const auto part = ByteView(file.bytes()).first(file.size() - 20);
    const auto capture = read_capture(folder.write(part), k_laptop_mac);
    REQUIRE(capture);
    CHECK(capture->datagrams.size() == 1);
    CHECK(capture->ends == Instant{10'500ms});
  }
}

TEST_CASE("frames that hold no datagram are named") {
  auto frame = discover();
  frame.frame = serialize_frame(frame);
  frame.frame[12] = 0x12;  // another EtherType
  const Folder folder;
  const auto capture = read_capture(folder.write(capture_of({frame})), k_laptop_mac);
  REQUIRE(capture);
  CHECK(capture->datagrams.empty());
  CHECK(capture->left_aside == std::vector<std::string>{"not IP"});
}

TEST_CASE("a frame with an impossible time is left aside") {
  auto datagram = discover();
  datagram.time = Instant{std::chrono::microseconds(std::int64_t{1} << 62)};
  const Folder folder;
  const auto capture = read_capture(folder.write(capture_of({datagram})), k_laptop_mac);
  REQUIRE(capture);
  CHECK(capture->datagrams.empty());
  CHECK(capture->left_aside == std::vector<std::string>{"with an invalid time"});
}

TEST_CASE("what cannot be read is said with its reason") {
  const Folder folder;
  const auto trouble = [&](const std::string& path) {
    return read_capture(path, k_laptop_mac).error().message;
  };
  CHECK(trouble(folder.missing()).ends_with("missing: No such file or directory"));
  CHECK(trouble(folder.write({})).ends_with("it is empty"));
  CHECK(
      trouble(folder.write(to_bytes("no capture, but a text of some length"))).find("unknown file format") !=
      std::string::npos);
  // Link type 101: IP without Ethernet.
  CHECK(trouble(folder.write(*parse_hex("a1b2c3d40002000400000000000000000000ffff00000065")))
            .ends_with("it contains no Ethernet frames"));
}

}  // namespace provtool
