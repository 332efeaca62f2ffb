#include "app/complete.hpp"

#include <charconv>

#include "app/deliver.hpp"
#include "base/text.hpp"
#include "cli/complete.hpp"

namespace provtool {

namespace {

// The command line has some hundred words at most; those that a shell cuts off are not counted.
constexpr std::size_t k_most_words = 100'000;

}  // namespace

bool asks_for_completion(std::span<const std::string> arguments) {
  return arguments.size() >= 2 && arguments[0] == "--complete" && is_digits(arguments[1]);
}

int complete(std::span<const std::string> arguments, World& world, Console& console) {
  if (!world.drop_rights()) return static_cast<int>(ExitCode::could_not);
  std::size_t at = 0;
  const auto& number = arguments[1];
  const auto read = std::from_chars(number.data(), number.data() + number.size(), at);
  if (read.ec != std::errc() || at > k_most_words) return static_cast<int>(ExitCode::usage);
  const auto interfaces = world.interfaces();
  const auto completion = complete(command_line(), arguments.subspan(2), at, interfaces);
  return write_result(console, completion.text(), static_cast<int>(ExitCode::done));
}

}  // namespace provtool
