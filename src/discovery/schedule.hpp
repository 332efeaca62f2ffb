// When a question goes out, and how often, while nobody answers it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace provtool {

// With 30 % loss both ways, a question and its answer come through in 0.49 of the cases: nine or ten fit into
// a window of 5 s, and all of them are lost in one of 600. With the first answer repeating stops, so that a
// network whose servers answer at once sees one packet of each kind.
inline constexpr Duration k_repeat_after = std::chrono::milliseconds(500);
// No question in the last moment of a window: its answer would come too late.
inline constexpr Duration k_time_to_answer = std::chrono::milliseconds(250);
// dnsmasq looks for an address for 3 s before it offers it: earlier, nobody has failed to answer the phone.
inline constexpr Duration k_as_ourselves_after = std::chrono::milliseconds(3500);
// Some servers ignore an Information-request (field notes: information-request); the Solicit follows.
inline constexpr Duration k_solicit_after = std::chrono::seconds(1);
// A responder that answered has its NOTIFY on the way; simple ones send it once.
inline constexpr Duration k_notify_wait = std::chrono::seconds(1);
// So many unanswered questions before a silence is held against somebody.
inline constexpr std::size_t k_proof_of_silence = 3;
// With 30 % loss both ways three are all lost in 13 of 100 cases, six in less than 2.
inline constexpr std::size_t k_proof_despite_loss = 2 * k_proof_of_silence;

enum class Ask : std::uint8_t {
  discover,
  discover_as_ourselves,
  inform,
  request,
  information_request,
  solicit,
  router_solicitation,
  subscribe,
};

struct ScheduleRow {
  Ask ask;
  std::string_view name;      // of the packet
  Duration first;             // after the start, or after what it follows
  std::string_view standard;  // how patient a client of the standard is
};

// All are repeated after k_repeat_after.
inline constexpr std::array k_schedule{
    ScheduleRow{Ask::discover, "DHCPDISCOVER", {}, "RFC 2131 4.1: again after 4 s and 12 s"},
    ScheduleRow{Ask::discover_as_ourselves, "own DHCPDISCOVER", k_as_ourselves_after,
                "it tells a MAC filter from silence"},
    ScheduleRow{Ask::inform, "DHCPINFORM", {}, "RFC 2131 4.1: again after 4 s and 12 s"},
    ScheduleRow{Ask::request, "DHCPREQUEST", {}, "RFC 2131 4.1: again after 4 s and 12 s"},
    ScheduleRow{
        Ask::information_request, "INFORMATION-REQUEST", {}, "RFC 8415 7.6, 15: again after 1 s and 3 s"},
    ScheduleRow{Ask::solicit, "SOLICIT", k_solicit_after, "RFC 8415 7.6, 15: again after 1 s and 3 s"},
    ScheduleRow{Ask::router_solicitation, "router solicitation", {}, "RFC 4861 6.3.7: three, 4 s apart"},
    ScheduleRow{Ask::subscribe, "SUBSCRIBE", {}, "RFC 3261 17.1.2.2: again after 0.5 s, 1.5 s and 3.5 s"},
};
const ScheduleRow& schedule_of(Ask ask);

// A question that is asked again until it is answered.
class Repeated {
 public:
  Repeated() = default;  // not to be asked
  explicit Repeated(Instant first) : m_next(first) {}

  void asked(Instant now);
  void answered() { m_next.reset(); }
  void again_at(Instant time);  // though never sooner after the last time than any repeat

  // When it is to be asked; nothing when it is answered, or when the end is too near for another answer.
  [[nodiscard]] std::optional<Instant> next(Instant end) const;
  [[nodiscard]] bool is_due(Instant now, Instant end) const { return next(end) && *next(end) <= now; }
  [[nodiscard]] bool is_open() const { return m_next.has_value(); }
  [[nodiscard]] std::optional<Instant> first() const { return m_first; }  // when it was asked

 private:
  std::optional<Instant> m_first;
  std::optional<Instant> m_last;
  std::optional<Instant> m_next;
};

// How often a question goes out in a window in which nobody answers.
std::size_t times_asked(Ask ask, Duration window);
// The same for people: what a silent network sees, and how that compares with a patient client.
std::string seen_by_silent_network(Ask ask, Duration window);

}  // namespace provtool
