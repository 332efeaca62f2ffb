#include "report/what_matters.hpp"

#include <doctest/doctest.h>

#include "report/sample_boot.hpp"

namespace provtool {

namespace {

EffectiveSection value(const std::string& parameter, const std::string& text) {
  EffectiveSection section;
  section.parameter = "Device/" + parameter;
  section.value = text;
  return section;
}

std::string text_of(const FieldsBlock& block, std::string_view name) {
  for (const auto& field : block.fields)
    if (field.name == name) return field.value;
  return "";
}

}  // namespace

TEST_CASE("without values nothing matters") {
  CHECK(what_matters({}, "").fields.empty());
  CHECK(what_matters({value("Network/NTP/NTP_ADDR", "ntp.example.com")}, "192.0.2.1").fields.empty());
}

TEST_CASE("each enabled line, and what all lines share") {
  const auto block = what_matters(testing::checked(testing::sample_boot()).effective, "");
  CHECK(text_of(block, "Line 1") ==
        "number 201, user desk-201, registrar sip.example.com:5060, SIP_TRANSPORT 0");
  CHECK(text_of(block, "Line 2").empty());
  CHECK(text_of(block, "NTP") == "ntp.example.com");
  CHECK(text_of(block, "Time zone") == "60");
  CHECK(text_of(block, "Firmware") == "03.210 from http://prov.example.com/fw/{MODEL}.bin");
  CHECK(text_of(block, "Next load") == "every 10080 minutes");
}

TEST_CASE("where no line is enabled that is said, and an enabled one without values, too") {
  CHECK(text_of(what_matters({value("Lines/Line[1]/Sip/LINE_ENABLE", "No")}, ""), "Lines") ==
        "none is enabled");
  CHECK(text_of(what_matters({value("Lines/Line[1]/Sip/LINE_ENABLE", "Yes")}, ""), "Line 1") ==
        "enabled, and nothing more");
}

TEST_CASE("of files that could not be judged a line may come") {
  CHECK(text_of(what_matters({value("Network/NTP/NTP_ADDR", "ntp.example.com")}, "", false), "Lines") ==
        "none is enabled by the files that could be judged");
}

TEST_CASE("proxies are told with their ports, and empty values not at all") {
  const auto block = what_matters(
      {value("Lines/Line[8]/Sip/LINE_ENABLE", "Yes"), value("Lines/Line[8]/Sip/PHONE_NUMBER", ""),
       value("Lines/Line[8]/Sip/SIP_PRXY_ADDR", "pbx"), value("Lines/Line[8]/Sip/SIP_PRXY_PORT", ""),
       value("Lines/Line[8]/Sip/SIP_OUTPROXY_ADDR", "sbc"),
       value("Lines/Line[8]/Sip/SIP_OUTPROXY_PORT", "5070")},
      "");
  CHECK(text_of(block, "Line 8") == "proxy pbx, outbound proxy sbc:5070");
}

TEST_CASE("a time of day comes before a cycle, and an event beside either") {
  const auto next = [](std::vector<EffectiveSection> values) {
    values.push_back(value("System/Prov/CFG_CYCLIC_INTVL", "60"));
    return text_of(what_matters(values, ""), "Next load");
  };
  const auto cyclic = value("System/Prov/CFG_CYCLIC", "Y");
  const auto at = value("System/Prov/CFG_RESYNC_TIME", "03:15");
  const auto event = value("System/Prov/CFG_RESYNC_FROM_SIP", "check-sync");
  CHECK(next({cyclic}) == "every 60 minutes");
  CHECK(next({cyclic, at}) == "at 03:15");
  CHECK(next({cyclic, event}) == "every 60 minutes, and on the SIP event check-sync");
  CHECK(next({event}) == "on the SIP event check-sync");
  CHECK(next({value("System/Prov/CFG_CYCLIC", "N")}).empty());
}

}  // namespace provtool
