#include "discovery/who_asks.hpp"

#include "discovery/assumed.hpp"

namespace provtool {

Identity who_asks(const WhoOptions& who, const MacAddress& own,
                  const std::function<std::uint32_t()>& random) {
  Identity identity;
  identity.model = model(who, *identity.phone);
  identity.firmware = who.firmware;
  identity.mac = own;
  identity.mac_from = MacFrom::interface;
  if (!who.mac) return identity;
  const auto* given = std::get_if<MacAddress>(&*who.mac);
  identity.mac = given != nullptr ? *given : MacAddress::locally_administered({random(), random()});
  identity.mac_from = given != nullptr ? MacFrom::option : MacFrom::random;
  return identity;
}

}  // namespace provtool
