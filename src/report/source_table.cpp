#include "report/source_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "discovery/excuse.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_note = 3;

struct Row {
  const SourceSection* source = nullptr;
  std::string word;
  std::string note;
  Weight weight = Weight::plain;    // of the word; dim of the row
  std::vector<SourceId> sources{};  // that share it
};

std::string without(std::string_view reason, std::string_view beginning) {
  return std::string(reason.starts_with(beginning) ? reason.substr(beginning.size()) : reason);
}

// "within 5.0 s"; who was asked where says nothing new.
std::string how_long(const std::string& reason) {
  const auto begin = reason.find("within ");
  if (begin == std::string::npos) return reason;
  auto text = reason.substr(begin);
  const auto place = std::min(text.find(" from "), text.find(" on "));
  if (place == std::string::npos) return text;
  return text.erase(place, text.find_first_of(";,(", place) - place);
}

std::string where_it_is_used(std::optional<AddressMode> mode, const std::string& reason) {
  if (mode == AddressMode::ipv4) return "a phone has IPv4 only here";
  if (mode == AddressMode::ipv6) return "a phone has IPv6 only here";
  return reason;
}

// The word in front of it says already that it was not asked.
std::string why_not_asked(const SourceSection& source) {
  if (!source.left_out) return without(source.reason, "not asked, ");
  if (source.reason == "not asked for on the command line") return "not named on the command line";
  return without(source.reason, "the phone would ask it here; ");
}

Row row_of_value(const SourceSection& source) {
  const bool usable = source.status == Status::found;
  if (source.standing == Standing::won)
    return {&source, "WINS", usable ? source.url : source.url + " (not a usable URL)",
            usable ? Weight::good : Weight::bad};
  if (source.standing == Standing::outranked) return {&source, "outranked", source.url};
  return {&source, usable ? "found" : "unusable", source.url};
}

Row row_of(const SourceSection& source, std::optional<AddressMode> mode) {
  switch (source.status) {
    case Status::found:
    case Status::unusable:
      return row_of_value(source);
    case Status::empty:
      if (source.source == SourceId::manual && source.confidence == Confidence::assumption)
        return {&source, "assumed", without(source.reason, "assumed ") + " (--manual-url)"};
      return {&source, source.raw ? "empty" : "none", source.reason};
    case Status::no_answer:
      return {&source, "no answer", how_long(source.reason)};
    case Status::refused:
      return {&source, "refused", source.reason};
    case Status::off:
      return {&source, "off", source.reason, Weight::dim};
    case Status::not_applicable:
      return {&source, "not used", where_it_is_used(mode, source.reason), Weight::dim};
    case Status::not_reached:
      return {&source, "not needed", "", Weight::dim};
    case Status::not_tested:
      break;
  }
  if (source.reason == still_waiting().reason) return {&source, "waiting", ""};
  // A window that is too short proves no silence.
  if (source.reason.starts_with("asked for ")) return {&source, "no answer", source.reason};
  if (source.unasked) return {&source, "not asked", why_not_asked(source), Weight::dim};
  return {&source, "unknown", source.reason, Weight::unsure};
}

bool is_option(SourceId source) {
  return kind_of(source).dhcp_option.has_value();
}

// "160,159,66"
std::string options_of(const std::vector<SourceId>& sources) {
  std::vector<std::string> codes;
  for (const auto source : sources)
    if (const auto& code = kind_of(source).dhcp_option) codes.push_back(std::to_string(*code));
  return fmt::format("{}", fmt::join(codes, ","));
}

// In a row that several kinds of sources share.
std::string short_title(SourceId source, const std::vector<SourceId>& sources) {
  if (is_option(source)) {
    const auto options = options_of(sources);
    return options == options_of(dhcp4_sources()) ? "DHCP" : "DHCP " + options;
  }
  if (source == SourceId::dhcp6) return "DHCPv6";
  return source == SourceId::redirect ? "redirection" : std::string(kind_of(source).title);
}

std::string title_of(const std::vector<SourceId>& sources) {
  if (sources.front() == SourceId::manual) return "set by hand";
  if (sources.size() == 1) return std::string(kind_of(sources.front()).title);
  if (std::all_of(sources.begin(), sources.end(), is_option)) return "DHCP options " + options_of(sources);
  std::vector<std::string> titles;
  for (const auto source : sources) {
    auto title = short_title(source, sources);
    if (titles.empty() || titles.back() != title) titles.push_back(std::move(title));
  }
  return fmt::format("{}", fmt::join(titles, ", "));
}

// Of sources that have no value, and that a reason joins.
bool shares(const Row& above, const Row& row) {
  if (above.word != row.word || above.note != row.note || row.source->raw) return false;
  if (is_option(above.source->source) && is_option(row.source->source)) return true;
  return above.source->source != SourceId::manual && !row.note.empty();
}

TableRow to_row(const Row& row) {
  const auto rest = row.weight == Weight::dim ? Weight::dim : Weight::plain;
  auto note = row.note;
  if (constexpr std::string_view k_one = "answered without it";
      row.sources.size() > 1 && note.ends_with(k_one))
    note.replace(note.size() - 2, 2, "them");
  return {{{row.source->rank ? std::to_string(*row.source->rank) : "-", rest},
           {title_of(row.sources), rest},
           {row.word, row.weight},
           {std::move(note), rest}}};
}

}  // namespace

TableBlock source_table(const DiscoverySection& discovery, std::optional<AddressMode> mode) {
  std::vector<Row> rows;
  for (const auto& source : discovery.sources) {
    auto row = row_of(source, mode);
    if (rows.empty() || !shares(rows.back(), row)) rows.push_back(std::move(row));
    rows.back().sources.push_back(source.source);
  }
  TableBlock table{k_note, false, {0}, {}};
  for (const auto& row : rows) table.rows.push_back(to_row(row));
  return table;
}

}  // namespace provtool
