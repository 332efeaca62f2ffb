#include "device/other_vendors.hpp"

#include <doctest/doctest.h>

namespace provtool {

TEST_CASE("macros of other vendors are told with their owner and this phone's own") {
  struct Row {
    std::string_view value;
    std::string_view text;
    std::string_view owner;
    std::string_view own;
  };
  static constexpr Row k_rows[] = {
      {"http://h/$mac.cfg", "$mac", "Fanvil", "its own is {mac}"},
      {"http://h/$MAC.cfg", "$MAC", "Cisco", "its own is {MAC}"},
      {"http://h/$MA.cfg", "$MA", "Cisco", "its own is {mac}"},
      {"http://h/spa$MAU.cfg", "$MAU", "Cisco", "its own is {MAC}"},
      {"http://h/$MA_x.cfg", "$MA", "Cisco", "its own is {mac}"},
      {"http://h/$(MA).cfg", "$(MA)", "Cisco", "its own is {mac}"},
      {"tftp://h/$PN", "$PN", "Yealink", "its own is {MODEL}"},
      {"http://h/%MAC%.cfg", "%MAC%", "Mediatrix", "its own is {MAC}"},
      {"http://h/<MAC>.cfg", "<MAC>", "AudioCodes", "its own is {MAC}"},
      {"http://h/<mac>.cfg", "<mac>", "AudioCodes", "its own is {mac}"},
      {"http://h/[MAC].cfg", "[MAC]", "Poly", "its own is {MAC}"},
      {"http://h/[PHONE_MAC_ADDRESS].cfg", "[PHONE_MAC_ADDRESS]", "Poly", "its own is {MAC}"},
      {"http://h/{$mac}.cfg", "{$mac}", "FusionPBX", "its own is {mac}"},
      {"http://h/{$model}/", "{$model}", "FusionPBX", "its own is {MODEL}"},
      {"http://h/%7BMAC%7D.cfg", "%7BMAC%7D", "percent-encoded", "its own is {MAC}"},
      {"http://h/%7bmac%7d.cfg", "%7bmac%7d", "percent-encoded", "its own is {mac}"},
      {"http://h/${mac}.cfg", "${mac}", "template", "replaces the {mac} in it"},
      {"http://h/{{serial}}.cfg", "{{serial}}", "template", "it has no such macro"},
      {"http://h/a.img;b.cfg", ";b.cfg", "AudioCodes", "one name"},
      {"http://h/;b.cfg", ";b.cfg", "AudioCodes", "one name"},
      {"10.0.0.1/a.img;b.cfg", ";b.cfg", "AudioCodes", "one name"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.value);
    const auto macros = foreign_macros(row.value);
    REQUIRE(macros.size() == 1);
    CHECK(macros[0].text == row.text);
    CHECK(macros[0].meaning.find(row.owner) != std::string::npos);
    CHECK(macros[0].instead.find(row.own) != std::string::npos);
  }
}

TEST_CASE("each macro is told once, in the order of their places") {
  const auto macros = foreign_macros("http://h/<MODEL>/$mac/$mac/<MODEL>_<MAC>_conf.cfg");
  REQUIRE(macros.size() == 3);
  CHECK(macros[0].text == "<MODEL>");
  CHECK(macros[1].text == "$mac");
  CHECK(macros[2].text == "<MAC>");
}

TEST_CASE("what only looks like a macro is none") {
  for (const auto* value :
       {"http://h/{MAC}.cfg", "http://h/{mac}{MODEL}{fwver}", "http://h/$machine.cfg", "http://h/100%25.cfg",
        "http://h/a$b", "http://h/%20MAC%20", "http://[2001:db8::1]/", "http://h/x;v=1.2/y",
        "http://user:a;b.c@h/", "http://h/x;y", "http://h/?a;b.cfg", "tftp://10.0.0.1;10.0.0.2/x",
        "http://h/mac.cfg", "http://h/<b>", ""}) {
    CAPTURE(value);
    CHECK(foreign_macros(value).empty());
  }
}

TEST_CASE("a misspelt macro of this phone has a right spelling") {
  CHECK(own_macro("{Mac}") == "its own is {mac}");
  CHECK(own_macro("{model}") == "its own is {MODEL}");
  CHECK(own_macro("{FWVER}") == "its own is {fwver}");
  CHECK(own_macro("{SN}") == "it has no such macro");
  CHECK(own_macro("{x}") == "");
  CHECK(own_macro("{") == "");
}

TEST_CASE("raw addresses under Cisco's enterprise number are meant for Cisco phones") {
  CHECK(raw_addresses_meant_for(9) == "Cisco phones");
  CHECK(raw_addresses_meant_for(258) == "");
}

}  // namespace provtool
