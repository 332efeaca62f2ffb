// The link we ask on: which interface, what it is, and whether it was alive.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/interface.hpp"
#include "base/trouble.hpp"
#include "findings/catalogue.hpp"
#include "tl/expected.hpp"

namespace provtool {

// Chooses the interface: the one named; else the only wired, physical, up one with carrier; else, when there
// is none of these, the only other one that is up besides loopback; else the only one there is, wired or not,
// although it is down. A finding (host.no-interface) says why none was chosen.
tl::expected<Interface, Finding> choose_interface(std::span<const Interface> interfaces,
                                                  const std::optional<std::string>& name);

// The interfaces whose link is worth waiting for, because one of them would then be chosen. None when there
// is one to ask on, or when waiting does not help.
std::vector<std::string> awaited_links(std::span<const Interface> interfaces,
                                       const std::optional<std::string>& name);

// What is to be said of the chosen interface before anything is sent; host.link-down is an error.
std::vector<Finding> inspect(const Interface& interface, bool was_named);

// Frames could not be heard for want of privilege: an error where the outcome hangs on them.
Finding no_privilege(const Trouble& trouble, bool decides);

// How many packets arrived between two looks, by the kernel's counter; nothing when the interface has gone.
std::optional<std::uint64_t> received_between(const Interface& before, std::span<const Interface> after);

}  // namespace provtool
