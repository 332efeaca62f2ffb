// A value taken apart as a person reads it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace provtool {

// The parts of a value as a person reads them. libcurl's reading is compared with this one.
//   scheme :// userinfo @ host : port path query
struct Spelled {
  std::optional<std::string> scheme;  // lower case
  std::string authority;
  std::optional<std::string> userinfo;
  std::string host;  // with its brackets
  std::optional<std::string> port;
  std::string path;
  std::string query;  // with its `?` or `#`
};

Spelled spell(std::string_view value);

}  // namespace provtool
