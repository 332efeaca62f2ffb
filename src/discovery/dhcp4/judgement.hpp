// What the answers of DHCPv4 servers mean for the phone's options 160, 159 and 66.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "device/identity.hpp"
#include "discovery/dhcp4/reader.hpp"
#include "discovery/evidence.hpp"
#include "discovery/observations.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// One server as the phone would see it: an ACK to a REQUEST outranks an OFFER, and an ACK to an INFORM never
// does.
struct Dhcp4Server {
  const Dhcp4Answer* answer = nullptr;  // the one that counts; points into the evidence
  const Dhcp4Answer* offer = nullptr;
  const Dhcp4Answer* nak = nullptr;
  bool asked_as_ourselves = false;      // answered this computer's own MAC, not the phone's
  const Dhcp4Answer* survey = nullptr;  // what it sends to those who ask for more

  [[nodiscard]] std::string id() const { return answer->server(); }
  [[nodiscard]] DhcpAnswer exchange() const;
  // Of addresses; one through a relay is known by either.
  [[nodiscard]] bool is_among(const std::vector<std::string>& addresses) const;
  // An option of its answer, or of what only the survey brought. Not for what the phone reads.
  [[nodiscard]] std::optional<Bytes> sends(std::uint8_t code) const;
  [[nodiscard]] bool is_refusal() const { return nak != nullptr && exchange() != DhcpAnswer::ack; }
  // For the phone: it answered its MAC, with what it can take, and did not take that back.
  [[nodiscard]] bool counts() const { return !asked_as_ourselves && !is_refusal() && answer->can_be_taken(); }
};

// A server answered this computer's MAC and, around that, three questions of the phone's or more were not
// answered by anybody.
bool proves_mac_filter(const Dhcp4Evidence& evidence, const MacAddress& phone);
// The REQUEST to this server was not answered, however often it was repeated.
bool proves_no_ack(const Dhcp4Evidence& evidence, const MacAddress& phone, const Dhcp4Server& server);

// Servers in the order of their first answers; those that answered the phone's MAC first.
std::vector<Dhcp4Server> servers_in(const Dhcp4Evidence& evidence, const MacAddress& phone);

// Options 160, 159 and 66 as this server's answer contains them: found, unusable or empty.
std::vector<SourceEvidence> read_options(const Dhcp4Server& server, const Identity& identity);

struct OptionValue {
  Bytes bytes;  // as the phone takes it
  std::size_t instances = 0;
  bool duplicate = false;     // several instances, each a complete value
  std::string other_reading;  // of duplicates: joined when they counted once, else one by one
};
// All instances joined (RFC 3396); equal instances that are each a complete value count once, because
// receivers in the field take one of them. Nothing when the option is missing.
std::optional<OptionValue> read_option(const dhcpv4::Message& message, std::uint8_t code,
                                       const Identity& identity);

// The dhcp4.* findings. Any server besides those expected is one; none expected means that all are.
std::vector<Finding> judge(const Dhcp4Evidence& evidence, const std::vector<Dhcp4Server>& servers,
                           const std::vector<std::string>& expected_servers, const Identity& identity);

}  // namespace provtool
