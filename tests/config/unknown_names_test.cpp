#include "config/unknown_names.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

const Catalogue& catalogue() {
  static const Catalogue k_catalogue;
  return k_catalogue;
}

const Section& section(std::initializer_list<std::string_view> steps) {
  const auto* found = &catalogue().root();
  for (const auto step : steps) found = found->find_section(step);
  return *found;
}
const Section& prov() {
  return section({"Device", "System", "Prov"});
}

std::string parameter(std::string_view name, const Section& around = prov()) {
  return about_unknown_parameter(name, around, catalogue());
}
std::string section_named(std::string_view name, const Section& around) {
  return about_unknown_section(name, around, catalogue());
}

}  // namespace

TEST_CASE("a name in another case, or with other signs between its words, is the one that was meant") {
  const std::vector<std::string_view> names{"CFG_CYCLIC", "CFG_CYCLIC_INTVL", "SIP_URI"};
  for (const auto* word : {"cfg_cyclic", "Cfg_Cyclic", "CFG-CYCLIC", "CfgCyclic", "CFG.CYCLIC"})
    CHECK(meant(word, names) == "CFG_CYCLIC");
  CHECK(meant("sip_uri", names) == "SIP_URI");
}

TEST_CASE("a quarter of the letters may be wrong") {
  const std::vector<std::string_view> names{"ABCDEFGH"};
  CHECK(meant("ABCDEFXX", names) == "ABCDEFGH");
  CHECK(meant("ABCDEXXX", names).empty());
  CHECK(meant("XBC", std::vector<std::string_view>{"ABC"}) == "ABC");
  CHECK(meant("XXC", std::vector<std::string_view>{"ABC"}).empty());
}

TEST_CASE("the nearest is meant, and else the one that begins alike") {
  CHECK(meant("CFG_CYCLIC_INTERVAL", {"CFG_CYCLIC", "CFG_CYCLIC_INTVL"}) == "CFG_CYCLIC_INTVL");
  CHECK(meant("CFG_FILE_KEY_LEN", {"CFG_FILE_KEY", "CFG_FILE_KEY_LENGTH"}) == "CFG_FILE_KEY_LENGTH");
  CHECK(meant("SIP_PASSWORD", {"SIP_PASS", "SIP_URI"}) == "SIP_PASS");
  CHECK(meant("Provisioning", {"Syslog", "Prov"}) == "Prov");
  CHECK(meant("Pro", {"Provision"}).empty());            // three letters are no beginning
  CHECK(meant("ABCDEFGHIJKLM", {"ABCD"}).empty());       // nor a third of another word
  CHECK(meant(std::string(65, 'A'), {"AAAA"}).empty());  // which nobody misspelled
}

TEST_CASE("a parameter is looked for in its section first, then in all") {
  CHECK(parameter("CFG_CYCLIK") == "CFG_CYCLIK is not a known parameter; did you mean CFG_CYCLIC?");
  CHECK(parameter("sip_uri") ==
        "sip_uri is not a known parameter; did you mean SIP_URI in Device/Lines/Line/Sip?");
  CHECK(parameter("FOO") == "FOO is not a known parameter");
}

TEST_CASE("a line's number in a name is told from a misspelling") {
  CHECK(parameter("SIP_URI_2") ==
        "SIP_URI_2 is not a known parameter; SIP_URI of a line stands in <Line idx=\"2\">");
  CHECK(parameter("SIP_URI_9").find("did you mean SIP_URI in") != std::string::npos);
  CHECK(parameter("CFG_CYCLIC_2").find("did you mean CFG_CYCLIC?") != std::string::npos);
}

TEST_CASE("a section is looked for beside the element first, and is told where it belongs") {
  const auto& device = section({"Device"});
  CHECK(section_named("lines", device) == "lines is not a known section here; did you mean Lines?");
  CHECK(section_named("Prov", device) == "Prov is not a known section here; it belongs in Device/System");
  CHECK(section_named("CfgFiles", catalogue().root()) ==
        "CfgFiles is not a known section here; it belongs in Initial");
  CHECK(section_named("Device", prov()) ==
        "Device is not a known section here; it belongs in the root element");
  CHECK(section_named("sip", prov()) ==
        "sip is not a known section here; did you mean Device/Lines/Line/Sip?");
  CHECK(section_named("Voip", device) ==
        "Voip is not a known section here; it belongs in Device/Lines or Device/Lines/Line");
  CHECK(section_named("Foo", device) == "Foo is not a known section here");
}

TEST_CASE("an empty element with the name of a section is one") {
  CHECK(is_like_a_section("Sip", prov(), catalogue()));
  CHECK(is_like_a_section("sistem", section({"Device"}), catalogue()));
  CHECK_FALSE(is_like_a_section("CFG_CYCLIC", prov(), catalogue()));
}

TEST_CASE("a secret is one also when it is misspelt") {
  for (const auto* name : {"SIP_PASS", "sip_pass", "SIP_PAS", "CFG_FILE_KEE", "LDAP_PASWORD"})
    CHECK_MESSAGE(is_nearly_a_secret(name, catalogue()), name);
  for (const auto* name : {"SIP_URI", "ADMIN_NAME", "USER_ID", "CFG_FILE", ""})
    CHECK_FALSE_MESSAGE(is_nearly_a_secret(name, catalogue()), name);
}

TEST_CASE("a parameter is found in any case") {
  REQUIRE(find_in_any_case("ldap_password", catalogue()) != nullptr);
  CHECK(find_in_any_case("ldap_password", catalogue())->name == "LDAP_PASSWORD");
  CHECK(find_in_any_case("LDAP_PASS", catalogue()) == nullptr);
}

}  // namespace provtool
