// How sure we are of a fact about the phone, and where it is from.
#pragma once

#include <cstdint>
#include <string_view>

namespace provtool {

enum class Confidence : std::uint8_t {
  guide,       // printed in the Administrator Guide
  sample,      // seen in a deployed KX-UTG file
  sibling,     // another Panasonic SIP phone
  assumption,  // inferred
};
std::string_view to_text(Confidence confidence);

template <class T>
struct Fact {
  T value;
  Confidence confidence;
  std::string_view source;  // a few words: "Administrator Guide 2.1"
};

}  // namespace provtool
