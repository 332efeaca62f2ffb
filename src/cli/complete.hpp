// What may stand at a place of the command line: what the shells offer when Tab is pressed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/interface.hpp"
#include "cli/option_table.hpp"

namespace provtool {

struct Offer {
  std::string word;
  std::string meaning;  // may be empty
};

struct Completion {
  enum class Kind : std::uint8_t { words, files, folders };
  Kind kind = Kind::words;
  std::string prefix;  // of the word at the cursor: what is completed stands behind it ("--mode=", "-i")
  std::vector<Offer> offers{};  // whatever was typed of them so far

  // A line for kind and prefix, and one for each offer, with tabs between word and meaning.
  [[nodiscard]] std::string text() const;
};

// `words`: those behind the program's name; `at`: which of them is at the cursor. Those behind it count, too.
Completion complete(const CommandLine& line, std::span<const std::string> words, std::size_t at,
                    std::span<const Interface> interfaces);

}  // namespace provtool
