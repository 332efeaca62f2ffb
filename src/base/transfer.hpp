// What a machine wants fetched, and what came of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/time.hpp"

namespace provtool {

// One GET by HTTP or HTTPS. A redirect is not followed: it is an answer like any other.
struct Request {
  std::string url;  // may contain credentials
  std::string user_agent;
  std::string interface;             // what the connection goes out of
  Duration time_limit{};             // for all of it; a result comes by then
  std::size_t most_bytes = 1 << 20;  // of the body, and once more of the headers
};

enum class FetchProblem : std::uint8_t {
  name_lookup,  // the host's name is not known, or nobody said so in time
  no_route,     // no way from here to the host
  refused,      // the host is there, and nobody listens at the port
  timeout,      // no connection, or no whole answer, within the time limit
  broken_off,   // the connection ended before the answer did
  not_http,     // an answer came in another protocol
  too_large,    // more than most_bytes; what came up to there is kept
  tls,          // no trustworthy connection: protocol, certificate, name
  other,
};

struct Fetched {
  std::string url;                      // as asked
  std::optional<FetchProblem> problem;  // what had come before it is there all the same
  std::string detail;                   // of the problem, in the library's words
  int status = 0;                       // of HTTP; 0 when no whole head came
  std::string location;                 // of a redirect, as received
  std::string redirect_url;             // the same made absolute (RFC 9110 10.2.2)
  std::string content_type;
  Bytes body;
  std::string server;  // the address connected to; empty when there was no connection
  Duration elapsed{};
};

}  // namespace provtool
