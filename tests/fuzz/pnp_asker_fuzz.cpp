// Whatever arrives, at which door, and when: the asker asks within its bounds, sends nothing but SUBSCRIBE
// and 200, ends in time, and its evidence can be judged.
//   input: settings (1), then events (fuzz/asker_run.hpp) with a length of two bytes
// The corpus is made of tests/data/sip.
#include <algorithm>

#include "base/text.hpp"
#include "discovery/pnp/asker.hpp"
#include "discovery/pnp/judgement.hpp"
#include "fuzz/asker_run.hpp"
#include "fuzz/shown.hpp"

using namespace provtool;

namespace {

using namespace std::chrono_literals;

constexpr MacAddress k_own{{0x00, 0x00, 0x5e, 0x00, 0x53, 0x05}};
constexpr Ipv4Address k_own_address{{192, 0, 2, 10}};
constexpr Instant k_start{1000s};

PnpAskerOptions options_from(std::uint8_t settings) {
  PnpAskerOptions options;
  options.start = k_start;
  options.own = k_own;
  options.to_tag = "ours";
  options.hears_frames = (settings & 1) != 0;
  options.identity.mac = MacAddress{{0x00, 0x00, 0x5e, 0x00, 0x53, 0x42}};
  options.window = 5s;
  options.subscription.uri = "sip:MAC%3a00005E005342@224.0.1.75";
  options.subscription.event_package = "ua-profile";
  options.subscription.accept = "application/url";
  options.subscription.expires = "0";
  options.subscription.address = k_own_address;
  options.subscription.port = (settings & 2) != 0 ? Port{40000} : sip::k_port;
  options.subscription.branch = "z9hG4bK1520506307";
  options.subscription.from_tag = "77aa";
  options.subscription.call_id = "1263455462@192.0.2.10";
  return options;
}

Datagram datagram_with(std::uint8_t details, Bytes payload) {
  Datagram datagram;
  datagram.via = (details & 0x01) != 0 ? Via::packet : Via::udp;
  datagram.source = {IpAddress{Ipv4Address{{192, 0, 2, static_cast<std::uint8_t>(details >> 5)}}},
                     (details & 0x02) != 0 ? Port{1036} : sip::k_port};
  datagram.destination = {IpAddress{(details & 0x04) != 0 ? Ipv4Address{{192, 0, 2, 77}} : k_own_address},
                          (details & 0x08) != 0 ? Port{40000} : sip::k_port};
  if ((details & 0x10) != 0) datagram.direction = Direction::sent;
  datagram.payload = std::move(payload);
  return datagram;
}

// The usual NOTIFY with these bytes behind its header.
Bytes notify_with(ByteView body) {
  auto payload = to_bytes(
      "NOTIFY sip:192.0.2.10:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;rport\r\nFrom: a;tag=b\r\nTo: c\r\n"
      "Call-ID: 1263455462@192.0.2.10\r\nCSeq: 1 NOTIFY\r\nEvent: ua-profile\r\n\r\n");
  payload.insert(payload.end(), body.begin(), body.end());
  return payload;
}

class Run : public AskerRun {
 public:
  explicit Run(const PnpAskerOptions& options)
      : AskerRun(m_asker, options.start, 1), m_asker(options), m_options(options) {}

  void finish() {
    const Instant latest = std::max(now(), k_start + m_options.window + 50ms);
    run_out(20);
    require(now() <= latest && !m_asker.awaits_copies());
    require(m_subscribes <= 10 && m_answers <= 64);
    judge_evidence();
  }

 private:
  [[nodiscard]] Datagram packet_of(const AskerEvent& event) const override {
    return datagram_with(event.details, event.kind == AskerEvent::Kind::fitting
                                            ? notify_with(event.bytes)
                                            : Bytes(event.bytes.begin(), event.bytes.end()));
  }

  void check(const Datagram& datagram) override {
    const auto message = sip::parse(datagram.payload);
    // Compact names grow, so the answer to a NOTIFY near the limit may outgrow it; the kernel refuses that
    // one.
    require(message.has_value() || message.error() == sip::Rejection::too_large);
    require(datagram.source == Endpoint{IpAddress{k_own_address}, m_options.subscription.port});
    if (arrived()) {
      ++m_answers;
      require(datagram.destination.address == *arrived());
      require(!message || (message->response() != nullptr && message->response()->code == 200));
    } else {
      ++m_subscribes;
      require(message && message->request() != nullptr && message->request()->method == "SUBSCRIBE");
      require(message->faults.empty() &&
              datagram.destination == Endpoint{IpAddress{sip::k_group}, sip::k_port});
    }
  }

  void judge_evidence() const {
    const auto& evidence = m_asker.evidence();
    require(evidence.responders.size() <= 32 && evidence.notifies.size() <= 33);
    require(evidence.oddities.size() <= 32 && evidence.ignored.size() <= 17);
    for (const auto& notify : evidence.notifies) {
      require(notify.elapsed <= m_options.window && notify.urls.size() <= 8);
      for (const auto& url : notify.urls) require(!url.empty() && url.size() <= 4096);
    }
    const auto source = read_answers(evidence, Identity{});
    require(!source || source->candidate.has_value() ==
                           !(source->status == Status::empty || source->status == Status::refused));
    require(source.has_value() == !evidence.responders.empty());
    for (const auto& responder : evidence.responders)
      candidate_of(evidence, responder.from.address, Identity{});
    for (const auto& finding : judge(evidence, true)) {
      require_shown_clean(finding);
      require(finding.message.size() < 4096);
    }
  }

  PnpAsker m_asker;
  PnpAskerOptions m_options;
  std::size_t m_subscribes = 0;
  std::size_t m_answers = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  AskerEvents events(data, size, 2);
  Run run(options_from(events.settings()));
  run.play(events, 5ms);
  run.finish();
  return 0;
}
