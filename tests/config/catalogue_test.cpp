#include "config/catalogue.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("a parameter is found by its name, and in its section near where the last one was") {
  const Catalogue catalogue;
  const auto* parameter = catalogue.find("CFG_CYCLIC");
  REQUIRE(parameter != nullptr);
  CHECK(parameter->section == "Device/System/Prov");
  CHECK(catalogue.find("cfg_cyclic") == nullptr);
  const auto* prov = catalogue.root().find_section("Device")->find_section("System")->find_section("Prov");
  REQUIRE(prov != nullptr);
  const auto index = prov->find_parameter("CFG_CYCLIC", 0);
  REQUIRE(index < prov->parameters.size());
  CHECK(prov->parameters[index] == parameter);
  CHECK(prov->find_parameter("CFG_CYCLIC", index) == index);
  CHECK(prov->find_parameter("SIP_URI", index) == prov->parameters.size());
  CHECK(prov->find_parameter("SIP_URI", 1000) == prov->parameters.size());
}

TEST_CASE("every beginning of a path is a section, and so is that of the codecs, which is empty") {
  const Catalogue catalogue;
  const auto* lines = catalogue.root().find_section("Device")->find_section("Lines");
  REQUIRE(lines != nullptr);
  CHECK(lines->path == "Device/Lines");
  CHECK_FALSE(lines->repeats);
  REQUIRE(lines->find_section("Codec") != nullptr);
  CHECK(lines->find_section("Codec")->parameters.empty());
  REQUIRE(lines->find_section("Line") != nullptr);
  CHECK(lines->find_section("Line")->repeats);
  CHECK(lines->find_section("line") == nullptr);
}

TEST_CASE("a parameter that is added replaces the one of its name, wherever that stood") {
  Catalogue catalogue;
  const auto before = catalogue.parameters().size();
  const Parameter moved{.name = "CFG_CYCLIC", .section = "Device/Extra"};
  const Parameter added{.name = "NEW_ONE", .section = "Device/Extra"};
  catalogue.add(moved);
  catalogue.add(added);
  CHECK(catalogue.parameters().size() == before + 1);
  CHECK(catalogue.find("CFG_CYCLIC") == &moved);
  const auto* device = catalogue.root().find_section("Device");
  CHECK(device->find_section("Extra")->parameters.size() == 2);
  const auto* prov = device->find_section("System")->find_section("Prov");
  CHECK(prov->find_parameter("CFG_CYCLIC", 0) == prov->parameters.size());
}

TEST_CASE("an unknown name tells whether its values are secrets") {
  for (const auto* name : {"MY_PASS", "X_PWD", "SOME_KEY", "secret", "aToken", "PIN", "AUTHENTICATION",
                           "Password", "HTTP_AUTH_ID_PASSWORD", "AUTH_ID_AUTH"})
    CHECK_MESSAGE(is_secret_name(name), name);
  for (const auto* name : {"AUTH_ID", "HTTP_AUTH_ID", "http_auth_id", "AUTH_ID_2", "URL", "PA_SS", ""})
    CHECK_FALSE_MESSAGE(is_secret_name(name), name);
}

}  // namespace provtool
