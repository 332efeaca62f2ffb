// Whatever speaks for an address family: the mode follows from it, and the reason names it.
// One byte says which evidence there is; the bytes behind it are what the evidence says.
#include "discovery/mode.hpp"

#include "base/bytes.hpp"
#include "fuzz/require.hpp"

using namespace provtool;

namespace {

bool has_ipv4(AddressMode mode) {
  return mode == AddressMode::ipv4 || mode == AddressMode::dual;
}

bool has_ipv6(AddressMode mode) {
  return mode == AddressMode::ipv6 || mode == AddressMode::dual;
}

bool names(const ModeJudgement& judgement, const std::optional<std::string>& evidence) {
  return !evidence || judgement.reason.find(*evidence) != std::string::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteReader reader(ByteView(data, size));
  const auto which = reader.u8().value_or(0);
  const std::string text(as_text(reader.rest()));
  const auto evidence_if = [&](unsigned bit, const char* role) {
    return (which >> bit & 1) != 0 ? std::optional(role + text) : std::nullopt;
  };
  ModeEvidence evidence{"eth0",
                        evidence_if(0, "a"),
                        evidence_if(1, "b"),
                        evidence_if(2, "c"),
                        evidence_if(3, "d"),
                        evidence_if(4, "e")};

  const auto judged = judge_mode(evidence);
  require(has_ipv4(judged.mode) == (evidence.ipv4_address || evidence.dhcpv4_server));
  require(has_ipv6(judged.mode) ==
          (evidence.ipv6_address || evidence.advertised_prefix || evidence.dhcpv6_server));
  for (const auto& said : {evidence.ipv4_address, evidence.ipv6_address, evidence.dhcpv4_server,
                           evidence.advertised_prefix, evidence.dhcpv6_server})
    require(names(judged, said));

  const auto own = mode_of_interface(evidence);
  require(judged.differs == (judged.mode != own.mode));
  require(has_ipv4(own.mode) == evidence.ipv4_address.has_value());
  require(has_ipv6(own.mode) == evidence.ipv6_address.has_value());
  return 0;
}
