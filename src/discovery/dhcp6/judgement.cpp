#include "discovery/dhcp6/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "device/other_vendors.hpp"
#include "discovery/dhcp6/bare_value.hpp"
#include "discovery/schedule.hpp"
#include "discovery/several_servers.hpp"
#include "wire/dhcpv6_options.hpp"

namespace provtool {

namespace {

using dhcpv6::MessageType;

constexpr std::string_view k_source = "dhcp6";

struct Url {
  std::uint32_t enterprise = 0;
  Bytes value;
};

// Every sub-option with a URL, those of the expected enterprise first.
std::vector<Url> urls_in(const dhcpv6::Message& message, const VendorUrl& wanted) {
  std::vector<Url> urls;
  for (const auto& information : message.vendor_information())
    for (const auto& sub_option : information.sub_options)
      if (sub_option.code == wanted.sub_option) urls.push_back({information.enterprise, sub_option.data});
  std::stable_partition(urls.begin(), urls.end(),
                        [&](const Url& url) { return url.enterprise == wanted.enterprise; });
  return urls;
}

UrlReading read(const Url& url, const Identity& identity) {
  return read_url(as_text(url.value), identity,
                  {.meant_for = raw_addresses_meant_for(url.enterprise), .may_be_numbers = false});
}

std::optional<Url> find_url(const dhcpv6::Message& message, const VendorUrl& wanted) {
  for (auto& url : urls_in(message, wanted))
    if (is_populated(as_text(url.value))) return std::move(url);
  return std::nullopt;
}

std::string sub_option_codes(const dhcpv6::VendorInformation& information) {
  std::vector<std::string> codes;
  for (const auto& sub_option : information.sub_options) codes.push_back(std::to_string(sub_option.code));
  return codes.empty() ? "nothing" : "sub-option " + listed_some(codes);
}

// "without option 17", "with option 17 of enterprise 258, which contains sub-option 2".
std::string what_came_instead(const dhcpv6::Message& message, const VendorUrl& wanted) {
  if (!urls_in(message, wanted).empty()) return fmt::format("with an empty sub-option {}", wanted.sub_option);
  const auto all = message.vendor_information();
  if (all.empty()) return "without option 17";
  std::vector<std::string> words;
  for (const auto& information : all)
    words.push_back(fmt::format("option 17 of enterprise {}, which contains {}", information.enterprise,
                                sub_option_codes(information)));
  return "with " + listed_some(words);
}

// ", with the status NoAddrsAvail", or nothing on success.
std::string status_beside(const dhcpv6::Message& message) {
  for (const auto& status : message.statuses())
    if (status.code != 0) return fmt::format(", with the status {}", dhcpv6::status_name(status.code));
  return "";
}

std::string name_of(const Dhcp6Server& server) {
  return fmt::format("{} ({})", server.address(), server.answer->mac.colons());
}

// " at offset 24: option 1 has no length, and 2 more", or nothing.
template <typename Fault>
std::string first_of(const std::vector<Fault>& faults) {
  if (faults.empty()) return "";
  return fmt::format(" at offset {}: {}{}", faults.front().offset, faults.front().what,
                     faults.size() > 1 ? fmt::format(", and {} more", faults.size() - 1) : "");
}

// The enterprises of which there is more than one sub-option with a URL, in their order.
std::vector<std::string> told_twice(const std::vector<Url>& urls) {
  std::map<std::uint32_t, std::size_t> counts;
  for (const auto& url : urls) ++counts[url.enterprise];
  std::vector<std::string> enterprises;
  for (const auto& [enterprise, count] : counts)
    if (count > 1) enterprises.push_back(std::to_string(enterprise));
  return enterprises;
}

// Nothing was lost on its way: each server answered each of the questions that were answered at all.
bool lost_nothing(const Dhcp6Evidence& evidence) {
  return std::none_of(evidence.questions.begin(), evidence.questions.end(), [&](const auto& question) {
    const auto servers = std::count_if(
        evidence.answers.begin(), evidence.answers.end(),
        [&](const Dhcp6Answer& answer) { return answer.message.transaction_id == question.transaction_id; });
    const auto& exchange = question.exchange;
    return exchange.answered &&
           (exchange.needed_a_repeat() ||
            exchange.answers < exchange.asked.size() * static_cast<std::size_t>(servers));
  });
}

// Where the SOLICIT lost nothing, six unanswered INFORMATION-REQUESTs were hardly lost.
bool proves_solicit_needed(const Dhcp6Evidence& evidence) {
  return lost_nothing(evidence) &&
         std::any_of(evidence.questions.begin(), evidence.questions.end(), [](const auto& question) {
           const auto& exchange = question.exchange;
           return question.type == MessageType::information_request && !exchange.answered &&
                  exchange.asked.size() >= k_proof_despite_loss;
         });
}

// Collects the findings of a whole conversation.
class Dhcp6Judge {
 public:
  Dhcp6Judge(const Dhcp6Evidence& evidence, const RouterEvidence& routers, const Dhcp6Expectations& expected)
      : m_evidence(evidence),
        m_routers(routers),
        m_expected(expected),
        m_servers(servers_in(evidence, routers.says_managed())) {}

  std::vector<Finding> judge() {
    judge_routers();
    judge_exchange();
    judge_enterprises();
    for (const auto& answer : m_evidence.answers) judge_message(answer);
    judge_several();
    judge_unexpected();
    const auto ignored = merged(m_evidence.ignored, m_routers.ignored);
    if (auto finding = judge_ignored("dhcp6.ignored", "packet", ignored)) m_findings.push_back(*finding);
    for (auto& finding : m_findings) finding.place.source = k_source;
    return std::move(m_findings);
  }

 private:
  void add(FindingId id, const std::string& message) { m_findings.push_back(make_finding(id, message)); }

  // Without an answer the routers' flags change nothing for the phone.
  void judge_routers() {
    for (const auto& router : m_routers.routers)
      if (const auto fault = first_of(router.advertisement.faults); !fault.empty())
        add("dhcp6.malformed", fmt::format("the router advertisement of {}{}", router.address.text(), fault));
    if (m_routers.seen.count() > m_routers.routers.size())
      add("dhcp6.many-routers", fmt::format("{} routers advertised, of which {} are shown",
                                            m_routers.seen.text(), m_routers.routers.size()));
    if (m_servers.empty() || m_routers.says_ask()) return;
    if (m_routers.routers.empty()) {
      // A router may answer ten solicitations by one advertisement: where packets are lost, that was, too.
      if (m_expected.heard_out && m_routers.solicitations >= k_proof_of_silence && lost_nothing(m_evidence))
        add("dhcp6.ra-says-no", "no router advertisement came: the phone may never ask DHCPv6");
      return;
    }
    std::vector<std::string> names;
    for (const auto& router : m_routers.routers) names.push_back(router.address.text());
    add("dhcp6.ra-says-no",
        fmt::format("the router advertisement of {} says M=0 and O=0: the phone may never ask DHCPv6",
                    listed_some(names)));
  }

  void judge_exchange() {
    std::vector<std::string> advertised;
    for (const auto& server : m_servers)
      if (server.exchange() == DhcpAnswer::advertise) advertised.push_back(server.address());
    if (advertised.empty()) return;
    if (advertised.size() == m_servers.size() && !m_expected.lost && proves_solicit_needed(m_evidence))
      add("dhcp6.solicit-needed",
          fmt::format("{} answered the SOLICIT; nobody answered the INFORMATION-REQUEST",
                      listed_some(advertised)));
    add("dhcp6.advertise-only",
        fmt::format("read from the ADVERTISE of {}; the phone reads the REPLY", listed_some(advertised)));
  }

  void judge_enterprises() {
    struct Others {
      std::vector<std::string> names;
      bool usable = false;
    };
    std::map<std::uint32_t, Others> others;
    for (const auto& server : m_servers) {
      const auto url = find_url(server.answer->message, m_expected.url);
      if (!url || url->enterprise == m_expected.url.enterprise) continue;
      auto& other = others[url->enterprise];
      other.names.push_back(server.address());
      other.usable |= read(*url, m_expected.identity).usable;
    }
    // A value that is not a URL is of no use to the phone, whatever it accepts.
    for (const auto& [enterprise, other] : others)
      add("dhcp6.other-enterprise",
          fmt::format("sub-option {} of {} is under enterprise {}; {} was expected{}",
                      m_expected.url.sub_option, listed_some(other.names), enterprise,
                      m_expected.url.enterprise,
                      other.usable ? ", and whether the phone accepts another one is unknown" : ""));
  }

  // One finding for each message: a flood of junk makes no flood of findings.
  void judge_message(const Dhcp6Answer& answer) {
    const auto& message = answer.message;
    const auto bare = bare_values(message, *m_expected.identity.phone);
    // A value where sub-options belong breaks off as one, and is said to be what it is.
    auto text = bare.empty() || message.faults.size() > 1 ? first_of(message.faults) : "";
    if (const auto twice = told_twice(urls_in(message, m_expected.url)); !twice.empty())
      text += fmt::format(
          "{} contains sub-option {} of enterprise {} more than once; the first one with a value "
          "counts (RFC 8415 21.17)",
          text.empty() ? "" : "; it", m_expected.url.sub_option, listed_some(twice));
    for (const auto& finding : bare) say_once(m_findings, finding);
    if (!text.empty())
      add("dhcp6.malformed",
          fmt::format("the {} of {}{}", dhcpv6::to_text(message.type), answer.from.text(), text));
  }

  void judge_several() {
    std::vector<ServerValues> values;
    for (const auto& server : m_servers) {
      const auto url = find_url(server.answer->message, m_expected.url);
      values.push_back({name_of(server), url ? std::string(without_trailing_nuls(as_text(url->value))) : ""});
    }
    if (auto finding = several_servers("dhcp6.multiple-servers", "DHCPv6", values, m_evidence.servers))
      m_findings.push_back(std::move(*finding));
  }

  void judge_unexpected() {
    if (m_expected.servers.empty()) return;
    std::set<std::string> told;
    for (const auto& answer : m_evidence.answers) {
      const auto from = answer.from.text();
      const auto& known = m_expected.servers;
      if (std::find(known.begin(), known.end(), from) == known.end() && told.insert(from).second)
        add("dhcp6.unexpected-server",
            fmt::format("{} ({}) answered but was not expected", from, answer.mac.colons()));
    }
  }

  const Dhcp6Evidence& m_evidence;
  const RouterEvidence& m_routers;
  const Dhcp6Expectations& m_expected;
  std::vector<Dhcp6Server> m_servers;
  std::vector<Finding> m_findings;
};

}  // namespace

namespace {

int authority(const Dhcp6Answer& answer) {
  const int has_options = answer.message.vendor_information().empty() ? 0 : 2;
  return has_options + (answer.message.type == MessageType::reply ? 1 : 0);
}

std::vector<Bytes> vendor_bytes(const dhcpv6::Message& message) {
  std::vector<Bytes> all;
  for (const auto& option : message.options)
    if (option.code == dhcpv6::option::vendor_information) all.push_back(option.data);
  return all;
}

bool has_sub_option(const dhcpv6::Message& message) {
  const auto all = message.vendor_information();
  return std::any_of(all.begin(), all.end(), [](const dhcpv6::VendorInformation& information) {
    return !information.sub_options.empty();
  });
}

// What the phone is given with an address, where a router tells it to get one: what the server says to the
// other question it never hears.
bool is_for_the_managed(const Dhcp6Answer& answer, const Dhcp6Answer& known) {
  return answer.message.type == MessageType::advertise && known.message.type == MessageType::reply &&
         has_sub_option(answer.message) && vendor_bytes(answer.message) != vendor_bytes(known.message);
}

}  // namespace

DhcpAnswer Dhcp6Server::exchange() const {
  return answer->message.type == MessageType::reply ? DhcpAnswer::reply : DhcpAnswer::advertise;
}

bool Dhcp6Server::is_among(const std::vector<std::string>& addresses) const {
  return std::find(addresses.begin(), addresses.end(), address()) != addresses.end();
}

std::vector<Dhcp6Server> servers_in(const Dhcp6Evidence& evidence, bool managed) {
  std::vector<Dhcp6Server> servers;
  for (const auto& answer : evidence.answers) {
    const auto known = std::find_if(servers.begin(), servers.end(),
                                    [&](const Dhcp6Server& server) { return server.id() == answer.server; });
    if (known == servers.end())
      servers.push_back({&answer});
    else if (managed && is_for_the_managed(*known->answer, answer))
      continue;
    else if (authority(answer) > authority(*known->answer) ||
             (managed && is_for_the_managed(answer, *known->answer)))
      known->answer = &answer;
  }
  return servers;
}

SourceEvidence read_vendor_option(const Dhcp6Server& server, const VendorUrl& wanted,
                                  const Identity& identity) {
  const auto& message = server.answer->message;
  SourceEvidence evidence;
  evidence.source = SourceId::dhcp6;
  evidence.server = server.address();
  evidence.elapsed = server.answer->elapsed;
  const auto url = find_url(message, wanted);
  if (!url) {
    evidence.status = Status::empty;
    evidence.reason = fmt::format("{} answered {}{}{}", server.address(), what_came_instead(message, wanted),
                                  message.faults.empty() ? "" : " that can be read", status_beside(message));
    return evidence;
  }
  evidence.candidate = Candidate{url->value, read(*url, identity)};
  const bool usable = evidence.candidate->reading.usable;
  evidence.status = usable ? Status::found : Status::unusable;
  evidence.confidence = Confidence::assumption;  // the guide prints no enterprise number
  evidence.reason = fmt::format("{} sent {} in its {} under enterprise {}{}", server.address(),
                                usable ? "it" : "a value that is not a usable URL",
                                dhcpv6::to_text(message.type), url->enterprise, status_beside(message));
  return evidence;
}

std::vector<Finding> judge(const Dhcp6Evidence& evidence, const RouterEvidence& routers,
                           const Dhcp6Expectations& expected) {
  return Dhcp6Judge(evidence, routers, expected).judge();
}

}  // namespace provtool
