// A family of phones as one value: what is true of it and not of SIP phones in general.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "device/fact.hpp"
#include "device/sources.hpp"

namespace provtool {

struct Identity;

// Which sources it looks at, from the highest priority to the lowest, by the addresses it has.
struct SourceOrder {
  std::span<const SourceId> ipv4;
  std::span<const SourceId> ipv6;
  std::span<const SourceId> dual;
};

// Its parameter that switches a source off.
struct EnableFlag {
  SourceId source;
  std::string_view parameter;
};

struct DecisionFacts {
  Fact<SourceOrder> order;
  // Of these only a usable URL counts; of the others whatever was received.
  Fact<std::span<const SourceId>> valid_only;
  // Whether the next source is tried when the download from one fails, as it does from an unusable URL.
  Fact<bool> next_on_failure;
  Fact<std::span<const EnableFlag>> enable_flags;  // of the other sources none is known
};

// A macro of its URLs.
struct Macro {
  std::string_view text;  // with its braces; case-sensitive
  std::string_view meaning;
  Confidence confidence;
  std::string_view source;
  std::string_view given_by;                             // the option that says its value
  std::optional<std::string> (*value)(const Identity&);  // nothing when we do not know it
};

struct UrlFacts {
  Fact<std::span<const std::string_view>> schemes;       // all it loads by; without one tried in this order
  Fact<std::string_view> default_file;                   // where the path names a directory; with macros
  Fact<std::span<const std::string_view>> file_endings;  // of a path that names a file, whatever their case
  std::span<const Macro> macros;
  Fact<std::string_view> redirection;  // what it asks the redirection server, with macros
};

// A quoted parameter of a SIP header; the value with macros.
struct HeaderParameter {
  std::string_view name;
  std::string_view value;
};

struct PnpFacts {
  Fact<std::string_view> uri;  // request URI, From and To, with macros
  Fact<std::string_view> event_package;
  Fact<std::span<const HeaderParameter>> event_parameters;  // without those whose value is not known
  Fact<std::string_view> accept;
  Fact<std::string_view> expires;
  Fact<Duration> window;  // from its only SUBSCRIBE on
};

struct DhcpFacts {
  Fact<std::span<const std::uint8_t>> requested_options;  // DHCPv4, option 55
  Fact<std::string_view> vendor_class;                    // DHCPv4 option 60 and DHCPv6 option 16
  Fact<std::uint8_t> client_id_type;                      // before its MAC, DHCPv4 option 61
  Fact<std::uint16_t> sub_option;                         // of DHCPv6 option 17, with the URL
  Fact<std::uint32_t> enterprise;                         // of DHCPv6 options 16 and 17
  std::string_view enterprise_name;
};

struct FileFacts {
  Fact<std::string_view> root;       // the element of a configuration file
  Fact<std::string_view> encrypted;  // how an encrypted one begins
};

struct UserAgentFacts {
  Fact<std::string_view> usual;  // with macros
};

// What no constant says, and the program does all the same.
struct Habit {
  std::string_view text;
  Confidence confidence;
  std::string_view source;
  std::string_view changed_by;  // options; empty when there is none
};

struct Phone {
  std::string_view name;  // of the family
  Fact<std::span<const std::string_view>> models;
  Fact<std::string_view> model;     // the usual one
  Fact<std::string_view> firmware;  // which it says it has, while nobody knows the right one
  DecisionFacts decision;
  UrlFacts url;
  PnpFacts pnp;
  DhcpFacts dhcp;
  UserAgentFacts user_agent;
  FileFacts file;
  std::span<const Habit> habits;
};

// With no address at all it is the dual-stack order, because nothing is ruled out.
std::span<const SourceId> priority_order(const Phone& phone, AddressMode mode);
bool exists_in(const Phone& phone, SourceId id, AddressMode mode);
// Empty when none is known.
std::string_view enable_flag(const Phone& phone, SourceId id);
// By the dual-stack order; those that it has no place for are last.
bool stands_above(const Phone& phone, SourceId one, SourceId other);

}  // namespace provtool
