#include "discovery/dhcp4/survey.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

using Codes = std::vector<std::uint8_t>;

dhcpv4::Message asking_for(Codes codes, dhcpv4::MessageType type = dhcpv4::MessageType::discover) {
  dhcpv4::Message message;
  message.add(dhcpv4::option::message_type, {static_cast<std::uint8_t>(type)});
  message.add(dhcpv4::option::parameter_request_list, std::move(codes));
  return message;
}

}  // namespace

TEST_CASE("the survey asks for what the phone asks for, and what other devices look for, each once") {
  CHECK(survey_options({1, 66, 150, 160}) ==
        Codes{1, 66, 150, 160, 43, 67, 114, 120, 125, 128, 132, 156, 161, 176, 242});
  CHECK(survey_options(survey_options({1, 66})).empty());  // nothing is left to ask for
}

TEST_CASE("a survey is known by its list, and nothing else is one") {
  const auto codes = survey_options({1, 66});
  CHECK(asks_like_a_survey(asking_for(codes)));
  CHECK_FALSE(asks_like_a_survey(asking_for(codes, dhcpv4::MessageType::request)));
  CHECK_FALSE(asks_like_a_survey(asking_for({1, 66, 150, 160})));
  CHECK_FALSE(asks_like_a_survey(dhcpv4::Message{}));
}

}  // namespace provtool
