#include "device/known_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

std::string code(std::string_view text) {
  return fmt::format("`{}`", text);
}

std::string sources_of(std::span<const SourceId> sources) {
  std::vector<std::string> names;
  for (const auto source : sources) names.emplace_back(kind_of(source).name);
  return listed(names);
}

std::string words_of(std::span<const std::string_view> words, std::string_view last = "and") {
  return listed({words.begin(), words.end()}, last);
}

class Table {
 public:
  void row(std::string_view what, Confidence confidence, std::string_view source,
           std::string_view changed_by = "") {
    m_facts.push_back({std::string(what), confidence, std::string(source), std::string(changed_by)});
  }
  template <class T>
  void row(std::string_view what, const Fact<T>& fact, std::string_view changed_by = "") {
    row(what, fact.confidence, fact.source, changed_by);
  }

  [[nodiscard]] std::vector<KnownFact> facts() const { return m_facts; }

 private:
  std::vector<KnownFact> m_facts;
};

void add_decision(Table& table, const DecisionFacts& facts) {
  const auto& order = facts.order.value;
  table.row("Sources with IPv4: " + sources_of(order.ipv4), facts.order, "`--mode`");
  table.row("with IPv6: " + sources_of(order.ipv6), facts.order, "`--mode`");
  table.row("with both: " + sources_of(order.dual), facts.order, "`--mode`");
  table.row(facts.next_on_failure.value
                ? "When the download from a source fails, the next one is tried"
                : "The first source with a value wins for good, also when its download fails",
            facts.next_on_failure);
  table.row(fmt::format("Only a usable URL counts from {}; elsewhere an unusable value counts, too",
                        sources_of(facts.valid_only.value)),
            facts.valid_only);
  std::vector<std::string> flags;
  for (const auto& flag : facts.enable_flags.value) flags.push_back(code(flag.parameter));
  table.row("Sources are switched off by " + listed(flags), facts.enable_flags, "`--disable`");
}

void add_url(Table& table, const UrlFacts& facts) {
  table.row(
      fmt::format("Protocols: {}; tried in this order when none is named", words_of(facts.schemes.value)),
      facts.schemes);
  table.row(fmt::format("Without a file name {} is loaded", code(facts.default_file.value)),
            facts.default_file);
  table.row(fmt::format("A path that ends in {} is a file, any other a directory",
                        words_of(facts.file_endings.value, "or")),
            facts.file_endings);
  for (const auto& macro : facts.macros)
    table.row(fmt::format("Macro {}: {}", code(macro.text), macro.meaning), macro.confidence, macro.source);
  table.row("The redirection server is asked for " + code(facts.redirection.value), facts.redirection,
            "`--redirect-url`");
}

void add_pnp(Table& table, const PnpFacts& facts) {
  std::string event(facts.event_package.value);
  for (const auto& [name, value] : facts.event_parameters.value)
    event += fmt::format(";{}=\"{}\"", name, value);
  table.row(fmt::format("PnP waits {} for a NOTIFY", to_seconds_text(facts.window.value)), facts.window,
            "`--pnp-timeout`");
  table.row("Its request URI, From and To: " + code(facts.uri.value), facts.uri);
  table.row(fmt::format("Its event package: {}", code(facts.event_package.value)), facts.event_package);
  table.row("Its Event: " + code(event), facts.event_parameters, "`--pnp-event`");
  table.row(fmt::format("Its Accept: {}", code(facts.accept.value)), facts.accept);
  table.row(fmt::format("Its Expires: {}", code(facts.expires.value)), facts.expires);
}

void add_dhcp(Table& table, const DhcpFacts& facts) {
  const auto options = facts.requested_options.value;
  table.row(fmt::format("DHCPv4 is asked for options {}", fmt::join(options, ", ")), facts.requested_options,
            "`--request`");
  table.row("Vendor class: " + code(facts.vendor_class.value), facts.vendor_class, "`--vendor-class`");
  table.row(fmt::format("DHCPv4 client identifier: type {} and the MAC", facts.client_id_type.value),
            facts.client_id_type, "`--client-id`");
  table.row(fmt::format("The URL is sub-option {} of DHCPv6 option 17", facts.sub_option.value),
            facts.sub_option);
  table.row(fmt::format("under enterprise {}", facts.enterprise.value), facts.enterprise, "`--enterprise`");
}

void add_names(Table& table, const Phone& phone) {
  table.row("Model: " + code(phone.model.value), phone.model, "`--model`");
  table.row("User-Agent: " + code(phone.user_agent.usual.value), phone.user_agent.usual, "`--user-agent`");
  table.row("In SIP and HTTP its firmware is " + code(phone.firmware.value), phone.firmware, "`--firmware`");
  table.row(fmt::format("Root of its files: `<{}>`", phone.file.root.value), phone.file.root);
  table.row(fmt::format("Its encrypted files begin with {}", code(phone.file.encrypted.value)),
            phone.file.encrypted);
}

}  // namespace

std::vector<KnownFact> facts_known(const Phone& phone) {
  Table table;
  add_decision(table, phone.decision);
  add_url(table, phone.url);
  add_pnp(table, phone.pnp);
  add_dhcp(table, phone.dhcp);
  add_names(table, phone);
  for (const auto& habit : phone.habits)
    table.row(habit.text, habit.confidence, habit.source, habit.changed_by);
  return table.facts();
}

std::string known_facts(const Phone& phone) {
  std::string text = "| what | confidence | where from | to change it |\n| --- | --- | --- | --- |\n";
  for (const auto& fact : facts_known(phone))
    text += fmt::format("| {} | {} | {} | {} |\n", fact.what, to_text(fact.confidence), fact.source,
                        fact.changed_by);
  return text;
}

}  // namespace provtool
