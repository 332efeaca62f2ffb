#include "config/excerpt.hpp"

#include <doctest/doctest.h>

#include "base/foreign.hpp"
#include "config/file.hpp"

namespace provtool {

namespace {

const Catalogue& catalogue() {
  static const Catalogue k_catalogue;
  return k_catalogue;
}

std::optional<Excerpt> excerpt(const std::string& text, std::size_t line = 1, std::size_t column = 1) {
  const auto bytes = to_bytes(text);
  return excerpt_of(SourceText(bytes), {line, column}, catalogue());
}

bool is_hidden(const std::string& text, std::size_t line = 1, std::size_t column = 1) {
  return !excerpt(text, line, column);
}

}  // namespace

TEST_CASE("a line of whole elements is shown as it is, with the caret below the column") {
  const auto shown = excerpt("<A>\n\t<CFG_CYCLIC perm=\"X\">N</CFG_CYCLIC>\n</A>", 2, 2);
  REQUIRE(shown);
  CHECK(shown->text == " <CFG_CYCLIC perm=\"X\">N</CFG_CYCLIC>");
  CHECK(shown->column == 2);
  CHECK(excerpt("<A>é漢</A><B/>", 1, 10)->column == 10);
  CHECK(excerpt("<A>x\x01\x80</A>")->text == "<A>x\\x01\\x80</A>");
  CHECK(excerpt("<A>x</A", 1, 5));
}

TEST_CASE("of a long line the element at the column is shown") {
  const std::string much = "<LDAP_SERVER>" + std::string(300, 'x') + "</LDAP_SERVER>";
  const std::string one = "<CFG_CYCLIC perm=\"X\">N</CFG_CYCLIC>";
  const auto middle = excerpt(much + one + much, 1, much.size() + 1);
  REQUIRE(middle);
  CHECK(middle->text == "…" + one + "…");
  CHECK(middle->column == 2);
  CHECK(excerpt(much, 1, 1)->text == "<LDAP_SERVER>…");
  CHECK(is_hidden(much, 1, 100));
  CHECK(is_hidden("<A b=\"" + std::string(1 << 20, 'x') + "\"/>"));
}

TEST_CASE("what may hold a secret is not shown") {
  for (const auto* line :
       {"<ADMIN_PASS>S</ADMIN_PASS>", "<SOME_PIN>S</SOME_PIN>", "<SIP_PAS>S</SIP_PAS>", "<A><PASSWD>S</A>",
        "<A token=\"S\"/>", "<A>http://user:S@h/</A>", "<A>user:S@h</A>", "<A>PASS=\"S\"</A>", "text", "<A>S",
        "S</A>", "<!-- S -->", "<A>x</A><!-- S -->", "<A>x</S", "", "<A b=\"S"})
    CHECK_MESSAGE(is_hidden(line), line);
}

TEST_CASE("a line within the value of a secret is not shown") {
  CHECK(is_hidden("<SIP_PASS>\n<S>x</S>\n</SIP_PASS>", 2));
  CHECK(is_hidden("<SIP_PASS perm=\"R\">a\n<S>x</S>\n</SIP_PASS>", 2));
  CHECK_FALSE(is_hidden("<SIP_PASS>a</SIP_PASS>\n<S>x</S>", 2));
}

// ---- everything that is said of a file, with a secret in every kind of place

namespace {

constexpr auto* k_canary = "Kanarie7Vogel";

std::string everything_said(const std::string& text) {
  const Identity identity;
  const auto file =
      read_config_file(to_bytes(text), {"a.cfg", FileRole::standard, catalogue(), identity, nullptr, true});
  CHECK_FALSE(file.findings.empty());
  std::string said;
  for (const auto& finding : file.findings)
    said += with_secrets(finding.message, Secrets::mask) + "\n" + finding.hint + "\n";
  for (const auto& [place, shown] : file.excerpts) said += shown.text + "\n";
  return said;
}

// "$" stands for the secret.
std::string planted(std::string text, const std::string& secret) {
  for (auto at = text.find('$'); at != std::string::npos; at = text.find('$', at + secret.size()))
    text.replace(at, 1, secret);
  return "<PANASIPPhoneConfig>\n<Device><System><Prov>\n" + text +
         "\n</Prov></System></Device></PANASIPPhoneConfig>";
}

}  // namespace

TEST_CASE("no message and no line shown holds a secret, wherever it stands and whatever breaks") {
  const std::vector<std::string> places{
      "<ADMIN_PASS perm=\"X\">$</ADMIN_PASS>",
      "<ADMIN_PASS perm=\"X\">\n$\n</ADMIN_PASS>",
      "<ADMIN_PASS>$ $ $ and more than sixteen characters</ADMIN_PASS>",
      "<SIP_PASS></SIP_PASS><SIP_PASS>$</SIP_PASS>",
      "<MY_PASSWORD>$</MY_PASSWORD>",
      "<MY_PASSWORD x=\"$\">$</MY_PASSWORD>",
      "<SIP_PAS>$</SIP_PAS>",
      "<sip_pass>$</sip_pass>",
      "<USR_PROV_SVR_URL perm=\"X\">http://user:$@h.example/</USR_PROV_SVR_URL>",
      "<USR_PROV_SVR_URL>http:/user:$@h.example/x</USR_PROV_SVR_URL>",
      "<USR_PROV_SVR_URL>user:$@h.example/x y</USR_PROV_SVR_URL>",
      "<CFG_CYCLIC>http://user:$@h/</CFG_CYCLIC>",
      "ADMIN_PASS=\"$\"",
      "ADMIN_PASS = \"$\"\nFOO=\"1\"",
      "<X>ADMIN_PASS=\"$\"</X>",
      "<!-- ADMIN_PASS $ --><X/>",
      "<ADMIN_PASS>$&x</ADMIN_PASS>",
      "<ADMIN_PASS>x&$</ADMIN_PASS>",
      "<ADMIN_PASS>x&$;</ADMIN_PASS>",
      "<ADMIN_PASS>x<$</ADMIN_PASS>",
      "<ADMIN_PASS>x<$>y</ADMIN_PASS>",
      "<ADMIN_PASS><$></ADMIN_PASS>",
      "<ADMIN_PASS>x<$ y</ADMIN_PASS>",
      "<ADMIN_PASS>x<$=\"</ADMIN_PASS>",
      "<ADMIN_PASS>x</$</ADMIN_PASS>",
      "<ADMIN_PASS>x</$>y</ADMIN_PASS>",
      "<ADMIN_PASS>x<b>y</$>z</b></ADMIN_PASS>",
      "<ADMIN_PASS>$]]></ADMIN_PASS>",
      "<ADMIN_PASS>$\xe9</ADMIN_PASS>",
      "<ADMIN_PASS>$\x01</ADMIN_PASS>",
      "<ADMIN_PASS>$</ADMIN_PAS>",
      "<ADMIN_PASS>$</admin_pass>",
      "<ADMIN_PASS>$</ADMIN_PASS",
      "<ADMIN_PASS>$<ADMIN_PASS>",
      "<ADMIN_PASS>$",
      "<ADMIN_PASS $</ADMIN_PASS>",
      "<ADMIN_PASS=$</ADMIN_PASS>",
      "<ADMIN_PASS=$></ADMIN_PASS>",
      "<ADMIN_PASS $></ADMIN_PASS>",
      "<ADMIN_PASS perm $></ADMIN_PASS>",
      "ADMIN_PASS>$</ADMIN_PASS>",
      "<ADMIN_PASS perm=RW\">$</ADMIN_PASS>",
      "<ADMIN_PASS perm=\"RW>$</ADMIN_PASS>",
      "<ADMIN_PASS perm=“RW”>$</ADMIN_PASS>",
      "<ADMIN_PASS perm>$</ADMIN_PASS>",
      "<ADMIN PASS>$</ADMIN PASS>",
      "<X/>" + std::string(300, ' ') + "<ADMIN_PASS perm=\"X\">$</ADMIN_PASS>" + std::string(300, ' ') +
          "<X/>",
      "<ADMIN_PASS>$</ADMIN_PASS>\n<CFG_CYCLIC perm=\"X\">N</CFG_CYCLIC>\n<ADMIN_PASS>$</ADMIN_PASS>",
      "<ADMIN_PASS>\n<Y perm=\"X\">$</Y>\n</ADMIN_PASS>"};
  for (const auto& place : places) {
    const auto said = everything_said(planted(place, k_canary));
    CHECK_MESSAGE(said.find(k_canary) == std::string::npos, place << "\n" << said);
  }
}

TEST_CASE("a file cut within a secret shows nothing of it") {
  const auto text = planted("<ADMIN_PASS>$</ADMIN_PASS>", k_canary);
  for (auto length = text.find(k_canary) + 4; length < text.size(); ++length)
    CHECK(everything_said(text.substr(0, length)).find("Kana") == std::string::npos);
}

}  // namespace provtool
