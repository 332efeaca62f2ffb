#include "discovery/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

const ScheduleRow& schedule_of(Ask ask) {
  return *std::find_if(k_schedule.begin(), k_schedule.end(),
                       [ask](const ScheduleRow& row) { return row.ask == ask; });
}

void Repeated::asked(Instant now) {
  if (!m_first) m_first = now;
  m_last = now;
  m_next = now + k_repeat_after;
}

void Repeated::again_at(Instant time) {
  m_next = m_last ? std::max(time, *m_last + k_repeat_after) : time;
}

std::optional<Instant> Repeated::next(Instant end) const {
  const bool too_late = m_first && m_next && *m_next + k_time_to_answer > end;
  return too_late ? std::nullopt : m_next;
}

std::size_t times_asked(Ask ask, Duration window) {
  const Instant end{window};
  Repeated question(Instant{schedule_of(ask).first});
  std::size_t times = 0;
  for (; question.next(end) && *question.next(end) < end; ++times) question.asked(*question.next(end));
  return times;
}

std::string seen_by_silent_network(Ask ask, Duration window) {
  const auto& row = schedule_of(ask);
  return fmt::format("while nobody answers, {} in {}, more than a phone sends ({})",
                     counted(times_asked(ask, window), row.name), to_seconds_text(window), row.standard);
}

}  // namespace provtool
