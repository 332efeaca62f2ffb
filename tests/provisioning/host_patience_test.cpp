#include "provisioning/host_patience.hpp"

#include <doctest/doctest.h>

#include "support/downloads.hpp"

namespace provtool {

using namespace testing;

namespace {

const Origin k_tftp = origin_of("tftp://h").value();
const Origin k_http = origin_of("http://h").value();

}  // namespace

TEST_CASE("only silence uses up a host's patience, and each origin's once") {
  HostPatience hosts;
  hosts.note(k_http, came());
  auto slow = problem(FetchProblem::timeout);
  slow.elapsed = 7s;
  slow.body = to_bytes("some");
  hosts.note(k_http, slow);
  CHECK(hosts.left(k_http) == 30s);
  CHECK_FALSE(hosts.why_not(k_http));
  hosts.note(k_tftp, silent());
  hosts.note(k_tftp, silent());
  CHECK(hosts.left(k_http) == 23s);
  CHECK(hosts.why_not(k_tftp)->id == FindingId("download.timeout"));
  CHECK_FALSE(hosts.why_not(k_http));
}

TEST_CASE("a name that could not be looked up is not looked up for the other protocols") {
  HostPatience hosts;
  hosts.note(k_tftp, problem(FetchProblem::name_lookup));
  CHECK(hosts.why_not(k_http)->id == FindingId("download.name-lookup"));
  CHECK_FALSE(hosts.why_not(origin_of("http://other").value()));
}

TEST_CASE("what is asked once of a server is new once") {
  HostPatience hosts;
  CHECK(hosts.is_new(k_http));
  CHECK_FALSE(hosts.is_new(k_http));
  CHECK(hosts.is_new(k_tftp));
}

}  // namespace provtool
