#include "config/effective.hpp"

#include <doctest/doctest.h>

#include "support/config_files.hpp"

namespace provtool {

using namespace testing;

TEST_CASE("standard wins over product over master, and inside a file the last one counts") {
  const std::vector<ConfigFile> files{
      read_device(prov("<CFG_RTRY_INTVL>3</CFG_RTRY_INTVL><CFG_CYCLIC_INTVL>9</CFG_CYCLIC_INTVL>"),
                  FileRole::master, "m"),
      read_device(prov("<CFG_RTRY_INTVL>0</CFG_RTRY_INTVL>\n<CFG_RTRY_INTVL perm=\"!R\" "
                       "access=\"A\">1</CFG_RTRY_INTVL>"),
                  FileRole::standard, "s"),
      read_device(prov("<CFG_RTRY_INTVL perm=\"RW\">2</CFG_RTRY_INTVL>"), FileRole::product, "p")};
  const auto merged = merge(files);
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].parameter == "Device/System/Prov/CFG_RTRY_INTVL");
  CHECK(merged[0].value == "1");
  CHECK(merged[0].from == FileRole::standard);
  CHECK(merged[0].file == "s");
  CHECK(merged[0].line == 2);
  CHECK(merged[0].perm == "!R");
  CHECK(merged[0].access == "A");
  CHECK(merged[0].known->name == "CFG_RTRY_INTVL");
  CHECK(merged[0].shadows == std::vector{FileRole::product, FileRole::master});
  CHECK(merged[1].from == FileRole::master);
  CHECK(merged[1].shadows.empty());
}

TEST_CASE("the winner's perm counts, also when it has none") {
  const auto merged =
      merge(std::vector{read_device(prov("<CFG_CYCLIC>N</CFG_CYCLIC>"), FileRole::standard),
                        read_device(prov("<CFG_CYCLIC perm=\"!R\">N</CFG_CYCLIC>"), FileRole::master)});
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].perm.empty());
}

TEST_CASE("what a lower file has several times is shadowed once") {
  const auto twice = prov("<CFG_CYCLIC>N</CFG_CYCLIC><CFG_CYCLIC>Y</CFG_CYCLIC>");
  const auto merged =
      merge(std::vector{read_device(twice, FileRole::standard), read_device(twice, FileRole::master)});
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].shadows == std::vector{FileRole::master});
}

TEST_CASE("the last of several sections counts, parameter by parameter") {
  const auto merged =
      merge(std::vector{read_device(prov("<CFG_CYCLIC>N</CFG_CYCLIC><CFG_RTRY_INTVL>1</CFG_RTRY_INTVL>") +
                                        prov("<CFG_CYCLIC>Y</CFG_CYCLIC>"),
                                    FileRole::standard)});
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].value == "Y");
  CHECK(merged[1].value == "1");
}

TEST_CASE("lines are kept apart by their index, in all files") {
  const auto merged = merge(
      std::vector{read_device(lines(line("1", "<SIP_URI>a</SIP_URI>") + line("2", "<SIP_URI>b</SIP_URI>")),
                              FileRole::standard),
                  read_device(lines(line("2", "<SIP_URI>c</SIP_URI>") + line("3", "<SIP_URI>d</SIP_URI>")),
                              FileRole::product)});
  REQUIRE(merged.size() == 3);
  CHECK(merged[0].parameter == "Device/Lines/Line[1]/Sip/SIP_URI");
  CHECK(merged[1].parameter == "Device/Lines/Line[2]/Sip/SIP_URI");
  CHECK(merged[1].value == "b");
  CHECK(merged[1].shadows == std::vector{FileRole::product});
  CHECK(merged[2].value == "d");
  CHECK(merged[2].from == FileRole::product);
}

TEST_CASE("an empty value is one, and stands before a value of a lower file") {
  const auto merged =
      merge(std::vector{read_device(prov("<CFG_RTRY_INTVL/>"), FileRole::standard),
                        read_device(prov("<CFG_RTRY_INTVL>2</CFG_RTRY_INTVL>"), FileRole::product)});
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].value.empty());
  CHECK(merged[0].shadows == std::vector{FileRole::product});
}

TEST_CASE(
    "a device file in the place of the initial one counts last; what is the initial file's own is left out") {
  const auto both = read_whole(
      "<PANASIPPhoneConfig><Initial><CfgFiles><CFG_MASTER_FILE_PATH>http://h.example/a</"
      "CFG_MASTER_FILE_PATH></CfgFiles>"
      "</Initial><Device>" +
          prov("<CFG_RTRY_INTVL>4</CFG_RTRY_INTVL><CFG_CYCLIC>N</CFG_CYCLIC>") +
          "</Device></PANASIPPhoneConfig>",
      FileRole::initial, "i");
  const auto merged =
      merge(std::vector{both, read_device(prov("<CFG_RTRY_INTVL>3</CFG_RTRY_INTVL>"), FileRole::master)});
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].from == FileRole::master);
  CHECK(merged[0].shadows == std::vector{FileRole::initial});
  CHECK(merged[1].parameter == "Device/System/Prov/CFG_CYCLIC");
  CHECK(merged[1].from == FileRole::initial);
}

TEST_CASE("a malformed file contributes nothing") {
  const auto broken =
      read_whole("<PANASIPPhoneConfig><Device>" + prov("<CFG_CYCLIC>N</CFG_CYCLIC>") + "</Device>",
                 FileRole::standard, "s");
  CHECK_FALSE(broken.valid);
  const auto mended = read_device(prov("<CFG_CYCLIC>N</CFG_CYCLIC><FOO>&</FOO>"), FileRole::standard);
  const auto merged =
      merge(std::vector{broken, mended, read_device(prov("<CFG_CYCLIC>Y</CFG_CYCLIC>"), FileRole::product)});
  REQUIRE(merged.size() == 1);
  CHECK(merged[0].from == FileRole::product);
  CHECK(merged[0].shadows.empty());
}

TEST_CASE("what is unknown counts as well, and is not known") {
  const auto merged =
      merge(std::vector{read_device(prov("<FOO_KEY>x</FOO_KEY><SIP_URI>a</SIP_URI>"), FileRole::standard)});
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].known == nullptr);
  CHECK(merged[0].secret);
  CHECK(merged[1].known == nullptr);  // it stands elsewhere
}

TEST_CASE("files are ranked by their role, whatever their order") {
  const std::vector<ConfigFile> files{read_device("", FileRole::initial), read_device("", FileRole::master),
                                      read_device("", FileRole::standard),
                                      read_device("", FileRole::product)};
  std::vector<FileRole> roles;
  for (const auto* file : by_rank(files)) roles.push_back(file->role);
  CHECK(roles == std::vector{FileRole::standard, FileRole::product, FileRole::master, FileRole::initial});
}

}  // namespace provtool
