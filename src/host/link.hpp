// The link we ask on: which interface, what it is, and whether it was alive.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "findings/catalogue.hpp"
#include "io/interfaces.hpp"
#include "tl/expected.hpp"

namespace provtool {

// Chooses the interface: the one named; else the only wired, physical, up one with carrier; else, when there
// is none of these, the only other one that is up besides loopback. A finding (host.no-interface) says why
// none was chosen.
tl::expected<Interface, Finding> choose_interface(std::span<const Interface> interfaces,
                                                  const std::optional<std::string>& name);

// What is to be said of the chosen interface before anything is sent; host.link-down is an error.
std::vector<Finding> inspect(const Interface& interface, bool was_named);

std::optional<Ipv4Address> find_ipv4(
    const Interface& interface);  // not 169.254/16: that is no configured address
std::optional<Ipv6Address> find_routable_ipv6(const Interface& interface);
// One that is in use: the interface's own for certain.
std::optional<Ipv6Address> find_link_local_ipv6(const Interface& interface);
bool has_address(const Interface& interface, const Ipv4Address& address);

// How many packets arrived between two looks, by the kernel's counter; nothing when the interface has gone.
std::optional<std::uint64_t> received_between(const Interface& before, std::span<const Interface> after);

}  // namespace provtool
