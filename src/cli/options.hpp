// The command line, checked.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"
#include "cli/exit_code.hpp"
#include "device/sources.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

enum class Format : std::uint8_t { text, json };
enum class ColorChoice : std::uint8_t { automatic, always, never };

struct RandomMac {};
using MacChoice = std::variant<RandomMac, MacAddress>;

struct ClientIdOfMac {};
struct NoClientId {};
using ClientIdChoice = std::variant<ClientIdOfMac, NoClientId, Bytes>;

enum class DhcpExchange : std::uint8_t { offer, inform, ack };

// One struct for each group of the option table. What is missing was not given.
struct WhoOptions {
  std::optional<MacChoice> mac;  // nothing: the interface's own
  std::optional<std::string> model;
  std::optional<std::string> firmware;
  std::optional<std::string> vendor_class;
  std::optional<ClientIdChoice> client_id;  // nothing: of the MAC, assumed
  std::optional<std::string> user_agent;
  std::vector<std::uint8_t> request;  // DHCP options beside the usual ones
  std::optional<std::uint32_t> enterprise;
};

struct WhereOptions {
  std::optional<std::string> interface;
  std::optional<AddressMode> mode;
};

struct WhatOptions {
  std::optional<std::string> manual_url;
  std::optional<std::string> redirect_url;  // a template
  std::vector<SourceId> disabled;
  DhcpExchange dhcp_exchange = DhcpExchange::offer;
  bool take_lease = false;
  bool first = false;
  bool dry_run = false;
};

struct TimeOptions {
  std::optional<Duration> whole;
  std::optional<Duration> pnp;
  std::optional<Duration> dhcp;
  std::optional<Duration> redirect;
  std::optional<Duration> settle;
};

struct ExpectOptions {
  std::optional<SourceId> source;
  std::optional<std::string> url;
  std::vector<std::string> servers;
  std::optional<Severity> fail_on = Severity::error;  // nothing: never
};

struct OutputOptions {
  Format format = Format::text;
  std::optional<std::string> file;
  std::optional<std::string> capture;
  bool force = false;
  ColorChoice color = ColorChoice::automatic;
  bool show_secrets = false;
  bool quiet = false;
  bool verbose = false;
};

struct Options {
  std::string command;
  std::vector<std::string> arguments;  // as given, for the report
  std::vector<SourceId> sources;       // named on the command line; empty: all

  WhoOptions who;
  WhereOptions where;
  WhatOptions what;
  TimeOptions how_long;
  ExpectOptions expect;
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
