#include "provisioning/log_line.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"

namespace provtool {

namespace {

std::string line(std::string url, bool credentials = false, Secrets secrets = Secrets::mask) {
  Request request;
  request.url = std::move(url);
  request.user_agent = "Panasonic_KX-UTG200B/03.210 (0080f0123456)";
  if (credentials) request.credentials = Credentials{"canary", "parrot"};
  return with_secrets(log_line(request), secrets);
}

}  // namespace

TEST_CASE("a request is spelled as the server's log has it") {
  const std::string agent = " HTTP/1.1 \"Panasonic_KX-UTG200B/03.210 (0080f0123456)\"";
  CHECK(line("http://192.0.2.1/utg/a.cfg") == "GET /utg/a.cfg" + agent);
  CHECK(line("https://192.0.2.1") == "GET /" + agent);
  CHECK(line("https://192.0.2.1/x?mac=0080f0123456") == "GET /x?mac=0080f0123456" + agent);
  CHECK(line("http://192.0.2.1/a%20b") == "GET /a%20b" + agent);
  CHECK(line("tftp://192.0.2.1/KX-UTG200B.cfg") == "RRQ KX-UTG200B.cfg octet");
  CHECK(line("tftp://192.0.2.1//abs/a%20b") == "RRQ /abs/a b octet");
  CHECK(line("tftp://192.0.2.1/a?b%3f") == "RRQ a?b? octet");
  CHECK(line("ftp://192.0.2.1/a?b") == "USER anonymous, PASS ***, TYPE I, RETR a?b");
  CHECK(line("ftp://192.0.2.1/utg/a.cfg") == "USER anonymous, PASS ***, TYPE I, RETR utg/a.cfg");
}

TEST_CASE("no secret is in it, a password never") {
  CHECK(line("http://192.0.2.1/a?token=canary").find("canary") == std::string::npos);
  CHECK(line("http://192.0.2.1/a?token=canary", false, Secrets::show).find("canary") != std::string::npos);
  CHECK(line("ftp://192.0.2.1/a", true).find("canary") == std::string::npos);
  CHECK(line("ftp://192.0.2.1/a", true, Secrets::show).find("USER canary, PASS ***") != std::string::npos);
  for (const auto* url :
       {"http://192.0.2.1/a", "ftp://192.0.2.1/a", "tftp://192.0.2.1/a", "ftp://parrot:parrot@h/a"})
    CHECK(line(url, true, Secrets::show).find("parrot") == std::string::npos);
}

}  // namespace provtool
