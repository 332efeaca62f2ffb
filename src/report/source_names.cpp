#include "report/source_names.hpp"

#include "base/text.hpp"

namespace provtool {

std::string name_of(SourceId source) {
  if (source == SourceId::manual) return "the URL set by hand";
  if (source == SourceId::redirect) return "the redirection server";
  return std::string(kind_of(source).title);
}

std::string opening(const std::string& sentence) {
  return to_upper(sentence.substr(0, 1)) + sentence.substr(1);
}

std::string named(const std::vector<SourceId>& sources) {
  std::vector<std::string> names;
  std::vector<std::string> options;
  for (const auto source : sources) {
    if (const auto& code = kind_of(source).dhcp_option)
      options.push_back(std::to_string(*code));
    else
      names.push_back(name_of(source));
  }
  if (options.size() == 1) names.insert(names.begin(), "option " + options.front());
  if (options.size() > 1) names.insert(names.begin(), "options " + listed(options));
  return listed(names);
}

std::vector<SourceId> not_tried(const DiscoverySection& discovery) {
  const auto& decision = discovery.decision;
  std::vector<SourceId> others;
  for (const auto& source : discovery.sources)
    if (source.standing == Standing::outranked && source.url != decision.url &&
        (decision.resolved.empty() || source.resolved != decision.resolved))
      others.push_back(source.source);
  return others;
}

}  // namespace provtool
