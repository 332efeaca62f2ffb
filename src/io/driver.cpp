#include "io/driver.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace provtool {

namespace {

// A program that comes back later than this was stopped; a busy computer is rarely that slow, and what the
// kernel keeps meanwhile is read afterwards.
constexpr Duration k_stood_still = std::chrono::seconds(1);

void note_link(Meanwhile& meanwhile, const std::vector<LinkState>& states, Instant now) {
  for (const auto& state : states) {
    if (!state.works() && !meanwhile.link_lost) meanwhile.link_lost = now;
    meanwhile.link = state;
  }
}

void note_overheard(Meanwhile& meanwhile, const std::optional<Overheard>& heard) {
  if (!heard) return;
  if (!meanwhile.overheard) meanwhile.overheard.emplace();
  meanwhile.overheard->life |= heard->life;
  meanwhile.overheard->asks_for_authentication |= heard->asks_for_authentication;
  for (const auto& [name, count] : heard->chatter) meanwhile.overheard->chatter[name] += count;
}

void note(Meanwhile& meanwhile, const Arrivals& arrivals, Instant until, Instant now) {
  note_link(meanwhile, arrivals.link, now);
  note_overheard(meanwhile, arrivals.overheard);
  meanwhile.dropped += arrivals.dropped;
  if (now - until > k_stood_still) meanwhile.slept += now - until;
  if (arrivals.suspended > k_stood_still) meanwhile.slept += arrivals.suspended;
  if (arrivals.trouble) meanwhile.trouble = arrivals.trouble->message;
}

void send_all(World& world, std::span<Machine* const> machines, const RunLimits& limits, Journal& journal) {
  for (Machine* machine : machines) {
    while (auto datagram = machine->next_datagram()) {
      const auto sent = world.send(*datagram);
      if (!sent) {
        machine->not_sent(*datagram, sent.error().message);
        continue;
      }
      machine->handed_over(*datagram);
      if (limits.trace) limits.trace(*datagram, true);
      journal.add(std::move(*datagram));
    }
  }
}

// What belongs to nobody's question is somebody else's.
void hand_out(Datagram datagram, std::span<Machine* const> machines, const RunLimits& limits,
              Journal& journal) {
  bool is_ours = false;
  for (Machine* machine : machines) is_ours = machine->receive(datagram) || is_ours;
  if (limits.trace) limits.trace(datagram, is_ours);
  if (is_ours || limits.keeps_all) journal.add(std::move(datagram), is_ours);
}

// The requests that have no result yet, each with the machine that wants it.
class Requests {
 public:
  void start_all(World& world, std::span<Machine* const> machines) {
    for (Machine* machine : machines)
      while (const auto request = machine->next_request())
        m_pending[world.fetch(*request)] = {machine, world.now() + request->time_limit, request->tag};
  }

  void deliver(RequestId id, Fetched result) {
    const auto entry = m_pending.find(id);
    if (entry == m_pending.end()) return;
    Machine* machine = entry->second.machine;
    result.tag = entry->second.tag;
    m_pending.erase(entry);
    machine->fetched(result);
  }

  // When to look for the next result at the latest; one that is overdue is not waited for without a pause.
  [[nodiscard]] std::optional<Instant> earliest(Instant now) const {
    std::optional<Instant> earliest;
    for (const auto& [id, pending] : m_pending)
      if (!earliest || pending.until < *earliest) earliest = pending.until;
    if (earliest) earliest = std::max(*earliest, now + k_overdue);
    return earliest;
  }

 private:
  static constexpr Duration k_overdue = std::chrono::milliseconds(20);

  struct Pending {
    Machine* machine = nullptr;
    Instant until{};
    int tag = 0;
  };

  std::map<RequestId, Pending> m_pending;
};

// No new questions, but what was begun is brought to its end: an answer, a lease given back.
RunEnd stop_all(World& world, std::span<Machine* const> machines, const RunLimits& limits, Journal& journal,
                RunEnd end) {
  for (Machine* machine : machines) machine->stop();
  send_all(world, machines, limits, journal);
  world.abandon_requests();
  return end;
}

std::optional<Instant> earliest_wake(std::span<Machine* const> machines, std::optional<Instant> earliest) {
  for (const Machine* machine : machines) {
    const auto wake = machine->next_wake();
    if (wake && (!earliest || *wake < *earliest)) earliest = wake;
  }
  return earliest;
}

void wake_due(std::span<Machine* const> machines, Instant now) {
  for (Machine* machine : machines) {
    const auto wake = machine->next_wake();
    if (wake && *wake <= now) machine->wake(now);
  }
}

RunEnd run_to_end(World& world, std::span<Machine* const> machines, const RunLimits& limits,
                  Journal& journal) {
  Requests requests;
  while (true) {
    send_all(world, machines, limits, journal);
    requests.start_all(world, machines);
    if (limits.watch) limits.watch();
    const auto certain = limits.certain ? limits.certain() : std::nullopt;
    if (certain && *certain <= world.now())
      return stop_all(world, machines, limits, journal, RunEnd::certain);
    const auto wake = earliest_wake(machines, requests.earliest(world.now()));
    if (!wake) return RunEnd::finished;
    Instant until = limits.deadline ? std::min(*wake, *limits.deadline) : *wake;
    if (certain) until = std::min(until, *certain);
    if (limits.watch) until = std::min(until, world.now() + limits.glance);
    Arrivals arrivals = world.wait(until);
    for (auto& datagram : arrivals.datagrams) hand_out(std::move(datagram), machines, limits, journal);
    for (auto& [id, result] : arrivals.fetched) requests.deliver(id, std::move(result));
    for (const auto& reason : arrivals.left_aside) {
      journal.add_left_aside(reason);
      if (limits.left_aside) limits.left_aside(reason);
    }
    const Instant now = world.now();
    note(journal.meanwhile(), arrivals, until, now);
    const bool too_late = limits.deadline && now >= *limits.deadline;
    if (arrivals.interrupted) return stop_all(world, machines, limits, journal, RunEnd::interrupted);
    if (too_late) return stop_all(world, machines, limits, journal, RunEnd::deadline);
    const auto& meanwhile = journal.meanwhile();
    if (meanwhile.trouble || !meanwhile.link.present)
      return stop_all(world, machines, limits, journal, RunEnd::failed);
    wake_due(machines, now);
  }
}

}  // namespace

RunEnd drive(World& world, std::span<Machine* const> machines, const RunLimits& limits, Journal& journal) {
  const auto end = run_to_end(world, machines, limits, journal);
  journal.set_lost(world.lost());
  return end;
}

}  // namespace provtool
