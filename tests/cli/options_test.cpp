#include "cli/options.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/help.hpp"
#include "cli/option_table.hpp"
#include "explain/finding_pages.hpp"
#include "explain/source_page.hpp"
#include "explain/values.hpp"
#include "support/invented_command_line.hpp"
#include "support/says.hpp"
#include "support/typed.hpp"

namespace provtool {

namespace {

using testing::Line;
using testing::options_of;
using testing::wrong;
using enum SourceId;
using Sources = std::vector<SourceId>;
using testing::says;

std::variant<Options, Message, AskedForVersion> parsed(const Line& words,
                                                       std::optional<std::size_t> width = std::nullopt) {
  return parse_options(command_line(), words, width);
}

std::variant<Options, Message, AskedForVersion> invented(const Line& words) {
  return parse_options(testing::invented_command_line(), words, 90);
}

std::string wrong_invented(const Line& words) {
  return std::get<Message>(invented(words)).text;
}

}  // namespace

TEST_CASE("without options everything has its documented default") {
  const auto options = options_of({});
  CHECK(options.command == "discover");
  CHECK(options.arguments == Line{"discover"});
  CHECK(options.sources.empty());
  CHECK_FALSE(options.who.mac);
  CHECK_FALSE(options.who.model);
  CHECK_FALSE(options.who.firmware);
  CHECK_FALSE(options.who.vendor_class);
  CHECK_FALSE(options.who.client_id);
  CHECK_FALSE(options.where.interface);
  CHECK_FALSE(options.where.mode);
  CHECK(options.what.dhcp_exchange == DhcpExchange::offer);
  CHECK_FALSE(options.what.take_lease);
  for (const auto& time : {options.how_long.whole, options.how_long.pnp, options.how_long.dhcp,
                           options.how_long.redirect, options.how_long.settle})
    CHECK_FALSE(time);
  CHECK(options.expect.fail_on == Severity::error);
  CHECK(options.output.format == Format::text);
  CHECK(options.output.color == ColorChoice::automatic);
  CHECK(options.output.secrets == Secrets::mask);
}

// ---- commands and sources

TEST_CASE("without a command the first words are a usage error, as wide as the terminal") {
  const auto result = parsed({}, 50);
  REQUIRE(std::holds_alternative<Message>(result));
  CHECK(std::get<Message>(result).code == ExitCode::usage);
  CHECK(std::get<Message>(result).text == first_words(command_line(), 50));
}

TEST_CASE("help and version are results, whatever stands beside them") {
  for (const auto& words : {Line{"--help"}, Line{"-h"}, Line{"--json", "--help"}, Line{"-h", "nonsense"}}) {
    const auto result = parsed(words, 90);
    REQUIRE(std::holds_alternative<Message>(result));
    CHECK(std::get<Message>(result).code == ExitCode::done);
    CHECK(std::get<Message>(result).text == help_text(command_line(), 90));
  }
  for (const auto& words : {Line{"--version"}, Line{"nonsense", "--version"}})
    CHECK(std::holds_alternative<AskedForVersion>(parsed(words)));
}

TEST_CASE("help and version are also words, and have short names") {
  const auto line = command_line();
  for (const auto& words : {Line{"help"}, Line{"-?"}, Line{"help", "help"}, Line{"--json", "help"}})
    CHECK(std::get<Message>(parsed(words, 90)).text == help_text(line, 90));
  CHECK(std::get<Message>(parsed({"help", "check"}, 90)).text == help_text(line, *line.find("check"), 90));
  CHECK(std::get<Message>(parsed({"help"})).code == ExitCode::done);
  CHECK(std::get<Message>(parsed({"help", "zebra"})).code == ExitCode::usage);
  for (const auto& words : {Line{"version"}, Line{"-V"}, Line{"discover", "-V"}})
    CHECK(std::holds_alternative<AskedForVersion>(parsed(words)));
}

TEST_CASE("help beside a command is that command's") {
  const auto line = command_line();
  for (const auto& words : {Line{"discover", "--help"}, Line{"-h", "discover", "nonsense"}})
    CHECK(std::get<Message>(parsed(words, 90)).text == help_text(line, line.commands[0], 90));
  const auto other = testing::invented_command_line();
  CHECK(std::get<Message>(invented({"wash", "--help"})).text == help_text(other, other.commands[1], 90));
  CHECK(std::get<Message>(invented({"--help"})).text == help_text(other, 90));
}

TEST_CASE("an unknown command is named, and what was meant") {
  const auto text_of = [](const Line& words) { return std::get<Message>(parsed(words)).text; };
  CHECK(says(text_of({"discovr"}), "unknown command \"discovr\"; did you mean discover?"));
  CHECK(says(text_of({"dhcp66"}), "did you mean: provtool discover dhcp66"));
  CHECK_FALSE(says(text_of({"zebra"}), "did you mean"));
  CHECK(std::get<Message>(parsed({"zebra"})).code == ExitCode::usage);
}

TEST_CASE("sources are named by their words, dhcp standing for three, each counted once") {
  CHECK(options_of({"manual", "pnp", "dhcp6", "redirect"}).sources == Sources{manual, pnp, dhcp6, redirect});
  CHECK(options_of({"dhcp"}).sources == Sources{dhcp160, dhcp159, dhcp66});
  CHECK(options_of({"dhcp66", "dhcp", "dhcp66"}).sources == Sources{dhcp66, dhcp160, dhcp159});
}

TEST_CASE("an unknown source is named, with what was meant and what there is") {
  const auto text = wrong({"dhcp161"});
  CHECK(says(text, "unknown source \"dhcp161\" (did you mean dhcp160?)"));
  CHECK(says(text, "manual, pnp, dhcp, dhcp160, dhcp159, dhcp66, dhcp6 and redirect"));
  CHECK(says(wrong({"DHCP"}), "did you mean dhcp?"));
}

// ---- several commands

TEST_CASE("each command takes its options, wherever they stand") {
  const auto bread = std::get<Options>(invented({"--heat", "230", "bake", "-q", "dhcp66"}));
  CHECK(bread.command == "bake");
  CHECK(bread.who.model == "230");
  CHECK(bread.output.quiet);
  CHECK(bread.sources == Sources{dhcp66});
  CHECK(std::get<Options>(invented({"wash", "-s", "--quiet"})).what.first);
}

TEST_CASE("an option of another command is not taken, and a word only where there are words") {
  CHECK(wrong_invented({"bake", "--soap"}) ==
        "provtool: bake does not take --soap; it is for wash\nTry: provtool bake --help\n");
  CHECK(says(wrong_invented({"--heat", "40", "wash"}), "wash does not take --heat"));
  CHECK(says(wrong_invented({"bake", "--soup"}), "unknown option --soup; did you mean --soap?"));
  CHECK(says(wrong_invented({"wash", "dhcp"}), "wash takes only options, not \"dhcp\""));
  CHECK(says(wrong_invented({"bake", "flour"}), "unknown source \"flour\""));
}

TEST_CASE("what was meant is one of the commands there are") {
  CHECK(says(wrong_invented({"bakw"}), "unknown command \"bakw\"; did you mean bake?"));
  CHECK(says(wrong_invented({"pnp"}), "unknown command \"pnp\"; did you mean: provtool bake pnp\n"));
  CHECK_FALSE(says(wrong_invented({"discover"}), "did you mean"));
}

// ---- loading files

TEST_CASE("a file is fetched from one URL, or from what a discovery finds") {
  const auto given = [](const Line& words) { return std::get<Options>(parsed(words)); };
  const auto message = [](const Line& words) { return std::get<Message>(parsed(words)).text; };
  CHECK(given({"fetch", "10.0.0.2", "--mac", "0080F0123456"}).load.url == "10.0.0.2");
  CHECK_FALSE(given({"fetch", "--first"}).load.url);
  CHECK(says(message({"fetch", "http://a/", "http://u:s3cret@b/"}), "fetch takes one URL"));
  CHECK(says(message({"fetch", ""}), "the URL is empty"));
  CHECK(says(message({"check", "http://a/"}), "check takes only options"));
}

TEST_CASE("with a URL nothing is discovered, and what is for a discovery says nothing") {
  const auto line = command_line();
  for (const auto& row : line.options) {
    if ((row.commands & k_fetch) == 0) continue;
    CAPTURE(row.long_name());
    const auto is_of = [](const Line& words) {
      const auto result = parsed(words);
      const auto* message = std::get_if<Message>(&result);
      return message != nullptr && says(message->text, "with a URL there is none");
    };
    Line words{"fetch", std::string(row.long_name())};
    if (!row.value.empty()) words.emplace_back("x");
    CHECK_FALSE(is_of(words));
    words.emplace_back("http://10.0.0.2/");
    CHECK(is_of(words) == row.of_discovery);
  }
  CHECK(std::holds_alternative<Options>(parsed({"fetch", "10.0.0.2", "-i", "eth0", "--mode", "ipv4"})));
}

TEST_CASE("what a file is for is said of a URL only") {
  const auto role = [](const Line& words) { return std::get<Options>(parsed(words)).load.role; };
  CHECK(role({"fetch", "http://a/", "--role", "master"}) == DownloadRole::master);
  CHECK_FALSE(role({"fetch", "http://a/"}));
  const auto message = [](const Line& words) { return std::get<Message>(parsed(words)).text; };
  CHECK(says(message({"fetch", "--role", "master"}), "provtool fetch URL --role master"));
  CHECK(says(message({"fetch", "http://a/", "--role", "certificate"}), "unknown role"));
}

TEST_CASE("a check is repeated by whole seconds, as text or JSON on standard output") {
  const auto message = [](const Line& words) { return std::get<Message>(parsed(words)).text; };
  CHECK(std::get<Options>(parsed({"check", "--watch", "1"})).load.watch == std::chrono::seconds(1));
  CHECK(says(message({"check", "--watch", "0.9"}), "is not in the range of 1 to 86400 seconds"));
  CHECK(says(message({"check", "--watch", "x"}), "not a number of seconds"));
  for (const auto& words : {Line{"--format", "nagios"}, Line{"--format", "openmetrics"}, Line{"-o", "x"},
                            Line{"--dry-run"}, Line{"--json", "-o", "x"}}) {
    Line all{"check", "--watch", "5"};
    all.insert(all.end(), words.begin(), words.end());
    CHECK(says(message(all), "--watch"));
  }
  for (const auto* format : {"nagios", "openmetrics", "junit", "sarif"})
    CHECK(says(message({"check", "--dry-run", "--format", format}), "--dry-run writes text or JSON"));
  for (const auto* option : {"--watch=5", "--dry-run"})
    CHECK(std::get<Options>(parsed({"check", option, "--format=ndjson"})).output.format == Format::ndjson);
  CHECK(std::get<Options>(parsed({"check", "--watch", "5", "--json"})).output.format == Format::json);
  CHECK(says(message({"fetch", "--watch", "5"}), "fetch does not take --watch"));
}

TEST_CASE("the password of --user is not among the arguments of a report, unless secrets are shown") {
  const auto arguments = [](const Line& words) { return std::get<Options>(parsed(words)).arguments; };
  CHECK(arguments({"check", "--user", "pana:s3:cret"}) == Line{"check", "--user", "pana:***"});
  CHECK(arguments({"--user=pana:s3cret", "check"}) == Line{"--user=pana:***", "check"});
  CHECK(arguments({"check", "--show-secrets", "--user", "pana:s3cret"})[3] == "pana:s3cret");
  CHECK(std::get<Options>(parsed({"check", "--user", "pana:s3cret"})).load.user == "pana:s3cret");
  const auto message = [](const Line& words) { return std::get<Message>(parsed(words)).text; };
  CHECK(message({"check", "--user", "s3cret"}) ==
        "provtool: --user: the value is not of the form NAME:PASSWORD\nTry: provtool check --help\n");
  CHECK_FALSE(says(message({"check", "--user", ":s3cret"}), "s3cret"));
}

// ---- what does not go together

TEST_CASE("a lease is taken only when that is said twice") {
  CHECK(says(wrong({"--dhcp-exchange", "ack"}), "--take-lease"));
  CHECK(says(wrong({"--take-lease"}), "--dhcp-exchange ack"));
  CHECK(options_of({"--dhcp-exchange", "ack", "--take-lease"}).what.take_lease);
}

TEST_CASE("what contradicts itself is refused") {
  CHECK(says(wrong({"-q", "-v"}), "cannot be used together"));
  CHECK(says(wrong({"-o", "x", "--save-capture", "x"}), "the same file"));
  CHECK(says(wrong({"--save-capture", "-"}), "standard output is for the report"));
}

TEST_CASE("standard input can be one file of a check, too") {
  const auto message = [](const Line& words) { return std::get<Message>(parsed(words)).text; };
  CHECK(says(message({"check", "--ca", "-", "--credentials", "-"}), "can be read only once"));
  CHECK(says(message({"check", "--key-file", "a", "--key-from", "b"}), "cannot be used together"));
  CHECK(says(message({"fetch", "--effective", "-"}), "--effective needs a file"));
  CHECK(says(message({"fetch", "--save", "-"}), "--save needs a folder"));
  CHECK(std::holds_alternative<Options>(parsed({"fetch", "--effective", "a"})));
}

TEST_CASE("standard input can be one file, and what is written has places of its own") {
  const auto message = [](const Line& words) { return std::get<Message>(parsed(words)).text; };
  CHECK(std::holds_alternative<Options>(parsed({"validate", "-"})));
  CHECK(says(message({"validate", "-", "a.cfg", "-"}), "standard input (-) can be read only once"));
  CHECK(says(message({"validate", "--standard", "-", "--key-file", "-"}), "can be read only once"));
  CHECK(says(message({"validate", "--catalogue", "-", "-"}), "can be read only once"));
  CHECK(says(message({"validate", "--master", "a", "--effective", "-"}), "--effective needs a file"));
  CHECK(
      says(message({"validate", "--master", "a", "--effective", "b", "-o", "b"}), "cannot be the same file"));
}

TEST_CASE("an option that stands once may not stand twice") {
  CHECK(says(wrong({"--mac", "0080F0123456", "--mac", "0080F0123457"}), "--mac is given more than once"));
  CHECK(says(wrong({"-i", "eth0", "--interface", "eth1"}), "--interface is given more than once"));
}

// ---- wrong words

TEST_CASE("an unknown option is named, and what was meant") {
  CHECK(says(wrong({"--interfaze", "eth0"}), "unknown option --interfaze; did you mean --interface?"));
  CHECK(says(wrong({"--jsn"}), "did you mean --json?"));
  CHECK(says(wrong({"--Mac=0080F0123456"}), "unknown option --Mac; did you mean --mac?"));
  CHECK(says(wrong({"-x"}), "unknown option -x"));
  CHECK_FALSE(says(wrong({"--zebra-crossing"}), "did you mean"));
}

TEST_CASE("a missing value is told") {
  for (const auto& row : command_line().options) {
    if (row.value.empty()) continue;
    CAPTURE(row.long_name());
    const std::string name(row.long_name());
    CHECK(wrong({name}) == "provtool: " + name + " needs a value\nTry: provtool --help\n");
    CHECK(wrong({name + "="}) == wrong({name}));
  }
}

TEST_CASE("a flag takes no value") {
  for (const auto* name : {"--first", "--json", "--help", "--version"})
    for (const auto* value : {"=maybe", "=0", "=2"})
      CHECK(says(wrong({std::string(name) + value}), std::string(name) + " takes no value"));
}

TEST_CASE("each message is for a person: a sentence, and where to look, on clean lines") {
  for (const auto& words : {Line{"--mac", "x\x1b[2J\r\n"}, Line{"--zebra\x1b[2J"}, Line{"dhcp\n\x9b"},
                            Line{"--first=\x1b[2J"}, Line{"--mode", "\xff\xfe"}}) {
    const auto text = wrong(words);
    CAPTURE(text);
    CHECK(text.starts_with("provtool: "));
    CHECK(
        (text.ends_with("\nTry: provtool --help\n") || text.ends_with("\nTry: provtool discover --help\n")));
    const auto lines = split(text, '\n');
    CHECK(lines.size() == 3);
    for (const auto line : lines) CHECK_FALSE(clean(line).escaped);
  }
}

TEST_CASE("secrets in wrong values are not repeated") {
  const std::string url = "ftp://phone:s3cret@prov.example.com/x?token=s3cret";
  for (const auto& words :
       {Line{"--mac", url}, Line{"--mode=" + url}, Line{"--expect-server", url}, Line{"--settle", url},
        Line{url}, Line{"--manual-ulr=" + url}, Line{"--first=" + url}, Line{"-i", url},
        Line{"--model", "a\n" + url}, Line{"--disable", url}, Line{"--request", url}}) {
    const auto text = wrong(words);
    CAPTURE(text);
    CHECK_FALSE(says(text, "s3cret"));
  }
  CHECK_FALSE(says(std::get<Message>(parsed({url})).text, "s3cret"));
}

TEST_CASE("explain takes one ID, in any spelling") {
  const auto explained = [](Line words) {
    words.insert(words.begin(), "explain");
    return std::get<Options>(parsed(words));
  };
  CHECK(explained({}).explain.topic.empty());
  CHECK(explained({"URL.quoted"}).explain.topic == "url.quoted");
  CHECK(explained({"Device/System/Prov/CFG_CYCLIC"}).explain.topic == "CFG_CYCLIC");
  CHECK(explained({"dhcp160", "--context", "a.json"}).explain.context == "a.json");
  CHECK(explained({"--list"}).explain.list);
  CHECK(explained({"--format", "markdown"}).output.format == Format::markdown);
}

TEST_CASE("explain names what may be meant by a word that it has no page about") {
  const auto refused = [](Line words) {
    words.insert(words.begin(), "explain");
    return std::get<Message>(parsed(words)).text;
  };
  CHECK(says(refused({"url.quotd"}), "did you mean url.quoted?"));
  CHECK(says(refused({"malformed"}),
             "did you mean pnp.malformed, dhcp4.malformed, dhcp6.malformed or config.malformed?"));
  CHECK(says(refused({"66"}), "did you mean dhcp66?"));
  CHECK(says(refused({"zebra"}), "there is no page about \"zebra\"; provtool explain lists them"));
  CHECK(says(refused({"url.quoted", "dhcp66"}), "explain takes one ID; \"dhcp66\" is another one"));
  CHECK(says(refused({"url.quoted", "--list"}), "--list"));
  CHECK(says(refused({"url.quoted", "--json"}), "explain does not take --json"));
}

TEST_CASE("the command by which a page says to check again is a right one") {
  const auto is_right = [](std::string_view command) {
    const auto text = filled(command, {});
    Line words;
    for (const auto word : split(text, ' ')) words.emplace_back(word);
    CAPTURE(text);
    CHECK(words.front() == "provtool");
    words.erase(words.begin());
    CHECK(std::holds_alternative<Options>(parsed(words)));
  };
  for (const auto& kind : k_finding_catalogue) is_right(find_page(kind.id)->again);
  for (const auto& page : k_source_pages) is_right(page.again);
}

TEST_CASE("an option that a page names is one of provtool's") {
  const auto line = command_line();
  for (const auto& kind : k_finding_catalogue) {
    const auto& page = *find_page(kind.id);
    for (const auto text : {kind.meaning, kind.hint, page.phone.text, page.change})
      for (const auto word : split(text, ' ')) {
        if (!word.starts_with("--") || word == "-->.") continue;
        const auto name = word.substr(0, word.find_last_not_of(".,:;()") + 1);
        CAPTURE(kind.id);
        CAPTURE(name);
        CHECK(std::any_of(line.options.begin(), line.options.end(),
                          [name](const OptionRow& row) { return row.long_name() == name; }));
      }
  }
}

}  // namespace provtool
