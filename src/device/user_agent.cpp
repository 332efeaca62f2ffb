#include "device/user_agent.hpp"

#include "device/macros.hpp"

namespace provtool {

std::string user_agent(const Identity& identity, const std::optional<std::string>& text) {
  const auto& facts = identity.phone->user_agent;
  return expand_as_asked(text ? std::string_view(*text) : facts.usual.value, identity).text;
}

}  // namespace provtool
