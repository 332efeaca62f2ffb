#include "cli/meant.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/address.hpp"
#include "base/foreign.hpp"
#include "base/text.hpp"
#include "cli/source_words.hpp"
#include "explain/topics.hpp"

namespace provtool {

namespace {

// More of a word says nothing more about what was meant.
constexpr std::size_t k_longest_quote = 80;

using Views = std::vector<std::string_view>;
using Synonym = std::pair<std::string_view, std::string_view>;

// What commands and options are called in other programs.
constexpr auto k_command_synonyms = std::to_array<Synonym>({
    {"boot", "check"},
    {"detect", "discover"},
    {"download", "fetch"},
    {"find", "discover"},
    {"get", "fetch"},
    {"lint", "validate"},
    {"load", "fetch"},
    {"probe", "discover"},
    {"run", "check"},
    {"scan", "discover"},
    {"test", "check"},
    {"verify", "validate"},
});
constexpr auto k_option_synonyms = std::to_array<Synonym>({
    {"--capture", "--save-capture"},
    {"--debug", "--trace"},
    {"--dev", "--interface"},
    {"--device", "--interface"},
    {"--iface", "--interface"},
    {"--mac-address", "--mac"},
    {"--macaddr", "--mac"},
    {"--man", "--help"},
    {"--nic", "--interface"},
    {"--password", "--user"},
    {"--pcap", "--save-capture"},
    {"--silent", "--quiet"},
    {"--usage", "--help"},
    {"--wait", "--timeout"},
    {"--write", "--output"},
});

// Names that Linux and its tools give to interfaces: eth0, enp3s0, wlan0, br-lan, enx00005e005301.
constexpr auto k_interface_stems = std::to_array<std::string_view>(
    {"bond", "br",  "docker", "dummy", "en",   "eno", "enp", "ens",  "enx", "eth", "lan", "tap",
     "tun",  "usb", "veth",   "virbr", "vlan", "wan", "wl",  "wlan", "wlo", "wlp", "wlx", "wwan"});
constexpr auto k_endings_of_files = std::to_array<std::string_view>({".cfg", ".enc", ".xml"});
constexpr auto k_endings_of_reports = std::to_array<std::string_view>({".json", ".pcap", ".pcapng", ".txt"});

template <typename Table>
std::string_view synonym(const Table& table, std::string_view word) {
  for (const auto& [other, ours] : table)
    if (other == word) return ours;
  return "";
}

template <typename Endings>
bool ends_like(std::string_view word, const Endings& endings) {
  return std::any_of(endings.begin(), endings.end(), [word](std::string_view ending) {
    return word.size() > ending.size() &&
           equal_ignoring_case(word.substr(word.size() - ending.size()), ending);
  });
}

bool is_file(std::string_view word) {
  if (names_a_protocol(word)) return false;
  return word == "-" || word.starts_with('.') || word.starts_with('/') || word.ends_with('/') ||
         ends_like(word, k_endings_of_files);
}

// With a protocol, an address, or a name of several parts, with or without a path.
bool is_url(std::string_view word) {
  if (ends_like(word, k_endings_of_reports)) return false;
  const auto host = word.substr(0, word.find_first_of("/:"));
  return names_a_protocol(word) || IpAddress::parse(word) || Ipv4Address::parse(host) ||
         (host.find('.') != std::string_view::npos && !host.ends_with('.'));
}

bool is_interface(std::string_view word) {
  if (word == "lo") return true;
  return word.size() <= 15 &&
         std::any_of(k_interface_stems.begin(), k_interface_stems.end(), [word](std::string_view stem) {
           if (!word.starts_with(stem) || word.size() == stem.size()) return false;
           const char next = word[stem.size()];
           return std::isdigit(static_cast<unsigned char>(next)) != 0 || next == '-';
         });
}

const CommandRow* that_takes(const CommandLine& line, Words words) {
  const auto row = std::find_if(line.commands.begin(), line.commands.end(),
                                [words](const CommandRow& command) { return command.words == words; });
  return row == line.commands.end() ? nullptr : &*row;
}

bool takes(const CommandLine& line, const CommandRow& command, std::string_view option) {
  return std::any_of(line.options.begin(), line.options.end(), [&](const OptionRow& row) {
    return row.long_name() == option && (row.commands & command.bit) != 0;
  });
}

// As it can be pasted into a shell; the placeholder where the word is masked or cut.
std::string pasted(std::string_view word, std::string_view placeholder) {
  const auto shown = shortened(masked(word), k_longest_quote);
  if (shown != word) return std::string(placeholder);
  const bool plain = std::all_of(shown.begin(), shown.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
  });
  const char mark = shown.find('\'') == std::string::npos ? '\'' : '"';
  return plain ? shown : fmt::format("{}{}{}", mark, shown, mark);
}

// "provtool fetch http://10.0.0.2/": the command that takes such words, if there is one.
std::string line_with(const CommandLine& line, Words words, std::string_view shown) {
  const auto* row = that_takes(line, words);
  return row == nullptr ? "" : fmt::format("provtool {} {}", row->name, shown);
}

// The word behind an option of the command, or else of the first one that takes it.
std::string with_option(const CommandLine& line, const CommandRow* command, std::string_view option,
                        std::string_view spelled, std::string_view word) {
  if (command == nullptr || !takes(line, *command, option)) {
    const auto row =
        std::find_if(line.commands.begin(), line.commands.end(),
                     [&](const CommandRow& candidate) { return takes(line, candidate, option); });
    if (row == line.commands.end()) return "";
    command = &*row;
  }
  return fmt::format("provtool {} {} {}", command->name, spelled, word);
}

// Several sources in one word: "dhcp", "dhcp160,66".
Views several_meant(std::span<const std::string> words) {
  Views all;
  for (const auto part : split(words.front(), ',')) all.push_back(meant_source(part));
  if (std::find(all.begin(), all.end(), "") != all.end()) return {};
  if (all.size() > 1) return all;
  all.clear();
  for (const auto source : sources_named(meant_source(words))) all.push_back(kind_of(source).name);
  return all;
}

// "dhcp160 dhcp66" for "dhcp160,66".
std::string meant_sources(std::span<const std::string> words) {
  if (words.front().find(',') == std::string::npos) return std::string(meant_source(words));
  return fmt::format("{}", fmt::join(several_meant(words), " "));
}

// The command line that these words were most likely meant for, by their form; `command` stands before them.
std::string meant_line(const CommandLine& line, const CommandRow* command,
                       std::span<const std::string> words) {
  const std::string_view word = words.front();
  if (command != nullptr && equal_ignoring_case(word, "help"))
    return fmt::format("provtool {} --help", command->name);
  if (command != nullptr)
    if (const auto* other = line.find(to_lower(word))) return fmt::format("provtool {}", other->name);
  if (const auto sources = meant_sources(words); !sources.empty())
    return line_with(line, Words::sources, sources);
  if (MacAddress::parse(word)) return with_option(line, command, "--mac", "--mac", word);
  if (is_interface(word)) return with_option(line, command, "--interface", "-i", word);
  if (is_file(word)) return line_with(line, Words::files, pasted(word, "FILE"));
  return is_url(word) ? line_with(line, Words::url, pasted(word, "URL")) : "";
}

Views command_names(const CommandLine& line) {
  Views names;
  for (const auto& command : line.commands) names.push_back(command.name);
  return names;
}

std::string listed_words(const Views& words, std::string_view last = "and") {
  return listed({words.begin(), words.end()}, last);
}

// A command line stands for itself; a word is one in the question.
std::string asked_whether(std::string_view meant) {
  return meant.starts_with("provtool ") ? fmt::format("; did you mean: {}", meant)
                                        : fmt::format("; did you mean {}?", meant);
}

std::string did_you_mean(std::string_view meant) {
  return meant.empty() ? "" : fmt::format(" (did you mean {}?)", meant);
}

// The one that begins like the word, or the one that is most like it.
std::string_view near(std::string_view word, const Views& known) {
  std::string_view only;
  for (const auto candidate : known) {
    if (word.size() < 2 || !candidate.starts_with(to_lower(word))) continue;
    if (!only.empty()) return nearest(word, known);
    only = candidate;
  }
  return only.empty() ? nearest(word, known) : only;
}

Views option_names(const CommandLine& line) {
  Views names{"--help", "--version"};
  for (const auto& row : line.options) names.push_back(row.long_name());
  return names;
}

// "--mode ipv6" for "--ipv6".
std::string option_with_choice(const CommandLine& line, std::string_view choice) {
  for (const auto& row : line.options) {
    if (row.choices == nullptr) continue;
    const auto choices = row.choices();
    if (std::find(choices.begin(), choices.end(), choice) != choices.end())
      return fmt::format("{} {}", row.long_name(), choice);
  }
  return "";
}

// What a long option was meant to be: "--json", "provtool discover pnp", "--timeout or --trace"; may be
// empty.
std::string meant_option(const CommandLine& line, const std::string& name) {
  const auto known = option_names(line);
  const std::string_view bare = std::string_view(name).substr(2);
  if (std::find(known.begin(), known.end(), name) != known.end()) return name;
  if (const auto other = synonym(k_option_synonyms, name);
      std::find(known.begin(), known.end(), other) != known.end())
    return std::string(other);
  if (const auto* command = line.find(bare)) return fmt::format("provtool {}", command->name);
  if (sources_named(bare).empty())
    if (auto choice = option_with_choice(line, bare); !choice.empty()) return choice;
  if (const auto source = meant_source(bare); !source.empty()) return line_with(line, Words::sources, source);
  Views longer;
  std::copy_if(known.begin(), known.end(), std::back_inserter(longer), [&name](std::string_view candidate) {
    return name.size() > 3 && candidate.starts_with(name);
  });
  if (!longer.empty()) return listed_words(longer, "or");
  return std::string(nearest(name, known));
}

}  // namespace

std::string in_quotes(std::string_view word) {
  return fmt::format("\"{}\"", shortened(masked(word), k_longest_quote));
}

std::string unknown_word(const Noun& what, std::string_view word, const Views& known) {
  return fmt::format("unknown {} {}{}; the {} are {}", what.one, in_quotes(word),
                     did_you_mean(near(word, known)), what.several, listed_words(known));
}

std::string unknown_source(std::span<const std::string> words, const Views& known) {
  const auto& word = words.front();
  const auto meant = meant_source(words);
  const bool is_known = std::find(known.begin(), known.end(), meant) != known.end();
  if (const auto several = several_meant(words); !is_known && several.size() > 1)
    return fmt::format("{} is not one source; name one at a time: {}", in_quotes(word),
                       listed_words(several, "or"));
  return fmt::format("unknown source {}{}; the sources are {}", in_quotes(word),
                     did_you_mean(is_known ? meant : near(word, known)), listed_words(known));
}

std::string unknown_command(const CommandLine& line, std::span<const std::string> words) {
  const auto& word = words.front();
  const auto start = fmt::format("unknown command {}", in_quotes(word));
  if (const auto meant = meant_line(line, nullptr, words); !meant.empty())
    return start + asked_whether(meant);
  const auto lower = to_lower(word.substr(0, k_longest_quote));
  if (const auto* other = line.find(synonym(k_command_synonyms, lower)))
    return start + asked_whether(other->name);
  const auto names = command_names(line);
  if (const auto close = near(word, names); !close.empty()) return start + asked_whether(close);
  if (const auto close = nearest(word, source_words()); !close.empty())
    if (const auto meant = line_with(line, Words::sources, close); !meant.empty())
      return start + asked_whether(meant);
  return fmt::format("{}; the commands are {}", start, listed_words(names));
}

std::string unknown_topic(const CommandRow& command, std::span<const std::string> words) {
  const auto word = in_quotes(words.front());
  if (!topic_named(words.front()).empty())
    return fmt::format("{} takes one ID; {} is another one", command.name, word);
  auto close = topics_near(words.front());
  if (const auto source = meant_source(words); close.empty() && !source.empty()) close.push_back(source);
  return fmt::format("there is no page about {}{}; provtool {} lists them", word,
                     close.empty() ? "" : fmt::format(" (did you mean {}?)", listed_words(close, "or")),
                     command.name);
}

std::string wrong_word(const CommandLine& line, const CommandRow& command,
                       std::span<const std::string> words) {
  const auto word = in_quotes(words.front());
  const auto meant = meant_line(line, &command, words);
  const auto question = meant.empty() ? "" : asked_whether(meant);
  if (command.words == Words::topic) return unknown_topic(command, words);
  if (command.words == Words::none)
    return fmt::format("{} takes only options, not {}{}", command.name, word, question);
  const bool is_source = command.words == Words::sources && (meant.empty() || !meant_source(words).empty());
  if (is_source) return unknown_source(words, source_words());
  return fmt::format("{} is not a {}{}", word, command.words == Words::sources ? "source" : "file", question);
}

// "./http://h" is a file.
bool names_a_protocol(std::string_view word) {
  const auto end = word.find("://");
  return end != std::string_view::npos && word.find_first_of("./") > end;
}

std::string unknown_option(const CommandLine& line, std::string_view argument) {
  const auto name = std::string(argument.substr(0, argument.find('=')));
  const bool is_long = name.starts_with("--");
  auto start = fmt::format("unknown option {}", shortened(masked(name), k_longest_quote));
  if (const auto meant = name.size() > 2 ? meant_option(line, is_long ? name : "-" + name) : "";
      !meant.empty())
    return start + asked_whether(meant);
  if (is_long) return start;
  Views alike;
  for (const auto known : option_names(line))
    if (known.substr(2, 1) == argument.substr(1, 1)) alike.push_back(known);
  return fmt::format("unknown option {}{}", masked(name.substr(0, 2)),
                     alike.empty() ? "" : asked_whether(listed_words(alike, "or")));
}

std::string typographic_dash(const CommandLine& line, std::string_view argument) {
  const auto start = fmt::format("{} begins with a dash that is not a hyphen", in_quotes(argument));
  auto rest = argument.substr(0, argument.find('='));
  while (!rest.empty() && (rest.front() == '-' || is_typographic_dash(rest)))
    rest.remove_prefix(rest.front() == '-' ? 1 : first_code_point(rest).length);
  const auto meant = meant_option(line, fmt::format("--{}", rest));
  return start + (meant.empty() ? "" : asked_whether(meant));
}

// Word processors make these of hyphens: U+2010 to U+2015 and U+2212.
bool is_typographic_dash(std::string_view text) {
  const auto first = first_code_point(text);
  return (first.value >= 0x2010 && first.value <= 0x2015) || first.value == 0x2212;
}

}  // namespace provtool
