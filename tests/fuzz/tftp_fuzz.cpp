// Any bytes can be read as a packet; whatever servers and strangers send, and when: the transfer speaks to
// the server alone, keeps its bounds, and ends.
//   input: settings (1), then events (fuzz/asker_run.hpp) with a length of two bytes
#include <algorithm>
#include <array>

#include "fuzz/asker_run.hpp"
#include "provisioning/tftp_get.hpp"

using namespace provtool;

namespace {

using namespace std::chrono_literals;

constexpr Instant k_start{1000s};
const IpAddress k_server{Ipv4Address{{192, 0, 2, 1}}};
constexpr std::uint16_t k_transfer_port = 50000;

bool same(const tftp::Packet& one, const tftp::Packet& other) {
  return tftp::serialize(one) == tftp::serialize(other);
}

void check_round_trip(ByteView bytes) {
  const auto packet = tftp::parse(bytes);
  if (!packet) return require(!to_text(packet.error()).empty());
  const auto again = tftp::parse(tftp::serialize(*packet));
  require(again && again->index() == packet->index() && same(*again, *packet));
}

TftpGetOptions options_from(std::uint8_t settings) {
  static constexpr std::array<std::size_t, 4> k_sizes{1 << 20, 0, 512, 1500};
  TftpGetOptions options;
  options.start = k_start;
  options.server = k_server;
  options.file = (settings & 0x08) != 0 ? "" : "KX-UTG200B.cfg";
  options.most_bytes = k_sizes.at(settings % 4);
  options.patience = (settings & 0x04) != 0 ? 1500ms : 7s;
  return options;
}

class Run : public AskerRun {
 public:
  explicit Run(const TftpGetOptions& options)
      : AskerRun(m_get, options.start, 20), m_get(options), m_options(options) {}

  void finish() {
    run_out(100'000);
    judge();
  }

 private:
  // From the server's port of this transfer, its port 69, another port, or a stranger.
  static Endpoint sender_of(std::uint8_t details) {
    static constexpr std::array<std::uint16_t, 3> k_ports{k_transfer_port, tftp::k_port, 50001};
    const auto which = details >> 6;
    if (which == 3) return {IpAddress{Ipv4Address{{192, 0, 2, 99}}}, Port{k_transfer_port}};
    return {k_server, Port{k_ports.at(static_cast<std::size_t>(which))}};
  }

  // The block that is waited for, or one near it; full or short.
  [[nodiscard]] tftp::Packet fitting(std::uint8_t details, ByteView bytes) const {
    switch (details & 0x07) {
      case 5:
        return tftp::Error{static_cast<tftp::ErrorCode>(details >> 3 & 0x07), std::string(as_text(bytes))};
      case 6:
        return tftp::Ack{m_acknowledged};
      case 7:
        return tftp::OptionAck{};
      default:
        break;
    }
    const auto block = static_cast<std::uint16_t>(m_acknowledged + 1 + ((details & 0x07) == 4 ? -1 : 0) +
                                                  ((details & 0x07) == 3 ? 7 : 0));
    tftp::Data data{block, Bytes(bytes.begin(), bytes.end())};
    if ((details & 0x07) == 0) data.bytes.resize(tftp::k_block);
    return data;
  }

  [[nodiscard]] Datagram packet_of(const AskerEvent& event) const override {
    Datagram datagram;
    datagram.via = Via::udp;
    datagram.source = sender_of(event.details);
    if (event.kind == AskerEvent::Kind::fitting)
      datagram.payload = tftp::serialize(fitting(event.details, event.bytes));
    else
      datagram.payload.assign(event.bytes.begin(), event.bytes.end());
    return datagram;
  }

  void check(const Datagram& datagram) override {
    const auto packet = tftp::parse(datagram.payload);
    if (!packet) {  // a request, which no server sends
      require(datagram.payload == tftp::serialize(tftp::ReadRequest{m_options.file}));
      return require(datagram.destination == Endpoint{k_server, Port{m_options.port}});
    }
    require(std::holds_alternative<tftp::Ack>(*packet) || std::holds_alternative<tftp::Error>(*packet));
    if (const auto* ack = std::get_if<tftp::Ack>(&*packet)) {
      require(datagram.destination.address == k_server);
      m_acknowledged = ack->block;
    }
  }

  void judge() const {
    const auto& result = m_get.result();
    require(result.has_value());
    require(result->bytes.size() <= m_options.most_bytes && result->elapsed >= 0s);
    require(result->bytes.size() == m_get.received());
    const auto blocks = static_cast<int>(result->bytes.size() / tftp::k_block) + 2;
    if (result->end == TftpEnd::silent || result->end == TftpEnd::broken_off)
      require(result->elapsed <= m_options.patience * blocks);
    if (result->end == TftpEnd::silent) require(result->bytes.empty() && !result->answered);
    require((result->foreign == 0) == !result->elsewhere);
    require((result->end == TftpEnd::refused_by_server) == result->error.has_value());
  }

  TftpGet m_get;
  TftpGetOptions m_options;
  std::uint16_t m_acknowledged = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check_round_trip(ByteView(data, size));
  AskerEvents events(data, size, 2);
  Run run(options_from(events.settings()));
  run.play(events, 50ms);
  run.finish();
  run.stop();
  return 0;
}
