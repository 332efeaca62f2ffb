// Whatever was seen of each source: the decision holds to the phone's order, and is never surer than what was
// seen. One byte for the mode; then for each source one for its status and one for what else is said of it,
// and for a value its length (1) and its bytes.
#include "discovery/decision.hpp"

#include <algorithm>

#include "fuzz/require.hpp"
#include "fuzz/shown.hpp"

using namespace provtool;

namespace {

Identity phone() {
  Identity identity;
  identity.mac = MacAddress{{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};
  return identity;
}

SourceEvidence evidence_of(SourceId source, ByteReader& reader, const Identity& identity) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.status = static_cast<Status>(reader.u8().value_or(0) % words(Status{}).size());
  evidence.reason = "because";
  const auto more = reader.u8().value_or(0);
  evidence.left_out = (more & 1) != 0;
  evidence.whatever_mode = (more & 2) != 0;
  if (evidence.status != Status::found && evidence.status != Status::unusable) return evidence;
  const std::size_t length = reader.u8().value_or(0);
  const auto value = reader.take(std::min(length, reader.left())).value_or(ByteView{});
  evidence.candidate = Candidate{Bytes(value.begin(), value.end()), read_url(as_text(value), identity)};
  evidence.status = evidence.candidate->reading.usable ? Status::found : Status::unusable;
  return evidence;
}

bool could_hold_a_value(const RankedSource& source) {
  return source.status == Status::not_tested && !source.evidence.left_out;
}

// Nothing that stands above the winner has a value, or could have one.
void check_winner(const Decision& decision) {
  const auto winner = std::find_if(decision.sources.begin(), decision.sources.end(), [&](const auto& source) {
    return source.evidence.source == *decision.winner;
  });
  require(winner != decision.sources.end() && winner->standing == Standing::won);
  require(winner->status == Status::found || winner->status == Status::unusable);
  require(decision.usable == (winner->status == Status::found));
  require(decision.url == winner->evidence.candidate->reading.url);
  for (auto above = decision.sources.begin(); above != winner; ++above)
    require(above->standing == Standing::none && above->status != Status::found &&
            !could_hold_a_value(*above));
}

void check_without_winner(const Decision& decision) {
  require(decision.url.empty() && decision.resolved.empty());
  const auto first = std::find_if(decision.sources.begin(), decision.sources.end(), [](const auto& source) {
    return source.status == Status::found || could_hold_a_value(source);
  });
  const bool unsure = first != decision.sources.end() && could_hold_a_value(*first);
  require(unsure == (decision.outcome == Outcome::undetermined));
  require(unsure || first == decision.sources.end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteReader reader(ByteView(data, size));
  const auto identity = phone();
  const auto mode = static_cast<AddressMode>(reader.u8().value_or(0) % words(AddressMode{}).size());
  std::vector<SourceEvidence> evidence;
  for (const auto& kind : all_sources()) evidence.push_back(evidence_of(kind.id, reader, identity));

  const auto decision = decide(evidence, mode, *identity.phone);
  require(decision.sources.size() == evidence.size());
  require((decision.outcome == Outcome::won) == decision.winner.has_value());
  decision.winner ? check_winner(decision) : check_without_winner(decision);

  std::reverse(evidence.begin(), evidence.end());
  const auto again = decide(evidence, mode, *identity.phone);
  require(again.winner == decision.winner && again.outcome == decision.outcome &&
          again.reason == decision.reason);
  for (const auto& finding : findings_of(decision, *identity.phone)) require_shown_clean(finding);
  return 0;
}
