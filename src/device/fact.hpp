// How sure we are of a fact about the phone, and where it is from.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/words.hpp"

namespace provtool {

enum class Confidence : std::uint8_t {
  guide,       // printed in the Administrator Guide
  sample,      // seen in a deployed KX-UTG file
  sibling,     // another Panasonic SIP phone
  assumption,  // inferred
};
constexpr auto words(Confidence) {
  return std::to_array<Word<Confidence>>({{Confidence::guide, "guide"},
                                          {Confidence::sample, "sample"},
                                          {Confidence::sibling, "sibling"},
                                          {Confidence::assumption, "assumption"}});
}

template <class T>
struct Fact {
  T value;
  Confidence confidence;
  std::string_view source;  // a few words: "Administrator Guide 2.1"
};

}  // namespace provtool
