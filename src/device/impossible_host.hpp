// Hosts of a URL at which no phone finds a server.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "findings/kind.hpp"

namespace provtool {

struct ImpossibleHost {
  std::string meaning;  // "127.0.0.1 is a loopback address: the phone itself"
  Severity severity = Severity::error;
};

// `host` as a URL has it or the library reads it; an IPv6 literal may have its brackets.
std::optional<ImpossibleHost> impossible_host(std::string_view host);

}  // namespace provtool
