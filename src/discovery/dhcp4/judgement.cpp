#include "discovery/dhcp4/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "discovery/dhcp4/misplaced.hpp"
#include "discovery/dhcp4/other_options.hpp"
#include "discovery/dhcp4/stack.hpp"
#include "discovery/several_servers.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool {

namespace {

using dhcpv4::Message;
using dhcpv4::MessageType;
namespace option = dhcpv4::option;

bool has_protocol(const Bytes& value) {
  return as_text(value).find("://") != std::string_view::npos;
}

// A value of its own, which cannot be a part of a longer one: a URL with a protocol and a host, or a text
// that is ended by NUL.
bool is_complete(const Bytes& value, const Identity& identity) {
  if (!value.empty() && value.back() == 0 && is_populated(as_text(value))) return true;
  return has_protocol(value) && read_url(as_text(value), identity).well_formed;
}

// An option as the phone reads it: trailing NULs deleted, an empty value being none.
std::optional<std::string> populated_text(const Message& message, std::uint8_t code,
                                          const Identity& identity) {
  const auto value = read_option(message, code, identity);
  if (!value || !is_populated(as_text(value->bytes))) return std::nullopt;
  return std::string(without_trailing_nuls(as_text(value->bytes)));
}

UrlReading read_value(std::uint8_t code, const Bytes& value, const Identity& identity) {
  return read_url(as_text(value), identity, {.meant_for = {}, .may_be_numbers = code == option::option159});
}

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

SourceEvidence read_source(SourceId source, const Dhcp4Server& server, const Identity& identity) {
  SourceEvidence evidence;
  evidence.source = source;
  evidence.server = server.id();
  evidence.elapsed = server.answer->elapsed;
  const std::uint8_t code = *kind_of(source).dhcp_option;
  const auto value = read_option(server.answer->message, code, identity);
  if (!value && is_full(*server.answer)) {
    evidence.status = Status::not_tested;
    evidence.reason = fmt::format("{} had no room left in its answer, and may have left it out", server.id());
    evidence.to_settle = more_room(*server.answer);
    return evidence;
  }
  if (!value && server.answer->message.breaks_off) {
    evidence.status = Status::not_tested;
    evidence.reason = fmt::format("the {} of {} breaks off, and may have had it further on",
                                  dhcpv4::to_text(server.answer->type), server.id());
    evidence.to_settle = "Look for what cuts the answer short, then ask again.";
    return evidence;
  }
  if (!value || !is_populated(as_text(value->bytes))) {
    evidence.status = Status::empty;
    evidence.reason =
        fmt::format("{} answered {}", server.id(), value ? "with an empty value" : "without it");
    return evidence;
  }
  Candidate candidate{value->bytes, read_value(code, value->bytes, identity)};
  evidence.status = candidate.reading.usable ? Status::found : Status::unusable;
  evidence.reason = fmt::format("{} sent {} in its {}", server.id(),
                                candidate.reading.usable ? "it" : "a value that is not a usable URL",
                                dhcpv4::to_text(server.answer->type));
  evidence.candidate = std::move(candidate);
  return evidence;
}

std::optional<Dhcp4Server*> find_server(std::vector<Dhcp4Server>& servers, const Dhcp4Answer& answer,
                                        bool ourselves) {
  const auto found = std::find_if(servers.begin(), servers.end(), [&](const Dhcp4Server& server) {
    const auto* known = server.answer != nullptr ? server.answer : server.nak;
    return is_same_server(*known, answer) && server.asked_as_ourselves == ourselves;
  });
  if (found == servers.end()) return std::nullopt;
  return &*found;
}

int authority(const Dhcp4Answer& answer) {
  if (answer.type == MessageType::ack && !answer.to_inform) return 3;
  if (!answer.can_be_taken()) return 0;
  return answer.type == MessageType::offer ? 2 : 1;
}

void add_answer(Dhcp4Server& server, const Dhcp4Answer& answer) {
  if (answer.type == MessageType::nak) {
    server.nak = &answer;
    return;
  }
  if (answer.type == MessageType::offer) server.offer = &answer;
  if (server.answer == nullptr || authority(answer) > authority(*server.answer)) server.answer = &answer;
}

std::string quoted(std::string_view value) {
  return fmt::format("\"{}\"", foreign(value));
}

// The beginning of a secret is one, too.
std::string beginning_in_hex(const Bytes& bytes) {
  constexpr std::size_t k_most = 16;
  const auto hex = to_hex(ByteView(bytes).first(std::min(bytes.size(), k_most)));
  return foreign(hex, mask_value(as_text(bytes)).masked ? k_mask : hex);
}

std::string shown(const std::optional<std::string>& value) {
  return value ? quoted(*value) : "missing";
}

// Collects the findings of one server's answer.
class ServerJudge {
 public:
  ServerJudge(const Dhcp4Server& server, const Identity& identity, std::vector<Finding>& findings)
      : m_server(server), m_message(server.answer->message), m_identity(identity), m_findings(findings) {}

  void judge() {
    for (const auto source : dhcp4_sources()) judge_option(kind_of(source));
    judge_message(*m_server.answer);
    if (m_server.offer != nullptr && m_server.offer != m_server.answer) {
      judge_message(*m_server.offer);
      judge_difference();
    }
    append(m_findings, judge_misplaced(m_server));
    const auto options = read_options(m_server, m_identity);
    append(m_findings, judge_room(*m_server.answer, options));
    append(m_findings, judge_reach(*m_server.answer, options));
  }

 private:
  void add(FindingId id, const std::string& message) { m_findings.push_back(make_finding(id, message)); }

  void judge_option(const SourceKind& source) {
    const auto value = read_option(m_message, *source.dhcp_option, m_identity);
    if (!value) return;
    if (value->duplicate) {
      add("dhcp4.option-duplicate",
          fmt::format("option {} of {} occurs {} times, each time as a complete value; read "
                      "as \"{}\", other clients may read {}",
                      *source.dhcp_option, m_server.id(), value->instances, foreign(as_text(value->bytes)),
                      value->other_reading));
    } else if (value->instances > 1) {
      add("dhcp4.option-split", fmt::format("option {} of {} came in {} parts", *source.dhcp_option,
                                            m_server.id(), value->instances));
    }
    if (value->bytes.empty())
      add("dhcp4.option-empty",
          fmt::format("{} sends option {} with length 0", m_server.id(), *source.dhcp_option));
    const auto reading = read_value(*source.dhcp_option, value->bytes, m_identity);
    const bool binary = !is_text(as_text(value->bytes)) || reading.has("url.binary-address");
    if (is_populated(as_text(value->bytes)) && binary && !reading.has("url.encoded"))
      add("dhcp4.option-binary",
          fmt::format("option {} of {} contains bytes that are not text: {}", *source.dhcp_option,
                      m_server.id(), beginning_in_hex(value->bytes)));
  }

  void judge_message(const Dhcp4Answer& answer) {
    append(m_findings, judge_stack(answer));
    for (const auto& fault : answer.message.faults)
      add("dhcp4.malformed", fmt::format("the {} of {} at offset {}: {}", dhcpv4::to_text(answer.type),
                                         m_server.id(), fault.offset, fault.what));
    if (answer.message.overload != 0)
      add("dhcp4.option-overload",
          fmt::format("the {} of {} continues its options in {}", dhcpv4::to_text(answer.type), m_server.id(),
                      answer.message.overload == 1   ? "file"
                      : answer.message.overload == 2 ? "sname"
                                                     : "file and sname"));
  }

  void judge_difference() {
    for (const auto source : dhcp4_sources()) {
      const auto code = *kind_of(source).dhcp_option;
      const auto in_offer = populated_text(m_server.offer->message, code, m_identity);
      const auto in_answer = populated_text(m_message, code, m_identity);
      if (in_offer == in_answer) continue;
      add("dhcp4.offer-ack-differ",
          fmt::format("option {} of {}: {} in the OFFER, {} in the ACK; the phone reads the ACK", code,
                      m_server.id(), shown(in_offer), shown(in_answer)));
    }
  }

  const Dhcp4Server& m_server;
  const Message& m_message;
  const Identity& m_identity;
  std::vector<Finding>& m_findings;
};

// With several servers the REQUEST goes to one, and the others are expected to be silent (RFC 2131 3.1, 4).
void judge_offer_only(const Dhcp4Evidence& evidence, const std::vector<Dhcp4Server>& servers,
                      std::vector<Finding>& findings) {
  const bool requested = std::any_of(
      evidence.questions.begin(), evidence.questions.end(),
      [](const Dhcp4Question& question) { return question.by_us && question.type == MessageType::request; });
  const bool refused = std::any_of(servers.begin(), servers.end(),
                                   [](const Dhcp4Server& server) { return server.is_refusal(); });
  const bool granted = std::any_of(servers.begin(), servers.end(), [](const Dhcp4Server& server) {
    return server.exchange() == DhcpAnswer::ack;
  });
  if (granted || (requested && !refused)) return;
  for (const auto& server : servers)
    if (server.counts() && server.exchange() == DhcpAnswer::offer)
      findings.push_back(
          make_finding("dhcp4.offer-only",
                       fmt::format("read from the OFFER of {}; the phone reads the ACK", server.id())));
}

// A server of PXE beside the DHCP server (proxyDHCP) offers no address on purpose.
bool is_boot_server(const Dhcp4Answer& answer) {
  const auto vendor_class = answer.message.option(option::vendor_class);
  return answer.message.yiaddr.is_zero() && vendor_class && as_text(*vendor_class).starts_with("PXEClient");
}

void judge_unusable_offers(const std::vector<Dhcp4Server>& servers, std::vector<Finding>& findings) {
  for (const auto& server : servers)
    if (!server.asked_as_ourselves && !server.answer->can_be_taken() && !is_boot_server(*server.answer))
      findings.push_back(
          make_finding("dhcp4.offer-unusable",
                       fmt::format("{} ({}) offers the address {}", server.id(), server.answer->mac.colons(),
                                   server.answer->message.yiaddr.text())));
}

std::string provisioning_values(const Dhcp4Server& server, const Identity& identity) {
  std::string values;
  for (const auto source : dhcp4_sources())
    values += shown(populated_text(server.answer->message, *kind_of(source).dhcp_option, identity)) + " ";
  return values;
}

void judge_several(const Tally& seen, const std::vector<Dhcp4Server>& servers, const Identity& identity,
                   std::vector<Finding>& findings) {
  std::vector<ServerValues> values;
  for (const auto& server : servers)
    if (server.counts())
      values.push_back({fmt::format("{} ({})", server.id(), server.answer->mac.colons()),
                        provisioning_values(server, identity)});
  if (auto finding = several_servers("dhcp4.multiple-servers", "DHCP", values, seen))
    findings.push_back(std::move(*finding));
}

// Over all answers: a server that only refuses is there, too.
void judge_expected(const Dhcp4Evidence& evidence, const std::vector<std::string>& expected,
                    std::vector<Finding>& findings) {
  if (expected.empty()) return;
  std::set<std::string> told;
  const auto is_expected = [&](const std::string& address) {
    return std::find(expected.begin(), expected.end(), address) != expected.end();
  };
  for (const auto& answer : evidence.answers)
    if (!is_expected(answer.server()) && !is_expected(answer.from.text()) &&
        told.insert(answer.server()).second)
      findings.push_back(make_finding(
          "dhcp4.unexpected-server",
          fmt::format("{} ({}) answered but was not expected", answer.server(), answer.mac.colons())));
}

void judge_naks(const Dhcp4Evidence& evidence, std::vector<Finding>& findings) {
  for (const auto& answer : evidence.answers) {
    if (answer.type != MessageType::nak) continue;
    const auto why = answer.message.option(option::message);
    findings.push_back(make_finding("dhcp4.nak", fmt::format("{} refused the REQUEST{}", answer.server(),
                                                             why ? ": " + quoted(as_text(*why)) : "")));
  }
}

}  // namespace

bool Dhcp4Server::is_among(const std::vector<std::string>& addresses) const {
  return std::any_of(addresses.begin(), addresses.end(), [this](const std::string& address) {
    return address == id() || address == answer->from.text();
  });
}

DhcpAnswer Dhcp4Server::exchange() const {
  if (answer->type == MessageType::offer) return DhcpAnswer::offer;
  return answer->to_inform ? DhcpAnswer::inform : DhcpAnswer::ack;
}

std::optional<Bytes> Dhcp4Server::sends(std::uint8_t code) const {
  auto value = answer->message.option(code);
  return value || survey == nullptr ? value : survey->message.option(code);
}

bool proves_mac_filter(const Dhcp4Evidence& evidence, const MacAddress& phone) {
  Exchange of_phone;
  std::vector<Exchange> answered_to_us;
  const bool we_ask = std::any_of(evidence.questions.begin(), evidence.questions.end(),
                                  [](const Dhcp4Question& question) { return question.by_us; });
  for (const auto& question : evidence.questions) {
    if (question.by_us != we_ask)
      continue;  // what the phone itself asks may be answered where we cannot hear
    if (question.chaddr != phone) {
      if (question.exchange.answered) answered_to_us.push_back(question.exchange);
      continue;
    }
    if (question.exchange.answered) return false;
    for (const auto time : question.exchange.asked) of_phone.ask(time);
  }
  return of_phone.proves_silence() &&
         std::any_of(answered_to_us.begin(), answered_to_us.end(), [&](const Exchange& ours) {
           return of_phone.asked.front() <= *ours.answered && of_phone.asked.back() >= ours.asked.front();
         });
}

bool proves_no_ack(const Dhcp4Evidence& evidence, const MacAddress& phone, const Dhcp4Server& server) {
  return std::any_of(evidence.questions.begin(), evidence.questions.end(),
                     [&](const Dhcp4Question& question) {
                       return question.chaddr == phone && question.type == MessageType::request &&
                              question.exchange.proves_silence() &&
                              (!question.to_server || question.to_server->text() == server.id());
                     });
}

std::vector<Dhcp4Server> servers_in(const Dhcp4Evidence& evidence, const MacAddress& phone) {
  std::vector<Dhcp4Server> servers;
  for (const auto& answer : evidence.answers) {
    const bool ourselves = answer.message.chaddr != phone;
    const auto known = find_server(servers, answer, ourselves);
    if (!known) servers.push_back({nullptr, nullptr, nullptr, ourselves, nullptr});
    add_answer(known ? **known : servers.back(), answer);
  }
  std::erase_if(servers, [](const Dhcp4Server& server) { return server.answer == nullptr; });
  std::stable_partition(servers.begin(), servers.end(),
                        [](const Dhcp4Server& server) { return !server.asked_as_ourselves; });
  for (const auto& answer : evidence.survey_answers)
    if (const auto known = find_server(servers, answer, answer.message.chaddr != phone))
      (*known)->survey = &answer;
  return servers;
}

std::vector<SourceEvidence> read_options(const Dhcp4Server& server, const Identity& identity) {
  std::vector<SourceEvidence> evidence;
  for (const auto source : dhcp4_sources()) evidence.push_back(read_source(source, server, identity));
  return evidence;
}

std::optional<OptionValue> read_option(const Message& message, std::uint8_t code, const Identity& identity) {
  const auto instances = message.instances_of(code);
  if (instances.empty()) return std::nullopt;
  OptionValue value{*message.option(code), instances.size(), false, ""};
  if (instances.size() == 1) return value;
  const bool equal = std::all_of(instances.begin(), instances.end(), [&](const auto* instance) {
    return instance->data == instances.front()->data;
  });
  const bool complete = std::all_of(instances.begin(), instances.end(), [&](const auto* instance) {
    return is_complete(instance->data, identity);
  });
  // Equal addresses without a protocol are complete too: joined, "10.0.0.110.0.0.1" would be nonsense.
  const bool equal_and_sound = equal && read_url(as_text(instances.front()->data), identity).well_formed;
  value.duplicate = complete || equal_and_sound;
  if (!value.duplicate) return value;
  if (equal) {
    value.other_reading = quoted(as_text(value.bytes));
    value.bytes = instances.front()->data;
    return value;
  }
  std::vector<std::string> single;
  for (const auto* instance : instances) single.push_back(quoted(as_text(instance->data)));
  value.other_reading = listed(single, "or");
  return value;
}

std::vector<Finding> judge(const Dhcp4Evidence& evidence, const std::vector<Dhcp4Server>& servers,
                           const std::vector<std::string>& expected, const Identity& identity) {
  std::vector<Finding> findings;
  for (const auto& server : servers)
    if (server.counts()) ServerJudge(server, identity, findings).judge();
  append(findings, judge_other_options(servers));
  judge_offer_only(evidence, servers, findings);
  judge_unusable_offers(servers, findings);
  for (const auto& reply : evidence.bootp) findings.push_back(judge_bootp(reply));
  judge_several(evidence.servers, servers, identity, findings);
  judge_expected(evidence, expected, findings);
  judge_naks(evidence, findings);
  return findings;
}

}  // namespace provtool
