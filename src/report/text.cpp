#include "report/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace provtool {

namespace {

// Beyond this a list of servers is a flood.
constexpr std::size_t k_most_servers = 8;
// A DUID is a few words; RFC 8415 11.1 allows 260 hex digits, and servers may send more.
constexpr std::size_t k_longest_duid = 64;

enum class Ink : std::uint8_t { plain, bold, green, yellow, red, dim };

std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain:
      return "";
    case Ink::bold:
      return "\x1b[1m";
    case Ink::green:
      return "\x1b[32m";
    case Ink::yellow:
      return "\x1b[33m";
    case Ink::red:
      return "\x1b[31m";
    case Ink::dim:
      return "\x1b[2m";
  }
  return "";
}

// How a source's outcome is marked; the words beside it carry the meaning.
struct Mark {
  std::string_view plain;
  std::string_view symbol;
  Ink ink;
};

Mark mark_of(const SourceSection& source) {
  if (source.standing == Standing::won && source.status == Status::unusable) return {"!", "✘", Ink::red};
  if (source.standing == Standing::won) return {"*", "✔", Ink::green};
  switch (source.status) {
    case Status::found:
    case Status::unusable:
      return {"o", "○", Ink::plain};
    case Status::empty:
    case Status::no_answer:
    case Status::refused:
      return {"-", "-", Ink::plain};
    default:
      return {".", "·", Ink::dim};
  }
}

Ink ink_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Ink::red;
    case Severity::warning:
      return Ink::yellow;
    case Severity::info:
      return Ink::plain;
  }
  return Ink::plain;
}

std::string pad(std::string text, std::size_t width) {
  const auto used = columns(text);
  if (used < width) text.append(width - used, ' ');
  return text;
}

std::string without_blanks_at_the_end(std::string_view text) {
  return std::string(text.substr(0, text.find_last_not_of(' ') + 1));
}

std::size_t bytes_of_columns(std::string_view text, std::size_t count) {
  std::size_t bytes = 0;
  while (count-- > 0 && bytes < text.size())
    bytes += std::max<std::size_t>(first_code_point(text.substr(bytes)).length, 1);
  return bytes;
}

std::string first_columns(const std::string& text, std::size_t count) {
  return text.substr(0, bytes_of_columns(text, count));
}

class Page {
 public:
  explicit Page(const TextStyle& style) : m_style(style) {}

  [[nodiscard]] std::string colored(std::string_view text, Ink ink) const {
    if (!m_style.color || ink == Ink::plain || text.empty()) return std::string(text);
    return fmt::format("{}{}\x1b[0m", code_of(ink), text);
  }

  void blank() {
    if (!m_text.empty()) m_text += '\n';
  }

  // `head` as it is, then `body` wrapped behind it, or below it when that leaves too little room;
  // `head_columns` because colour takes none.
  void line(std::string_view head, std::size_t head_columns, std::string_view body, Ink ink = Ink::plain) {
    const bool beside = !m_style.width || head_columns + k_least_room <= *m_style.width;
    const std::size_t indent = beside ? head_columns : k_indent_below;
    const auto lines = wrap(body, indent);
    if (beside)
      m_text += head;
    else if (!trim(head).empty())
      m_text += without_blanks_at_the_end(head) + '\n';
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0 || !beside) m_text.append(indent, ' ');
      m_text += colored(lines[i], ink);
      m_text += '\n';
    }
  }

  void field(std::string_view name, std::string_view value, Ink ink = Ink::plain) {
    const auto head = pad(std::string(name), 11);
    line(colored(head, Ink::bold), 11, value, ink);
  }

  std::string take() { return std::move(m_text); }

 private:
  static constexpr std::size_t k_least_room = 20;
  static constexpr std::size_t k_indent_below = 4;

  // Breaks at blanks; a word longer than the line is cut where the line ends.
  [[nodiscard]] std::vector<std::string> wrap(std::string_view body, std::size_t indent) const {
    if (!m_style.width) return {std::string(body)};
    const auto room = std::max(*m_style.width > indent ? *m_style.width - indent : 0, k_least_room);
    std::vector<std::string> lines{""};
    for (auto word : split(body, ' ')) {
      if (columns(lines.back()) + columns(word) + 1 > room && !lines.back().empty()) {
        lines.back() = without_blanks_at_the_end(lines.back());
        lines.emplace_back();
      }
      while (columns(word) > room) {
        const auto cut = bytes_of_columns(word, room);
        lines.back() += word.substr(0, cut);
        lines.emplace_back();
        word.remove_prefix(cut);
      }
      if (!lines.back().empty()) lines.back() += ' ';
      lines.back() += word;
    }
    return lines;
  }

  const TextStyle& m_style;
  std::string m_text;
};

std::string title(SourceId source) {
  return std::string(kind_of(source).title);
}

void write_device(Page& page, const Report& report) {
  if (report.device) {
    const auto from =
        report.device->mac_from == "option"
            ? ""
            : fmt::format(" (from the {})",
                          report.device->mac_from == "random" ? "random generator" : report.device->mac_from);
    page.field("Phone", fmt::format("{}  {}{}", report.device->model, report.device->mac, from));
  }
  if (!report.interface) return;
  static constexpr std::array<std::string_view, 4> k_modes{"IPv4 only", "IPv6 only", "IPv4 and IPv6",
                                                           "no addresses"};
  std::string addresses;
  for (const auto& address : report.interface->addresses) addresses += address + "  ";
  page.field("Interface", fmt::format("{}  {} {}", report.interface->name, addresses,
                                      k_modes[static_cast<std::size_t>(report.interface->mode)]));
}

std::string where_from(const SourceSection& source) {
  if (source.standing != Standing::won || !source.server || !source.elapsed)
    return source.standing == Standing::won ? "" : source.reason;
  return fmt::format("{}, {}", *source.server, to_readable(*source.elapsed));
}

// The columns of the table of sources: rank, title, mark, and what is to be said.
class SourceTable {
 public:
  SourceTable(const Page& page, const DiscoverySection& discovery, const TextStyle& style)
      : m_page(page), m_style(style) {
    for (const auto& source : discovery.sources) {
      m_title_width = std::max(m_title_width, columns(title(source.source)));
      m_url_width = std::max(m_url_width, columns(source.url));
    }
  }

  [[nodiscard]] std::size_t head_columns() const { return 5 + m_title_width + 5; }
  [[nodiscard]] bool fits() const {
    return !m_style.width || m_title_width + m_url_width + 40 <= *m_style.width;
  }

  [[nodiscard]] std::string head(const SourceSection& source) const {
    const auto mark = mark_of(source);
    return fmt::format("  {:>1}  {}  {}  ", source.rank ? std::to_string(*source.rank) : "-",
                       pad(title(source.source), m_title_width),
                       m_page.colored(m_style.symbols ? mark.symbol : mark.plain, mark.ink));
  }

  // All that is to be said of a source in one line.
  [[nodiscard]] std::string body(const SourceSection& source) const {
    if (!source.raw) return source.reason;
    const auto from = where_from(source);
    return from.empty() ? source.url : pad(source.url, m_url_width) + "  " + from;
  }

 private:
  const Page& m_page;
  const TextStyle& m_style;
  std::size_t m_title_width = 0;
  std::size_t m_url_width = 0;
};

void write_sources(Page& page, const DiscoverySection& discovery, const TextStyle& style) {
  const SourceTable table(page, discovery, style);
  for (const auto& source : discovery.sources) {
    const auto from = source.raw ? where_from(source) : "";
    if (!source.raw || table.fits() || from.empty()) {
      page.line(table.head(source), table.head_columns(), table.body(source),
                mark_of(source).ink == Ink::dim ? Ink::dim : Ink::plain);
      continue;
    }
    page.line(table.head(source), table.head_columns(), source.url);
    page.line(std::string(table.head_columns(), ' '), table.head_columns(), from);
  }
}

void write_decision(Page& page, const Conclusion& decision) {
  switch (decision.outcome) {
    case Outcome::won:
      page.field("Winner", decision.reason, decision.usable ? Ink::plain : Ink::red);
      break;
    case Outcome::none:
      page.field("Winner", "none. " + decision.reason, Ink::red);
      break;
    case Outcome::undetermined:
      page.field("Winner", "undetermined. " + decision.reason, Ink::yellow);
      break;
  }
  if (!decision.to_settle.empty()) page.field("To settle", decision.to_settle);
  for (std::size_t i = 0; i < decision.resolved.size(); ++i)
    page.field(i == 0 ? "URL" : "", (i == 0 ? "" : "then ") + decision.resolved[i]);
}

void write_server(Page& page, const SeenDhcpServer& server, const TextStyle& style) {
  page.blank();
  const auto name = server.family == 6 ? fmt::format("{}  {}  DUID {}", server.from, server.mac,
                                                     shortened(server.server, k_longest_duid))
                                       : fmt::format("{}  {}", server.server, server.mac);
  page.field("Server", fmt::format("{}  {}, {}{}{}", name, server.exchange, to_readable(server.elapsed),
                                   server.relay ? ", by relay " + *server.relay : "",
                                   server.asked_as ? ", answered this computer's MAC only" : ""));
  if (server.offered_address) page.field("", fmt::format("address {}", *server.offered_address));
  if (server.decision)
    page.field("", server.decision->winner
                       ? fmt::format("alone, {} would win: {}", title(*server.decision->winner),
                                     server.decision->url)
                       : fmt::format("alone, the outcome would be {}", to_text(server.decision->outcome)));
  if (!style.verbose) return;
  for (const auto& option : server.options)
    page.field("", fmt::format("{:>3} {}: {}", option.code, option.name,
                               option.text ? option.text->text : option.hex));
}

// One DHCPv4 and one DHCPv6 server are nothing special; several of a kind are told apart.
void write_servers(Page& page, const DiscoverySection& discovery, const TextStyle& style) {
  for (const int family : {4, 6}) {
    std::vector<SeenDhcpServer> servers;
    std::copy_if(discovery.dhcp_servers.begin(), discovery.dhcp_servers.end(), std::back_inserter(servers),
                 [family](const SeenDhcpServer& server) { return server.family == family; });
    if (servers.size() < 2 && !style.verbose) continue;
    const auto shown = style.verbose ? servers.size() : std::min(servers.size(), k_most_servers);
    for (std::size_t i = 0; i < shown; ++i) write_server(page, servers[i], style);
    if (shown < servers.size())
      page.field("", fmt::format("and {} more: -v shows them", servers.size() - shown));
  }
}

void write_routers(Page& page, const DiscoverySection& discovery) {
  if (!discovery.router_advertisements.empty()) page.blank();
  for (const auto& router : discovery.router_advertisements)
    page.field("Router",
               fmt::format("{}  {}  M={:d} O={:d}{}{}", router.from, router.mac, router.managed, router.other,
                           router.prefixes.empty() ? "" : "  prefix ", listed(router.prefixes)));
}

void write_plan(Page& page, const PlanSection& plan) {
  page.field("Dry run", "nothing was sent; this is what would be");
  if (!plan.packets.empty()) page.blank();
  for (const auto& packet : plan.packets) {
    const auto head = fmt::format("  {:>6}  ", to_seconds_text(packet.after));
    page.line(head, columns(head),
              fmt::format("{}  {} -> {}, {} bytes", packet.what, packet.from, packet.to, packet.bytes));
  }
  page.blank();
  for (const auto& effect : plan.side_effects) page.line("  - ", 4, effect);
}

void write_findings(Page& page, const std::vector<Finding>& findings, const TextStyle& style) {
  std::vector<Finding> sorted = findings;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
  if (style.quiet)
    std::erase_if(sorted, [](const Finding& finding) { return finding.severity != Severity::error; });
  if (sorted.empty()) return;
  std::size_t id_width = 0;
  for (const auto& finding : sorted) id_width = std::max(id_width, finding.id.size());
  page.blank();
  for (const auto& finding : sorted) {
    const auto head =
        page.colored(fmt::format("{:<9}", to_text(finding.severity)), ink_of(finding.severity)) +
        fmt::format("{:<{}}  ", finding.id, id_width);
    page.line(head, 9 + id_width + 2,
              finding.place.source ? fmt::format("{}: {}", *finding.place.source, finding.message)
                                   : finding.message);
    if (finding.severity != Severity::info && !style.quiet)
      page.line(std::string(9 + id_width + 2, ' '), 9 + id_width + 2, finding.hint, Ink::dim);
  }
}

}  // namespace

std::string to_text(const DiscoverySection& discovery, const TextStyle& style) {
  Page page(style);
  const SourceTable table(page, discovery, style);
  const auto room =
      style.width && *style.width > table.head_columns() ? *style.width - table.head_columns() : 0;
  for (const auto& source : discovery.sources)
    page.line(table.head(source), table.head_columns(),
              style.width ? first_columns(table.body(source), room) : table.body(source));
  return page.take();
}

std::string to_text(const Report& report, const TextStyle& style) {
  Page page(style);
  if (!style.quiet) write_device(page, report);
  if (report.plan) write_plan(page, *report.plan);
  if (report.discovery) {
    if (!style.quiet) {
      page.blank();
      write_sources(page, *report.discovery, style);
      page.blank();
    }
    write_decision(page, report.discovery->decision);
    if (!style.quiet) write_servers(page, *report.discovery, style);
    if (style.verbose) write_routers(page, *report.discovery);
  }
  write_findings(page, report.findings, style);
  if (style.verbose && !report.assumptions.empty()) {
    page.blank();
    for (const auto& assumption : report.assumptions) page.field("Assumed", assumption);
  }
  return page.take();
}

}  // namespace provtool
