// Words from outside: how much of them is looked at, and how they travel within sentences of ours.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace provtool {

enum class Secrets : std::uint8_t { mask, show };

// More of one value is neither looked at nor shown: nobody reads on, and time and output stay bounded.
inline constexpr std::size_t k_most_looked_at = 4096;
bool is_too_long(std::string_view value);
// The value, or its beginning.
std::string_view looked_at(std::string_view value);
// What is said behind a beginning: "… (90,112 bytes, the first 4,096 are looked at)"; empty behind a whole
// value.
std::string said_of_the_rest(std::string_view value);

// The value with its secrets masked, cut as above.
std::string masked(std::string_view value);

// A value for a sentence of ours. When it holds a secret both spellings travel in the sentence until
// with_secrets() chooses: what is masked is decided where the whole value is known, not in the sentence.
std::string foreign(std::string_view value);
std::string foreign(std::string_view shown, std::string_view masked);

// Whether a secret shows only when these parts of a value are put together.
bool hides_between(const std::vector<std::string>& parts);

// The sentence with one spelling of each value in it.
std::string with_secrets(std::string_view sentence, Secrets secrets);

}  // namespace provtool
