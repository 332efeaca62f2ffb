// A page of `provtool explain` about a kind of finding: what its row in findings/ leaves out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "device/fact.hpp"
#include "device/sources.hpp"
#include "explain/setting.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// What the phone does with it, and how surely; without a confidence it says nothing about the phone.
struct Reaction {
  std::string_view text;
  std::optional<Confidence> confidence{};
};

// How to see whether it is gone: a command line with marks (explain/values.hpp).
namespace again {
inline constexpr std::string_view k_discover = "provtool discover -i @INTERFACE@ --mac @MAC@";
inline constexpr std::string_view k_ack =
    "provtool discover -i @INTERFACE@ --mac @MAC@ --dhcp-exchange ack --take-lease";
inline constexpr std::string_view k_check = "provtool check -i @INTERFACE@ --mac @MAC@";
inline constexpr std::string_view k_validate = "provtool validate @FILE@";
}  // namespace again

// Meaning and first advice are in the row of the finding; each text is one or more sentences.
struct FindingPage {
  FindingId id;
  Reaction phone;
  std::array<std::string_view, 4> causes{};  // the likeliest first; those at the end are empty
  std::string_view change{};                 // more about what to change; may be empty
  std::array<Setting, 2> settings{};         // what to set on a DHCP server or router, as alternatives
  std::string_view again = again::k_discover;
  std::optional<SourceId> source{};  // that is to be set, where it is not the one that the finding is about
};

inline constexpr Reaction k_not_the_phone{"It concerns this computer alone: the phone does not notice."};

}  // namespace provtool
