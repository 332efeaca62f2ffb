// What the fuzz targets of the askers share: how their input becomes events, and the world they happen in.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "base/machine.hpp"
#include "fuzz/require.hpp"

namespace provtool {

// kind (1), and for packets delay (1), details (1), length (1 or 2), bytes
struct AskerEvent {
  enum class Kind : std::uint8_t { wake, refuse, fitting, bytes };
  Kind kind{};
  bool refuse = false;       // from now on
  std::uint8_t delay = 0;    // in a unit of the target's own
  std::uint8_t details = 0;  // which packet the bytes are of
  ByteView bytes;
};

class AskerEvents {
 public:
  AskerEvents(const std::uint8_t* data, std::size_t size, std::size_t length_size)
      : m_reader(ByteView(data, size)), m_length_size(length_size) {}

  std::uint8_t settings() { return m_reader.u8().value_or(0); }

  std::optional<AskerEvent> next() {
    const auto kind = m_reader.u8();
    if (!kind || m_count++ == k_most) return std::nullopt;
    AskerEvent event;
    event.kind = static_cast<AskerEvent::Kind>(*kind % 4);
    event.refuse = (*kind & 4) != 0;
    if (event.kind == AskerEvent::Kind::wake || event.kind == AskerEvent::Kind::refuse) return event;
    event.delay = m_reader.u8().value_or(0);
    event.details = m_reader.u8().value_or(0);
    const std::size_t length = m_length_size == 1 ? m_reader.u8().value_or(0) : m_reader.u16().value_or(0);
    event.bytes = m_reader.take(std::min(length, m_reader.left())).value_or(ByteView{});
    return event;
  }

 private:
  static constexpr int k_most = 200;

  ByteReader m_reader;
  std::size_t m_length_size;
  int m_count = 0;
};

// A machine in a world where packets arrive and are taken or not as the input says. A target says what may be
// sent.
class AskerRun {
 public:
  AskerRun(Machine& machine, Instant start, std::size_t most_at_once)
      : m_machine(machine), m_now(start), m_most_at_once(most_at_once) {}
  AskerRun(const AskerRun&) = delete;
  AskerRun& operator=(const AskerRun&) = delete;
  virtual ~AskerRun() = default;

  // Everything that the input says, with its delays in `unit`.
  void play(AskerEvents& events, Duration unit) {
    while (const auto event = events.next()) {
      if (event->kind == AskerEvent::Kind::wake)
        wake();
      else if (event->kind == AskerEvent::Kind::refuse)
        m_refuse = event->refuse;
      else
        arrive(packet_of(*event), unit * event->delay);
    }
  }

  void stop() {
    m_machine.stop();
    take();
  }

 protected:
  // The packet that an event brings.
  [[nodiscard]] virtual Datagram packet_of(const AskerEvent& event) const = 0;
  // Looks at what is to be sent, before it is.
  virtual void check(const Datagram& datagram) = 0;

  // Wakes it until it is finished.
  void run_out(int most_wakes) {
    for (int i = 0; m_machine.next_wake(); ++i) {
      require(i < most_wakes);
      wake();
    }
  }

  [[nodiscard]] Instant now() const { return m_now; }
  [[nodiscard]] const std::optional<IpAddress>& arrived() const { return m_arrived; }  // just now, from there

 private:
  void wake() {
    const auto wake = m_machine.next_wake();
    if (!wake) return;
    m_now = std::max(m_now, *wake);
    m_machine.wake(m_now);
    take();
    const auto next = m_machine.next_wake();
    require(!next || *next > m_now);
  }

  // Wakes what is due on the way, as the driver does.
  void arrive(Datagram datagram, Duration delay) {
    const Instant time = m_now + delay;
    while (m_machine.next_wake() && *m_machine.next_wake() <= time) wake();
    m_now = time;
    datagram.time = m_now;
    m_arrived = datagram.source.address;
    m_machine.receive(datagram);
    take();
    m_arrived.reset();
  }

  void take() {
    std::size_t count = 0;
    while (const auto datagram = m_machine.next_datagram()) {
      require(++count <= m_most_at_once);
      check(*datagram);
      auto sent = *datagram;
      sent.time = m_now;
      sent.direction = Direction::sent;
      if (m_refuse)
        m_machine.not_sent(sent, "refused");
      else
        m_machine.handed_over(sent);
    }
  }

  Machine& m_machine;
  Instant m_now;
  std::size_t m_most_at_once;
  std::optional<IpAddress> m_arrived;
  bool m_refuse = false;
};

}  // namespace provtool
