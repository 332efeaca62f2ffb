#include "app/app.hpp"

#include <utility>

#include "app/discover.hpp"
#include "base/text.hpp"
#include "cli/option_table.hpp"
#include "cli/version.hpp"
#include "io/libraries.hpp"
#include "report/json_library.hpp"

namespace provtool {

namespace {

int print(const Message& message, Console& console) {
  if (message.code == ExitCode::usage) {
    console.write_diagnostic(message.text);
    return static_cast<int>(message.code);
  }
  const auto written = console.write_result(message.text);
  if (written) return static_cast<int>(message.code);
  if (!written.error().message.empty())
    console.write_diagnostic("provtool: standard output: " + written.error().message + "\n");
  return static_cast<int>(ExitCode::could_not);
}

std::string version() {
  auto libraries = io_libraries();
  libraries.push_back(json_library());
  libraries.push_back(text_library());
  return version_text(std::move(libraries));
}

}  // namespace

int run(std::span<const std::string> arguments, World& world, Console& console, Files& files) {
  const auto parsed = parse_options(command_line(), arguments, console.width());
  if (const auto* message = std::get_if<Message>(&parsed)) return print(*message, console);
  if (std::holds_alternative<AskedForVersion>(parsed)) return print({version()}, console);
  const auto& options = std::get<Options>(parsed);
  auto run = begin(options, world, console, files);
  return discover(run);
}

}  // namespace provtool
