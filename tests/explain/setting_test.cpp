#include "explain/setting.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "explain/values.hpp"

namespace provtool {

TEST_CASE("every setting has a title") {
  for (const auto& kind : k_settings) CHECK_FALSE(title_of(kind.setting).empty());
  CHECK(title_of(Setting::none).empty());
}

TEST_CASE("every server that people have is told every setting, of each option") {
  CHECK(all_servers().size() == 8);
  for (const auto& server : all_servers())
    for (const auto& kind : k_settings)
      for (const auto* option : {"160", "159", "66", ""}) {
        CAPTURE(server.name);
        CAPTURE(kind.title);
        CHECK(find_lines(server, kind.setting, option) != nullptr);
      }
  CHECK(find_lines(all_servers().front(), Setting::none, "") == nullptr);
}

TEST_CASE("an option with a definition of its own is told in lines of its own") {
  const auto dhcpd = std::find_if(all_servers().begin(), all_servers().end(),
                                  [](const ServerKind& server) { return server.name == "ISC dhcpd"; });
  REQUIRE(dhcpd != all_servers().end());
  CHECK(find_lines(*dhcpd, Setting::url_option, "66")->lines == "option tftp-server-name \"@URL@\";");
  CHECK(find_lines(*dhcpd, Setting::url_option, "160")->option.empty());
}

TEST_CASE("what a server is told has a place, and marks that are known") {
  for (const auto& server : all_servers())
    for (const auto& row : server.table) {
      CAPTURE(server.name);
      CAPTURE(title_of(row.setting));
      CHECK(find_lines(server, row.setting, row.option.empty() ? "160" : row.option) == &row);
      CHECK_FALSE(row.where.empty());
      for (const auto text : {row.where, row.lines}) CHECK(filled(text, {}).find('@') == std::string::npos);
    }
}

}  // namespace provtool
