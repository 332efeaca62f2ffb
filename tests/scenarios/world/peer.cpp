#include "scenarios/world/peer.hpp"

#include <algorithm>

#include <string>

namespace provtool::testing {

using Json = nlohmann::json;

Bytes to_value(const Json& json) {
  if (json.is_object()) return parse_hex(json.at("hex").get<std::string>()).value();
  return to_bytes(json.get<std::string>());
}

void for_each_instance(const Json& options, const std::function<void(int code, Bytes value)>& use) {
  for (const auto& [code, value] : options.items()) {
    const auto parts = value.is_array() ? value : Json::array({value});
    for (const auto& part : parts) use(std::stoi(code), to_value(part));
  }
}

Duration to_duration(const Json& milliseconds) {
  return Duration(static_cast<Duration::rep>(milliseconds.get<double>() * 1000));
}

bool is_lost(const nlohmann::json& peer, int number) {
  const auto lost = peer.value("loses", std::vector<int>{});
  return std::find(lost.begin(), lost.end(), number) != lost.end();
}

MacAddress mac_in(const Json& peer, const char* usual) {
  return MacAddress::parse(peer.value("mac", usual)).value();
}

Ipv6Address ipv6_in(const Json& peer, const char* key, const char* usual) {
  return Ipv6Address::parse(peer.value(key, usual)).value();
}

Bytes cut_off(Bytes bytes, const Json& peer) {
  bytes.resize(bytes.size() - peer.value("cut_off", std::size_t{0}));
  return bytes;
}

}  // namespace provtool::testing
