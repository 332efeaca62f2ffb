#include "discovery/dhcp4/other_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "base/address.hpp"
#include "base/domain_name.hpp"
#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "discovery/dhcp4/misplaced.hpp"
#include "discovery/dhcp4/option_readers.hpp"
#include "wire/dhcpv4_nested.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

namespace option = dhcpv4::option;

// RFC 3361 3: 0 and names, or 1 and addresses.
std::optional<std::string> sip_servers_text(ByteView bytes) {
  ByteReader reader(bytes);
  const auto encoding = reader.u8();
  if (encoding == 1) return dhcpv4::readable_text(reader.rest());
  if (encoding != 0) return std::nullopt;
  std::vector<std::string> names;
  while (reader.left() > 0) {
    auto name = take_domain_name(reader);
    if (!name) return std::nullopt;
    names.push_back(std::move(*name));
  }
  return names.empty() ? std::nullopt : std::optional(fmt::format("{}", fmt::join(names, ", ")));
}

// A VLAN's number, where it was not typed as text.
std::optional<std::string> number_text(ByteView bytes) {
  if (bytes.empty() || bytes.size() > 4 || is_text(as_text(bytes))) return std::nullopt;
  std::uint32_t number = 0;
  for (const auto byte : bytes) number = number << 8 | byte;
  return std::to_string(number);
}

std::optional<std::string> text_of(std::uint8_t code, ByteView bytes) {
  if (code == option::sip_servers)
    if (auto servers = sip_servers_text(bytes)) return servers;
  if (code == option::vlan_id)
    if (auto number = number_text(bytes)) return number;
  // A list of addresses where sub-options belong would be invented.
  const bool has_sub_options =
      code == option::vendor_information || code == option::vendor_identifying_information;
  if (has_sub_options && bytes.size() != 4 && !is_text(without_trailing_nuls(as_text(bytes))))
    return std::nullopt;
  return dhcpv4::readable_text(bytes);
}

// The beginning of a secret is one, too.
std::string hex_of(ByteView bytes) {
  constexpr std::size_t k_most = 16;
  const auto hex = to_hex(bytes.first(std::min(bytes.size(), k_most)));
  return fmt::format("{} in hex{}",
                     foreign(hex, mask_value(as_text(bytes)).masked ? std::string(k_mask) : hex),
                     bytes.size() > k_most ? fmt::format(", and so on, {} bytes", bytes.size()) : "");
}

// One value, as a sentence names it.
std::string shown(std::uint8_t code, ByteView bytes) {
  const auto text = text_of(code, bytes);
  if (!text) return bytes.empty() ? "nothing" : hex_of(bytes);
  return without_trailing_nuls(as_text(bytes)) == *text ? fmt::format("\"{}\"", foreign(*text))
                                                        : foreign(*text);
}

std::string name_of(const dhcpv4::SubOption& sub_option) {
  auto enterprise =
      sub_option.enterprise ? fmt::format("enterprise {}", *sub_option.enterprise) : std::string();
  if (!sub_option.code) return enterprise;
  return fmt::format("{}{}sub-option {}", enterprise, enterprise.empty() ? "" : ", ", *sub_option.code);
}

// What could stand in option 66: an address, or a URL.
std::optional<std::string> server_in(std::uint8_t code, ByteView bytes) {
  const auto text = text_of(code, bytes);
  if (!text) return std::nullopt;
  const auto first = text->substr(0, text->find(','));
  if (Ipv4Address::parse(first)) return first;
  return text->find("://") != std::string::npos ? text : std::nullopt;
}

std::string advice(OptionUse use, const std::optional<std::string>& server) {
  if (use == OptionUse::vlan)
    return "If phones belong to that VLAN, ask from there, and tell this phone by LLDP, by CDP or by hand.";
  if (use == OptionUse::sip_server)
    return "This phone takes its SIP server from its configuration files; options 160, 159 and 66 name "
           "those.";
  return fmt::format(
      "This phone looks at options 160, 159 and 66. If it is to use this server, set 66 as text{}, "
      "or 160.",
      server ? fmt::format(", \"{}\"", foreign(*server)) : "");
}

// An option with its value in words.
struct Told {
  const OptionReader* reader;
  std::string value;  // "is …", "contains …"
  std::optional<std::string> server;
  std::vector<std::string> senders;
};

// Parts of a value that is a secret only as a whole.
bool hides_between(const std::vector<dhcpv4::SubOption>& parts) {
  std::vector<std::string> values;
  for (const auto& part : parts) values.emplace_back(as_text(part.data));
  return provtool::hides_between(values);
}

Told tell(const OptionReader& reader, const Bytes& bytes) {
  const auto parts = dhcpv4::sub_options(reader.code, bytes);
  if (parts.empty()) return {&reader, "is " + shown(reader.code, bytes), server_in(reader.code, bytes), {}};
  Told told{&reader, "", std::nullopt, {}};
  const bool hides = hides_between(parts);
  std::vector<std::string> values;
  for (const auto& part : parts) {
    const auto value = shown(reader.code, part.data);
    values.push_back(fmt::format("{}: {}", name_of(part),
                                 hides ? foreign(with_secrets(value, Secrets::show), k_mask) : value));
    if (!told.server && !hides) told.server = server_in(reader.code, part.data);
  }
  told.value = "contains " + listed_some(values);
  return told;
}

void add(std::vector<Told>& all, Told told, const std::string& sender) {
  const auto known = std::find_if(all.begin(), all.end(), [&told](const Told& other) {
    return other.reader == told.reader && other.value == told.value;
  });
  auto& entry = known != all.end() ? *known : all.emplace_back(std::move(told));
  entry.senders.push_back(sender);
}

Finding to_finding(const Told& told) {
  auto finding =
      make_finding("dhcp4.other-option",
                   fmt::format("option {} of {} {}; {} look there, and this phone is not known to",
                               told.reader->code, listed_some(told.senders), told.value, told.reader->who));
  finding.hint = advice(told.reader->use, told.server);
  return finding;
}

}  // namespace

std::vector<Finding> judge_other_options(const std::vector<Dhcp4Server>& servers) {
  std::vector<Told> all;
  for (const auto& reader : k_option_readers)
    for (const auto& server : servers) {
      if (!server.counts()) continue;
      if (reader.code == option::captive_portal && announces_portal(server))
        continue;  // dhcp4.captive-portal
      if (const auto value = server.sends(reader.code); value && is_populated(as_text(*value)))
        add(all, tell(reader, *value), server.id());
    }
  std::vector<Finding> findings;
  for (const auto& told : all) findings.push_back(to_finding(told));
  return findings;
}

}  // namespace provtool
