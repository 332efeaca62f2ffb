// What an answer that brings no file means.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/transfer.hpp"
#include "device/identity.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

struct Failure {
  FindingId id;
  std::string reason;       // a clause: "192.0.2.1 answered 404 (not found)"
  std::string to_settle{};  // what the user would have to give; empty when it is certain
  bool tells_time = false;  // the reason says how long it took
};

// Without the number and the place in OpenSSL: "wrong version number".
std::string_view words_of_library(std::string_view detail);

bool is_redirect(const Fetched& fetched);

// Nothing when the file came, whatever it contains.
std::optional<Failure> failure_of(const Request& request, const Fetched& fetched);

// The host and, where it is another word, the address that answered: "prov.example.com (192.0.2.1)".
std::string who_answered(const Fetched& fetched);
// What a server that knows its phones may have looked at: User-Agent and MAC. To follow "asked ".
std::string said_of_sender(const Request& request, const Identity& identity);
// How much a failure says of what is wrong: the highest of several candidates is told.
int weight_of(const Failure& failure);
// Whether anything of the request can be in the server's log.
bool may_be_logged(const Failure& failure);

}  // namespace provtool
