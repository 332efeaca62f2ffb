// What every peer out of a scenario file needs: values as JSON writes them, and one broken thing at a time.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/datagram.hpp"

namespace provtool::testing {

// Somebody on the link: sees what the tool sends and says what comes back, and when.
class Peer {
 public:
  virtual ~Peer() = default;
  virtual std::vector<Datagram> answers_to(const Datagram& sent) = 0;
  // What it sends by itself, from when somebody listens.
  virtual std::vector<Datagram> unasked(Instant /*start*/) { return {}; }
};

// "http://…" as it stands, NULs and control characters by JSON's escapes; {"hex": "0a4d0001"} for raw bytes.
Bytes to_value(const nlohmann::json& json);

// Calls `use` for each value of {"160": "http://…", "66": ["part", "part"]}: a list is several instances.
void for_each_instance(const nlohmann::json& options, const std::function<void(int code, Bytes value)>& use);

// A number of milliseconds, with fractions.
Duration to_duration(const nlohmann::json& milliseconds);

// Whether `peer` "loses" the question or answer of this number, counted from 1.
bool is_lost(const nlohmann::json& peer, int number);

MacAddress mac_in(const nlohmann::json& peer, const char* usual);
Ipv6Address ipv6_in(const nlohmann::json& peer, const char* key, const char* usual);

// Without the last bytes when `peer` says "cut_off".
Bytes cut_off(Bytes bytes, const nlohmann::json& peer);

}  // namespace provtool::testing
