#include "config/effective.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "device/kx_utg.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using testing::Ids;

ConfigFile read(const std::string& inside, FileRole role, const std::string& name = "a.cfg") {
  static const Catalogue k_catalogue;
  static const Identity k_identity;
  return read_config_file(
      to_bytes("<PANASIPPhoneConfig><Device>" + inside + "</Device></PANASIPPhoneConfig>"),
      {name, role, k_catalogue, k_identity, nullptr, true});
}
std::string prov(const std::string& inside) {
  return "<System><Prov>" + inside + "</Prov></System>";
}
std::string line(const std::string& number, const std::string& sip) {
  return "<Line idx=\"" + number + "\"><Sip>" + sip + "</Sip></Line>";
}

std::vector<std::string> ids(const std::vector<Finding>& findings) {
  std::vector<std::string> all;
  for (const auto& finding : findings) all.push_back(finding.id);
  return all;
}

}  // namespace

TEST_CASE("standard wins over product over master, and inside a file the last one counts") {
  const std::vector<ConfigFile> files{
      read(prov("<CFG_RTRY_INTVL>3</CFG_RTRY_INTVL><CFG_CYCLIC_INTVL>9</CFG_CYCLIC_INTVL>"), FileRole::master,
           "m"),
      read(prov("<CFG_RTRY_INTVL>0</CFG_RTRY_INTVL>\n<CFG_RTRY_INTVL perm=\"!R\">1</CFG_RTRY_INTVL>"),
           FileRole::standard, "s"),
      read(prov("<CFG_RTRY_INTVL>2</CFG_RTRY_INTVL>"), FileRole::product, "p")};
  const auto merged = merge(files);
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].parameter == "Device/System/Prov/CFG_RTRY_INTVL");
  CHECK(merged[0].value == "1");
  CHECK(merged[0].from == FileRole::standard);
  CHECK(merged[0].file == "s");
  CHECK(merged[0].line == 2);
  CHECK(merged[0].perm == "!R");
  CHECK(merged[0].shadows == std::vector{FileRole::product, FileRole::master});
  CHECK(merged[1].from == FileRole::master);
}

TEST_CASE("lines are kept apart by their index") {
  const std::vector<ConfigFile> files{
      read("<Lines>" + line("1", "<SIP_URI>a</SIP_URI>") + line("2", "<SIP_URI>b</SIP_URI>") + "</Lines>",
           FileRole::standard)};
  const auto merged = merge(files);
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].parameter == "Device/Lines/Line[1]/Sip/SIP_URI");
  CHECK(merged[1].parameter == "Device/Lines/Line[2]/Sip/SIP_URI");
}

TEST_CASE("ports out of order and two kinds of cyclic download contradict each other") {
  const auto values = merge(std::vector{read(
      "<Lines><Voip><RTP_PORT_MIN>20000</RTP_PORT_MIN><RTP_PORT_MAX>16000</RTP_PORT_MAX></Voip></Lines>" +
          prov("<CFG_CYCLIC>Y</CFG_CYCLIC><CFG_RESYNC_TIME>02:30</CFG_RESYNC_TIME>"),
      FileRole::standard)});
  CHECK(ids(cross_check(values)) == std::vector<std::string>{"config.cross-check", "config.cross-check"});
}

TEST_CASE("a line registers with a registrar, a user and a password; the next boot is told about") {
  const std::string whole =
      "<LINE_ENABLE>Yes</LINE_ENABLE><SIP_RGSTR_ADDR>h</SIP_RGSTR_ADDR><SIP_AUTHID>u</"
      "SIP_AUTHID><SIP_PASS>p</SIP_PASS>";
  CHECK(ids(judge_effective(
                merge(std::vector{read("<Lines>" + line("2", whole) + "</Lines>", FileRole::standard)})))
            .empty());
  const auto none = merge(std::vector{read("<Lines>" + line("1", "<LINE_ENABLE>No</LINE_ENABLE>") +
                                               "</Lines>" + prov("<PROVISION_ENABLE>N</PROVISION_ENABLE>"),
                                           FileRole::standard)});
  CHECK(ids(judge_effective(none)) == std::vector<std::string>{"config.next-boot", "config.no-line"});
}

TEST_CASE("the merged values are a device file again, with the same values") {
  const auto values = merge(
      std::vector{read(prov("<CFG_CYCLIC perm=\"!RW\">N</CFG_CYCLIC>") + "<Lines>" +
                           line("1", "<SIP_URI>a&amp;b</SIP_URI>") + line("2", "<SIP_URI/>") + "</Lines>",
                       FileRole::standard)});
  const auto text = to_device_file(values, k_kx_utg.file.root.value);
  static const Catalogue k_catalogue;
  static const Identity k_identity;
  const auto again =
      read_config_file(to_bytes(text), {"b.cfg", FileRole::standard, k_catalogue, k_identity, nullptr, true});
  CHECK(again.findings.empty());
  REQUIRE(again.values.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(std::any_of(again.values.begin(), again.values.end(), [&](const ConfigValue& value) {
      return value.path == values[i].parameter && value.value == values[i].value &&
             value.perm == values[i].perm;
    }));
}

}  // namespace provtool
