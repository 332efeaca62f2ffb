// A command line with more commands than provtool's, to show what the tables mean.
#pragma once

#include <array>

#include "cli/option_table.hpp"

namespace provtool::testing {

inline constexpr CommandSet k_bake = 1;
inline constexpr CommandSet k_wash = 2;

inline constexpr std::array k_baking{Example{"dhcp --heat 230", "a loaf"}, Example{"pnp", "rolls"}};
inline constexpr std::array k_washing{Example{"--soap", "clean hands"}};

inline constexpr std::array k_invented_commands{
    CommandRow{k_bake, "bake", Words::sources, "make bread of sources", k_baking},
    CommandRow{k_wash, "wash", Words::none, "clean what is dirty", k_washing},
};

inline constexpr std::array k_invented_options{
    OptionRow{"--heat", "DEGREES", "how", k_bake, "how hot", [] { return std::string("180"); },
              [] {
                return std::vector<std::string_view>{"40", "230"};
              },
              false,
              [](Options& o, std::string_view v) {
                o.who.model = v;
                return std::optional<std::string>();
              }},
    OptionRow{"-s,--soap", "", "how", k_wash, "with soap", nullptr, nullptr, false,
              [](Options& o, std::string_view) {
                o.what.first = true;
                return std::optional<std::string>();
              }},
    OptionRow{"-q,--quiet", "", "output", k_bake | k_wash, "say little", nullptr, nullptr, false,
              [](Options& o, std::string_view) {
                o.output.quiet = true;
                return std::optional<std::string>();
              }},
};

inline CommandLine invented_command_line() {
  return {k_invented_commands, k_invented_options};
}

}  // namespace provtool::testing
