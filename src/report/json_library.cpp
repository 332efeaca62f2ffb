#include "report/json_library.hpp"

#include <fmt/format.h>

#include <nlohmann/json_fwd.hpp>

namespace provtool {

std::string json_library() {
  return fmt::format("nlohmann-json/{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                     NLOHMANN_JSON_VERSION_PATCH);
}

}  // namespace provtool
