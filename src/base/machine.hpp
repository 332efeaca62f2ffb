// A protocol is a machine that is given bytes and time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/datagram.hpp"
#include "base/time.hpp"
#include "base/transfer.hpp"

namespace provtool {

// Owns no socket, reads no clock, draws no random number. The driver (io/driver) hands it what arrived, asks
// what it wants to send, and comes back when it asked to be woken. A machine that asks for nothing any more
// is finished.
class Machine {
 public:
  virtual ~Machine() = default;

  // Something arrived on the link: ours, or somebody else's. Whether it belongs to what this machine asks:
  // what belongs to nobody's question is not kept.
  virtual bool receive(const Datagram& datagram) = 0;
  // The time asked for by next_wake() has come.
  virtual void wake(Instant now) = 0;
  // What it wants to send; called until it returns nothing.
  virtual std::optional<Datagram> next_datagram() = 0;
  // The datagram was handed to the link at its `time`; only now it counts as sent.
  virtual void handed_over(const Datagram& datagram) = 0;
  // The datagram could not be handed over.
  virtual void not_sent(const Datagram& datagram, const std::string& reason) = 0;
  // What it wants fetched; called until it returns nothing. While a result is to come the machine is not
  // finished.
  virtual std::optional<Request> next_request() { return std::nullopt; }
  virtual void fetched(const Fetched& /*result*/) {}
  // The run ends before the machine is finished: what must still go out may be queued, no question any more.
  // What is still being fetched is given up.
  virtual void stop() {}
  // When to come back; nothing when the machine is finished.
  [[nodiscard]] virtual std::optional<Instant> next_wake() const = 0;
};

// Why a run of machines ended: each was finished, the result was certain, time was up, Ctrl-C, or this host
// could not go on.
enum class RunEnd : std::uint8_t { finished, certain, deadline, interrupted, failed };

}  // namespace provtool
