// The report for a person at a terminal or in a ticket.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "report/page.hpp"

namespace provtool {

struct TextStyle {
  bool color = false;
  bool utf8 = true;                  // else "~" for what was cut and "?" for what is not ASCII
  std::optional<std::size_t> width;  // columns of the terminal; lines are not wrapped without it
  bool verbose = false;              // also every option of every DHCP server, and the assumptions
  bool quiet = false;                // only the outcome and what is an error
  std::optional<Severity> least = Severity::error;  // with quiet: the findings that are told
};

std::string to_text(const Report& report, const TextStyle& style);

// Any page; no line is wider than the style says.
std::string to_text(const Page& page, const TextStyle& style);

// "FAILS"
std::string_view first_word(VerdictStatus status);

// "error", in its color or without.
std::string in_color(Severity severity, bool color);

}  // namespace provtool
