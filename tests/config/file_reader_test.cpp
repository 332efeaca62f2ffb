#include "config/file_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "support/findings.hpp"

namespace provtool {

namespace {

using testing::Ids;
using testing::only;
using testing::says;

// The phone is not known unless a test says so.
Identity nobody() {
  Identity identity;
  identity.mac_from = MacFrom::interface;
  return identity;
}

ConfigFile read(const std::string& text, FileRole role = FileRole::none, const Identity& identity = nobody(),
                const std::string& name = "a.cfg") {
  static const Catalogue k_catalogue;
  return read_config_file(to_bytes(text), {name, role, k_catalogue, identity, nullptr, true});
}

// Each with these elements inside.
std::string document(const std::string& inside) {
  return "<PANASIPPhoneConfig>" + inside + "</PANASIPPhoneConfig>";
}
std::string device(const std::string& inside) {
  return document("<Device>" + inside + "</Device>");
}
std::string prov(const std::string& inside) {
  return device("<System><Prov>" + inside + "</Prov></System>");
}
std::string initial(const std::string& inside) {
  return document("<Initial><CfgFiles>" + inside + "</CfgFiles></Initial>");
}

Ids ids(const ConfigFile& file) {
  return testing::ids_of(file.findings);
}

// One that names a device file.
constexpr auto* k_standard_path =
    "<CFG_STANDARD_FILE_PATH>http://h.example/{MAC}.cfg</CFG_STANDARD_FILE_PATH>";

// The published file with every parameter that is known, its sample as the value, for so many lines.
std::string whole_file(int lines) {
  std::string inside;
  std::vector<std::string_view> open;
  const auto close_to = [&](std::size_t depth) {
    for (; open.size() > depth; open.pop_back())
      inside += "</" + std::string(open.back().substr(0, open.back().find(' '))) + ">\n";
  };
  static const std::vector<std::string> k_lines{"Line idx=\"1\"", "Line idx=\"2\"", "Line idx=\"3\"",
                                                "Line idx=\"4\"", "Line idx=\"5\"", "Line idx=\"6\"",
                                                "Line idx=\"7\"", "Line idx=\"8\""};
  const auto put = [&](const Parameter& parameter, const std::string* line) {
    auto steps = split(parameter.section, '/');
    if (line != nullptr)
      std::replace(steps.begin(), steps.end(), std::string_view("Line"), std::string_view(*line));
    std::size_t same = 0;
    while (same < steps.size() && same < open.size() && open[same] == steps[same]) ++same;
    close_to(same);
    for (; same < steps.size(); ++same) {
      inside += "<" + std::string(steps[same]) + ">\n";
      open.push_back(steps[same]);
    }
    const auto name = std::string(parameter.name);
    inside +=
        "\t<" + name + " perm=\"!RW\" access=\"AU\">" + std::string(parameter.sample) + "</" + name + ">\n";
  };
  std::vector<const Parameter*> sorted;
  for (const auto& parameter : known_parameters())
    if (parameter.file == FileKind::device) sorted.push_back(&parameter);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* a, const auto* b) { return a->section < b->section; });
  for (const auto* parameter : sorted)
    if (!parameter->per_line) put(*parameter, nullptr);
  close_to(0);
  auto text = inside;
  for (int line = 0; line < lines; ++line)
    for (const auto* parameter : sorted)
      if (parameter->per_line) put(*parameter, &k_lines[static_cast<std::size_t>(line)]);
  close_to(0);
  // The lines stand in the section that is there already.
  const auto of_lines = inside.substr(text.size());
  const auto begin = of_lines.find("<Line idx");
  const auto end = of_lines.rfind("</Line>") + std::string_view("</Line>").size();
  text.insert(text.find("</Lines>"), "<Codec/>\n" + of_lines.substr(begin, end - begin));
  return document("\n" + text);
}

}  // namespace

// ---- what is known

TEST_CASE("a file of every parameter that is known has no finding, for one line and for eight") {
  for (const int lines : {1, 8}) {
    const auto file = read(whole_file(lines));
    for (const auto& finding : file.findings) MESSAGE(finding.id << ": " << finding.message);
    CHECK(file.findings.empty());
    const auto known = known_parameters();
    const auto per_line =
        std::count_if(known.begin(), known.end(), [](const auto& one) { return one.per_line; });
    const auto initial_ones = std::count_if(known.begin(), known.end(),
                                            [](const auto& one) { return one.file == FileKind::initial; });
    CHECK(file.parameters ==
          static_cast<std::size_t>(std::ssize(known) - initial_ones + (lines - 1) * per_line));
  }
}

TEST_CASE("an initial file with every parameter that is known has no finding") {
  std::string certs;
  std::string files;
  for (const auto& parameter : known_parameters()) {
    const auto name = std::string(parameter.name);
    const auto element = "<" + name + ">http://h.example/" + name + "</" + name + ">";
    if (parameter.section == "Initial/Certs") certs += element;
    if (parameter.section == "Initial/CfgFiles") files += element;
  }
  const auto file =
      read(document("<Initial><Certs>" + certs + "</Certs><CfgFiles>" + files + "</CfgFiles></Initial>"));
  CHECK(ids(file) == Ids{});
  CHECK(file.parameters == 6);
  CHECK(file.kind == FileKind::initial);
}

TEST_CASE("sections are known also when they are empty, and so is that of the codecs") {
  CHECK(ids(read(device(
            "<System/><Network></Network><Lines><Codec/><Line idx=\"1\"><Sip/></Line></Lines>"))) == Ids{});
  CHECK(ids(read(document("<Device/>"))) == Ids{});
}

// ---- what is not

TEST_CASE("an unknown parameter is a warning, and what was meant is said") {
  const auto file = read(prov("<CFG_CYCLIK>N</CFG_CYCLIK><cfg_cyclic>N</cfg_cyclic><FOO>1</FOO>"));
  REQUIRE(ids(file) ==
          Ids{"config.unknown-parameter", "config.unknown-parameter", "config.unknown-parameter"});
  CHECK(file.valid);
  CHECK(says(file.findings[0], "did you mean CFG_CYCLIC?"));
  CHECK(says(file.findings[1], "did you mean CFG_CYCLIC?"));
  CHECK_FALSE(says(file.findings[2], "did you mean"));
  CHECK(file.findings[2].place.parameter == "Device/System/Prov/FOO");
}

TEST_CASE("a parameter that is known elsewhere is told where it belongs") {
  for (const auto& text : {device("<CFG_CYCLIC>N</CFG_CYCLIC>"), document("<CFG_CYCLIC>N</CFG_CYCLIC>"),
                           initial(k_standard_path + std::string("<CFG_CYCLIC>N</CFG_CYCLIC>")),
                           device("<Lines><Line idx=\"1\"><CFG_CYCLIC>N</CFG_CYCLIC></Line></Lines>")}) {
    const auto file = read(text);
    REQUIRE(ids(file) == Ids{"config.misplaced-parameter"});
    CHECK(file.findings[0].message == "CFG_CYCLIC belongs in Device/System/Prov");
  }
  CHECK(ids(read(prov("<CFG_STANDARD_FILE_PATH>a</CFG_STANDARD_FILE_PATH>"))) ==
        Ids{"config.misplaced-parameter"});
}

TEST_CASE("an unknown section is said once, with its attributes and all that is in it") {
  for (const auto* section :
       {"<lines><line idx=\"1\" a=\"b\"><Sip><A>1</A><B/></Sip></line></lines>",
        "<Foo x=\"y\"><Bar><A>1</A></Bar>text<B/></Foo>", "<Prov><CFG_CYCLIC>X</CFG_CYCLIC></Prov>", "<Sip/>",
        "<sistem/>", "<Prov>\n</Prov>"})
    CHECK_MESSAGE(ids(read(device(section))) == Ids{"config.unknown-section"}, std::string(section));
  CHECK(says(read(device("<lines><a/></lines>")).findings[0], "did you mean Lines?"));
  CHECK(says(read(device("<Prov><a/></Prov>")).findings[0], "belongs in Device/System"));
  CHECK(read(device("<Foo><A>1</A></Foo>")).parameters == 0);
}

TEST_CASE("attributes of an unknown parameter are judged like those of a known one") {
  CHECK(ids(read(prov("<FOO perm=\"RW\" access=\"A\">1</FOO>"))) == Ids{"config.unknown-parameter"});
  CHECK(ids(read(prov("<FOO perm=\"rw\" access=\"b\" c=\"d\">1</FOO>"))) ==
        Ids{"config.bad-perm", "config.bad-access", "config.unknown-attribute", "config.unknown-parameter"});
}

TEST_CASE("attributes of sections and of the root have no place") {
  CHECK(ids(read("<PANASIPPhoneConfig xmlns=\"urn:x\" version=\"1\"/>")) ==
        Ids{"config.unknown-attribute", "config.unknown-attribute"});
  CHECK(ids(read(document("<Device perm=\"RW\"/>"))) == Ids{"config.unknown-attribute"});
}

// ---- what stands where nothing should

TEST_CASE("text between elements is said once for each section, and not quoted") {
  const auto file =
      read(device("one S3cret<System>two<Prov>three<CFG_CYCLIC>N</CFG_CYCLIC>four</Prov></System>five"));
  REQUIRE(ids(file) == Ids{"config.stray-text", "config.stray-text", "config.stray-text"});
  for (const auto& finding : file.findings) CHECK_FALSE(says(finding, "S3cret"));
  CHECK(ids(read(device(" \n\t <System>\r\n</System> "))) == Ids{});
}

TEST_CASE("elements in a parameter are stray, and its value is not judged") {
  CHECK(ids(read(prov("<CFG_CYCLIC>Q<b>x</b><c/></CFG_CYCLIC>"))) == Ids{"config.stray-text"});
}

TEST_CASE("NAME=\"value\" lines are the format of other phones, a misprint of the guide, and never quoted") {
  const auto file = read(device("\nADMIN_PASS=\"S3cret\"\nFOO=\"S3cret\"\n<System>text\nX=\"1\"</System>"));
  REQUIRE(ids(file) ==
          Ids{"config.guide-misprint", "config.text-format", "config.stray-text", "config.text-format"});
  CHECK_FALSE(file.valid);
  for (const auto& finding : file.findings) CHECK_FALSE(says(finding, "S3cret"));
  CHECK(file.excerpts.empty());
}

// ---- the same more than once

TEST_CASE("of equal parameters the second is named, with how many there are") {
  const auto file =
      read(prov("<CFG_CYCLIC>N</CFG_CYCLIC>\n<CFG_CYCLIC>Y</CFG_CYCLIC>\n<CFG_CYCLIC>N</CFG_CYCLIC>"));
  REQUIRE(ids(file) == Ids{"config.duplicate-parameter"});
  CHECK(file.findings[0].place.line == 2);
  CHECK(file.findings[0].place.parameter == "Device/System/Prov/CFG_CYCLIC");
  CHECK(says(file.findings[0], "CFG_CYCLIC occurs 3 times"));
}

TEST_CASE("a section that is repeated is said once, not each parameter in it") {
  const auto one = std::string("<Prov><CFG_CYCLIC>N</CFG_CYCLIC></Prov>");
  CHECK(ids(read(device("<System>" + one + "</System>\n<System>" + one + "</System>"))) ==
        Ids{"config.duplicate-parameter"});
  CHECK(ids(read(device("<System>" + one + one + "</System>"))) == Ids{"config.duplicate-parameter"});
  CHECK(ids(read(document("<Device/><Device/><Device/>"))) == Ids{"config.duplicate-parameter"});
}

TEST_CASE("lines repeat by their index only") {
  CHECK(ids(read(device("<Lines><Line idx=\"1\"/><Line idx=\"2\"/></Lines>"))) == Ids{});
  const auto file = read(device("<Lines><Line idx=\"1\"/><Line idx=\"2\"/>\n<Line idx=\"1\"/></Lines>"));
  REQUIRE(ids(file) == Ids{"config.duplicate-parameter"});
  CHECK(file.findings[0].place.line == 2);
  CHECK(file.findings[0].place.parameter == "Device/Lines/Line[1]");
  CHECK(says(file.findings[0], "Line idx=\"1\" occurs 2 times"));
  CHECK(ids(read(device("<Lines><Line idx=\"9\"/><Line idx=\"a/b\"/></Lines>"))) ==
        Ids{"config.line-index", "config.line-index"});
}

TEST_CASE("the index of a line is part of its path, unless it would be mistaken for more of it") {
  const auto path_with = [](const std::string& idx) {
    const auto file = read(device("<Lines><Line" + idx + "><Sip><SIP_URI>a</SIP_URI></Sip></Line></Lines>"));
    REQUIRE(file.values.size() == 1);
    return file.values[0].path;
  };
  CHECK(path_with(" idx=\"8\"") == "Device/Lines/Line[8]/Sip/SIP_URI");
  CHECK(path_with(" idx=\"10\"") == "Device/Lines/Line[10]/Sip/SIP_URI");
  for (const auto* idx : {"", " idx=\"\"", " idx=\"a/b\"", " idx=\"1]\"", " idx=\"123456789\""})
    CHECK(path_with(idx) == "Device/Lines/Line[?]/Sip/SIP_URI");
}

// ---- values

TEST_CASE("what the guide prints is an error, what was seen elsewhere a warning") {
  CHECK(ids(read(prov("<CFG_RESYNC_TIME>2:30</CFG_RESYNC_TIME>"))) == Ids{"config.bad-value"});
  CHECK(ids(read(prov("<CFG_RESYNC_TIME>24:00</CFG_RESYNC_TIME>"))) == Ids{"config.unusual-value"});
  CHECK(ids(read(prov("<CFG_CYCLIC>y</CFG_CYCLIC>"))) == Ids{"config.unusual-value"});
}

TEST_CASE("blanks around a value are part of it; those around a URL are not; blanks alone are nothing") {
  CHECK(ids(read(prov("<CFG_CYCLIC> N</CFG_CYCLIC>"))) == Ids{"config.untrimmed", "config.unusual-value"});
  CHECK(ids(read(prov("<CFG_RESYNC_FROM_SIP>\ncheck-sync\n</CFG_RESYNC_FROM_SIP>"))) ==
        Ids{"config.untrimmed"});
  CHECK(ids(read(prov("<CFG_CYCLIC> \n\t</CFG_CYCLIC><USR_PROV_SVR_URL>\n</USR_PROV_SVR_URL>"))) == Ids{});
  CHECK(ids(read(prov("<USR_PROV_SVR_URL>\n http://h.example/a.cfg\n</USR_PROV_SVR_URL>"))) ==
        Ids{"url.whitespace"});
}

TEST_CASE("a URL's findings have their place and name the parameter") {
  const auto file = read(initial("\n<CFG_STANDARD_FILE_PATH>sftp://h.example/a</CFG_STANDARD_FILE_PATH>"));
  const auto& finding = only(file.findings, "config.url");
  CHECK(finding.place.line == 2);
  CHECK(finding.place.parameter == "Initial/CfgFiles/CFG_STANDARD_FILE_PATH");
  CHECK(says(finding, "CFG_STANDARD_FILE_PATH: "));
  CHECK(says(finding, "url.scheme-unsupported"));
  CHECK(ids(read(initial("<CFG_STANDARD_FILE_PATH>h.example/a.cfg</CFG_STANDARD_FILE_PATH>"))) ==
        Ids{"url.scheme-missing"});
}

TEST_CASE("values that contradict each other are told in a file that stands alone") {
  const auto ports = [](const std::string& low, const std::string& high) {
    return device("<Lines><Voip><RTP_PORT_MIN>" + low + "</RTP_PORT_MIN>\n<RTP_PORT_MAX>" + high +
                  "</RTP_PORT_MAX></Voip></Lines>");
  };
  CHECK(ids(read(ports("16000", "16000"))) == Ids{});
  const auto file = read(ports("16001", "16000"));
  REQUIRE(ids(file) == Ids{"config.cross-check"});
  CHECK(file.findings[0].place.line == 2);
  CHECK(file.findings[0].place.parameter == "Device/Lines/Voip/RTP_PORT_MAX");
  CHECK(ids(read(ports("16001", ""))) == Ids{});
  CHECK(ids(read(ports("16001", "16000"), FileRole::standard)) == Ids{});  // together with the others
}

// ---- MACs

TEST_CASE("another phone's MAC in a file for many is an error, whatever the parameter") {
  const auto text = [](const std::string& mac) {
    return prov("<FOO>x" + mac + "</FOO><USR_PROV_SVR_URL>http://h.example/" + mac +
                ".cfg</USR_PROV_SVR_URL>");
  };
  const auto count = [](const ConfigFile& file) {
    const auto all = ids(file);
    return std::count(all.begin(), all.end(), "config.foreign-mac");
  };
  for (const auto role : {FileRole::product, FileRole::master}) {
    CHECK(count(read(text("0080F0123456"), role)) == 2);
    CHECK(count(read(text("00-80-f0-12-34-56"), role)) == 2);
    CHECK(count(read(text("{MAC}"), role)) == 0);
  }
  CHECK(count(read(text("0080F0123456"), FileRole::standard)) == 0);
  auto somebody = nobody();
  somebody.mac_from = MacFrom::option;
  somebody.mac = {{0x00, 0x80, 0xf0, 0x12, 0x34, 0x56}};
  CHECK(count(read(text("0080F0123456"), FileRole::standard, somebody)) == 0);
  CHECK(count(read(text("0080F0123456"), FileRole::master, somebody)) == 0);
  CHECK(count(read(text("0080F0654321"), FileRole::standard, somebody)) == 2);
}

TEST_CASE("a secret that resembles a MAC is left alone") {
  CHECK(ids(read(prov("<CFG_FILE_KEY/><SOME_PASS>0080F0123456</SOME_PASS>"), FileRole::master)) ==
        Ids{"config.unknown-parameter"});
}

// ---- what it is

TEST_CASE("what stands in the file tells what it is, whether or not something is in it") {
  CHECK(read(document("<Initial/>")).kind == FileKind::initial);
  CHECK(read(document("<Device/>")).kind == FileKind::device);
  CHECK(read(document("<Initial/><Device/>")).kind == FileKind::initial);
  CHECK(read(document("")).kind == FileKind::unknown);
}

TEST_CASE("an initial file names a device file") {
  CHECK(ids(read(initial(k_standard_path))) == Ids{});
  CHECK(ids(read(initial(""))) == Ids{"config.no-device-files"});
  CHECK(ids(read(document("<Initial/>"))) == Ids{"config.no-device-files"});
  CHECK(ids(read(document(""), FileRole::initial)) == Ids{"config.no-device-files"});
  CHECK(ids(read(initial("<CFG_MASTER_FILE_PATH> </CFG_MASTER_FILE_PATH>"))) ==
        Ids{"config.no-device-files"});
  CHECK(ids(read(document("<Initial><Certs><CFG_ROOT_CERTIFICATE_PATH1>http://h.example/a.pem"
                          "</CFG_ROOT_CERTIFICATE_PATH1></Certs></Initial>"))) ==
        Ids{"config.no-device-files"});
  CHECK(ids(read(document(""))) == Ids{});
}

TEST_CASE(
    "a device file in the place of the initial one is a warning, and no device file is missed beside it") {
  CHECK(ids(read(prov("<CFG_CYCLIC>N</CFG_CYCLIC>"), FileRole::initial)) == Ids{"config.device-in-initial"});
  CHECK(ids(read(document("<Device/>"), FileRole::initial)) == Ids{"config.device-in-initial"});
  CHECK(ids(read(document("<Initial/>\n<Device/>"))) == Ids{"config.device-in-initial"});
  CHECK(read(document("<Initial/>\n<Device/>")).findings[0].place.line == 2);
}

TEST_CASE("what belongs in the initial file is told so in a device file") {
  for (const auto role : {FileRole::standard, FileRole::product, FileRole::master}) {
    const auto file = read(initial(k_standard_path), role);
    REQUIRE(ids(file) == Ids{"config.misplaced-parameter"});
    CHECK(says(file.findings[0], to_text(role)));
  }
}

TEST_CASE("a root element in another case is judged on, one of another kind is not") {
  CHECK(ids(read("<PanasipPhoneConfig><Device><Foo>1</Foo></Device></PanasipPhoneConfig>")) ==
        Ids{"config.wrong-root", "config.unknown-parameter"});
  CHECK(ids(read("<settings version=\"1\">text<a><b>1</b></a><c/></settings>")) == Ids{"config.wrong-root"});
  CHECK(ids(read("<config><a>1</a><Device><Foo>1</Foo></Device></config>")) ==
        Ids{"config.wrong-root", "config.unknown-parameter"});
  const auto without_root = read("<Device><System><Prov><CFG_CYCLIC>N</CFG_CYCLIC></Prov></System></Device>");
  CHECK(ids(without_root) == Ids{"config.wrong-root"});
  CHECK(without_root.values.empty());
}

// ---- what is kept and shown

TEST_CASE("a value that was read has its path, line, perm and access") {
  const auto file = read(prov("\n<CFG_CYCLIC perm=\"!R\" access=\"A\">N</CFG_CYCLIC>"), FileRole::standard);
  REQUIRE(file.values.size() == 1);
  CHECK(file.values[0].path == "Device/System/Prov/CFG_CYCLIC");
  CHECK(file.values[0].line == 2);
  CHECK(file.values[0].perm == "!R");
  CHECK(file.values[0].access == "A");
  CHECK_FALSE(file.values[0].secret);
}

TEST_CASE("secrets are known by the catalogue, in another section or case as well, and by unknown names") {
  const auto is_secret = [](const std::string& name) {
    const auto file =
        read(device("<System><Prov><" + name + ">x</" + name + "></Prov></System>"), FileRole::standard);
    return file.values.at(0).secret;
  };
  for (const auto* name :
       {"CFG_FILE_KEY", "LDAP_PASSWORD", "ldap_password", "MY_TOKEN", "AUTHX", "my_pin", "SIP_PAS"})
    CHECK_MESSAGE(is_secret(name), name);
  for (const auto* name : {"CFG_CYCLIC", "FOO", "SIP_AUTH_ID", "USR_PROV_SVR_AUTH_ID"})
    CHECK_FALSE_MESSAGE(is_secret(name), name);
}

TEST_CASE("a secret that was added to the catalogue is one wherever it stands") {
  const Parameter added{.name = "CALL_CODE", .section = "Device/Phone/CallCtrl", .secret = true};
  Catalogue catalogue;
  catalogue.add(added);
  const auto identity = nobody();
  for (const std::string name : {"CALL_CODE", "call_code"}) {
    const auto file = read_config_file(to_bytes(prov("<" + name + ">x</" + name + ">")),
                                       {"a.cfg", FileRole::standard, catalogue, identity, nullptr, true});
    REQUIRE(file.values.size() == 1);
    CHECK(file.values[0].secret);
  }
}

TEST_CASE(
    "what is said of a file can be shown: nothing of ours is taken for a secret, nothing of its secrets is "
    "told") {
  const auto file =
      read(prov("<CFG_FILE_KEY>S3cret</CFG_FILE_KEY><CFG_FILE_KEY perm=\"x\">S3cret</CFG_FILE_KEY>"
                "<MY_PASS a=\"S3cret\">S3cret</MY_PASS><CFG_FILE_KEY_LENGTH>64</CFG_FILE_KEY_LENGTH>"
                "<CFG_RESYNC_TIME>http://u:S3cret@h/</CFG_RESYNC_TIME>"));
  CHECK(file.findings.size() == 8);
  for (const auto& finding : file.findings)
    CHECK_FALSE_MESSAGE(says(with_secrets(finding.message, Secrets::mask), "S3cret"), finding.message);
}

TEST_CASE("a file of nonsense takes no time, and is told in bounds") {
  std::string inside;
  for (int i = 0; i < 50000; ++i) inside += "<UNKNOWN_PARAMETER_" + std::to_string(i) + "/>";
  const auto file = read(prov(inside));
  CHECK(file.findings.size() == 1000);
  CHECK(file.more_findings == 49000);
  CHECK(file.parameters == 50000);
}

}  // namespace provtool
