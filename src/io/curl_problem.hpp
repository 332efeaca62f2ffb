// What libcurl's words for a failure mean here.
#pragma once

#include <curl/curl.h>

#include "base/transfer.hpp"

namespace provtool {

FetchProblem problem_of(CURLcode code, CURL* handle);

}  // namespace provtool
