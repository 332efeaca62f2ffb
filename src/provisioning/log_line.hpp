// A request as it would stand in the server's log.
#pragma once

#include <string>

#include "base/transfer.hpp"

namespace provtool {

// `GET /utg200/KX-UTG200B.cfg HTTP/1.1 "Panasonic_KX-UTG200B/03.210 (0080f0123456)"`, `RRQ KX-UTG200B.cfg
// octet`, `USER …, PASS ***, TYPE I, RETR utg200/KX-UTG200B.cfg`. Never a password.
std::string log_line(const Request& request);

}  // namespace provtool
