#include "cli/complete.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "cli/formats.hpp"
#include "cli/source_words.hpp"
#include "explain/topics.hpp"

namespace provtool {

namespace {

struct Given {
  const OptionRow* option;
  std::string_view value;  // empty when there is none
};

// The command line as far as it is typed, without the word at the cursor.
struct Typed {
  const CommandRow* command = nullptr;
  std::vector<std::string_view> words;  // the command's name is the first
  std::vector<Given> options;
  std::vector<std::string_view> names;      // of options, as they were typed
  const OptionRow* awaits_value = nullptr;  // the word at the cursor is its value
  bool only_words = false;                  // the cursor is behind --

  [[nodiscard]] bool has(const OptionRow& row) const {
    return std::any_of(options.begin(), options.end(), [&](const Given& one) { return one.option == &row; });
  }
  [[nodiscard]] bool has_name(std::string_view name) const {
    return std::find(names.begin(), names.end(), name) != names.end();
  }
};

// "--mode" of "--mode=ipv4", "-i" of "-ieth0".
std::string_view name_in(std::string_view word) {
  return word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
}
// What stands in front of the value in the same word; the whole word when there is no value in it.
std::string_view front_of_value(std::string_view word) {
  const auto name = name_in(word);
  return name.size() < word.size() && word.starts_with("--") ? word.substr(0, name.size() + 1) : name;
}

bool is_option(std::string_view word) {
  return word.size() > 1 && word.starts_with('-');
}

const OptionRow* find_option(const CommandLine& line, std::string_view name) {
  const auto row = std::find_if(line.options.begin(), line.options.end(), [name](const OptionRow& candidate) {
    return name == candidate.long_name() || (!name.empty() && name == candidate.short_name());
  });
  return row == line.options.end() ? nullptr : &*row;
}

// Reads the words one by one, as the command line does.
class Reader {
 public:
  explicit Reader(const CommandLine& line) : m_line(line) {}

  void word(std::string_view word) {
    if (m_awaits != nullptr)
      m_typed.options.push_back({std::exchange(m_awaits, nullptr), word});
    else if (!m_only_words && word == "--")
      m_only_words = true;
    else if (!m_only_words && is_option(word))
      option(word);
    else
      positional(word);
  }
  void cursor() {
    m_typed.awaits_value = std::exchange(m_awaits, nullptr);
    m_typed.only_words = m_only_words;
  }
  [[nodiscard]] Typed typed() const { return m_typed; }

 private:
  void option(std::string_view word) {
    const auto name = name_in(word);
    m_typed.names.push_back(name);
    const auto* row = find_option(m_line, name);
    if (row == nullptr) return;
    const bool has_value = word.size() > name.size();
    if (row->value.empty() || has_value)
      m_typed.options.push_back({row, word.substr(front_of_value(word).size())});
    else
      m_awaits = row;
  }
  void positional(std::string_view word) {
    if (m_typed.words.empty()) m_typed.command = m_line.find(word);
    m_typed.words.push_back(word);
  }

  const CommandLine& m_line;
  Typed m_typed;
  const OptionRow* m_awaits = nullptr;
  bool m_only_words = false;
};

Typed read(const CommandLine& line, std::span<const std::string> words, std::size_t at) {
  Reader reader(line);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == at)
      reader.cursor();
    else
      reader.word(words[i]);
  }
  if (at >= words.size()) reader.cursor();
  return reader.typed();
}

// Up to where it goes into details.
std::string in_short(std::string_view help) {
  return std::string(help.substr(0, help.find_first_of(":;")));
}

std::string meaning_of_source(std::string_view word) {
  const auto* kind = find_source(word);
  if (kind == nullptr) return "the three DHCPv4 options together";
  return std::string(kind->id == SourceId::manual ? "a URL set by hand on the phone" : kind->title);
}

// Sources that none of these words stands for already.
std::vector<Offer> sources_beside(const std::vector<std::string_view>& words) {
  std::vector<SourceId> named;
  for (const auto word : words)
    for (const auto source : sources_named(word)) named.push_back(source);
  std::vector<Offer> left;
  for (const auto word : source_words()) {
    const auto sources = sources_named(word);
    const bool is_new = std::any_of(sources.begin(), sources.end(), [&](SourceId source) {
      return std::find(named.begin(), named.end(), source) == named.end();
    });
    if (is_new) left.push_back({std::string(word), meaning_of_source(word)});
  }
  return left;
}

std::string state_of(const Interface& interface) {
  auto text = fmt::format("{}, {}", to_text(interface.kind),
                          !interface.up       ? "down"
                          : interface.carrier ? "up"
                                              : "no link");
  if (const auto address = find_ipv4(interface)) text += fmt::format(", {}", address->text());
  return text;
}

std::vector<Offer> names_of(std::span<const Interface> interfaces) {
  std::vector<Offer> names;
  for (const auto& interface : interfaces)
    if (interface.kind != InterfaceKind::loopback) names.push_back({interface.name, state_of(interface)});
  return names;
}

std::vector<Offer> plain(const std::vector<std::string_view>& words) {
  std::vector<Offer> offers;
  for (const auto word : words) offers.push_back({std::string(word), ""});
  return offers;
}

Completion value_of(const OptionRow& row, const Typed& typed, std::string_view prefix,
                    std::span<const Interface> interfaces) {
  Completion completion{.prefix = std::string(prefix)};
  std::vector<std::string_view> given;
  for (const auto& one : typed.options)
    if (one.option == &row) given.push_back(one.value);
  if (row.value == "FILE")
    completion.kind = Completion::Kind::files;
  else if (row.value == "DIR")
    completion.kind = Completion::Kind::folders;
  else if (row.long_name() == "--interface")
    completion.offers = names_of(interfaces);
  else if (row.value == "SOURCE")
    completion.offers = row.repeatable ? sources_beside(given) : sources_beside({});
  else if (row.long_name() == "--format" && typed.command != nullptr)
    completion.offers = plain(format_words(typed.command->name));
  else if (row.choices != nullptr)
    completion.offers = plain(row.choices());
  return completion;
}

bool may_be_given(const OptionRow& row, const Typed& typed) {
  if (typed.has(row) && !row.repeatable) return false;
  const bool has_url =
      typed.command != nullptr && typed.command->words == Words::url && typed.words.size() > 1;
  return !(row.of_discovery && has_url);
}

struct Flag {
  std::string_view short_name;
  std::string_view long_name;
  std::string_view meaning;
};
// That are not in the table: they end the command line.
constexpr std::array k_of_every_command{Flag{"-h", "--help", "show a summary"},
                                        Flag{"-V", "--version", "show the version"}};

// `word`: at the cursor. Short names stand beside the long ones until two hyphens are typed.
std::vector<Offer> options_left(const CommandLine& line, const Typed& typed, std::string_view word) {
  const bool with_short = word == "-" || (word.size() == 2 && word[1] != '-');
  std::vector<Offer> left;
  const auto takers = typed.command != nullptr ? typed.command->bit : line.every_looking_command();
  for (const auto& row : line.options) {
    if ((row.commands & takers) != takers || !may_be_given(row, typed)) continue;
    if (with_short && !row.short_name().empty())
      left.push_back({std::string(row.short_name()), in_short(row.help)});
    left.push_back({std::string(row.long_name()), in_short(row.help)});
  }
  for (const auto& [short_name, long_name, meaning] : k_of_every_command) {
    if (typed.has_name(short_name) || typed.has_name(long_name)) continue;
    if (with_short) left.push_back({std::string(short_name), std::string(meaning)});
    left.push_back({std::string(long_name), std::string(meaning)});
  }
  return left;
}

std::vector<Offer> topics() {
  std::vector<Offer> offers;
  for (const auto& topic : all_topics()) offers.push_back({std::string(topic.name), topic.summary});
  return offers;
}

Completion words_left(const CommandLine& line, const Typed& typed) {
  if (typed.words.empty()) {
    Completion commands;
    for (const auto& command : line.commands)
      commands.offers.push_back({std::string(command.name), in_short(command.help)});
    return commands;
  }
  if (typed.command == nullptr) return {};
  switch (typed.command->words) {
    case Words::files:
      return {.kind = Completion::Kind::files, .prefix = ""};
    case Words::sources:
      return {.prefix = "", .offers = sources_beside({typed.words.begin() + 1, typed.words.end()})};
    case Words::topic:
      return {.prefix = "", .offers = typed.words.size() == 1 ? topics() : std::vector<Offer>{}};
    case Words::none:
    case Words::url:
      break;
  }
  return {};
}

std::string_view to_text(Completion::Kind kind) {
  return kind == Completion::Kind::words ? "words" : kind == Completion::Kind::files ? "files" : "folders";
}

}  // namespace

std::string Completion::text() const {
  auto lines = fmt::format("{}\t{}\n", to_text(kind), prefix);
  for (const auto& offer : offers) lines += fmt::format("{}\t{}\n", offer.word, offer.meaning);
  return lines;
}

Completion complete(const CommandLine& line, std::span<const std::string> words, std::size_t at,
                    std::span<const Interface> interfaces) {
  const auto typed = read(line, words, at);
  const std::string word = at < words.size() ? words[at] : "";
  if (typed.awaits_value != nullptr) return value_of(*typed.awaits_value, typed, "", interfaces);
  if (typed.only_words || !word.starts_with('-')) {
    auto completion = words_left(line, typed);
    const bool nothing = completion.kind == Completion::Kind::words && completion.offers.empty();
    if (nothing && word.empty() && typed.command != nullptr && !typed.only_words)
      completion.offers = options_left(line, typed, "--");
    return completion;
  }
  const auto front = front_of_value(word);
  const auto* row = find_option(line, name_in(word));
  const bool has_value = word.starts_with("--") ? front.ends_with('=') : word.size() > 2;
  if (has_value && row != nullptr && !row->value.empty()) return value_of(*row, typed, front, interfaces);
  return {.prefix = "", .offers = options_left(line, typed, word)};
}

}  // namespace provtool
