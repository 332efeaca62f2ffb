#include "config/device_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "device/kx_utg.hpp"
#include "support/config_files.hpp"
#include "support/findings.hpp"

namespace provtool {

using namespace testing;

namespace {

std::string written(const std::vector<EffectiveValue>& values) {
  return to_device_file(values, k_kx_utg.file.root.value);
}
std::string written(const std::string& inside) {
  return written(merge(std::vector{read_device(inside, FileRole::standard)}));
}

// Reads it back, and compares.
ConfigFile check_same(const std::vector<EffectiveValue>& values) {
  auto again = read_whole(written(values), FileRole::standard, "again.cfg");
  CHECK(again.values.size() == values.size());
  for (const auto& value : values)
    CHECK_MESSAGE(std::any_of(again.values.begin(), again.values.end(),
                              [&](const ConfigValue& other) {
                                return other.path == value.parameter && other.value == value.value &&
                                       other.perm == value.perm && other.access == value.access;
                              }),
                  value.parameter);
  return again;
}

}  // namespace

TEST_CASE("the merged values are one device file, with their lines, perm and access") {
  CHECK(written(prov("<CFG_CYCLIC perm=\"!RW\" access=\"AU\">N</CFG_CYCLIC>") +
                lines(line("1", "<SIP_URI>a</SIP_URI>") + line("2", "<SIP_URI/>"))) ==
        "<PANASIPPhoneConfig>\n <Device>\n  <Lines>\n   <Line idx=\"1\">\n    <Sip>\n     "
        "<SIP_URI>a</SIP_URI>\n    "
        "</Sip>\n   </Line>\n   <Line idx=\"2\">\n    <Sip>\n     <SIP_URI></SIP_URI>\n    </Sip>\n   "
        "</Line>\n  "
        "</Lines>\n  <System>\n   <Prov>\n    <CFG_CYCLIC perm=\"!RW\" access=\"AU\">N</CFG_CYCLIC>\n   "
        "</Prov>\n  "
        "</System>\n </Device>\n</PANASIPPhoneConfig>\n");
}

TEST_CASE("it is read back with the same values and without a finding, from whatever files they come") {
  const auto values = merge(std::vector{
      read_device(prov("<CFG_CYCLIC perm=\"!RW\">N</CFG_CYCLIC>") + lines(line("2", "<SIP_URI>a</SIP_URI>")),
                  FileRole::standard, "s"),
      read_device(prov("<CFG_RTRY_INTVL>30</CFG_RTRY_INTVL>") +
                      lines("<Voip><RTP_PORT_MIN>16000</RTP_PORT_MIN></Voip>" +
                            line("1", "<SIP_URI>b</SIP_URI>") + "<Line idx=\"2\"><CallCtrl/></Line>"),
                  FileRole::master, "m")});
  REQUIRE(values.size() == 5);
  CHECK(check_same(values).findings.empty());
}

TEST_CASE("every character comes back as it was") {
  check_same(merge(std::vector{read_device(
      lines(line("1",
                 "<SIP_URI> a&amp;b&lt;c&gt;d\"e'f]]&gt;&#13;\n\t&#9; \xc3\xa4\xf0\x9f\x98\x80 </SIP_URI>")),
      FileRole::standard)}));
}

TEST_CASE("attributes that are not valid are left out, and so is an index that is none") {
  const auto text = written(
      "<System><Prov><CFG_CYCLIC perm=\"rw\" access=\"UA\">N</CFG_CYCLIC></Prov></System>"
      "<Lines><Line><Sip><SIP_URI>a</SIP_URI></Sip></Line></Lines>");
  CHECK_FALSE(says(text, "perm"));
  CHECK_FALSE(says(text, "access"));
  CHECK_FALSE(says(text, "idx"));
  CHECK(says(text, "<Line>"));
}

TEST_CASE("each section is opened once, whatever the names beside it") {
  const auto value = [](const std::string& path) {
    EffectiveValue effective;
    effective.parameter = path;
    return effective;
  };
  const auto text = written({value("Device/A/C/X"), value("Device/A-B/X"), value("Device/A/X"),
                             value("Device/X"), value("Device/A.B/X"), value("Device/A/C/Y")});
  for (const std::string section : {"<Device>", "<A>", "<A-B>", "<A.B>", "<C>"}) {
    const auto first = text.find(section);
    REQUIRE(first != std::string::npos);
    CHECK(text.find(section, first + 1) == std::string::npos);
  }
}

TEST_CASE("of nothing it is an empty file") {
  CHECK(written(std::vector<EffectiveValue>{}) == "<PANASIPPhoneConfig>\n</PANASIPPhoneConfig>\n");
}

}  // namespace provtool
