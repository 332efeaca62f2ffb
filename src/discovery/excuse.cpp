#include "discovery/excuse.hpp"

#include <fmt/format.h>

#include "findings/catalogue.hpp"

namespace provtool {

namespace {

// A window counts from the decision to ask; the question reaches the link a little later.
constexpr Duration k_handing_over = std::chrono::milliseconds(50);

}  // namespace

std::optional<Excuse> excuse_silence(const Ending& ending, bool finished, const std::string& interface) {
  if (ending.silent)
    return Excuse{fmt::format("nothing at all was received on {}", interface), hint_of("host.silent-link")};
  if (finished) return std::nullopt;
  switch (ending.end) {
    case RunEnd::interrupted:
      return Excuse{fmt::format("interrupted after {}", to_seconds_text(ending.ran)),
                    "Let it run to its end."};
    case RunEnd::deadline:
      return Excuse{fmt::format("the deadline (--timeout) was reached after {}", to_seconds_text(ending.ran)),
                    "Allow more time with --timeout."};
    case RunEnd::certain:
      return Excuse{"the run ended before it could answer, because the winner was certain (--first)",
                    "Leave out --first."};
    case RunEnd::finished:
      return std::nullopt;
  }
  return std::nullopt;
}

SourceEvidence silent_source(SourceId source, const std::optional<Excuse>& excuse,
                             const std::string& silence) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = excuse ? Status::not_tested : Status::no_answer;
  evidence.reason = excuse ? excuse->reason : silence;
  if (excuse) evidence.to_settle = excuse->to_settle;
  return evidence;
}

std::optional<Excuse> excuse_capture(Instant capture_ends, std::optional<Instant> asked, Duration window,
                                     const std::string& question) {
  if (!asked)
    return Excuse{fmt::format("the capture contains no {} from this phone", question),
                  "Capture from before the phone asks."};
  if (capture_ends + k_handing_over < *asked + window)
    return Excuse{
        fmt::format("the capture ends {} after the {}", to_seconds_text(capture_ends - *asked), question),
        fmt::format("Capture for at least {} after it.", to_seconds_text(window))};
  return std::nullopt;
}

Excuse excuse_not_opened(const Trouble& trouble) {
  const bool denied = trouble.kind == Trouble::Kind::no_privilege;
  return {trouble.message, denied ? hint_of("host.no-privilege") : ""};
}

Excuse still_waiting() {
  return {"waiting for an answer", ""};
}

}  // namespace provtool
