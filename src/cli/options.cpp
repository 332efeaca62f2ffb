#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "cli/help.hpp"
#include "cli/option_table.hpp"

namespace provtool {

namespace {

Message usage_error(const std::string& what) {
  return {"provtool: " + mask_secrets(clean(what).text).text + "\nTry: provtool --help\n", ExitCode::usage};
}

std::string quoted(const std::string& word) {
  return "\"" + mask_value(clean(word).text).text + "\"";
}

// CLI11 collects words per option; the table's rows judge them, in the order of the command line's options.
struct Collected {
  std::vector<std::vector<std::string>> values;
  std::vector<std::size_t> flags;
  std::vector<std::string> positional;
  bool help = false;
  bool version = false;

  Collected() : values(all_options().size()), flags(all_options().size()) {}
};

void declare(CLI::App& app, Collected& collected) {
  app.set_help_flag();
  app.allow_windows_style_options(false);
  app.add_flag("-h,--help", collected.help)->disable_flag_override();
  app.add_flag("--version", collected.version)->disable_flag_override();
  for (std::size_t i = 0; i < all_options().size(); ++i) {
    const auto& row = all_options()[i];
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

std::vector<std::string_view> known_options() {
  std::vector<std::string_view> names{"--help", "--version"};
  for (const auto& row : all_options()) names.push_back(row.long_name());
  return names;
}

// CLI11 says what is wrong in its own words; the common mistakes get ours.
std::optional<Message> unknown_option(std::span<const std::string> arguments, const CLI::App& app) {
  for (const auto& argument : arguments) {
    if (argument == "--") return std::nullopt;
    if (!argument.starts_with("-") || argument.size() < 2) continue;
    const auto name =
        argument.starts_with("--") ? argument.substr(0, argument.find('=')) : argument.substr(0, 2);
    if (app.get_option_no_throw(name) != nullptr) continue;
    const auto near = nearest(name, known_options());
    return usage_error("there is no option " + name +
                       (near.empty() ? "" : "; did you mean " + std::string(near) + "?"));
  }
  return std::nullopt;
}

// CLI11 says "--mac: 1 required TEXT missing" and "first was given a disallowed flag override".
Message explain(const CLI::ArgumentMismatch& mismatch) {
  const std::string what = mismatch.what();
  const auto name = what.substr(0, what.find_first_of(": "));
  return usage_error(name.starts_with("-") ? name + " needs a value" : "--" + name + " takes no value");
}

std::optional<Message> take_command(const std::vector<std::string>& words, std::optional<std::size_t> width,
                                    Options& options) {
  std::vector<std::string_view> names;
  for (const auto& command : all_commands()) names.push_back(command.name);
  if (words.empty()) return Message{help_text(width), ExitCode::usage};
  if (std::find(names.begin(), names.end(), words.front()) == names.end()) {
    const auto near = nearest(words.front(), names);
    const bool is_source = !sources_named(words.front()).empty();
    return usage_error("there is no command " + quoted(words.front()) +
                       (is_source      ? "; did you mean: provtool discover " + words.front()
                        : near.empty() ? ""
                                       : "; did you mean " + std::string(near) + "?"));
  }
  options.command = words.front();
  return std::nullopt;
}

std::optional<Message> take_sources(const std::vector<std::string>& words, Options& options) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto sources = sources_named(words[i]);
    if (sources.empty()) {
      const auto near = nearest(words[i], source_words());
      const auto known = source_words();
      return usage_error("there is no source " + quoted(words[i]) +
                         (near.empty() ? "" : " (did you mean " + std::string(near) + "?)") + "; known are " +
                         listed({known.begin(), known.end()}));
    }
    for (const auto source : sources)
      if (std::find(options.sources.begin(), options.sources.end(), source) == options.sources.end())
        options.sources.push_back(source);
  }
  return std::nullopt;
}

std::optional<Message> apply_options(const Collected& collected, Options& options) {
  for (std::size_t i = 0; i < all_options().size(); ++i) {
    const auto& row = all_options()[i];
    if (collected.flags[i] > 0) row.apply(options, "");
    const auto& values = collected.values[i];
    if (values.size() > 1 && !row.repeatable)
      return usage_error(std::string(row.long_name()) + " is given more than once");
    for (const auto& value : values)
      if (const auto wrong = row.apply(options, value))
        return usage_error(std::string(row.long_name()) + ": " + mask_value(*wrong).text);
  }
  return std::nullopt;
}

std::optional<Message> check_together(const Options& options) {
  if (options.what.dhcp_exchange == DhcpExchange::ack && !options.what.take_lease)
    return usage_error("--dhcp-exchange ack takes a lease; say that it may with --take-lease");
  if (options.what.take_lease && options.what.dhcp_exchange != DhcpExchange::ack)
    return usage_error("--take-lease goes with --dhcp-exchange ack");
  if (options.output.quiet && options.output.verbose)
    return usage_error("--quiet and --verbose exclude each other");
  if (options.output.file && options.output.file == options.output.capture && *options.output.file != "-")
    return usage_error("--output and --save-capture name the same file");
  if (options.output.capture == "-")
    return usage_error("--save-capture needs a file; standard output holds the report");
  return std::nullopt;
}

}  // namespace

std::variant<Options, Message> parse_options(std::span<const std::string> arguments,
                                             std::optional<std::size_t> width) {
  CLI::App app;
  Collected collected;
  declare(app, collected);
  if (auto message = unknown_option(arguments, app)) return *message;
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
  } catch (const CLI::ArgumentMismatch& mismatch) {
    return explain(mismatch);
  } catch (const CLI::Error& error) {
    return usage_error(mask_secrets(error.what()).text);
  }
  if (collected.help) return Message{help_text(width), ExitCode::done};
  if (collected.version) return Message{version_text(), ExitCode::done};
  Options options;
  options.arguments.assign(arguments.begin(), arguments.end());
  if (auto message = take_command(collected.positional, width, options)) return *message;
  if (auto message = take_sources(collected.positional, options)) return *message;
  if (auto message = apply_options(collected, options)) return *message;
  if (auto message = check_together(options)) return *message;
  return options;
}

}  // namespace provtool
