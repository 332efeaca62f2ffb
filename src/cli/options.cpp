#include "cli/options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "cli/formats.hpp"
#include "cli/help.hpp"
#include "cli/meant.hpp"
#include "cli/option_table.hpp"
#include "cli/source_words.hpp"
#include "explain/topics.hpp"

namespace provtool {

namespace {

// Whoever quotes a word has masked it as a whole.
Message usage_error(const std::string& what) {
  return {"provtool: " + mask_secrets(clean(what).text).text + "\n", ExitCode::usage};
}

Message with_hint(Message message, const CommandRow* command = nullptr) {
  message.text +=
      fmt::format("Try: provtool {}--help\n", command == nullptr ? "" : fmt::format("{} ", command->name));
  return message;
}

// CLI11 collects words per option; the table's rows judge them, in the order of the command line's options.
struct Collected {
  std::vector<std::vector<std::string>> values;
  std::vector<std::size_t> flags;
  std::vector<std::string> positional;
  bool help = false;
  bool version = false;

  explicit Collected(std::size_t options) : values(options), flags(options) {}
};

void declare(CLI::App& app, const CommandLine& line, Collected& collected) {
  app.set_help_flag();
  app.allow_windows_style_options(false);
  app.add_flag("-h,-?,--help", collected.help)->disable_flag_override();
  app.add_flag("-V,--version", collected.version)->disable_flag_override();
  for (std::size_t i = 0; i < line.options.size(); ++i) {
    const auto& row = line.options[i];
    if (row.value.empty()) {
      auto* flag = app.add_flag_function(std::string(row.names), [&collected, i](std::int64_t count) {
        collected.flags[i] = static_cast<std::size_t>(count);
      });
      flag->disable_flag_override();  // CLI11 throws std::invalid_argument on "--first=maybe"
      continue;
    }
    auto* option = app.add_option(std::string(row.names), collected.values[i]);
    option->allow_extra_args(false)->expected(1);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  app.add_option("words", collected.positional);
}

// Whether a single dash stands before a long name: "-output" would be "-o utput".
bool lacks_a_dash(const CLI::App& app, const std::string& argument) {
  if (argument.size() < 3 || argument[1] == '-') return false;
  return app.get_option_no_throw("-" + argument.substr(0, argument.find('='))) != nullptr;
}

// CLI11 says what is wrong in its own words; the common mistakes get ours.
std::optional<Message> wrong_option(const CommandLine& line, std::span<const std::string> arguments,
                                    const CLI::App& app) {
  for (const auto& argument : arguments) {
    if (argument == "--") return std::nullopt;
    if (is_typographic_dash(argument)) return usage_error(typographic_dash(line, argument));
    if (!argument.starts_with("-") || argument.size() < 2) continue;
    const auto name =
        argument.starts_with("--") ? argument.substr(0, argument.find('=')) : argument.substr(0, 2);
    if (app.get_option_no_throw(name) == nullptr || lacks_a_dash(app, argument))
      return usage_error(unknown_option(line, argument));
  }
  return std::nullopt;
}

// CLI11 says "--mac: 1 required TEXT missing" and "first was given a disallowed flag override".
Message explain(const CLI::ArgumentMismatch& mismatch) {
  const std::string what = mismatch.what();
  const auto name = what.substr(0, what.find_first_of(": "));
  return usage_error(name.starts_with("-") ? name + " needs a value" : "--" + name + " takes no value");
}

std::optional<Message> take_url(const CommandRow& command, std::string&& word, Options& options) {
  if (options.load.url) return usage_error(std::string(command.name) + " takes one URL");
  if (word.empty()) return usage_error("the URL is empty");
  options.load.url = std::move(word);
  return std::nullopt;
}

// The words behind the command's name.
std::optional<Message> take_words(const CommandLine& line, const CommandRow& command,
                                  std::span<std::string> words, Options& options) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto& word = words[i];
    if (command.words == Words::url) {
      if (auto message = take_url(command, std::move(word), options)) return message;
      continue;
    }
    if (command.words == Words::files && !names_a_protocol(word)) {
      options.files.names.push_back(std::move(word));  // there may be thousands
      continue;
    }
    if (command.words == Words::topic && options.explain.topic.empty()) {
      options.explain.topic = topic_named(word);
      if (!options.explain.topic.empty()) continue;
    }
    const auto sources = command.words == Words::sources ? sources_named(word) : std::vector<SourceId>{};
    if (sources.empty()) return usage_error(wrong_word(line, command, words.subspan(i)));
    for (const auto source : sources)
      if (std::find(options.sources.begin(), options.sources.end(), source) == options.sources.end())
        options.sources.push_back(source);
  }
  return std::nullopt;
}

std::optional<Message> apply_options(const CommandLine& line, const CommandRow& command,
                                     const Collected& collected, Options& options) {
  for (std::size_t i = 0; i < line.options.size(); ++i) {
    const auto& row = line.options[i];
    const auto& values = collected.values[i];
    if (collected.flags[i] == 0 && values.empty()) continue;
    if ((row.commands & command.bit) == 0)
      return usage_error(fmt::format("{} does not take {}; it is for {}", command.name, row.long_name(),
                                     line.takers_of(row)));
    if (row.of_discovery && options.load.url)
      return usage_error(std::string(row.long_name()) + " is for a discovery, and with a URL there is none");
    if (collected.flags[i] > 0) row.apply(options, "");
    if (values.size() > 1 && !row.repeatable)
      return usage_error(std::string(row.long_name()) + " is given more than once");
    for (const auto& value : values)
      if (const auto wrong = row.apply(options, value))
        return usage_error(std::string(row.long_name()) + ": " + *wrong);
  }
  return std::nullopt;
}

bool has_a_role(const FileOptions& files) {
  return files.initial || files.standard || files.product || files.master;
}

std::size_t times_standard_input(const Options& options) {
  const auto& files = options.files;
  std::size_t times = static_cast<std::size_t>(std::count(files.names.begin(), files.names.end(), "-"));
  for (const auto& path : {files.initial, files.standard, files.product, files.master, files.key,
                           files.key_from, files.catalogue, options.load.ca, options.load.credentials})
    times += path == "-" ? 1U : 0U;
  return times;
}

std::optional<Message> check_files(const CommandRow& command, const Options& options) {
  const auto& files = options.files;
  const bool reads_files = command.words == Words::files;
  if (reads_files && files.names.empty() && !has_a_role(files))
    return usage_error(std::string(command.name) + " needs a file");
  if (files.key && files.key_from) return usage_error("--key-file and --key-from cannot be used together");
  if (times_standard_input(options) > 1) return usage_error("standard input (-) can be read only once");
  if (files.effective == "-")
    return usage_error("--effective needs a file: standard output is for the report");
  if (files.effective && files.effective == options.output.file)
    return usage_error("--output and --effective cannot be the same file");
  if (reads_files && files.effective && !has_a_role(files))
    return usage_error("--effective needs files with a role, such as --standard FILE");
  return std::nullopt;
}

bool is_text_or_json(Format format) {
  return format == Format::text || is_json(format);
}

std::optional<Message> check_load(const CommandRow& command, const Options& options) {
  const auto& load = options.load;
  if (load.role && !load.url)
    return usage_error("--role is for a URL: provtool " + std::string(command.name) + " URL --role " +
                       std::string(to_text(*load.role)));
  if (load.save == "-") return usage_error("--save needs a folder: standard output is for the report");
  if (load.user && load.credentials) return usage_error("--user and --credentials cannot be used together");
  if (!load.watch) return std::nullopt;
  if (!is_text_or_json(options.output.format))
    return usage_error("--watch writes text or JSON: it cannot be used with --format " +
                       std::string(word_for(options.output.format)));
  if (options.output.file) return usage_error("--watch cannot be used with --output");
  if (options.what.dry_run) return usage_error("--watch cannot be used with --dry-run");
  return std::nullopt;
}

// The password is for the server, and not for whoever reads the report.
void mask_password(std::vector<std::string>& arguments) {
  static constexpr std::string_view k_name = "--user";
  const auto mask = [](const std::string& word, std::size_t start) {
    const auto colon = word.find(':', start);
    return colon == std::string::npos ? std::string(k_mask) : word.substr(0, colon + 1) + std::string(k_mask);
  };
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with(std::string(k_name) + "="))
      arguments[i] = mask(arguments[i], k_name.size() + 1);
    else if (arguments[i] == k_name && i + 1 < arguments.size())
      arguments[i + 1] = mask(arguments[i + 1], 0);
  }
}

std::optional<Message> check_together(const Options& options) {
  if (options.explain.list && !options.explain.topic.empty())
    return usage_error("--list lists all pages, and an ID asks for one");
  if (options.what.dhcp_exchange == DhcpExchange::ack && !options.what.take_lease)
    return usage_error("--dhcp-exchange ack takes a lease; allow it with --take-lease");
  if (options.what.take_lease && options.what.dhcp_exchange != DhcpExchange::ack)
    return usage_error("--take-lease is valid only with --dhcp-exchange ack");
  if (options.output.quiet && options.output.verbose)
    return usage_error("--quiet and --verbose cannot be used together");
  if (options.output.only && options.output.format != Format::text)
    return usage_error("--print and --format cannot be used together");
  if (options.what.dry_run && !is_text_or_json(options.output.format))
    return usage_error("--dry-run writes text or JSON: it cannot be used with --format " +
                       std::string(word_for(options.output.format)));
  if (options.output.only && options.load.watch)
    return usage_error("--print and --watch cannot be used together");
  if (options.output.file && options.output.file == options.output.capture && *options.output.file != "-")
    return usage_error("--output and --save-capture cannot be the same file");
  if (options.output.capture == "-")
    return usage_error("--save-capture needs a file: standard output is for the report");
  return std::nullopt;
}

// Everything behind the command's name.
std::optional<Message> take_all(const CommandLine& line, const CommandRow& command,
                                std::span<std::string> words, const Collected& collected, Options& options) {
  if (auto message = take_words(line, command, words, options)) return message;
  if (auto message = apply_options(line, command, collected, options)) return message;
  choose_format_by_name(options);
  if (auto message = check_files(command, options)) return message;
  if (auto message = check_load(command, options)) return message;
  return check_together(options);
}

std::optional<Message> collect(CLI::App& app, std::span<const std::string> arguments) {
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
  } catch (const CLI::ArgumentMismatch& mismatch) {
    return explain(mismatch);
  } catch (const CLI::Error& error) {
    return usage_error(masked(error.what()));
  }
  return std::nullopt;
}

// "provtool help", "provtool help discover".
Message help_for(const CommandLine& line, std::span<const std::string> words,
                 std::optional<std::size_t> width) {
  if (words.empty() || words.front() == "help") return {help_text(line, width), ExitCode::done};
  const auto* command = line.find(words.front());
  if (command == nullptr) return with_hint(usage_error(unknown_command(line, words)));
  return {help_text(line, *command, width), ExitCode::done};
}

}  // namespace

std::variant<Options, Message, AskedForVersion> parse_options(const CommandLine& line,
                                                              std::span<const std::string> arguments,
                                                              std::optional<std::size_t> width) {
  CLI::App app;
  Collected collected(line.options.size());
  declare(app, line, collected);
  if (auto message = wrong_option(line, arguments, app)) return with_hint(*message);
  if (auto message = collect(app, arguments)) return with_hint(*message);
  const std::span<std::string> words = collected.positional;
  const auto* command = words.empty() ? nullptr : line.find(words.front());
  if (collected.help)
    return Message{command == nullptr ? help_text(line, width) : help_text(line, *command, width),
                   ExitCode::done};
  if (collected.version) return AskedForVersion{};
  if (words.empty()) return Message{first_words(line, width), ExitCode::usage};
  if (command == nullptr && words.front() == "help") return help_for(line, words.subspan(1), width);
  if (command == nullptr && words.front() == "version") return AskedForVersion{};
  if (command == nullptr) return with_hint(usage_error(unknown_command(line, words)));
  Options options;
  options.command = command->name;
  if (command->words != Words::files) options.arguments.assign(arguments.begin(), arguments.end());
  if (auto message = take_all(line, *command, words.subspan(1), collected, options))
    return with_hint(*message, command);
  if (options.load.user && options.output.secrets == Secrets::mask) mask_password(options.arguments);
  return options;
}

}  // namespace provtool
