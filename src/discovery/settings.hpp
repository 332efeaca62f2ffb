// The settings of a discovery: one struct for each group of the option table. What is missing
// was not given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"
#include "base/words.hpp"
#include "device/sources.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

struct RandomMac {};
using MacChoice = std::variant<RandomMac, MacAddress>;

struct ClientIdOfMac {};
struct NoClientId {};
using ClientIdChoice = std::variant<ClientIdOfMac, NoClientId, Bytes>;

enum class DhcpExchange : std::uint8_t { offer, inform, ack };
constexpr auto words(DhcpExchange) {
  return std::to_array<Word<DhcpExchange>>(
      {{DhcpExchange::offer, "offer"}, {DhcpExchange::inform, "inform"}, {DhcpExchange::ack, "ack"}});
}

struct WhoOptions {
  std::optional<MacChoice> mac;  // nothing: the interface's own
  std::optional<std::string> model;
  std::optional<std::string> firmware;
  std::optional<std::string> vendor_class;
  std::optional<ClientIdChoice> client_id;  // nothing: of the MAC, assumed
  std::optional<std::string> user_agent;
  std::optional<std::string> pnp_event;  // the Event header, with macros
  std::vector<std::uint8_t> request;     // DHCP options beside the usual ones
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
  std::optional<std::uint16_t> max_message_size;  // DHCPv4 option 57; nothing: it is not sent
  bool first = false;
  bool dry_run = false;
};

struct TimeOptions {
  std::optional<Duration> whole;
  std::optional<Duration> pnp;
  std::optional<Duration> dhcp;
  std::optional<Duration> redirect;
  std::optional<Duration> settle;
  std::optional<Duration> link;  // until it has a carrier
};

struct ExpectOptions {
  std::optional<SourceId> source;
  std::optional<std::string> url;
  std::vector<std::string> servers;
  std::optional<Severity> fail_on = Severity::error;  // nothing: never
};

struct Settings {
  std::vector<SourceId> sources;  // named; empty: all
  WhoOptions who;
  WhereOptions where;
  WhatOptions what;
  TimeOptions how_long;
  ExpectOptions expect;
};

}  // namespace provtool
