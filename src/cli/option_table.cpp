#include "cli/option_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "cli/defaults.hpp"
#include "cli/formats.hpp"
#include "cli/option_values.hpp"
#include "cli/source_words.hpp"

namespace provtool {

namespace {

constexpr std::array k_of_discover{
    Example{"-i eth0 --mac 0080F0123456", "which URL this phone would load here, and why"},
    Example{"--disable dhcp160", "what would win with option 160 switched off"},
    Example{"--expect-source dhcp160 -q", "for scripts: the answer alone, and exit code 0 or 1"},
};
constexpr std::array k_of_fetch{
    Example{"http://10.0.0.2/ --mac 0080F0123456", "what the phone would load from this URL"},
    Example{"tftp://10.0.0.2/a.cfg --role standard", "one device file, by its own URL"},
    Example{"-i eth0 --mac 0080F0123456 --save files", "find the URL first, and keep what comes"},
};
constexpr std::array k_of_validate{
    Example{"Config0080F0123456.cfg", "what a phone will stumble over in a file"},
    Example{"--standard Config0080F0123456.cfg --master all.cfg", "what files come to together"},
    Example{"--format sarif -o provtool.sarif configs/", "all files of a folder, for code review"},
};
constexpr std::array k_of_check{
    Example{"-i eth0 --mac 0080F0123456", "the whole boot: what the phone comes up with"},
    Example{"-i eth0 --mac 0080F0123456 --key-file key", "the same, with files that are encrypted"},
    Example{"--mac 0080F0123456 --expect-source dhcp160 -q",
            "for monitors: the answer alone, and exit code 0 or 1"},
};

constexpr std::array k_of_explain{
    Example{"url.quoted", "what a finding means, and what to change on which server"},
    Example{"url.quoted --context report.json", "the same with the values of a run"},
    Example{"CFG_CYCLIC", "a parameter of the phone's files"},
};

constexpr std::array k_commands{
    CommandRow{k_discover, "discover", Words::sources,
               "run the phone's discovery sources in its priority order, or only those named; say which one "
               "wins and why the others do not",
               k_of_discover},
    CommandRow{k_fetch, "fetch", Words::url,
               "load what the phone would: the initial file, its certificates and the device files; decrypt, "
               "check and merge them; without a URL it discovers first",
               k_of_fetch},
    CommandRow{k_validate, "validate", Words::files,
               "check configuration files, without a network; folders are walked, - is standard input",
               k_of_validate},
    CommandRow{k_check, "check", Words::none,
               "the whole boot in one verdict: discover, load the files, check them and what they come to",
               k_of_check},
    CommandRow{
        k_explain, "explain", Words::topic,
        "what a finding, a source or a parameter means, how the phone reacts, likely causes and what to "
        "change; without ID list them all",
        k_of_explain},
};

constexpr CommandSet k_asking = k_discover | k_fetch | k_check;
constexpr CommandSet k_loading = k_fetch | k_check;
constexpr CommandSet k_reading = k_validate | k_loading;
constexpr CommandSet k_all = k_asking | k_validate;
constexpr CommandSet k_writing = k_all | k_explain;
constexpr bool k_of_discovery = true;

Wrong set(bool& flag) {
  flag = true;
  return std::nullopt;
}
Wrong show_secrets(OutputOptions& output) {
  output.secrets = Secrets::show;
  return std::nullopt;
}

// The message size that a DHCP client accepts at least (RFC 2131 2) leaves room for words of this length.
constexpr std::size_t k_longest_word = 255;

using Choices = std::vector<std::string_view>;

constexpr std::array k_options{
    OptionRow{"--mac", "MAC", "who", k_all,
              "the phone's MAC address in any usual notation; random makes a locally administered one",
              [] { return std::string("that of the interface; of validate none"); }, [] { return Choices{"random"}; }, false,
              [](Options& o, std::string_view v) { return take_mac(o.who, v); }},
    OptionRow{"--model", "NAME", "who", k_all, "the phone's model, for {MODEL}", defaults::model,
              defaults::models, false,
              [](Options& o, std::string_view v) { return take_word(v, "model", 64, o.who.model); }},
    OptionRow{
        "--firmware", "VERSION", "who", k_all, "the phone's firmware version, for {fwver}", defaults::firmware,
        nullptr, false,
        [](Options& o, std::string_view v) { return take_word(v, "firmware version", 64, o.who.firmware); }},
    OptionRow{"--vendor-class", "TEXT", "who", k_asking,
              "DHCP vendor class, option 60 and DHCPv6 option 16", defaults::vendor_class, nullptr, false,
              [](Options& o, std::string_view v) {
                return take_word(v, "vendor class", k_longest_word, o.who.vendor_class);
              }, k_of_discovery},
    OptionRow{"--client-id", "mac|none|HEX", "who", k_asking, "DHCP client identifier, option 61; HEX is 2 to 255 bytes",
              [] { return std::string("mac, type 1 and the MAC"); },
              [] {
                return Choices{"mac", "none"};
              },
              false, [](Options& o, std::string_view v) { return take_client_id(o.who, v); }, k_of_discovery},
    OptionRow{"--user-agent", "TEXT", "who", k_asking, "what the phone calls itself in SIP and HTTP",
              defaults::user_agent, nullptr, false,
              [](Options& o, std::string_view v) {
                return take_word(v, "user agent", k_longest_word, o.who.user_agent);
              }},
    OptionRow{"--pnp-event", "TEXT", "who", k_asking, "the Event header of SIP PnP, with macros",
              defaults::pnp_event, nullptr, false,
              [](Options& o, std::string_view v) { return take_word(v, "Event header", k_longest_word, o.who.pnp_event); }, k_of_discovery},
    OptionRow{"--request", "CODE,…", "who", k_asking, "more DHCP options to ask for, by their numbers, 1 to 254", nullptr, nullptr,
              true, [](Options& o, std::string_view v) { return take_request(o.who, v); }, k_of_discovery},
    OptionRow{"--enterprise", "N", "who", k_asking, "enterprise number of the DHCPv6 vendor option",
              defaults::enterprise, nullptr, false,
              [](Options& o, std::string_view v) { return take_enterprise(o.who, v); }, k_of_discovery},

    OptionRow{
        "-i,--interface", "NAME", "where", k_asking, "the interface to ask on",
        [] { return std::string("the only wired one with carrier"); }, nullptr, false,
        [](Options& o, std::string_view v) { return take_word(v, "interface name", 15, o.where.interface); }},
    OptionRow{"--mode", "MODE", "where", k_asking,
              "the addresses a phone would have here: auto, ipv4, ipv6 or dual",
              [] { return std::string("auto, judged by what answers"); },
              [] { return words_of(k_mode_words); }, false,
              [](Options& o, std::string_view v) { return take_mode(o.where, v); }},
    OptionRow{"--wait-link", "SECONDS", "where", k_asking,
              "wait this long for the interface to have a link; 0 does not wait", defaults::link_wait, nullptr, false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.link, 0); }, k_of_discovery},

    OptionRow{"--manual-url", "URL", "what", k_asking, "the URL set by hand on the phone",
              [] { return std::string("assumed not set"); }, nullptr, false,
              [](Options& o, std::string_view v) {
                o.what.manual_url = v;
                return v.empty() ? Wrong("the URL is empty") : std::nullopt;
              }, k_of_discovery},
    OptionRow{"--redirect-url", "TEMPLATE", "what", k_asking,
              "the URL to request from the redirection server; may contain macros",
              [] { return std::string("an assumed one, requested only when redirect is named"); }, nullptr,
              false, [](Options& o, std::string_view v) { return take_redirect_url(o.what, v); }, k_of_discovery},
    OptionRow{"--disable", "SOURCE", "what", k_asking,
              "a source that is switched off on the phone; dhcp means all three DHCPv4 options", nullptr,
              source_words, true, [](Options& o, std::string_view v) { return take_disabled(o.what, v); }, k_of_discovery},
    OptionRow{"--dhcp-exchange", "KIND", "what", k_asking,
              "how far the DHCPv4 exchange goes: offer, inform or ack", defaults::dhcp_exchange,
              [] { return words_of(k_exchange_words); }, false,
              [](Options& o, std::string_view v) { return take_exchange(o.what, v); }, k_of_discovery},
    OptionRow{"--take-lease", "", "what", k_asking, "allow the ack exchange to take a lease", nullptr,
              nullptr, false, [](Options& o, std::string_view) { return set(o.what.take_lease); }, k_of_discovery},
    OptionRow{"--max-message-size", "N", "what", k_asking,
              "the longest DHCPv4 answer to ask for, option 57: 576 to 65535 bytes",
              [] { return std::string("not sent"); }, nullptr, false,
              [](Options& o, std::string_view v) { return take_message_size(o.what, v); }, k_of_discovery},
    OptionRow{"--first", "", "what", k_asking, "stop as soon as there is a winner, and do not wait for what may differ: another DHCP server, or "
              "lower sources; SIP PnP is waited for, unless it is left out", nullptr, nullptr,
              false, [](Options& o, std::string_view) { return set(o.what.first); }, k_of_discovery},
    OptionRow{"--dry-run", "", "what", k_asking,
              "show every packet, destination and side effect, and send nothing", nullptr, nullptr, false,
              [](Options& o, std::string_view) { return set(o.what.dry_run); }},
    OptionRow{"--list", "", "what", k_explain, "list all that there is a page about; the same as without ID", nullptr,
              nullptr, false, [](Options& o, std::string_view) { return set(o.explain.list); }},

    OptionRow{"--timeout", "SECONDS", "how long", k_asking,
              "end the whole run after this time and report what is known by then", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.whole); }},
    OptionRow{"--pnp-timeout", "SECONDS", "how long", k_asking, "wait this long for a SIP PnP answer; in less than the phone waits silence proves nothing",
              defaults::pnp_window, nullptr, false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.pnp); }, k_of_discovery},
    OptionRow{"--dhcp-timeout", "SECONDS", "how long", k_asking, "wait this long for DHCP answers",
              defaults::dhcp_window, nullptr, false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.dhcp); }, k_of_discovery},
    OptionRow{"--redirect-timeout", "SECONDS", "how long", k_asking,
              "wait this long for the redirection server", defaults::redirect_window, nullptr, false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.redirect); }, k_of_discovery},
    OptionRow{"--settle", "SECONDS", "how long", k_asking,
              "after a first answer, listen for a second one until this long after asking, and for 1 s at least", defaults::settle,
              nullptr, false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.how_long.settle); }, k_of_discovery},
    OptionRow{"--watch", "SECONDS", "how long", k_check,
              "check again and again, so long after the last time, at least 1, and print only what changed; with --json one report a line", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_seconds(v, o.load.watch, 1); }},

    OptionRow{"--initial", "FILE", "files", k_validate, "the initial file", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.files.initial); }},
    OptionRow{"--standard", "FILE", "files", k_validate,
              "the device file for one phone; files with a role are merged", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.files.standard); }},
    OptionRow{"--product", "FILE", "files", k_validate, "the device file for one model", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.files.product); }},
    OptionRow{"--master", "FILE", "files", k_validate, "the device file for all phones", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.files.master); }},
    OptionRow{"--key-file", "FILE", "files", k_reading,
              "contains the key of encrypted files; one line end behind it is no part of it", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.files.key); }},
    OptionRow{"--key-from", "FILE", "files", k_reading, "a plain device file that contains CFG_FILE_KEY", nullptr,
              nullptr, false, [](Options& o, std::string_view v) { return take_path(v, o.files.key_from); }},
    OptionRow{"--catalogue", "FILE", "files", k_reading,
              "more parameters, a JSON list; the man page has its form", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.files.catalogue); }},
    OptionRow{"--effective", "FILE", "files", k_reading,
              "write what the files with a role come to, as one device file; needs --show-secrets when it has any",
              nullptr, nullptr, false, [](Options& o, std::string_view v) { return take_path(v, o.files.effective); }},
    OptionRow{"--max-size", "BYTES", "files", k_reading, "the size beyond which a file is refused, 1 to 1073741824",
              [] { return std::string("1048576"); }, nullptr, false,
              [](Options& o, std::string_view v) { return take_bytes(v, o.files.max_size); }},
    OptionRow{"--context", "FILE", "files", k_explain,
              "a report in JSON: the page has its values then, the list its findings alone", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.explain.context); }},
    OptionRow{"--save", "DIR", "files", k_loading,
              "keep the files that were loaded, with their secrets, as initial.cfg, standard.cfg and so on", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.load.save); }},
    OptionRow{"--ca", "FILE", "files", k_loading, "trust these certificates, too, as if the phone had them", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.load.ca); }},
    OptionRow{"--user", "NAME:PASSWORD", "files", k_loading,
              "for the server of the provisioning URL, when it asks; other users of this computer can see it", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_user(o.load, v); }},
    OptionRow{"--credentials", "FILE", "files", k_loading, "contains lines \"host user:password\"", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.load.credentials); }},
    OptionRow{"--insecure", "", "files", k_loading, "load from a server whose certificate is not trusted, and say so", nullptr, nullptr, false,
              [](Options& o, std::string_view) { return set(o.load.insecure); }},
    OptionRow{"--role", "ROLE", "files", k_fetch, "what the file behind the URL is: initial, standard, product or master",
              [] { return std::string("initial"); }, [] { return words_of(k_role_words); }, false,
              [](Options& o, std::string_view v) { return take_role(o.load, v); }},
    OptionRow{"--advise", "", "files", k_loading,
              "also ask what the phone would not: whether a server of TFTP or FTP gives the file by HTTP", nullptr, nullptr, false,
              [](Options& o, std::string_view) { return set(o.load.advise); }},
    OptionRow{"--resolve", "", "files", k_check,
              "look up the hosts that the configuration names: registrar, NTP, firmware; DNS only", nullptr, nullptr, false,
              [](Options& o, std::string_view) { return set(o.load.resolve); }},

    OptionRow{"--expect-source", "SOURCE", "expect", k_asking, "report an error when another source wins",
              nullptr, source_names, false,
              [](Options& o, std::string_view v) { return take_expected_source(o.expect, v); }, k_of_discovery},
    OptionRow{"--expect-url", "URL", "expect", k_asking,
              "report an error when another URL wins; give it as received or as resolved", nullptr, nullptr,
              false,
              [](Options& o, std::string_view v) {
                o.expect.url = v;
                return v.empty() ? Wrong("the URL is empty") : std::nullopt;
              }, k_of_discovery},
    OptionRow{"--expect-server", "IP", "expect", k_asking,
              "report an error when another DHCP server answers", nullptr, nullptr, true,
              [](Options& o, std::string_view v) { return take_expected_server(o.expect, v); }, k_of_discovery},
    OptionRow{"--fail-on", "SEVERITY", "expect", k_all,
              "exit with code 1 on findings of this severity or above: error, warning, info or never",
              defaults::fail_on, [] { return words_of(k_severity_words); }, false,
              [](Options& o, std::string_view v) { return take_fail_on(o.expect, v); }},

    OptionRow{"--json", "", "output", k_all,
              "write the report as one JSON document; same as --format json", nullptr, nullptr, false,
              [](Options& o, std::string_view) {
                o.output.format = Format::json;
                o.output.names_format = true;
                return Wrong();
              }},
    OptionRow{"--format", "FORMAT", "output", k_writing, "the format of the report: text, json, ndjson (in one line), sarif or junit; of a network also nagios or openmetrics; of explain text or markdown",
              defaults::format, [] { return format_words(); }, false,
              [](Options& o, std::string_view v) { return take_format(o, v); }},
    OptionRow{"-o,--output", "FILE", "output", k_writing,
              "write the report to a file instead of standard output; as JSON when its name ends in .json", nullptr, nullptr, false,
              [](Options& o, std::string_view v) { return take_path(v, o.output.file); }},
    OptionRow{"--save-capture", "FILE", "output", k_asking,
              "write what is sent, and what answers it, to a pcapng file, unredacted", nullptr, nullptr,
              false, [](Options& o, std::string_view v) { return take_path(v, o.output.capture); }, k_of_discovery},
    OptionRow{"--capture-all", "", "output", k_asking,
              "save other datagrams that were heard, too; for root alone", nullptr, nullptr, false,
              [](Options& o, std::string_view) { return set(o.output.capture_all); }, k_of_discovery},
    OptionRow{"--force", "", "output", k_writing, "overwrite existing files", nullptr, nullptr, false,
              [](Options& o, std::string_view) { return set(o.output.force); }},
    OptionRow{"--color", "WHEN", "output", k_writing, "when to use color: auto, always or never",
              defaults::color, [] { return words_of(k_color_words); }, false,
              [](Options& o, std::string_view v) { return take_color(o.output, v); }},
    OptionRow{"--show-secrets", "", "output", k_all, "do not mask passwords and tokens", nullptr,
              nullptr, false, [](Options& o, std::string_view) { return show_secrets(o.output); }},
    OptionRow{"--print", "VALUE", "output", k_all,
              "print one value in one line, and nothing where there is none: winner, url (what the phone would fetch "
              "first), verdict, summary or exit", nullptr, [] { return words_of(k_printed_words); }, false,
              [](Options& o, std::string_view v) { return take_printed(o.output, v); }},
    OptionRow{"-q,--quiet", "", "output", k_all, "print only the first line, and what reaches --fail-on", nullptr, nullptr,
              false, [](Options& o, std::string_view) { return set(o.output.quiet); }},
    OptionRow{"-v,--verbose", "", "output", k_all,
              "also print notes, servers with their options, and assumptions; of files what to do, and what they come to", nullptr, nullptr, false,
              [](Options& o, std::string_view) { return set(o.output.verbose); }},
    OptionRow{"--trace", "", "output", k_asking,
              "print each datagram sent or received to standard error, and why it was ignored", nullptr,
              nullptr, false, [](Options& o, std::string_view) { return set(o.output.trace); }},
};

}  // namespace

std::string_view OptionRow::long_name() const {
  return names.substr(names.find("--"));
}

std::string_view OptionRow::short_name() const {
  const auto comma = names.find(',');
  return comma == std::string_view::npos ? std::string_view() : names.substr(0, comma);
}

std::string OptionRow::meaning() const {
  return fallback == nullptr ? std::string(help) : fmt::format("{} (default: {})", help, fallback());
}

std::string_view CommandRow::words_text() const {
  switch (words) {
    case Words::none:
      break;
    case Words::sources:
      return "[SOURCE…]";
    case Words::files:
      return "FILE…";
    case Words::url:
      return "[URL]";
    case Words::topic:
      return "[ID]";
  }
  return "";
}

std::string CommandRow::usage() const {
  return fmt::format("{}{}{}", name, words == Words::none ? "" : " ", words_text());
}

const CommandRow* CommandLine::find(std::string_view command) const {
  const auto row = std::find_if(commands.begin(), commands.end(),
                                [command](const CommandRow& candidate) { return candidate.name == command; });
  return row == commands.end() ? nullptr : &*row;
}

CommandSet CommandLine::every_command() const {
  CommandSet all = 0;
  for (const auto& row : commands) all |= row.bit;
  return all;
}

CommandSet CommandLine::every_looking_command() const {
  CommandSet all = 0;
  for (const auto& row : commands)
    if (row.words != Words::topic) all |= row.bit;
  return all;
}

std::vector<OptionRow> CommandLine::options_of(CommandSet takers) const {
  std::vector<OptionRow> taken;
  for (const auto& row : options)
    if ((row.commands & takers) == takers) taken.push_back(row);
  return taken;
}

std::string CommandLine::takers_of(const OptionRow& option) const {
  std::vector<std::string> names;
  for (const auto& command : commands)
    if ((option.commands & command.bit) != 0) names.emplace_back(command.name);
  return listed(names);
}

CommandLine command_line() {
  return {k_commands, k_options};
}

std::vector<std::string_view> groups_of(std::span<const OptionRow> options) {
  std::vector<std::string_view> names;
  for (const auto& row : options)
    if (std::find(names.begin(), names.end(), row.group) == names.end()) names.push_back(row.group);
  return names;
}

}  // namespace provtool
