// A question, however often it was sent, and when it was answered: what silence and loss are judged by.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace provtool {

struct Exchange {
  std::vector<Instant> asked;       // each time it was sent
  std::optional<Instant> answered;  // for the first time
  std::size_t answers = 0;          // copies included

  void ask(Instant time);
  void answer(Instant time);

  [[nodiscard]] std::size_t asked_before(Instant time) const;
  // Nobody answered, although it was sent often enough.
  [[nodiscard]] bool proves_silence() const;
  // The first time that it was sent, it was not answered before it was sent again.
  [[nodiscard]] bool needed_a_repeat() const;
};

// Which servers take their time before they answer.
enum class Answering : std::uint8_t { at_once, after_address_check };

// "1 of 3 DHCPDISCOVERs" when it is certain that only a repeat was answered.
std::optional<std::string> lost_part(const Exchange& exchange, std::string_view name, Answering answering);

}  // namespace provtool
