#include "explain/setting.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "explain/values.hpp"

namespace provtool {

TEST_CASE("every setting has a title") {
  for (const auto& kind : k_settings) CHECK_FALSE(title_of(kind.setting).empty());
  CHECK(title_of(Setting::none).empty());
}

TEST_CASE("what a server is told has a place, and marks that are known") {
  for (const auto& server : all_servers())
    for (const auto& row : server.table) {
      CAPTURE(server.name);
      CAPTURE(title_of(row.setting));
      CHECK(find_lines(server, row.setting) == &row);
      CHECK_FALSE(row.where.empty());
      for (const auto text : {row.where, row.lines, row.removed})
        CHECK(filled(text, {}).find('@') == std::string::npos);
    }
}

}  // namespace provtool
