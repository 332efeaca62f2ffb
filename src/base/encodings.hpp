// Text that hides in text: what an encoded word stands for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace provtool {

// `%41` decoded, also where it is encoded several times; what is no such sequence stays.
std::string percent_decoded(std::string_view text);

// As most readers would take it: percent and XML sequences decoded, look-alikes of ASCII characters (such as
// full-width ones) replaced by them, and what is invisible left out.
std::string plainly_read(std::string_view text);

// A part of a text that may be hex or base64, and the readable texts it may stand for.
struct EncodedPart {
  std::size_t start = 0;
  std::size_t end = 0;
  std::vector<std::string> readings{};
};
std::vector<EncodedPart> encoded_parts(std::string_view text);

}  // namespace provtool
