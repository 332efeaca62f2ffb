// What can be wrong: stable ids, severities, what they mean and what to do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "findings/tables.hpp"

namespace provtool {

struct Finding {
  std::string id;
  Severity severity = Severity::info;
  std::string message;  // clean text, secrets masked
  std::string hint;
  std::optional<std::string> source;  // "dhcp160"
};

// `message` may hold text from the network: it is cleaned and its secrets are masked here. An id that is not
// in the catalogue is a programming error.
Finding make_finding(std::string_view id, std::string_view message);
Finding make_finding(std::string_view id, std::string_view message, std::string_view source);

}  // namespace provtool
