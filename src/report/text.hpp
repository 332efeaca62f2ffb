// The report for a person at a terminal or in a ticket.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "report/report.hpp"

namespace provtool {

struct TextStyle {
  bool color = false;
  bool symbols = false;              // ✔ ○ · instead of * o .
  std::optional<std::size_t> width;  // columns of the terminal; lines are not wrapped without it
  bool verbose = false;              // also every option of every DHCP server, and the assumptions
  bool quiet = false;                // only the outcome and what is an error
  std::optional<Severity> least = Severity::error;  // with quiet: the findings of a boot that are told
  bool one_line_rows = false;                       // each source takes one line, cut where the terminal ends
};

std::string to_text(const Report& report, const TextStyle& style);

// "error", in its color or without.
std::string in_color(Severity severity, bool color);

// The table of sources alone, a line each, cut where the terminal ends (from 40 columns on).
std::string to_text(const DiscoverySection& discovery, TextStyle style);

}  // namespace provtool
