// A source that asks by datagrams: what its state alone answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "discovery/source.hpp"

namespace provtool {

struct NotAsked {};  // left out or switched off
struct CannotAsk {
  Excuse why;
};
struct Ready {};  // asks when it is started
struct NotOpened {
  Trouble trouble;
};
template <class Reader>
struct ReadBack {
  Reader reader;
  Instant ends{};  // of the capture
};

// What a source asks, for the words about its silence.
struct Question {
  std::string_view name;  // "DHCPDISCOVER"
  Duration window{};
  Patience patience;
  std::vector<Port> answered_to;
  bool over_ipv6 = false;
};

template <class Asker, class Reader>
using SourceState = std::variant<NotAsked, CannotAsk, Ready, NotOpened, Asker, ReadBack<Reader>>;

template <class Asker, class Reader>
class DatagramSource : public Source {
 public:
  void start(const Start& start) override {
    if (will_ask()) m_state.template emplace<Asker>(make_asker(start));
  }
  void could_not_open(const Trouble& trouble) override { m_state = NotOpened{trouble}; }
  Machine* machine() override { return std::get_if<Asker>(&m_state); }
  void read_back(Instant ends) override {
    if (will_ask()) m_state = ReadBack<Reader>{make_reader(), ends};
  }
  void read(const Datagram& datagram) override {
    if (auto* back = std::get_if<ReadBack<Reader>>(&m_state)) back->reader.read(datagram);
  }
  [[nodiscard]] Ignored ignored() const override { return heard() != nullptr ? heard()->ignored : Ignored{}; }

 protected:
  DatagramSource(const Situation& situation, SourceState<Asker, Reader> state)
      : m_situation(situation), m_state(std::move(state)) {}

  [[nodiscard]] virtual Asker make_asker(const Start& start) const = 0;
  [[nodiscard]] virtual Reader make_reader() const = 0;
  [[nodiscard]] virtual Question question() const = 0;

  [[nodiscard]] const Situation& situation() const { return m_situation; }
  [[nodiscard]] bool is_asked() const { return !std::holds_alternative<NotAsked>(m_state); }
  [[nodiscard]] bool asks() const { return will_ask() || asker() != nullptr; }
  [[nodiscard]] bool will_ask() const { return std::holds_alternative<Ready>(m_state); }

  [[nodiscard]] const Asker* asker() const { return std::get_if<Asker>(&m_state); }
  [[nodiscard]] const Reader* reader() const {
    const auto* back = std::get_if<ReadBack<Reader>>(&m_state);
    return back != nullptr ? &back->reader : nullptr;
  }
  // What was heard, whoever asked; null when nobody listened.
  [[nodiscard]] const auto* heard() const {
    if (const auto* asking = asker()) return &asking->evidence();
    return reader() != nullptr ? &reader()->evidence() : nullptr;
  }
  // Why a capture says nothing of what is not in it.
  [[nodiscard]] std::optional<Excuse> not_captured() const {
    const auto* back = std::get_if<ReadBack<Reader>>(&m_state);
    if (back == nullptr) return std::nullopt;
    return excuse_capture(back->ends, back->reader.first_asked(), question().window,
                          std::string(question().name));
  }
  // Its own window is over, whatever ended the run.
  [[nodiscard]] bool is_over() const {
    return asker() != nullptr ? !asker()->next_wake() : reader() != nullptr && !not_captured();
  }

  // A packet in fragments that may have been an answer.
  [[nodiscard]] std::optional<LostPacket> find_lost_answer(const std::optional<Ending>& ending) const {
    if (!ending || !is_asked()) return std::nullopt;
    const auto asked = question();
    return find_lost(
        *ending, {asked.answered_to, asked.over_ipv6, {m_situation.interface.mac, m_situation.identity.mac}});
  }

  // Why its silence says nothing; nothing when it had its whole time on a live link. `own`: what this source
  // alone knows to be in the way.
  [[nodiscard]] std::optional<Excuse> why_not_looked(const std::optional<Ending>& ending,
                                                     std::optional<Excuse> own = std::nullopt) const {
    if (!is_asked()) return Excuse{"not asked", "", true};
    if (const auto* cannot = std::get_if<CannotAsk>(&m_state)) return unasked(cannot->why);
    if (const auto* shut = std::get_if<NotOpened>(&m_state)) return excuse_not_opened(shut->trouble);
    if (const auto lost = find_lost_answer(ending)) return excuse_lost(*lost, m_situation.interface.name);
    if (own) return own;
    const bool lost_link = ending && ending->meanwhile.link_lost;  // which is why it could not send
    if (asker() != nullptr && asker()->trouble() && !lost_link)
      return Excuse{*asker()->trouble(), "Check the link, then ask again."};
    const bool finished = reader() != nullptr || is_over();
    if (!ending && !finished) return still_waiting();
    if (auto excuse = not_captured()) return excuse;
    if (auto excuse = excuse_silence(ending.value_or(Ending{}), finished, m_situation.interface.name))
      return excuse;
    return excuse_short_window(question().window, question().patience);
  }

 private:
  const Situation& m_situation;
  SourceState<Asker, Reader> m_state;
};

}  // namespace provtool
