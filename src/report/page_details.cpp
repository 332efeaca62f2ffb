#include "report/page_details.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

// A DUID is a few words; RFC 8415 11.1 allows 260 hex digits, and servers may send more.
constexpr std::size_t k_longest_duid = 64;

std::string title(SourceId source) {
  return std::string(kind_of(source).title);
}

std::string server_text(const SeenDhcpServer& server) {
  const auto name = server.family == 6 ? fmt::format("{}  {}  DUID {}", server.from, server.mac,
                                                     shortened(server.server, k_longest_duid))
                                       : fmt::format("{}  {}", server.server, server.mac);
  return fmt::format("{}  {}, {}{}{}", name, to_text(server.exchange), to_readable(server.elapsed),
                     server.relay ? ", through relay " + *server.relay : "",
                     server.asked_as ? ", answered only this computer's MAC" : "");
}

std::string alone_text(const Conclusion& decision) {
  if (!decision.winner) return fmt::format("alone, the outcome would be {}", to_text(decision.outcome));
  return fmt::format("alone, {} would win: {}", title(*decision.winner), decision.url);
}

std::string sub_option_text(const SeenSubOption& part) {
  return fmt::format("    {}{}: {}", part.enterprise ? fmt::format("enterprise {} ", *part.enterprise) : "",
                     part.code ? fmt::format("sub-option {}", *part.code) : "as it is",
                     part.text.value_or(part.hex));
}

void add_options(FieldsBlock& block, const std::vector<SeenOption>& options, std::string_view when) {
  for (const auto& option : options) {
    block.fields.push_back({"", fmt::format("{:>3} {}{}: {}", option.code, option.name, when,
                                            option.text.value_or(option.hex))});
    for (const auto& part : option.sub_options) block.fields.push_back({"", sub_option_text(part)});
  }
}

FieldsBlock server_block(const SeenDhcpServer& server) {
  FieldsBlock block{{{"Server", server_text(server)}}};
  const auto add = [&block](std::string text) { block.fields.push_back({"", std::move(text)}); };
  if (server.offered_address) add(fmt::format("address {}", *server.offered_address));
  if (server.decision) add(alone_text(*server.decision));
  if (server.next_server) add("next server " + *server.next_server);
  if (server.server_name) add("server name " + *server.server_name);
  if (server.boot_file) add("boot file " + *server.boot_file);
  add_options(block, server.options, "");
  add_options(block, server.other_options, " (when asked for it)");
  return block;
}

std::string responder_text(const SeenResponder& responder) {
  return fmt::format("{}  {}{}{}, {}", responder.from, responder.mac, responder.mac.empty() ? "" : "  ",
                     responder.status ? fmt::format("answered {}", *responder.status) : "sent a NOTIFY",
                     to_readable(responder.elapsed));
}

FieldsBlock responders_block(const DiscoverySection& discovery) {
  FieldsBlock block;
  for (const auto& responder : discovery.pnp_responders) {
    block.fields.push_back({"Responder", responder_text(responder)});
    if (!responder.product.empty()) block.fields.push_back({"", "product " + responder.product});
    if (!responder.url.empty()) block.fields.push_back({"", "URL " + responder.url});
  }
  return block;
}

FieldsBlock routers_block(const DiscoverySection& discovery) {
  FieldsBlock block;
  for (const auto& router : discovery.router_advertisements)
    block.fields.push_back(
        {"Router",
         fmt::format("{}  {}  M={:d} O={:d}{}{}", router.from, router.mac, router.managed, router.other,
                     router.prefixes.empty() ? "" : "  prefix ", listed(router.prefixes))});
  return block;
}

}  // namespace

void add_who_answered(Page& page, const DiscoverySection& discovery) {
  for (const auto& server : discovery.dhcp_servers) page.emplace_back(server_block(server));
  if (!discovery.pnp_responders.empty()) page.emplace_back(responders_block(discovery));
  if (!discovery.router_advertisements.empty()) page.emplace_back(routers_block(discovery));
}

FieldsBlock values_block(const std::vector<EffectiveSection>& values) {
  FieldsBlock block;
  for (const auto& value : values) {
    std::vector<std::string> shadows;
    for (const auto role : value.shadows) shadows.emplace_back(to_text(role));
    block.fields.push_back(
        {block.fields.empty() ? "Effective" : "",
         fmt::format("{} = {}  ({}{}:{}{}{})", value.parameter, value.value,
                     value.contender.empty() ? "" : value.contender + ", ", to_text(value.from), value.line,
                     shadows.empty() ? "" : ", not that of ", listed(shadows))});
  }
  return block;
}

FieldsBlock assumptions_block(const Report& report) {
  FieldsBlock block;
  for (const auto& assumption : report.assumptions) block.fields.push_back({"Assumed", assumption});
  return block;
}

}  // namespace provtool
