// Whole files, as people make them and as nobody should.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "config/file.hpp"
#include "support/data_file.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using testing::Ids;

ConfigFile read(std::string_view bytes, const std::string& name = "a.cfg") {
  static const Catalogue k_catalogue;
  static const Identity k_identity;
  return read_config_file(to_bytes(bytes), {name, FileRole::none, k_catalogue, k_identity, nullptr, true});
}

ConfigFile guide(const std::string& name) {
  return read(testing::load_data_file("config/guide/" + name + ".cfg"));
}

// "LINE:COLUMN ID" of each finding but the hints at misprints.
std::vector<std::string> places(const ConfigFile& file) {
  std::vector<std::string> all;
  for (const auto& finding : file.findings)
    if (finding.id != "config.guide-misprint")
      all.push_back(std::to_string(finding.place.line.value_or(0)) + ":" +
                    std::to_string(finding.place.column.value_or(0)) + " " + std::string(finding.id));
  return all;
}

std::vector<std::string> misprints(const ConfigFile& file) {
  std::vector<std::string> all;
  for (const auto& finding : file.findings)
    if (finding.id == "config.guide-misprint")
      all.push_back(
          finding.message.substr(std::string("the guide's own example has this misprint: ").size()));
  return all;
}

}  // namespace

// ---- the guide

TEST_CASE("the guide's initial file as printed: each mistake at its place, each misprint named") {
  const auto file = guide("initial_printed");
  CHECK_FALSE(file.valid);
  CHECK(places(file) ==
        std::vector<std::string>{"9:7 config.url", "10:73 config.malformed", "13:5 config.malformed"});
  CHECK(misprints(file) ==
        std::vector<std::string>{"a URL with one slash, http:/prov.com", "an end tag without >",
                                 "ConfigCom.cfg beside ConfigCommon.cfg", "</CfgFiles> twice"});
}

TEST_CASE("the guide's parameters as printed: each mistake at its place, each misprint named") {
  const auto file = guide("device_printed");
  CHECK_FALSE(file.valid);
  CHECK(testing::ids_of(file.findings) == Ids{"config.malformed", "config.guide-misprint", "config.malformed",
                                              "config.guide-misprint", "config.text-format",
                                              "config.guide-misprint"});
  CHECK(misprints(file) == std::vector<std::string>{"perm=RW\" without the opening quote",
                                                    "typographic quotes around attribute values",
                                                    "lines NAME=\"value\" within XML"});
}

TEST_CASE("the guide's examples are valid when they are corrected") {
  for (const auto* name : {"initial_corrected", "device_corrected"}) {
    const auto file = guide(name);
    CHECK(file.valid);
    CHECK(testing::ids_of(file.findings) == Ids{});
  }
}

// ---- encodings

namespace {

// "é" is a placeholder of one character below U+0100, and the place of the unknown parameter stands behind
// it.
const std::string k_latin1 =
    "<PANASIPPhoneConfig>\n<Device><System><Prov>\n "
    "<CFG_RESYNC_FROM_SIP>caf\xe9</CFG_RESYNC_FROM_SIP><X>1</X>\n"
    "</Prov></System></Device>\n</PANASIPPhoneConfig>\n";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}
std::string utf8() {
  return replaced(k_latin1, "\xe9", "\xc3\xa9");
}
std::string utf16(bool little) {
  std::string bytes = little ? "\xff\xfe" : "\xfe\xff";
  for (const char c : k_latin1) bytes += little ? std::string{c, '\0'} : std::string{'\0', c};
  return bytes;
}

void check_same(const ConfigFile& file) {
  CHECK(file.valid);
  REQUIRE(file.values.size() == 2);
  CHECK(file.values[0].value == "caf\xc3\xa9");
  const auto& unknown = testing::only(file.findings, "config.unknown-parameter");
  CHECK(unknown.place.line == 3);
  CHECK(unknown.place.column == 49);
}

}  // namespace

TEST_CASE("in every encoding that is known a file has the same values at the same places") {
  check_same(read(utf8()));
  for (const auto& bytes : {"\xef\xbb\xbf" + utf8(), utf16(true), utf16(false)}) {
    const auto file = read(bytes);
    check_same(file);
    testing::only(file.findings, "config.encoding");
  }
  check_same(read(replaced(utf8(), "\n", "\r\n")));
  check_same(read(replaced(utf8(), "\n", "\r")));
  for (const std::string name : {"ISO-8859-1", "windows-1252"}) {
    // The declaration takes no line of its own, so that places stay.
    auto bytes = k_latin1;
    bytes.insert(0, "<?xml version=\"1.0\" encoding=\"" + name + "\"?>");
    const auto file = read(bytes);
    check_same(file);
    testing::only(file.findings, "config.encoding");
  }
}

TEST_CASE("Latin-1 that nobody declares is no UTF-8, and is told by its byte") {
  const auto file = read(k_latin1);
  CHECK(testing::ids_of(file.findings) == Ids{"config.malformed", "config.unknown-parameter"});
  CHECK(places(file)[0] == "3:26 config.malformed");
  CHECK(file.values.empty());
}

// ---- what breaks

TEST_CASE("one run shows what is wrong behind every break") {
  const auto file = read(
      "<PANASIPPhoneConfig>\n<Device>\n<System>\n<Prov>\n<CFG_CYCLIC perm=RW>N</CFG_CYCLIC>\n"
      "<CFG_RTRY_INTVL>1&2</CFG_RTRY_INTVL>\n<CFG_CYCLIC_INTVL>1</CFG_CYCLIC_INTVL\n<CFG_CYCLIC "
      "perm=\"X\"/>\n"
      "</prov>\n</System>\n</Device>\n</PANASIPPhoneConfig>\n<!-- a -- b -->\n");
  const auto all = places(file);
  for (const auto* place : {"5:18 config.malformed", "6:18 config.malformed", "7:20 config.malformed",
                            "8:1 config.bad-perm", "9:1 config.malformed", "13:8 config.malformed"})
    CHECK_MESSAGE(std::find(all.begin(), all.end(), place) != all.end(), place);
}

TEST_CASE("every truncation is invalid") {
  const std::string whole =
      "\xef\xbb\xbf<?xml version=\"1.0\"?><!-- c -->\n<PANASIPPhoneConfig>\n<Device><Lines>"
      "<Line idx=\"1\"><Sip>\n<SIP_URI perm=\"!RW\" "
      "access=\"A\">a&amp;\xc3\xa9</SIP_URI></Sip></Line></Lines>"
      "</Device></PANASIPPhoneConfig>";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto file = read(std::string_view(whole).substr(0, length));
    CHECK_MESSAGE(!file.valid, length);
    CHECK_MESSAGE(file.values.empty(), length);
  }
  CHECK(read(whole).valid);
}

TEST_CASE("a paste is read behind its marks") {
  const auto file = read(
      "1: <PANASIPPhoneConfig>\n2: <Device><System><Prov>\n3: <CFG_CYCLIC perm=\"X\"/>\n"
      "4: </Prov></System></Device></PANASIPPhoneConfig>\n");
  CHECK(places(file) ==
        std::vector<std::string>{"1:1 config.not-a-config", "1:1 config.template", "3:4 config.bad-perm"});
  CHECK_FALSE(file.valid);
  CHECK(file.values.empty());
}

// ---- what is bounded

namespace {

std::string repeated(std::string_view piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}
std::string many_attributes() {
  std::string text = "<PANASIPPhoneConfig";
  for (int i = 0; i < 100'000; ++i) text += " x" + std::to_string(i) + "=''";
  return text + "/>";
}

}  // namespace

TEST_CASE("time and output are bounded, whatever the file") {
  const std::string root = "<PANASIPPhoneConfig>";
  const std::string megabyte(1 << 20, 'n');
  const std::vector<std::string> files{
      root + repeated("<a>", 100'000),
      root + repeated("<a>", 60) + repeated("<b></b>", 100'000),
      root + "<Device a=\"" + megabyte + "\"/>",
      root + "<Device a=\"" + megabyte,
      root + "<" + megabyte + "/>",
      root + "<" + megabyte + "></" + megabyte + "x>",
      many_attributes(),
      std::string(1 << 20, '\0'),
      root + std::string(1 << 20, '\0'),
      root + repeated("a\0b", 300'000),
      root + repeated("&", 1 << 20),
      root + repeated("<", 1 << 20),
      root + repeated("<a perm=“", 100'000),
      "<PANASIPPhoneConfig a=" + repeated("“", 300'000),
      root + repeated("&nbsp;", 150'000),
      root + repeated("</x>", 200'000),
      root + repeated("<<<<<<< a\n", 100'000),
      root + repeated("<!-- -- ", 100'000),
      root + repeated("\xe9", 1 << 20),
      root + repeated("http:/", 150'000),
      repeated("\n", 1 << 20),
      repeated("1: <a>\n", 100'000),
      repeated("A=\"b\"\n", 100'000),
      root + repeated("\nA=\"b\"", 100'000),
      root + repeated("{{", 500'000),
      "<!DOCTYPE a [" + repeated("<!ENTITY a \"&b;&b;\">", 50'000) + "]>" + root,
      "<!--" + repeated("--", 500'000),
      root + repeated("<Device>", 100'000)};
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const auto file = read(files[i]);
    const auto took = std::chrono::steady_clock::now() - begin;
    CAPTURE(i);
    // Generous: under sanitizers, on a machine that is loaded.
    CHECK(took < std::chrono::seconds(20));
    CHECK_FALSE(file.findings.empty());
    CHECK(file.findings.size() <= 1000);
    for (const auto& finding : file.findings) REQUIRE(finding.message.size() < 10'000);
  }
}

}  // namespace provtool
