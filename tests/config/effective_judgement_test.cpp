#include "config/effective_judgement.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "support/config_files.hpp"
#include "support/findings.hpp"

namespace provtool {

using namespace testing;

namespace {

std::vector<Finding> judged(const std::vector<ConfigFile>& files) {
  return judge_effective(files, merge(files));
}
std::vector<Finding> judged(const std::string& inside) {
  return judged(std::vector{read_device(inside, FileRole::standard)});
}

std::vector<Finding> with_id(const std::vector<Finding>& all, std::string_view id) {
  std::vector<Finding> some;
  for (const auto& finding : all)
    if (finding.id == id) some.push_back(finding);
  return some;
}

// What the next boot does differently, of a file with this in <Prov> or in <HTTP>.
std::string next_boot(const std::string& inside) {
  const auto found = with_id(judged(inside), "config.next-boot");
  REQUIRE(found.size() <= 1);
  return found.empty() ? "" : found[0].message;
}

const std::string k_whole =
    "<LINE_ENABLE>Yes</LINE_ENABLE><SIP_RGSTR_ADDR>h</SIP_RGSTR_ADDR><SIP_AUTHID>u</SIP_AUTHID><SIP_PASS>p</"
    "SIP_PASS>";

std::string without(std::string text, const std::string& part, const std::string& instead = "") {
  return text.replace(text.find(part), part.size(), instead);
}

std::string no_line(const std::string& inside) {
  const auto found = with_id(judged(inside), "config.no-line");
  REQUIRE(found.size() <= 1);
  return found.empty() ? "" : found[0].message;
}

}  // namespace

TEST_CASE("a value that does not count is told where it stands, and what counts in its place") {
  const auto found = with_id(
      judged({read_device(prov("<CFG_RTRY_INTVL>1</CFG_RTRY_INTVL>"), FileRole::standard, "s"),
              read_device(prov("<CFG_RTRY_INTVL>0</CFG_RTRY_INTVL>\n<CFG_RTRY_INTVL>2</CFG_RTRY_INTVL>"),
                          FileRole::product, "p"),
              read_device(prov("\n\n<CFG_RTRY_INTVL>3</CFG_RTRY_INTVL>"), FileRole::master, "m")}),
      "config.shadowed");
  REQUIRE(found.size() == 2);
  CHECK(found[0].place.file == "p");
  CHECK(found[0].place.line == 2);
  CHECK(found[0].place.parameter == "Device/System/Prov/CFG_RTRY_INTVL");
  CHECK(found[0].message == "CFG_RTRY_INTVL does not count: the standard file has another value in line 1");
  CHECK(found[1].place.file == "m");
  CHECK(found[1].severity == Severity::info);
}

TEST_CASE("of values that are equal or empty nobody asks which counts; an empty one before it is told") {
  const auto of = [](const std::string& standard, const std::string& product) {
    return with_id(judged({read_device(prov(standard), FileRole::standard, "s"),
                           read_device(prov(product), FileRole::product, "p")}),
                   "config.shadowed");
  };
  const std::string one = "<CFG_RTRY_INTVL>1</CFG_RTRY_INTVL>";
  CHECK(of(one, one).empty());
  CHECK(of(one, "<CFG_RTRY_INTVL/>").empty());
  const auto found = of("<CFG_RTRY_INTVL/>", one);
  REQUIRE(found.size() == 1);
  CHECK(says(found[0], "has an empty one"));
}

TEST_CASE("values of two files contradict each other where the later one stands") {
  const auto found =
      with_id(judged({read_device("<Lines><Voip><RTP_PORT_MIN>20001</RTP_PORT_MIN></Voip></Lines>",
                                  FileRole::standard, "s"),
                      read_device("<Lines><Voip><RTP_PORT_MIN>1</RTP_PORT_MIN>\n<RTP_PORT_MAX>20000</"
                                  "RTP_PORT_MAX></Voip></Lines>",
                                  FileRole::master, "m")}),
              "config.cross-check");
  REQUIRE(found.size() == 1);
  CHECK(found[0].place.file == "m");
  CHECK(found[0].place.line == 2);
  CHECK(with_id(judged(prov("<CFG_CYCLIC>Y</CFG_CYCLIC><CFG_RESYNC_TIME>02:30</CFG_RESYNC_TIME>")),
                "config.cross-check")
            .size() == 1);
}

TEST_CASE("each parameter that changes provisioning is told, with what the next boot does") {
  CHECK(says(next_boot(prov("<PROVISION_ENABLE>N</PROVISION_ENABLE>")),
             "PROVISION_ENABLE switches provisioning off"));
  for (const std::string option : {"160", "159", "66"})
    CHECK(says(next_boot(prov("<OPTION" + option + "_ENABLE>N</OPTION" + option + "_ENABLE>")),
               "DHCP option " + option));
  CHECK(says(next_boot(prov("<SIPPNP_ENABLE>N</SIPPNP_ENABLE>")), "SIP PnP"));
  CHECK(says(next_boot(prov("<USR_PROV_SVR_URL>http://h.example/a</USR_PROV_SVR_URL>")),
             "sets the URL by hand"));
  CHECK(says(next_boot(prov("<USR_PROV_SVR_AUTH_ID>a</USR_PROV_SVR_AUTH_ID>")), "user name"));
  CHECK(says(next_boot(prov("<USR_PROV_SVR_AUTH_PASSWORD>a</USR_PROV_SVR_AUTH_PASSWORD>")), "password"));
  CHECK(says(next_boot(prov("<CFG_FILE_KEY>a</CFG_FILE_KEY>")), "encrypted files"));
  CHECK(says(next_boot(http("<HTTP_USER_AGENT>a</HTTP_USER_AGENT>")), "User-Agent"));
  CHECK(says(next_boot(http("<HTTP_AUTH_ID>a</HTTP_AUTH_ID>")), "user name"));
  CHECK(says(next_boot(http("<HTTP_AUTH_PASSWORD>a</HTTP_AUTH_PASSWORD>")), "password"));
  CHECK(says(next_boot(http("<HTTP_ENABLE_PROXY>Y</HTTP_ENABLE_PROXY>")), "proxy"));
  CHECK(says(next_boot(http("<HTTP_PROXY_SVR_ADDR>a</HTTP_PROXY_SVR_ADDR>")), "proxy"));
}

TEST_CASE("what leaves provisioning as it is, is not told") {
  for (const auto& inside :
       {prov("<PROVISION_ENABLE>Y</PROVISION_ENABLE><OPTION66_ENABLE>Y</OPTION66_ENABLE><SIPPNP_ENABLE/>"
             "<USR_PROV_SVR_URL/><CFG_FILE_KEY> </CFG_FILE_KEY><CFG_CYCLIC>N</CFG_CYCLIC>"),
        http("<HTTP_USER_AGENT>Panasonic_{MODEL}/{fwver} "
             "({mac})</HTTP_USER_AGENT><HTTP_ENABLE_PROXY>N</HTTP_ENABLE_PROXY>"
             "<HTTP_PROXY_SVR_ADDR>a</HTTP_PROXY_SVR_ADDR><HTTP_PROXY_SVR_PORT>8080</HTTP_PROXY_SVR_PORT>"),
        http("<PROVISION_ENABLE>N</PROVISION_ENABLE>")})  // which stands elsewhere
    CHECK(next_boot(inside).empty());
}

TEST_CASE("the next boot is told by the value that counts, where it stands") {
  const auto found =
      with_id(judged({read_device(prov("<PROVISION_ENABLE>Y</PROVISION_ENABLE>"), FileRole::standard, "s"),
                      read_device(prov("<PROVISION_ENABLE>N</PROVISION_ENABLE>"), FileRole::master, "m")}),
              "config.next-boot");
  CHECK(found.empty());
  const auto other =
      with_id(judged({read_device(prov("\n<PROVISION_ENABLE>N</PROVISION_ENABLE>"), FileRole::master, "m")}),
              "config.next-boot");
  REQUIRE(other.size() == 1);
  CHECK(other[0].place.file == "m");
  CHECK(other[0].place.line == 2);
}

TEST_CASE("a line registers that is enabled and has a registrar, a user and a password") {
  CHECK(no_line(lines(line("2", k_whole))).empty());
  CHECK(no_line(lines(line("1", "<LINE_ENABLE>No</LINE_ENABLE>") + line("2", k_whole))).empty());
  for (const std::string name : {"SIP_URI", "PHONE_NUMBER"})
    CHECK(no_line(lines(line(
                      "1", without(k_whole, "<SIP_AUTHID>u</SIP_AUTHID>", "<" + name + ">u</" + name + ">"))))
              .empty());
}

TEST_CASE("what a line lacks is told") {
  const auto lacking = [](const std::string& part, const std::string& instead = "") {
    return no_line(lines(line("3", without(k_whole, part, instead))));
  };
  CHECK(lacking("Yes", "No") == "no line can register: in line 3 LINE_ENABLE is not Yes");
  CHECK(lacking("Yes", "yes") == "no line can register: in line 3 LINE_ENABLE is not Yes");
  CHECK(lacking("<SIP_RGSTR_ADDR>h</SIP_RGSTR_ADDR>") ==
        "no line can register: in line 3 SIP_RGSTR_ADDR is missing");
  CHECK(lacking("<SIP_AUTHID>u</SIP_AUTHID>") == "no line can register: in line 3 SIP_AUTHID is missing");
  CHECK(lacking(">p<", "> <") == "no line can register: in line 3 SIP_PASS is missing");
}

TEST_CASE("what one line has does not help another; it does from another file") {
  CHECK(says(
      no_line(lines(line("1", "<LINE_ENABLE>Yes</LINE_ENABLE>") + line("2", without(k_whole, "Yes", "No")))),
      "in line 1 SIP_RGSTR_ADDR is missing and in line 2 LINE_ENABLE is not Yes"));
  CHECK(with_id(judged({read_device(lines(line("1", without(k_whole, "<SIP_PASS>p</SIP_PASS>"))),
                                    FileRole::master, "m"),
                        read_device(lines(line("1", "<SIP_PASS>p</SIP_PASS>")), FileRole::standard, "s")}),
                "config.no-line")
            .empty());
}

TEST_CASE("that no line is there is told of a configuration, not of files that could not be read") {
  const auto found = with_id(judged(prov("<CFG_CYCLIC>N</CFG_CYCLIC>")), "config.no-line");
  REQUIRE(found.size() == 1);
  CHECK(found[0].place.file == "a.cfg");
  CHECK(with_id(judged(""), "config.no-line").size() == 1);
  CHECK(judged({read_whole("<PANASIPPhoneConfig><Device>", FileRole::standard, "s")}).empty());
  CHECK(judged({read_whole("<PANASIPPhoneConfig><Initial/></PANASIPPhoneConfig>", FileRole::initial, "i")})
            .empty());
}

TEST_CASE("nothing that is said here is taken for a secret, and no secret is said") {
  const auto all =
      judged({read_device(prov("<CFG_FILE_KEY>S3cret</CFG_FILE_KEY><USR_PROV_SVR_AUTH_PASSWORD>S3cret"
                               "</USR_PROV_SVR_AUTH_PASSWORD>") +
                              http("<HTTP_AUTH_PASSWORD>S3cret</HTTP_AUTH_PASSWORD>") +
                              lines(line("1", without(k_whole, "<SIP_PASS>p</SIP_PASS>"))),
                          FileRole::standard, "s"),
              read_device(prov("<CFG_FILE_KEY>S3cret2</CFG_FILE_KEY>"), FileRole::master, "m")});
  CHECK(all.size() == 5);
  for (const auto& finding : all) {
    CHECK_FALSE_MESSAGE(says(finding, "S3cret"), finding.message);
    CHECK_FALSE_MESSAGE(mask_secrets(finding.message).masked, finding.message);
  }
}

}  // namespace provtool
