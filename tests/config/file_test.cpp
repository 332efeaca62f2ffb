#include "config/file.hpp"

#include <doctest/doctest.h>

#include "device/kx_utg.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using testing::Ids;

const Catalogue& catalogue() {
  static const Catalogue k_catalogue;
  return k_catalogue;
}

ConfigFile read(std::string_view text, FileRole role = FileRole::none) {
  Identity identity;
  return read_config_file(to_bytes(text), {"a.cfg", role, catalogue(), identity, nullptr, true});
}

// A device file with this inside <Device>.
std::string device(const std::string& inside) {
  return "<PANASIPPhoneConfig>\n <Device>\n" + inside + "\n </Device>\n</PANASIPPhoneConfig>\n";
}
std::string prov(const std::string& inside) {
  return device("  <System><Prov>" + inside + "</Prov></System>");
}
std::string initial(const std::string& paths) {
  return "<PANASIPPhoneConfig><Initial><CfgFiles>" + paths + "</CfgFiles></Initial></PANASIPPhoneConfig>";
}

std::vector<std::string> ids(const ConfigFile& file) {
  std::vector<std::string> found;
  for (const auto& finding : file.findings) found.push_back(finding.id);
  return found;
}

}  // namespace

TEST_CASE("a good device file has no finding, and its values are known by their paths") {
  const auto file = read(prov("<CFG_CYCLIC perm=\"!RW\" access=\"A\">N</CFG_CYCLIC>"));
  CHECK(ids(file) == Ids{});
  CHECK(file.valid);
  CHECK(file.kind == FileKind::device);
  REQUIRE(file.values.size() == 1);
  CHECK(file.values[0].path == "Device/System/Prov/CFG_CYCLIC");
  CHECK(file.values[0].value == "N");
  CHECK(file.values[0].perm == "!RW");
  CHECK(file.values[0].line == 3);
}

TEST_CASE("a good initial file names a device file") {
  CHECK(ids(read(initial(
            "<CFG_STANDARD_FILE_PATH>http://h.example/Config{MAC}.cfg</CFG_STANDARD_FILE_PATH>"))) == Ids{});
  CHECK(ids(read(initial("<CFG_STANDARD_FILE_PATH></CFG_STANDARD_FILE_PATH>"))) ==
        Ids{"config.no-device-files"});
}

TEST_CASE("a column counts characters, as editors do") {
  const auto file =
      read(prov("<FIRM_FILE>\xc3\xa4\xe2\x82\xac</FIRM_FILE><CFG_CYCLIC perm=\"WR\">N</CFG_CYCLIC>"));
  REQUIRE(ids(file).back() == "config.bad-perm");
  const auto ascii = read(prov("<FIRM_FILE>ab</FIRM_FILE><CFG_CYCLIC perm=\"WR\">N</CFG_CYCLIC>"));
  CHECK(file.findings.back().place.column == ascii.findings.back().place.column);
}

TEST_CASE("a wrong perm is an error, at its line and column") {
  const auto file = read(prov("\n   <CFG_CYCLIC perm=\"RWX\">N</CFG_CYCLIC>"));
  REQUIRE(ids(file) == Ids{"config.bad-perm"});
  CHECK_FALSE(file.valid);
  CHECK(file.findings[0].place.line == 4);
  CHECK(file.findings[0].place.column == 4);
  CHECK(file.findings[0].place.parameter == "Device/System/Prov/CFG_CYCLIC");
}

TEST_CASE("an unknown parameter is a warning, and a near one is named") {
  const auto file = read(prov("<CFG_CYCLIK>N</CFG_CYCLIK>"));
  REQUIRE(ids(file) == Ids{"config.unknown-parameter"});
  CHECK(file.valid);
  CHECK(file.findings[0].message.find("did you mean CFG_CYCLIC?") != std::string::npos);
}

TEST_CASE("an unknown section is said once, not every parameter in it") {
  CHECK(ids(read(device("<Sistem><Prov><A>1</A><B>2</B></Prov></Sistem>"))) == Ids{"config.unknown-section"});
}

TEST_CASE("a parameter in another section is misplaced") {
  CHECK(ids(read(device("<Network><NTP><CFG_CYCLIC>N</CFG_CYCLIC></NTP></Network>"))) ==
        Ids{"config.misplaced-parameter"});
}

TEST_CASE("of equal parameters the last counts, which is said at the second") {
  const auto file =
      read(prov("<CFG_CYCLIC>N</CFG_CYCLIC>\n<CFG_CYCLIC>Y</CFG_CYCLIC><CFG_CYCLIC>N</CFG_CYCLIC>"));
  REQUIRE(ids(file) == Ids{"config.duplicate-parameter"});
  CHECK(file.findings[0].place.line == 4);
  CHECK(file.findings[0].message.find("3 times") != std::string::npos);
}

TEST_CASE("lines are numbered from 1 to 8") {
  CHECK(ids(read(device("<Lines><Line idx=\"1\"/><Line idx=\"2\"/></Lines>"))) == Ids{});
  for (const auto* line :
       {"<Line/>", "<Line idx=\"0\"/>", "<Line idx=\"01\"/>", "<Line idx=\"9\"/>", "<Line idx=\"a\"/>"})
    CHECK(ids(read(device("<Lines>" + std::string(line) + "</Lines>"))) == Ids{"config.line-index"});
  CHECK(ids(read(device("<Lines><Line idx=\"1\"/><Line idx=\"1\"/></Lines>"))) ==
        Ids{"config.duplicate-parameter"});
}

TEST_CASE("what is no configuration file is called what it is") {
  CHECK(ids(read("")) == Ids{"config.not-a-config"});
  CHECK(ids(read("<!DOCTYPE html><html></html>")) == Ids{"config.not-a-config"});
  CHECK(ids(read("{\"a\": 1}")) == Ids{"config.not-a-config"});
  CHECK(ids(read("access denied")) == Ids{"config.not-a-config"});
  CHECK(ids(read("<config></config>")) == Ids{"config.wrong-root"});
}

TEST_CASE("a DOCTYPE is refused, and so are too many levels") {
  CHECK(ids(read("<!DOCTYPE a [<!ENTITY b \"c\">]><PANASIPPhoneConfig/>")) == Ids{"config.doctype"});
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  CHECK(ids(read("<PANASIPPhoneConfig>" + deep)) == Ids{"config.unknown-section", "config.too-large"});
}

TEST_CASE("every known parameter with its sample has no finding") {
  for (const auto& parameter : known_parameters()) {
    std::string open;
    std::string close;
    for (std::string_view rest = parameter.section; !rest.empty();) {
      const auto step = rest.substr(0, rest.find('/'));
      rest.remove_prefix(std::min(rest.size(), step.size() + 1));
      open += "<" + std::string(step) + (step == "Line" ? " idx=\"1\">" : ">");
      close = "</" + std::string(step) + ">" + close;
    }
    const auto name = std::string(parameter.name);
    const auto file = read("<PANASIPPhoneConfig>" + open + "<" + name + ">" + std::string(parameter.sample) +
                           "</" + name + ">" + close + "</PANASIPPhoneConfig>");
    CAPTURE(name);
    for (const auto& finding : file.findings) {
      const bool expected =
          finding.id == "config.no-device-files" || finding.id == "url.credentials-in-clear";
      CHECK_MESSAGE(expected, finding.id << ": " << finding.message);
    }
    CHECK(file.parameters == 1);
  }
}

TEST_CASE("every truncation of a good file is invalid") {
  const auto whole = prov("<CFG_CYCLIC perm=\"!RW\">N</CFG_CYCLIC>");
  const auto end = whole.rfind('>');
  for (std::size_t length = 0; length <= end; ++length) CHECK_FALSE(read(whole.substr(0, length)).valid);
}

// ---- what breaks it

namespace {

std::string message_of(const ConfigFile& file, std::string_view id) {
  for (const auto& finding : file.findings)
    if (finding.id == id) return finding.message;
  return "no " + std::string(id);
}

}  // namespace

TEST_CASE("an end tag that is missing is told by the element that is open, and the rest is read on") {
  const auto file = read(
      "<PANASIPPhoneConfig>\n<Initial><CfgFiles>\n<CFG_PRODUCT_FILE_PATH>http://h.example/\n</CfgFiles></"
      "Initial>\n<Devise/></PANASIPPhoneConfig>");
  CHECK(message_of(file, "config.malformed") ==
        "<CFG_PRODUCT_FILE_PATH> opened in line 3 is not closed before </CfgFiles>");
  CHECK(message_of(file, "config.unknown-section").find("Devise") != std::string::npos);
  CHECK(file.values.empty());
}

TEST_CASE("a password with an ampersand is not quoted, and the cure is named") {
  const auto file =
      read(prov("\n<USR_PROV_SVR_AUTH_PASSWORD>a&b3Secret</USR_PROV_SVR_AUTH_PASSWORD>\n<CFG_CYCLIK/>"));
  REQUIRE(ids(file) == Ids{"config.malformed", "config.unknown-parameter"});
  CHECK(file.findings[0].message == "an & is not escaped; write &amp;");
  CHECK(file.findings[0].place.line == 4);
}

TEST_CASE("a byte that is no UTF-8 is named") {
  const auto file = read(prov("<LDAP_SERVER>caf\xe9</LDAP_SERVER>"));
  CHECK(message_of(file, "config.malformed") == "the byte 0xE9 is not UTF-8; save the file as UTF-8");
}

TEST_CASE("the guide's own misprints are called so, and one run shows them all") {
  const auto file = read(
      "<PANASIPPhoneConfig>\n<Initial>\n<CfgFiles>\n<CFG_STANDARD_FILE_PATH "
      "perm=RW\">http:/prov.com/Config{MAC}.cfg</CFG_STANDARD_FILE_PATH>\n"
      "<CFG_PRODUCT_FILE_PATH "
      "perm=“RW”>http://prov.com/ConfigCom.cfg</CFG_PRODUCT_FILE_PATH\n</CfgFiles>\n</CfgFiles>\n</"
      "Initial>\n</PANASIPPhoneConfig>\n");
  std::vector<std::string> misprints;
  for (const auto& finding : file.findings)
    if (finding.id == "config.guide-misprint")
      misprints.push_back(finding.message.substr(finding.message.rfind(": ") + 2));
  CHECK(misprints == std::vector<std::string>{"perm=RW\" without the opening quote",
                                              "a URL with one slash, http:/prov.com",
                                              "typographic quotes around attribute values",
                                              "ConfigCom.cfg beside ConfigCommon.cfg", "an end tag without >",
                                              "</CfgFiles> twice"});
  CHECK(message_of(file, "config.url").find("url.single-slash") != std::string::npos);
  CHECK_FALSE(file.valid);
}

TEST_CASE("a line with a secret, or a part of one, is not shown beside a finding") {
  const auto file =
      read(prov("\n<CFG_CYCLIC perm=\"X\">N</CFG_CYCLIC>\n<CFG_FILE_KEY perm=\"X\">S</CFG_FILE_KEY>\n"
                "<USR_PROV_SVR_URL perm=\"X\">http://u:S@h/</USR_PROV_SVR_URL>\n<SOME_PIN>S\n</SOME_PIN>"));
  REQUIRE(file.excerpts.size() == 1);
  CHECK(file.excerpts.begin()->second.text == "<CFG_CYCLIC perm=\"X\">N</CFG_CYCLIC>");
}

// ---- encrypted by name

namespace {

Ids ids_under(const std::string& name, std::string_view text) {
  const auto identity = Identity{};
  return testing::ids_of(
      read_config_file(to_bytes(text), {name, FileRole::none, catalogue(), identity, nullptr, true})
          .findings);
}

}  // namespace

TEST_CASE("a name that ends in .enc promises what openssl makes") {
  const auto plain = prov("<CFG_CYCLIC>N</CFG_CYCLIC>");
  for (const auto* name : {"a.enc", "dir.cfg/a.ENC"}) {
    CHECK(ids_under(name, plain) == Ids{"config.extension"});
    for (const auto* text : {"", "hello", "aGVsbG8gd29ybGQ=", "{}", "<html/>", "\x01\x02"})
      CHECK(ids_under(name, text) == Ids{"config.decrypt"});
    CHECK(ids_under(name, "U2FsdGVkX18AAAAAAAAAAA==") == Ids{"config.no-key"});
  }
  for (const auto* name : {"a.cfg", "a.xml", "-", "dir.enc/a"}) CHECK(ids_under(name, plain) == Ids{});
  CHECK(ids_under("a.cfg", "U2FsdGVkX18AAAAAAAAAAA==") == Ids{"config.no-key", "config.extension"});
  CHECK(ids_under("-", "U2FsdGVkX18AAAAAAAAAAA==") == Ids{"config.no-key"});
}

TEST_CASE("of a URL the path has the extension, not the query and not the host") {
  const auto plain = prov("<CFG_CYCLIC>N</CFG_CYCLIC>");
  CHECK(ids_under("http://h.example/a.enc?v=1.cfg", plain) == Ids{"config.extension"});
  for (const auto* name :
       {"http://h.example/a.cfg?f=b.enc", "http://h.example/a.cfg#b.enc", "http://h.enc", "http://h.enc/a"})
    CHECK(ids_under(name, plain) == Ids{});
  for (const auto* name : {"http://h.example", "http://h.example/get?f=a.cfg", "http://h.example/a.enc?x"})
    CHECK(ids_under(name, "U2FsdGVkX18AAAAAAAAAAA==") == Ids{"config.no-key"});
}

TEST_CASE("what voids a file is its finding, and a rule that is broken does not") {
  CHECK(what_voids(read("<html/>"))->id == "config.not-a-config");
  CHECK(what_voids(read(device("<A>")))->id == "config.malformed");
  CHECK(what_voids(read("<Config/>"))->id == "config.wrong-root");
  CHECK(what_voids(read(device(""))) == nullptr);
  CHECK(what_voids(read(prov("<CFG_CYCLIC perm=\"X\">N</CFG_CYCLIC>"))) == nullptr);
}

}  // namespace provtool
