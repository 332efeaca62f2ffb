#include "provisioning/named_files.hpp"

#include <doctest/doctest.h>

#include "support/config_files.hpp"

namespace provtool {

namespace {

using namespace testing;
using Urls = std::vector<std::string>;

Identity phone() {
  Identity identity;
  identity.mac = *MacAddress::parse("0080F0123456");
  return identity;
}

std::vector<NamedFile> named_in(const std::string& inside) {
  const auto file =
      read_whole("<PANASIPPhoneConfig>" + inside + "</PANASIPPhoneConfig>", FileRole::initial, "i.cfg");
  return named_files(file, phone());
}
std::vector<NamedFile> named_by(const std::string& paths) {
  return named_in("<Initial><CfgFiles>" + paths + "</CfgFiles></Initial>");
}

}  // namespace

TEST_CASE("files are named in the phone's order, wherever they stand in the file") {
  const auto files = named_in(
      "<Initial><CfgFiles><CFG_MASTER_FILE_PATH>http://h.example/m</CFG_MASTER_FILE_PATH>"
      "<CFG_STANDARD_FILE_PATH>http://h.example/s</CFG_STANDARD_FILE_PATH></CfgFiles>"
      "<Certs><CFG_ROOT_CERTIFICATE_PATH3>http://h.example/3</CFG_ROOT_CERTIFICATE_PATH3>"
      "<CFG_ROOT_CERTIFICATE_PATH1>http://h.example/1</CFG_ROOT_CERTIFICATE_PATH1></Certs></Initial>");
  REQUIRE(files.size() == 4);
  CHECK(files[0].role == DownloadRole::certificate);
  CHECK(files[0].index == 1);
  CHECK(files[0].url == "http://h.example/1");
  CHECK(files[1].index == 3);
  CHECK(files[2].role == DownloadRole::standard);
  CHECK(files[3].role == DownloadRole::master);
}

TEST_CASE("a URL is used as written, with macros expanded and spaces around it left out") {
  const auto files =
      named_by("<CFG_STANDARD_FILE_PATH>\n http://h.example/{MAC}/\n</CFG_STANDARD_FILE_PATH>");
  REQUIRE(files.size() == 1);
  CHECK(files[0].url == "http://h.example/{MAC}/");
  CHECK(files[0].candidates == Urls{"http://h.example/0080F0123456/"});
}

TEST_CASE("without a protocol the four are tried, and of equal parameters the last counts") {
  const auto files = named_by(
      "<CFG_PRODUCT_FILE_PATH>http://old.example/p</CFG_PRODUCT_FILE_PATH>"
      "<CFG_PRODUCT_FILE_PATH>h.example/p</CFG_PRODUCT_FILE_PATH>");
  REQUIRE(files.size() == 1);
  CHECK(files[0].candidates ==
        Urls{"tftp://h.example/p", "http://h.example/p", "https://h.example/p", "ftp://h.example/p"});
}

TEST_CASE("an empty value, one in another place and a device file name nothing") {
  CHECK(named_by("<CFG_STANDARD_FILE_PATH> </CFG_STANDARD_FILE_PATH>").empty());
  CHECK(named_in("<Device><System><CFG_STANDARD_FILE_PATH>http://h.example/s</CFG_STANDARD_FILE_PATH>"
                 "</System></Device>")
            .empty());
}

TEST_CASE("a value that is not a usable URL is named with the reason and nothing to fetch") {
  for (const auto* value : {"gopher://h.example/s", "http:/h.example/s", "\"http://h.example/s\""}) {
    const auto files =
        named_by("<CFG_STANDARD_FILE_PATH>" + std::string(value) + "</CFG_STANDARD_FILE_PATH>");
    REQUIRE(files.size() == 1);
    CHECK(files[0].candidates.empty());
    CHECK_FALSE(files[0].unusable.empty());
  }
}

}  // namespace provtool
