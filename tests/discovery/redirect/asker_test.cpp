#include "discovery/redirect/asker.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

RedirectAsker asker() {
  Request request;
  request.url = "http://redirect.example.net/0080F0123456.cfg";
  return RedirectAsker(request);
}

}  // namespace

TEST_CASE("the redirection server is asked once") {
  auto machine = asker();
  REQUIRE(machine.next_request().has_value());
  CHECK_FALSE(machine.next_request().has_value());
  CHECK_FALSE(machine.next_datagram().has_value());
  CHECK_FALSE(machine.next_wake().has_value());
  CHECK_FALSE(machine.result().has_value());
}

TEST_CASE("the result is kept as it came") {
  auto machine = asker();
  machine.next_request();
  Fetched fetched;
  fetched.status = 404;
  machine.fetched(fetched);
  REQUIRE(machine.result().has_value());
  CHECK(machine.result()->status == 404);
}

}  // namespace provtool
