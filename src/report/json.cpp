#include "report/json.hpp"

#include <nlohmann/json.hpp>

namespace provtool {

namespace {

using Json = nlohmann::ordered_json;

template <typename T>
void put(Json& json, const char* key, const std::optional<T>& value) {
  if (value) json[key] = *value;
}

void put_text(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

std::string name_of(SourceId source) {
  return std::string(kind_of(source).name);
}

Json to_json(const Asked& asked) {
  Json json;
  json["arguments"] = asked.arguments;
  put(json, "vendor_class", asked.vendor_class);
  put(json, "client_id", asked.client_id);
  if (!asked.requested_options.empty()) json["requested_options"] = asked.requested_options;
  put(json, "dhcp_exchange", asked.dhcp_exchange);
  put(json, "client_duid", asked.client_duid);
  put(json, "enterprise", asked.enterprise);
  if (asked.pnp_port) json["ports"]["pnp"] = *asked.pnp_port;
  put(json, "user_agent", asked.user_agent);
  put(json, "redirect_url", asked.redirect_url);
  return json;
}

Json to_json(const DeviceSection& device) {
  Json json;
  json["model"] = device.model;
  json["mac"] = device.mac;
  json["mac_from"] = device.mac_from;
  put(json, "firmware", device.firmware);
  return json;
}

Json to_json(const InterfaceSection& interface) {
  Json json;
  json["name"] = interface.name;
  json["mac"] = interface.mac;
  json["up"] = interface.up;
  json["addresses"] = interface.addresses;
  json["mode"] = to_text(interface.mode);
  put_text(json, "mode_reason", interface.mode_reason);
  return json;
}

Json to_json(const SourceSection& source) {
  Json json;
  json["source"] = name_of(source.source);
  put(json, "rank", source.rank);
  json["status"] = to_text(source.status);
  json["standing"] = to_text(source.standing);
  json["reason"] = source.reason;
  if (source.raw) {
    json["raw"] = source.raw->text;
    put(json, "raw_hex", source.raw->hex);
    if (source.raw->redacted) json["redacted"] = true;
    json["url"] = source.url;
    json["resolved"] = source.resolved;
  }
  put(json, "server", source.server);
  if (source.elapsed) json["elapsed_ms"] = to_milliseconds(*source.elapsed);
  json["confidence"] = to_text(source.confidence);
  return json;
}

Json to_json(const Conclusion& decision) {
  Json json;
  json["outcome"] = to_text(decision.outcome);
  if (decision.winner) json["winner"] = name_of(*decision.winner);
  if (decision.winner) {
    json["usable"] = decision.usable;
    json["url"] = decision.url;
    json["resolved"] = decision.resolved;
  }
  put_text(json, "reason", decision.reason);
  put_text(json, "to_settle", decision.to_settle);
  return json;
}

Json to_json(const SeenOption& option) {
  Json json;
  json["code"] = option.code;
  json["name"] = option.name;
  if (option.text) json["text"] = option.text->text;
  if (option.text && option.text->redacted)
    json["redacted"] = true;
  else
    json["hex"] = option.hex;
  return json;
}

Json to_json(const SeenDhcpServer& server) {
  Json json;
  json["server"] = server.server;
  json["from"] = server.from;
  json["mac"] = server.mac;
  put(json, "relay", server.relay);
  json["family"] = server.family;
  json["elapsed_ms"] = to_milliseconds(server.elapsed);
  json["exchange"] = server.exchange;
  put(json, "asked_as", server.asked_as);
  put(json, "offered_address", server.offered_address);
  put(json, "lease_seconds", server.lease_seconds);
  put(json, "released", server.released);
  if (server.decision) json["decision"] = to_json(*server.decision);
  json["options"] = Json::array();
  for (const auto& option : server.options) json["options"].push_back(to_json(option));
  return json;
}

Json to_json(const SeenRouter& router) {
  Json json;
  json["from"] = router.from;
  json["mac"] = router.mac;
  json["managed"] = router.managed;
  json["other"] = router.other;
  json["lifetime_seconds"] = router.lifetime_seconds;
  json["prefixes"] = router.prefixes;
  if (router.elapsed) json["elapsed_ms"] = to_milliseconds(*router.elapsed);
  return json;
}

Json to_json(const SeenResponder& responder) {
  Json json;
  json["from"] = responder.from;
  put(json, "status", responder.status);
  json["notified"] = responder.notified;
  put_text(json, "url", responder.url);
  json["elapsed_ms"] = to_milliseconds(responder.elapsed);
  return json;
}

Json to_json(const DiscoverySection& discovery) {
  Json json;
  json["order"] = Json::array();
  for (const auto source : discovery.order) json["order"].push_back(name_of(source));
  json["sources"] = Json::array();
  for (const auto& source : discovery.sources) json["sources"].push_back(to_json(source));
  json["dhcp_servers"] = Json::array();
  for (const auto& server : discovery.dhcp_servers) json["dhcp_servers"].push_back(to_json(server));
  json["router_advertisements"] = Json::array();
  for (const auto& router : discovery.router_advertisements)
    json["router_advertisements"].push_back(to_json(router));
  json["pnp_responders"] = Json::array();
  for (const auto& responder : discovery.pnp_responders) json["pnp_responders"].push_back(to_json(responder));
  json["decision"] = to_json(discovery.decision);
  return json;
}

Json to_json(const PlanSection& plan) {
  Json json;
  json["packets"] = Json::array();
  for (const auto& packet : plan.packets) {
    Json entry;
    entry["after_ms"] = to_milliseconds(packet.after);
    entry["what"] = packet.what;
    entry["from"] = packet.from;
    entry["to"] = packet.to;
    entry["bytes"] = packet.bytes;
    entry["hex"] = packet.hex;
    json["packets"].push_back(std::move(entry));
  }
  json["side_effects"] = plan.side_effects;
  return json;
}

Json to_json(const Finding& finding) {
  Json json;
  json["id"] = finding.id;
  json["severity"] = to_text(finding.severity);
  json["message"] = finding.message;
  put_text(json, "hint", finding.hint);
  put(json, "source", finding.place.source);
  put(json, "file", finding.place.file);
  put(json, "line", finding.place.line);
  put(json, "column", finding.place.column);
  put(json, "parameter", finding.place.parameter);
  put(json, "url", finding.place.url);
  return json;
}

}  // namespace

std::string to_json(const Report& report) {
  Json json;
  json["schema"] = k_report_schema;
  json["tool"] = {{"name", "provtool"}, {"version", PROVTOOL_VERSION}};
  json["command"] = report.command;
  if (report.started) json["started"] = to_rfc3339(*report.started);
  if (report.duration) json["duration_ms"] = to_milliseconds(*report.duration);
  if (report.asked) json["asked"] = to_json(*report.asked);
  if (report.device) json["device"] = to_json(*report.device);
  if (!report.assumptions.empty()) json["assumptions"] = report.assumptions;
  if (report.interface) json["interface"] = to_json(*report.interface);
  if (report.discovery) json["discovery"] = to_json(*report.discovery);
  if (report.plan) json["plan"] = to_json(*report.plan);
  json["findings"] = Json::array();
  for (const auto& finding : report.findings) json["findings"].push_back(to_json(finding));
  json["verdict"] = {{"status", to_text(report.verdict.status)},
                     {"summary", report.verdict.summary},
                     {"exit_code", report.verdict.exit_code}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace provtool
