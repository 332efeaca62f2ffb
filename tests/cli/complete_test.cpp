#include "cli/complete.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/source_words.hpp"

namespace provtool {

namespace {

using Typed = std::vector<std::string>;

// What is offered for the last of these words.
Completion at_the_end_of(const Typed& words) {
  return complete(command_line(), words, words.size() - 1, {});
}
Typed offered(const Typed& words) {
  Typed names;
  for (const auto& offer : at_the_end_of(words).offers) names.push_back(offer.word);
  return names;
}
bool offers(const Typed& words, std::string_view name) {
  const auto names = offered(words);
  return std::find(names.begin(), names.end(), name) != names.end();
}
std::string meaning_of(const Typed& words, std::string_view name) {
  for (const auto& offer : at_the_end_of(words).offers)
    if (offer.word == name) return offer.meaning;
  return "not offered";
}

}  // namespace

TEST_CASE("first the commands are offered, with what they do") {
  CHECK(offered({""}).front() == "discover");
  CHECK(offered({"di"}) == offered({""}));
  CHECK(offered({"--json", ""}) == offered({""}));
  CHECK(meaning_of({""}, "check") == "the whole boot in one verdict");
  CHECK(complete(command_line(), {}, 5, {}).offers.size() == command_line().commands.size());
}

TEST_CASE("sources are offered where they are taken, and with their names") {
  const auto words = source_words();
  CHECK(offered({"discover", ""}) == Typed(words.begin(), words.end()));
  CHECK(meaning_of({"discover", ""}, "dhcp160") == "DHCP option 160");
  CHECK(offered({"check", "d"}).empty());
  CHECK(offered({"fetch", "d"}).empty());
  CHECK(offered({"discovr", ""}).empty());
}

TEST_CASE("a source that was named already, or is part of what was named, is not offered again") {
  CHECK_FALSE(offers({"discover", "pnp", ""}, "pnp"));
  CHECK_FALSE(offers({"discover", "dhcp", ""}, "dhcp159"));
  CHECK(offers({"discover", "dhcp160", ""}, "dhcp"));
  CHECK_FALSE(offers({"discover", "--disable", "pnp", "--disable", ""}, "pnp"));
  CHECK(offers({"discover", "--disable", "pnp", ""}, "pnp"));
}

TEST_CASE("each command's options are offered, and no other's") {
  const auto line = command_line();
  const auto looking = line.every_looking_command();
  for (const auto& command : line.commands)
    for (const auto& row : line.options) {
      CAPTURE(row.long_name());
      CHECK(offers({std::string(command.name), "--"}, row.long_name()) ==
            ((row.commands & command.bit) != 0));
      CHECK(offers({"--"}, row.long_name()) == ((row.commands & looking) == looking));
    }
  CHECK(offers({"check", "--"}, "--help"));
  CHECK(meaning_of({"check", "--"}, "--mac") == "the phone's MAC address in any usual notation");
}

TEST_CASE("short options are offered behind one hyphen") {
  CHECK(offers({"discover", "-"}, "-i"));
  CHECK(offers({"discover", "-"}, "--interface"));
  CHECK_FALSE(offers({"discover", "--"}, "-i"));
}

TEST_CASE("an option that was typed is not offered again, unless it may be repeated") {
  CHECK_FALSE(offers({"check", "--json", "--"}, "--json"));
  CHECK_FALSE(offers({"check", "-q", "--"}, "--quiet"));
  CHECK_FALSE(offers({"check", "--mode=ipv4", "--"}, "--mode"));
  CHECK_FALSE(offers({"check", "-h", "--"}, "--help"));
  CHECK_FALSE(offers({"check", "--version", "-"}, "-V"));
  CHECK(offers({"check", "--disable", "pnp", "--"}, "--disable"));
  const Typed behind{"check", "--", "--json"};
  CHECK(complete(command_line(), behind, 1, {}).offers.size() == offered({"check", "--"}).size() - 1);
}

TEST_CASE("a value is not taken for an option or a word") {
  CHECK(offers({"check", "--user-agent", "--json", "--"}, "--json"));
  CHECK(offered({"--user-agent", "discover", ""}) == offered({""}));
}

TEST_CASE("a value is offered behind its option, in the same word and in the next") {
  const Typed modes{"auto", "ipv4", "ipv6", "dual"};
  CHECK(offered({"discover", "--mode", ""}) == modes);
  CHECK(offered({"discover", "--mode=i"}) == modes);
  CHECK(at_the_end_of({"discover", "--mode=i"}).prefix == "--mode=");
  CHECK(offered({"discover", "--timeout", ""}).empty());
  CHECK(offers({"discover", "--format", ""}, "nagios"));
  CHECK_FALSE(offers({"validate", "--format", ""}, "nagios"));
  CHECK_FALSE(offers({"discover", "--json=", ""}, "--mode"));
}

TEST_CASE("interfaces are offered with their kind, state and address") {
  std::vector<Interface> interfaces(3);
  interfaces[0].name = "lo";
  interfaces[0].kind = InterfaceKind::loopback;
  interfaces[1].name = "eth0";
  interfaces[1].up = interfaces[1].carrier = true;
  interfaces[1].addresses = {InterfaceAddress{*IpAddress::parse("192.0.2.5"), 24}};
  interfaces[2].name = "wlan0";
  interfaces[2].kind = InterfaceKind::wireless;
  interfaces[2].up = true;
  for (const auto& words : {Typed{"check", "-i", ""}, {"check", "--interface", ""}, {"check", "-ie"}}) {
    const auto completion = complete(command_line(), words, words.size() - 1, interfaces);
    CHECK(completion.text() ==
          fmt::format("words\t{}\neth0\twired, up, 192.0.2.5\nwlan0\twireless, no link\n",
                      words.size() == 2 ? "-i" : ""));
  }
}

TEST_CASE("files and folders are left to the shell") {
  CHECK(at_the_end_of({"validate", ""}).kind == Completion::Kind::files);
  CHECK(at_the_end_of({"check", "-o", ""}).text() == "files\t\n");
  CHECK(at_the_end_of({"check", "--output=a"}).text() == "files\t--output=\n");
  CHECK(at_the_end_of({"check", "--save", ""}).text() == "folders\t\n");
  CHECK(at_the_end_of({"validate", "--", "-"}).kind == Completion::Kind::files);
}

TEST_CASE("with a URL nothing is offered that is for a discovery") {
  CHECK(offers({"fetch", "--"}, "--expect-source"));
  CHECK_FALSE(offers({"fetch", "http://192.0.2.1/", "--"}, "--expect-source"));
  CHECK(offers({"fetch", "http://192.0.2.1/", "--"}, "--role"));
}

TEST_CASE("where no word can stand, options are offered before anything is typed") {
  CHECK(offers({"check", ""}, "--watch"));
  CHECK(offers({"fetch", "http://192.0.2.1/", ""}, "--role"));
  CHECK(offered({"check", "--", ""}).empty());
}

TEST_CASE("what there is a page about is offered once, with what it is") {
  CHECK(meaning_of({"explain", ""}, "dhcp160").starts_with("DHCP option 160"));
  CHECK(meaning_of({"explain", ""}, "url.quoted").starts_with("The value is in quotes"));
  CHECK(offers({"explain", "CFG"}, "CFG_CYCLIC"));
  CHECK(offered({"explain", "url.quoted", "u"}).empty());
}

// The shells read lines with a tab.
TEST_CASE("no word or meaning contains a tab or a line break") {
  for (const auto& command : command_line().commands)
    for (const auto* word : {"", "-"})
      for (const auto& offer : at_the_end_of({std::string(command.name), word}).offers)
        CHECK((offer.word + offer.meaning).find_first_of("\t\n") == std::string::npos);
}

}  // namespace provtool
