// What was learned about each source: the values that the decision is made of. It never learns who asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "base/words.hpp"
#include "device/sources.hpp"
#include "device/url_reading.hpp"

namespace provtool {

enum class Status : std::uint8_t {
  found,           // a usable URL
  unusable,        // a value that is not a usable URL
  empty,           // answered, without a value
  no_answer,       // nobody answered in time
  refused,         // the other side said no
  off,             // disabled
  not_applicable,  // not in this address mode
  not_reached,     // redirection, when something above it won
  not_tested,      // could not look, or was not to look
};
constexpr auto words(Status) {
  return std::to_array<Word<Status>>({{Status::found, "found"},
                                      {Status::unusable, "unusable"},
                                      {Status::empty, "empty"},
                                      {Status::no_answer, "no_answer"},
                                      {Status::refused, "refused"},
                                      {Status::off, "off"},
                                      {Status::not_applicable, "not_applicable"},
                                      {Status::not_reached, "not_reached"},
                                      {Status::not_tested, "not_tested"}});
}

// A value that a source yielded, and how the phone reads it.
struct Candidate {
  Bytes raw;
  UrlReading reading;
};

struct SourceEvidence {
  SourceId source = SourceId::manual;
  Status status = Status::not_tested;
  std::string reason;  // why the status is what it is; one clause without its full stop
  std::optional<Candidate> candidate;
  std::optional<std::string> server;
  std::optional<Duration> elapsed;
  Confidence confidence = Confidence::guide;
  bool left_out =
      false;  // the command line, or the default, left it out: not_tested says nothing against the decision
  bool whatever_mode = false;  // takes part also where the address mode has no place for it: it was named, or
                               // the mode is not known for sure
  bool unasked = false;        // not_tested: no question went out
  std::string to_settle;       // not_tested: the one thing that would settle it
};

}  // namespace provtool
