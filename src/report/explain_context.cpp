#include "report/explain_context.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "device/meant_url.hpp"
#include "explain/finding_pages.hpp"
#include "report/causes.hpp"

namespace provtool {

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What nobody misreads: neither a shell nor the configuration of a server. The page is pasted there.
bool is_harmless(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), [allowed](char c) {
    return is_plain(c) || allowed.find(c) != std::string_view::npos;
  });
}

constexpr std::string_view k_in_names = "._-";
constexpr std::string_view k_in_paths = "._-/+:";
constexpr std::string_view k_in_urls = "._-/+:[]{}~%?&=@*";

class Filler {
 public:
  Filler(const Report& report, std::string_view topic) : m_report(report), m_topic(topic) {}

  Values fill() {
    take_host();
    take_finding();
    if (m_report.discovery) take_discovery(*m_report.discovery);
    if (m_source != nullptr && m_source->dhcp_option) add("OPTION", std::to_string(*m_source->dhcp_option));
    return std::move(m_values);
  }

 private:
  void add(std::string_view mark, std::string_view text, std::string_view allowed = k_in_names) {
    if (is_harmless(text, allowed) && find_value(m_values, mark) == nullptr)
      m_values.push_back({mark, std::string(text)});
  }

  void take_host() {
    if (m_report.interface) add("INTERFACE", m_report.interface->name);
    const bool is_phones = m_report.device && m_report.device->mac_from == MacFrom::option;
    const auto mac = is_phones ? MacAddress::parse(m_report.device->mac) : std::nullopt;
    if (mac) add("MAC", mac->upper_plain());
    if (m_report.asked && m_report.asked->enterprise)
      add("ENTERPRISE", std::to_string(*m_report.asked->enterprise));
  }

  // The source that the topic is about: by itself, by its page, by its place in this run.
  void take_finding() {
    m_source = find_source(m_topic);
    for (const auto& finding : m_report.findings) {
      if (finding.id != m_topic) continue;
      if (finding.place.file) add("FILE", *finding.place.file, k_in_paths);
      if (finding.place.source && m_source == nullptr) m_source = find_source(*finding.place.source);
    }
    const auto* page = find_page(m_topic);
    if (page != nullptr && page->source) m_source = &kind_of(*page->source);
  }

  void take_discovery(const DiscoverySection& discovery) {
    if (m_source == nullptr && discovery.decision.winner) m_source = &kind_of(*discovery.decision.winner);
    for (const auto& source : discovery.sources)
      if (m_source != nullptr && source.source == m_source->id) take_source(source);
    if (const auto* server = server_of(discovery)) take_server(*server);
  }

  void take_source(const SourceSection& source) {
    if (source.server) add("SERVER", *source.server, k_in_paths);
    if (!source.raw || source.redacted) return;
    add_url(source.raw_hex ? bytes_of(*source.raw_hex) : uncleaned(*source.raw));
  }

  void add_url(const std::string& value) {
    Identity identity;
    if (m_report.device) identity.model = m_report.device->model;
    const auto meant = meant_url(value, identity);
    const bool lacks_scheme =
        m_topic == "url.scheme-missing" && meant && meant->find("://") == std::string::npos;
    if (meant && !lacks_scheme && !becomes_bytes(*meant)) add("URL", *meant, k_in_urls);
  }

  // dnsmasq and RouterOS make four bytes of an address, but for option 66, whose type they know.
  [[nodiscard]] bool becomes_bytes(std::string_view value) const {
    return IpAddress::parse(value) && (m_source == nullptr || m_source->id != SourceId::dhcp66);
  }

  static std::string bytes_of(std::string_view hex) {
    const auto bytes = parse_hex(hex);
    return bytes ? std::string(as_text(*bytes)) : "";
  }

  const SeenDhcpServer* server_of(const DiscoverySection& discovery) const {
    const auto* named = find_value(m_values, "SERVER");
    for (const auto& server : discovery.dhcp_servers)
      if (server.family == 4 &&
          (named == nullptr || server.server == named->text || server.from == named->text))
        return &server;
    return nullptr;
  }

  void take_server(const SeenDhcpServer& server) {
    add("SERVER", server.server);
    if (m_topic == "dhcp4.server-in-header")
      add_url(server.server_name.value_or(server.next_server.value_or("")));
    const bool is_phones = !server.asked_as;  // else it is in use by this computer
    if (server.offered_address && is_phones) add("ADDRESS", *server.offered_address);
    for (const auto& option : server.options) take_option(server, option);
  }

  void take_option(const SeenDhcpServer& server, const SeenOption& option) {
    const auto bytes = parse_hex(option.hex);
    const auto address =
        bytes && bytes->size() >= 4 ? Ipv4Address::from(ByteView(*bytes).first(4)) : std::nullopt;
    if (!address) return;
    if (option.code == 3) add("ROUTER", address->text());
    if (option.code == 6) add("NAME_SERVER", address->text());
    if (option.code == 1) take_mask(server, *address);
  }

  void take_mask(const SeenDhcpServer& server, const Ipv4Address& mask) {
    add("MASK", mask.text());
    const auto offered = Ipv4Address::parse(server.offered_address.value_or(""));
    if (!offered) return;
    auto network = *offered;
    for (std::size_t i = 0; i < network.bytes.size(); ++i) network.bytes[i] &= mask.bytes[i];
    add("NETWORK", network.text());
  }

  const Report& m_report;
  std::string_view m_topic;
  const SourceKind* m_source = nullptr;
  Values m_values;
};

bool ends_with_parameter(std::string_view path, std::string_view name) {
  return path == name ||
         (path.size() > name.size() && path.ends_with(name) && path[path.size() - name.size() - 1] == '/');
}

void add_source(std::vector<std::string>& seen, const DiscoverySection& discovery, std::string_view topic) {
  for (const auto& source : discovery.sources) {
    if (kind_of(source.source).name != topic) continue;
    seen.push_back(fmt::format("{}: {}", to_text(source.status), source.reason));
    if (source.raw) seen.push_back(fmt::format("Its value is {}", *source.raw));
  }
}

void add_values(std::vector<std::string>& seen, const std::vector<EffectiveSection>& values,
                std::string_view topic) {
  for (const auto& value : values)
    if (ends_with_parameter(value.parameter, topic))
      seen.push_back(fmt::format("{} is \"{}\", from the {} file, line {}", value.parameter, value.value,
                                 to_text(value.from), value.line));
}

}  // namespace

Context context_of(const Report& report, std::string_view topic) {
  Context context{true, report.command, {}, Filler(report, topic).fill()};
  for (const auto& finding : report.findings)
    if (finding.id == topic || finding.place.source == topic ||
        (finding.place.parameter && ends_with_parameter(*finding.place.parameter, topic)))
      context.seen.push_back(finding.id == topic
                                 ? said_with_place(report, finding)
                                 : fmt::format("{} [{}]", said_with_place(report, finding), finding.id));
  if (report.discovery) add_source(context.seen, *report.discovery, topic);
  add_values(context.seen, report.effective, topic);
  return context;
}

std::vector<std::string> topics_in(const Report& report) {
  std::vector<std::string> ids;
  for (const auto& finding : report.findings)
    if (std::find(ids.begin(), ids.end(), finding.id) == ids.end()) ids.push_back(finding.id);
  return ids;
}

}  // namespace provtool
