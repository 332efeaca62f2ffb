#include "io/kernel_error.hpp"

#include <doctest/doctest.h>

#include <cerrno>

namespace provtool {

TEST_CASE("an error of the kernel is said as what it means, with its own words behind") {
  CHECK(say_kernel_error(ENETDOWN) == "the interface is switched off (Network is down)");
  CHECK(say_kernel_error(ENODEV) == "the interface is gone (No such device)");
  CHECK(say_kernel_error(ENOBUFS).find("its link is down") != std::string::npos);
}

TEST_CASE("what means no more than it says is said so") {
  CHECK(say_kernel_error(EPERM) == "Operation not permitted");
}

TEST_CASE("an error of a connection is told as what it says of the host") {
  CHECK(problem_of_connection(ECONNREFUSED) == FetchProblem::refused);
  CHECK(problem_of_connection(ENETUNREACH) == FetchProblem::no_route);
  CHECK(problem_of_connection(EHOSTUNREACH) == FetchProblem::unreachable);
  CHECK(problem_of_connection(ETIMEDOUT) == FetchProblem::timeout);
  CHECK(problem_of_connection(EPROTO) == FetchProblem::other);
}

}  // namespace provtool
