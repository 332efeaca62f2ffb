#include "device/impossible_host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/address.hpp"
#include "base/text.hpp"

namespace provtool {

namespace {

struct Range {
  std::array<std::uint8_t, 4> first;
  unsigned prefix;
  std::string_view meaning;
  Severity severity = Severity::error;
};

constexpr std::string_view k_loopback = "a loopback address: to the phone, the phone itself";
constexpr std::string_view k_unspecified = "the unspecified address, which no host has";
constexpr std::string_view k_multicast = "a multicast address: a group of hosts, not a server";

// RFC 6890 2.2.2. Responders that listen on all addresses, or on their own, advertise these (field notes:
// advertised-host).
constexpr std::array k_ranges{
    Range{{127, 0, 0, 0}, 8, k_loopback},
    Range{{0, 0, 0, 0}, 8, k_unspecified},
    Range{{255, 255, 255, 255}, 32, "the broadcast address: every host on the link, not a server"},
    Range{{224, 0, 0, 0}, 4, k_multicast},
    Range{{169, 254, 0, 0},
          16,
          "a link-local address, which a host gives itself when no DHCP server answers it and may change at "
          "any time",
          Severity::warning},
};

std::uint32_t as_number(const std::array<std::uint8_t, 4>& bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U | std::uint32_t{bytes[2]} << 8U |
         bytes[3];
}

const Range* range_of(const Ipv4Address& address) {
  const auto* const found = std::find_if(k_ranges.begin(), k_ranges.end(), [&](const Range& range) {
    return (as_number(address.bytes) ^ as_number(range.first)) >> (32U - range.prefix) == 0;
  });
  return found == k_ranges.end() ? nullptr : found;
}

// ::ffff:127.0.0.1 (RFC 4291 2.5.5.2).
std::optional<Ipv4Address> mapped(const Ipv6Address& address) {
  constexpr std::array<std::uint8_t, 12> k_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  const ByteView bytes(address.bytes);
  if (!std::equal(k_prefix.begin(), k_prefix.end(), bytes.begin())) return std::nullopt;
  return Ipv4Address::from(bytes.subspan(k_prefix.size()));
}

std::string_view meaning_of(const Ipv6Address& address) {
  if (address.is_loopback()) return k_loopback;
  if (address.is_multicast()) return k_multicast;
  return address == Ipv6Address{} ? k_unspecified : "";
}

// RFC 6761 6.3; the others are in the hosts file of common systems.
bool is_localhost(std::string_view name) {
  constexpr std::array<std::string_view, 4> k_names{"localhost", "localhost.localdomain", "ip6-localhost",
                                                    "ip6-loopback"};
  return std::find(k_names.begin(), k_names.end(), name) != k_names.end() || name.ends_with(".localhost");
}

std::string_view without_brackets(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return host;
  return host.substr(1, host.size() - 2);
}

}  // namespace

std::optional<ImpossibleHost> impossible_host(std::string_view host) {
  auto name = to_lower(without_brackets(host));
  if (name.ends_with('.')) name.pop_back();
  if (is_localhost(name)) return ImpossibleHost{fmt::format("{} is, to the phone, the phone itself", name)};
  const auto address = IpAddress::parse(name);
  if (!address) return std::nullopt;
  if (const auto* v6 = address->v6(); v6 != nullptr && !meaning_of(*v6).empty())
    return ImpossibleHost{fmt::format("{} is {}", v6->text(), meaning_of(*v6))};
  const auto v4 = address->v4() != nullptr ? std::optional(*address->v4()) : mapped(*address->v6());
  const auto* range = v4 ? range_of(*v4) : nullptr;
  if (range == nullptr) return std::nullopt;
  return ImpossibleHost{fmt::format("{} is {}", address->text(), range->meaning), range->severity};
}

}  // namespace provtool
