// What the kernel's error numbers mean to somebody who asks over a link.
#pragma once

#include <string>

#include "base/transfer.hpp"

namespace provtool {

// "the link is down (Network is down)"; of an error that means nothing more than it says, its own words.
std::string say_kernel_error(int error);

// What it means to a request that nobody could be connected to for it.
FetchProblem problem_of_connection(int error);

}  // namespace provtool
