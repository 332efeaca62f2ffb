// Every field of the report, named once: a row per field, in the order of report.schema.json. JSON is written
// and read by these lists, and they are what disclose() walks.
#pragma once

#include "report/field.hpp"
#include "report/report.hpp"

namespace provtool {

template <>
inline constexpr auto k_fields<ToolSection> = std::tuple{
    field("name", &ToolSection::name, Nature::plain),
    field("version", &ToolSection::version, Nature::plain),
    field("system", &ToolSection::system, Nature::foreign).unless_empty(),
};

template <>
inline constexpr auto k_fields<Asked> = std::tuple{
    field("arguments", &Asked::arguments, Nature::foreign),
    field("vendor_class", &Asked::vendor_class, Nature::foreign),
    field("client_id", &Asked::client_id, Nature::bytes),
    field("requested_options", &Asked::requested_options).unless_empty(),
    field("max_message_size", &Asked::max_message_size),
    field("dhcp_exchange", &Asked::dhcp_exchange),
    field("client_duid", &Asked::client_duid, Nature::bytes),
    field("enterprise", &Asked::enterprise),
    field("pnp", &Asked::pnp_port).in("ports"),
    field("user_agent", &Asked::user_agent, Nature::foreign),
    field("pnp_event", &Asked::pnp_event, Nature::foreign),
    field("redirect_url", &Asked::redirect_url, Nature::foreign),
};

template <>
inline constexpr auto k_fields<DeviceSection> = std::tuple{
    field("model", &DeviceSection::model, Nature::foreign),
    field("mac", &DeviceSection::mac, Nature::plain),
    field("mac_from", &DeviceSection::mac_from),
    field("firmware", &DeviceSection::firmware, Nature::foreign),
};

template <>
inline constexpr auto k_fields<InterfaceSection> = std::tuple{
    field("name", &InterfaceSection::name, Nature::foreign),
    field("mac", &InterfaceSection::mac, Nature::plain),
    field("up", &InterfaceSection::up),
    field("addresses", &InterfaceSection::addresses, Nature::plain),
    field("mode", &InterfaceSection::mode),
    field("mode_reason", &InterfaceSection::mode_reason, Nature::ours).unless_empty(),
};

inline constexpr bool holds_a_value(const SourceSection& source) {
  return source.raw.has_value();
}

template <>
inline constexpr auto k_fields<SourceSection> = std::tuple{
    field("source", &SourceSection::source),
    field("rank", &SourceSection::rank),
    field("status", &SourceSection::status),
    field("standing", &SourceSection::standing),
    field("reason", &SourceSection::reason, Nature::ours),
    field("raw", &SourceSection::raw, Nature::foreign),
    field("raw_hex", &SourceSection::raw_hex, Nature::bytes),
    field("redacted", &SourceSection::redacted).unless_empty(),
    field("url", &SourceSection::url, Nature::foreign).where(holds_a_value),
    field("resolved", &SourceSection::resolved, Nature::foreign).where(holds_a_value),
    field("server", &SourceSection::server, Nature::foreign),
    field("elapsed_ms", &SourceSection::elapsed),
    field("confidence", &SourceSection::confidence),
    field("left_out", &SourceSection::left_out).unless_empty(),
    field("unasked", &SourceSection::unasked).unless_empty(),
    field("to_settle", &SourceSection::to_settle, Nature::ours).unless_empty(),
};

inline constexpr bool names_a_winner(const Conclusion& conclusion) {
  return conclusion.winner.has_value();
}

template <>
inline constexpr auto k_fields<Contender> = std::tuple{
    field("server", &Contender::server, Nature::foreign),
    field("mac", &Contender::mac, Nature::plain),
    field("elapsed_ms", &Contender::elapsed),
    field("winner", &Contender::winner),
    field("url", &Contender::url, Nature::foreign).unless_empty(),
};

template <>
inline constexpr auto k_fields<Conclusion> = std::tuple{
    field("outcome", &Conclusion::outcome),
    field("contenders", &Conclusion::contenders).unless_empty(),
    field("winner", &Conclusion::winner),
    field("usable", &Conclusion::usable).where(names_a_winner),
    field("url", &Conclusion::url, Nature::foreign).where(names_a_winner),
    field("resolved", &Conclusion::resolved, Nature::foreign).where(names_a_winner),
    field("reason", &Conclusion::reason, Nature::ours).unless_empty(),
    field("to_settle", &Conclusion::to_settle, Nature::ours).unless_empty(),
};

inline constexpr bool option_may_be_told(const SeenOption& option) {
  return !option.redacted;
}

inline constexpr bool sub_option_may_be_told(const SeenSubOption& sub_option) {
  return !sub_option.redacted;
}

template <>
inline constexpr auto k_fields<SeenSubOption> = std::tuple{
    field("enterprise", &SeenSubOption::enterprise),
    field("code", &SeenSubOption::code),
    field("text", &SeenSubOption::text, Nature::foreign),
    field("redacted", &SeenSubOption::redacted).unless_empty(),
    field("hex", &SeenSubOption::hex, Nature::bytes).where(sub_option_may_be_told),
};

template <>
inline constexpr auto k_fields<SeenOption> = std::tuple{
    field("code", &SeenOption::code),
    field("name", &SeenOption::name, Nature::plain),
    field("text", &SeenOption::text, Nature::foreign),
    field("redacted", &SeenOption::redacted).unless_empty(),
    field("hex", &SeenOption::hex, Nature::bytes).where(option_may_be_told),
    field("sub_options", &SeenOption::sub_options).unless_empty(),
};

template <>
inline constexpr auto k_fields<SeenDhcpServer> = std::tuple{
    field("server", &SeenDhcpServer::server, Nature::foreign),  // a DUID where it is DHCPv6
    field("from", &SeenDhcpServer::from, Nature::plain),
    field("mac", &SeenDhcpServer::mac, Nature::plain),
    field("relay", &SeenDhcpServer::relay, Nature::plain),
    field("family", &SeenDhcpServer::family),
    field("elapsed_ms", &SeenDhcpServer::elapsed),
    field("exchange", &SeenDhcpServer::exchange),
    field("asked_as", &SeenDhcpServer::asked_as),
    field("offered_address", &SeenDhcpServer::offered_address, Nature::plain),
    field("next_server", &SeenDhcpServer::next_server, Nature::plain),
    field("server_name", &SeenDhcpServer::server_name, Nature::foreign),
    field("boot_file", &SeenDhcpServer::boot_file, Nature::foreign),
    field("lease_seconds", &SeenDhcpServer::lease_seconds),
    field("released", &SeenDhcpServer::released),
    field("decision", &SeenDhcpServer::decision),
    field("options", &SeenDhcpServer::options),
    field("other_options", &SeenDhcpServer::other_options).unless_empty(),
};

template <>
inline constexpr auto k_fields<SeenRouter> = std::tuple{
    field("from", &SeenRouter::from, Nature::plain),
    field("mac", &SeenRouter::mac, Nature::plain),
    field("managed", &SeenRouter::managed),
    field("other", &SeenRouter::other),
    field("lifetime_seconds", &SeenRouter::lifetime_seconds),
    field("prefixes", &SeenRouter::prefixes, Nature::plain),
    field("elapsed_ms", &SeenRouter::elapsed),
};

template <>
inline constexpr auto k_fields<SeenResponder> = std::tuple{
    field("from", &SeenResponder::from, Nature::plain),
    field("mac", &SeenResponder::mac, Nature::plain).unless_empty(),
    field("product", &SeenResponder::product, Nature::foreign).unless_empty(),
    field("status", &SeenResponder::status),
    field("notified", &SeenResponder::notified),
    field("url", &SeenResponder::url, Nature::foreign).unless_empty(),
    field("elapsed_ms", &SeenResponder::elapsed),
};

template <>
inline constexpr auto k_fields<DiscoverySection> = std::tuple{
    field("order", &DiscoverySection::order),
    field("sources", &DiscoverySection::sources),
    field("dhcp_servers", &DiscoverySection::dhcp_servers),
    field("router_advertisements", &DiscoverySection::router_advertisements),
    field("pnp_responders", &DiscoverySection::pnp_responders),
    field("decision", &DiscoverySection::decision),
};

inline constexpr bool packet_may_be_told(const PlannedPacket& packet) {
  return !packet.redacted;
}

template <>
inline constexpr auto k_fields<PlannedPacket> = std::tuple{
    field("after_ms", &PlannedPacket::after),
    field("what", &PlannedPacket::what, Nature::ours),
    field("from", &PlannedPacket::from, Nature::plain),
    field("to", &PlannedPacket::to, Nature::plain),
    field("bytes", &PlannedPacket::bytes),
    field("redacted", &PlannedPacket::redacted).unless_empty(),
    field("hex", &PlannedPacket::hex, Nature::packet).where(packet_may_be_told),
};

template <>
inline constexpr auto k_fields<PlannedRequest> = std::tuple{
    field("url", &PlannedRequest::url, Nature::foreign),
    field("log_line", &PlannedRequest::log_line, Nature::ours),
};

template <>
inline constexpr auto k_fields<PlanSection> = std::tuple{
    field("packets", &PlanSection::packets),
    field("requests", &PlanSection::requests).unless_empty(),
    field("side_effects", &PlanSection::side_effects, Nature::ours),
};

template <>
inline constexpr auto k_fields<Attempt> = std::tuple{
    field("url", &Attempt::url, Nature::foreign),
    field("status", &Attempt::status),
    field("reason", &Attempt::reason, Nature::ours),
    field("elapsed_ms", &Attempt::elapsed),
};

template <>
inline constexpr auto k_fields<FetchTiming> = std::tuple{
    field("name_lookup", &FetchTiming::name_lookup),
    field("connect", &FetchTiming::connect),
    field("tls", &FetchTiming::tls),
    field("first_byte", &FetchTiming::first_byte),
    field("total", &FetchTiming::total),
};

template <>
inline constexpr auto k_fields<TlsSection> = std::tuple{
    field("version", &TlsSection::version, Nature::foreign),
    field("subject", &TlsSection::subject, Nature::foreign).unless_empty(),
    field("issuer", &TlsSection::issuer, Nature::foreign).unless_empty(),
    field("not_after", &TlsSection::not_after, Nature::plain).unless_empty(),
    field("verified", &TlsSection::verified),
    field("root", &TlsSection::root, Nature::plain).unless_empty(),
};

inline constexpr bool something_came(const Download& download) {
  return download.status == DownloadStatus::ok || download.bytes > 0;
}

template <>
inline constexpr auto k_fields<Download> = std::tuple{
    field("role", &Download::role),
    field("index", &Download::index).unless_empty(),
    field("url", &Download::url, Nature::foreign),
    field("final_url", &Download::final_url, Nature::foreign).unless_empty(),
    field("protocol", &Download::protocol, Nature::plain).unless_empty(),
    field("status", &Download::status),
    field("reason", &Download::reason, Nature::ours),
    field("attempts", &Download::attempts),
    field("http_status", &Download::http_status),
    field("bytes", &Download::bytes).where(something_came),
    field("sha256", &Download::sha256, Nature::plain).unless_empty(),
    field("content_type", &Download::content_type, Nature::foreign).unless_empty(),
    field("timing_ms", &Download::timing),
    field("tls", &Download::tls),
    field("saved_as", &Download::saved_as, Nature::foreign).unless_empty(),
    field("contender", &Download::contender, Nature::foreign).unless_empty(),
};

template <>
inline constexpr auto k_fields<BootSection> = std::tuple{
    field("contender", &BootSection::contender, Nature::foreign).unless_empty(),
    field("url", &BootSection::url, Nature::foreign),
    field("outcome", &BootSection::outcome),
    field("sentence", &BootSection::sentence, Nature::ours),
};

template <>
inline constexpr auto k_fields<LookupSection> = std::tuple{
    field("host", &LookupSection::host, Nature::foreign),
    field("parameter", &LookupSection::parameter, Nature::foreign),
    field("addresses", &LookupSection::addresses, Nature::plain),
    field("name_servers", &LookupSection::name_servers, Nature::plain),
    field("reason", &LookupSection::reason, Nature::ours).unless_empty(),
    field("elapsed_ms", &LookupSection::elapsed),
};

template <>
inline constexpr auto k_fields<OpenQuestion> = std::tuple{
    field("finding", &OpenQuestion::finding, Nature::plain),
    field("to_settle", &OpenQuestion::to_settle, Nature::ours),
};

template <>
inline constexpr auto k_fields<FileSection> = std::tuple{
    field("name", &FileSection::name, Nature::foreign),
    field("kind", &FileSection::kind),
    field("role", &FileSection::role),
    field("encrypted", &FileSection::encrypted),
    field("valid", &FileSection::valid),
    field("parameters", &FileSection::parameters),
    field("bytes", &FileSection::bytes),
    field("more_findings", &FileSection::more_findings).unless_empty(),
    field("contender", &FileSection::contender, Nature::foreign).unless_empty(),
};

template <>
inline constexpr auto k_fields<EffectiveSection> = std::tuple{
    field("parameter", &EffectiveSection::parameter, Nature::foreign),
    field("value", &EffectiveSection::value, Nature::foreign),
    field("redacted", &EffectiveSection::redacted).unless_empty(),
    field("from", &EffectiveSection::from),
    field("file", &EffectiveSection::file, Nature::foreign),
    field("line", &EffectiveSection::line),
    field("perm", &EffectiveSection::perm, Nature::foreign),
    field("shadows", &EffectiveSection::shadows),
    field("contender", &EffectiveSection::contender, Nature::foreign).unless_empty(),
};

template <>
inline constexpr auto k_fields<FileCounts> = std::tuple{
    field("files", &FileCounts::files),
    field("not_read", &FileCounts::not_read).unless_empty(),
    field("invalid", &FileCounts::invalid),
    field("errors", &FileCounts::errors),
    field("warnings", &FileCounts::warnings),
    field("infos", &FileCounts::infos),
    field("not_listed", &FileCounts::not_listed).unless_empty(),
};

template <>
inline constexpr auto k_fields<Place> = std::tuple{
    field("source", &Place::source, Nature::plain),
    field("file", &Place::file, Nature::foreign),
    field("line", &Place::line),
    field("column", &Place::column),
    field("parameter", &Place::parameter, Nature::foreign),
    field("url", &Place::url, Nature::foreign),
};

template <>
inline constexpr auto k_fields<Finding> = std::tuple{
    field("id", &Finding::id, Nature::plain),
    field("severity", &Finding::severity),
    field("message", &Finding::message, Nature::ours),
    field("hint", &Finding::hint, Nature::ours).unless_empty(),
    field(k_in_the_section_itself, &Finding::place),
};

template <>
inline constexpr auto k_fields<Verdict> = std::tuple{
    field("status", &Verdict::status),
    field("summary", &Verdict::summary, Nature::ours),
    field("to_settle", &Verdict::to_settle, Nature::ours).unless_empty(),
    field("exit_code", &Verdict::exit_code),
};

template <>
inline constexpr auto k_fields<Report> = std::tuple{
    field("schema", &Report::schema),
    field("tool", &Report::tool),
    field("command", &Report::command, Nature::plain),
    field("started", &Report::started),
    field("duration_ms", &Report::duration),
    field("asked", &Report::asked),
    field("device", &Report::device),
    field("assumptions", &Report::assumptions, Nature::ours).unless_empty(),
    field("interface", &Report::interface),
    field("discovery", &Report::discovery),
    field("plan", &Report::plan),
    field("downloads", &Report::downloads).unless_empty(),
    field("boots", &Report::boots).unless_empty(),
    field("files", &Report::files).unless_empty(),
    field("effective", &Report::effective).unless_empty(),
    field("lookups", &Report::lookups).unless_empty(),
    field("counts", &Report::counts),
    field("findings", &Report::findings),
    field("open", &Report::open).unless_empty(),
    field("verdict", &Report::verdict),
};

}  // namespace provtool
