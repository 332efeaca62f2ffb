#include "host/link.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

std::string describe(const Interface& interface) {
  const auto state = !interface.up ? "down" : interface.carrier ? "up" : "no carrier";
  return fmt::format("{} ({}, {})", interface.name, to_text(interface.kind), state);
}

std::string list_of(std::span<const Interface> interfaces) {
  std::vector<std::string> words;
  for (const auto& interface : interfaces)
    if (interface.kind != InterfaceKind::loopback) words.push_back(describe(interface));
  return words.empty() ? "this computer has none besides loopback" : "this computer has " + listed(words);
}

template <typename Condition>
std::vector<Interface> those(std::span<const Interface> interfaces, Condition condition) {
  std::vector<Interface> found;
  std::copy_if(interfaces.begin(), interfaces.end(), std::back_inserter(found), condition);
  return found;
}

bool can_be_asked_on(const Interface& interface) {
  return interface.kind != InterfaceKind::loopback && interface.kind != InterfaceKind::not_ethernet;
}

tl::unexpected<Finding> no_interface(const std::string& message) {
  return tl::unexpected<Finding>(make_finding("host.no-interface", message));
}

tl::expected<Interface, Finding> named_interface(std::span<const Interface> interfaces,
                                                 const std::string& name) {
  const auto found = std::find_if(interfaces.begin(), interfaces.end(),
                                  [&](const auto& interface) { return interface.name == name; });
  if (found == interfaces.end())
    return no_interface(fmt::format("there is no interface {}; {}", name, list_of(interfaces)));
  if (!can_be_asked_on(*found))
    return no_interface(fmt::format("{} is not an Ethernet interface; {}", name, list_of(interfaces)));
  return *found;
}

bool is_wired(const Interface& interface) {
  return interface.kind == InterfaceKind::wired;
}

bool has_link(const Interface& interface) {
  return interface.up && interface.carrier;
}

std::optional<Interface> only_one(std::span<const Interface> interfaces) {
  for (const auto condition : {is_wired, can_be_asked_on})
    if (const auto found = those(interfaces, condition); found.size() == 1) return found.front();
  return std::nullopt;
}

Finding link_down(const Interface& interface) {
  auto finding = make_finding(
      "host.link-down", fmt::format("{} {}", interface.name, interface.up ? "has no carrier" : "is down"));
  finding.hint = interface.up ? "Plug in the cable; --wait-link waits longer for the link."
                              : fmt::format("Switch it on: ip link set dev {} up", interface.name);
  return finding;
}

}  // namespace

tl::expected<Interface, Finding> choose_interface(std::span<const Interface> interfaces,
                                                  const std::optional<std::string>& name) {
  if (name) return named_interface(interfaces, *name);
  const auto sockets = those(
      interfaces, [](const Interface& interface) { return is_wired(interface) && has_link(interface); });
  if (sockets.size() == 1) return sockets.front();
  const auto up = those(
      interfaces, [](const Interface& interface) { return can_be_asked_on(interface) && interface.up; });
  if (sockets.empty() && up.size() == 1) return up.front();
  if (up.empty())
    if (const auto only = only_one(interfaces)) return *only;
  const auto why = sockets.size() > 1 ? "several interfaces could be connected to the phone's wall port"
                                      : "no interface is clearly connected to the phone's wall port";
  return no_interface(fmt::format("{}: {}", why, list_of(interfaces)));
}

std::vector<std::string> awaited_links(std::span<const Interface> interfaces,
                                       const std::optional<std::string>& name) {
  std::vector<std::string> awaited;
  if (const auto chosen = choose_interface(interfaces, name)) {
    if (!has_link(*chosen)) awaited.push_back(chosen->name);
    return awaited;
  }
  const bool some_have = std::any_of(interfaces.begin(), interfaces.end(), [](const Interface& interface) {
    return is_wired(interface) && has_link(interface);
  });
  if (name || some_have) return {};
  for (const auto& interface : those(interfaces, is_wired)) awaited.push_back(interface.name);
  return awaited;
}

std::vector<Finding> inspect(const Interface& interface, bool was_named) {
  std::vector<Finding> findings;
  if (!was_named)
    findings.push_back(
        make_finding("host.interface-chosen", fmt::format("{} was chosen", describe(interface))));
  if (!interface.up || !interface.carrier) findings.push_back(link_down(interface));
  if (interface.kind == InterfaceKind::wireless)
    findings.push_back(
        make_finding("host.wireless",
                     fmt::format("{} is wireless, not connected to the phone's wall port", interface.name)));
  if (interface.kind == InterfaceKind::virtual_)
    findings.push_back(
        make_finding("host.virtual",
                     fmt::format("{} is virtual, not connected to the phone's wall port", interface.name)));
  if (!find_ipv4(interface))
    findings.push_back(
        make_finding("host.no-address", fmt::format("{} has no IPv4 address", interface.name)));
  return findings;
}

Finding no_privilege(const Trouble& trouble, bool decides) {
  auto finding = make_finding("host.no-privilege", trouble.message);
  if (!decides) finding.severity = Severity::info;
  return finding;
}

std::optional<std::uint64_t> received_between(const Interface& before, std::span<const Interface> after) {
  const auto now = std::find_if(after.begin(), after.end(),
                                [&](const auto& interface) { return interface.index == before.index; });
  if (now == after.end()) return std::nullopt;
  return now->received_packets - before.received_packets;
}

}  // namespace provtool
