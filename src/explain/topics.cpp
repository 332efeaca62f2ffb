#include "explain/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "config/parameter.hpp"
#include "device/sources.hpp"
#include "explain/explain.hpp"
#include "explain/finding_pages.hpp"
#include "explain/source_page.hpp"
#include "explain/value_words.hpp"

namespace provtool {

namespace {

struct GroupName {
  std::string_view prefix;
  std::string_view title;
};
constexpr std::array k_groups{
    GroupName{"decision", "Findings: the decision"},
    GroupName{"url", "Findings: a provisioning URL"},
    GroupName{"pnp", "Findings: SIP PnP"},
    GroupName{"dhcp4", "Findings: DHCP"},
    GroupName{"dhcp6", "Findings: DHCPv6 and routers"},
    GroupName{"redirect", "Findings: the redirection server"},
    GroupName{"device", "Findings: the phone that is asked for"},
    GroupName{"host", "Findings: this computer"},
    GroupName{"download", "Findings: loading files"},
    GroupName{"config", "Findings: configuration files"},
};

std::string_view title_of(std::string_view prefix) {
  const auto group = std::find_if(k_groups.begin(), k_groups.end(),
                                  [prefix](const GroupName& row) { return row.prefix == prefix; });
  return group == k_groups.end() ? prefix : group->title;
}

// Without the full stop that ends it.
std::string first_sentence(std::string_view text) {
  auto sentence = text.substr(0, text.find(". "));
  if (sentence.ends_with('.')) sentence.remove_suffix(1);
  return std::string(sentence);
}

std::string summary_of(const Parameter& parameter) {
  return parameter.meaning.empty()
             ? fmt::format("{}: {}", parameter.section, first_sentence(value_words(parameter)))
             : first_sentence(parameter.meaning);
}

// "Device/Lines/Line[2]/Sip/SIP_URI": the report says of which line it is.
std::string without_indexes(std::string_view path) {
  std::string plain;
  bool inside = false;
  for (const char c : path) {
    inside = inside || c == '[';
    if (!inside) plain += c;
    if (c == ']') inside = false;
  }
  return plain;
}

const Parameter* find_parameter(std::string_view word) {
  const auto plain = without_indexes(word);
  const auto parameters = known_parameters();
  const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& parameter) {
    return equal_ignoring_case(parameter.name, plain) ||
           equal_ignoring_case(fmt::format("{}/{}", parameter.section, parameter.name), plain);
  });
  return found == parameters.end() ? nullptr : &*found;
}

// "quoted" of "url.quoted"; empty of a name without a prefix.
std::string_view behind_prefix(std::string_view name) {
  const auto stop = name.find('.');
  return stop == std::string_view::npos ? "" : name.substr(stop + 1);
}

std::vector<std::string_view> topics_that_end_in(std::string_view end) {
  std::vector<std::string_view> ids;
  for (const auto& kind : k_finding_catalogue)
    if (!end.empty() && equal_ignoring_case(behind_prefix(kind.id), end)) ids.push_back(kind.id);
  return ids;
}

}  // namespace

std::vector<Topic> all_topics() {
  std::vector<Topic> topics;
  for (const auto& page : k_source_pages)
    topics.push_back({"Sources", kind_of(page.id).name, first_sentence(page.meaning)});
  for (const auto& table : k_finding_tables)
    for (const auto& kind : table.kinds)
      topics.push_back({title_of(table.prefix), kind.id, first_sentence(kind.meaning)});
  for (const auto& parameter : known_parameters())
    topics.push_back({"Parameters of configuration files", parameter.name, summary_of(parameter)});
  return topics;
}

std::string_view topic_named(std::string_view word) {
  for (const auto& kind : k_finding_catalogue)
    if (equal_ignoring_case(kind.id, word)) return kind.id;
  if (const auto* source = find_source(to_lower(word))) return source->name;
  const auto* parameter = find_parameter(word);
  return parameter == nullptr ? "" : parameter->name;
}

std::vector<std::string_view> topics_near(std::string_view word) {
  std::vector<std::string_view> names;
  std::vector<std::string_view> ends;
  for (const auto& topic : all_topics()) {
    names.push_back(topic.name);
    ends.push_back(behind_prefix(topic.name));
  }
  if (auto exact = topics_that_end_in(word); !exact.empty()) return exact;
  if (const auto closest = nearest(word, names); !closest.empty()) return {closest};
  return topics_that_end_in(nearest(word, ends));
}

Explanation explain(std::string_view name, const Context& context) {
  if (const auto* page = find_page(name)) return explain_finding(*page, context);
  if (const auto* source = find_source(name)) return explain_source(source->id, context);
  return explain_parameter(*find_parameter(name), context);
}

}  // namespace provtool
