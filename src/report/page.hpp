// What a report says to a person: its words, made once, in blocks that any form of output can print. Clean
// text throughout, when the report was disclosed.
#pragma once

#include <cstdint>

#include "report/blocks.hpp"

namespace provtool {

enum class Depth : std::uint8_t {
  outcome,  // only the outcome and what is an error
  usual,
  everything,  // also every option of every DHCP server, and the assumptions
};

// Of what was not sent (--dry-run), and of validate: its end.
Page to_page(const Report& report, Depth depth);

}  // namespace provtool
