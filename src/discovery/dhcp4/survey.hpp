// The survey: once a server answered the phone's question, one more asks for what other devices look for.
// Servers send many options only to those who ask. Its answers show what is of no use to this phone; nothing
// is decided by them.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "wire/dhcpv4.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

// discovery/dhcp4/option_readers.hpp says who reads them.
inline constexpr std::array<std::uint8_t, 12> k_survey_options{43,  67,  114, 120, 125, 128,
                                                               132, 150, 156, 161, 176, 242};

// What the survey asks for where the phone asks for `usual`; empty when that is all of it already.
inline std::vector<std::uint8_t> survey_options(const std::vector<std::uint8_t>& usual) {
  auto codes = usual;
  for (const auto code : k_survey_options)
    if (std::find(usual.begin(), usual.end(), code) == usual.end()) codes.push_back(code);
  return codes.size() > usual.size() ? codes : std::vector<std::uint8_t>{};
}

// No phone asks for the options of so many vendors at once.
inline bool asks_like_a_survey(const dhcpv4::Message& message) {
  const auto asked = message.option(dhcpv4::option::parameter_request_list).value_or(Bytes{});
  return message.type() == dhcpv4::MessageType::discover &&
         std::all_of(k_survey_options.begin(), k_survey_options.end(), [&asked](std::uint8_t code) {
           return std::find(asked.begin(), asked.end(), code) != asked.end();
         });
}

}  // namespace provtool
