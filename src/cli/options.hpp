// The command line, checked.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/foreign.hpp"
#include "cli/exit_code.hpp"
#include "discovery/settings.hpp"
#include "provisioning/download.hpp"

namespace provtool {

enum class Format : std::uint8_t { text, json, ndjson, sarif, junit, nagios, openmetrics, markdown };
enum class ColorChoice : std::uint8_t { automatic, always, never };
// --print: the one value that is printed.
enum class Printed : std::uint8_t { winner, url, verdict, summary, exit_code };

struct OutputOptions {
  Format format = Format::text;
  bool names_format = false;  // it was given, and the file's name says nothing
  std::optional<std::string> file;
  std::optional<std::string> capture;
  bool capture_all = false;
  bool force = false;
  ColorChoice color = ColorChoice::automatic;
  Secrets secrets = Secrets::mask;
  std::optional<Printed> only;
  bool quiet = false;
  bool verbose = false;
  bool trace = false;
};

struct FileOptions {
  std::vector<std::string> names;  // in no role
  std::optional<std::string> initial;
  std::optional<std::string> standard;
  std::optional<std::string> product;
  std::optional<std::string> master;
  std::optional<std::string> key;       // contains the passphrase
  std::optional<std::string> key_from;  // a device file that contains it
  std::optional<std::string> effective;
  std::optional<std::string> catalogue;  // more parameters
  std::size_t max_size = 1 << 20;
};

// How files are loaded, and what of it is kept.
struct LoadOptions {
  std::optional<std::string> url;          // the word behind fetch; nothing: discover it
  std::optional<DownloadRole> role;        // what the file behind that URL is
  std::optional<std::string> save;         // a folder
  std::optional<std::string> ca;           // a file of certificates to trust
  std::optional<std::string> user;         // NAME:PASSWORD
  std::optional<std::string> credentials;  // a file of lines `host user:password`
  bool insecure = false;
  bool advise = false;
  bool resolve = false;
  std::optional<Duration> watch;  // check again so long after a check has ended
};

struct ExplainOptions {
  std::string_view topic;              // as the pages name it; empty: list them
  std::optional<std::string> context;  // a report
  bool list = false;
};

struct Options : Settings {
  FileOptions files;
  LoadOptions load;
  ExplainOptions explain;
  std::string command;
  std::vector<std::string> arguments;  // as given, for the report; of a discovery
  OutputOptions output;
};

// A text to print instead of running: help, or what is wrong with the command line.
struct Message {
  std::string text;
  ExitCode code = ExitCode::done;  // done goes to standard output, usage to standard error
};

// --version: its text needs more than the command line knows.
struct AskedForVersion {};

struct CommandLine;
// `width`: columns of the terminal, for the help text.
std::variant<Options, Message, AskedForVersion> parse_options(const CommandLine& line,
                                                              std::span<const std::string> arguments,
                                                              std::optional<std::size_t> width);

}  // namespace provtool
