// What can be wrong: stable ids, severities, what they mean and what to do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings/tables.hpp"

namespace provtool {

// The id of a kind that is in the tables: a misspelt literal does not compile.
class FindingId {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): make_finding("host.wireless", …) is what it is for.
  consteval FindingId(const char* id) : m_index(index_of_finding_kind(id)) {
    if (m_index == k_finding_catalogue.size()) no_such_finding();
  }

  [[nodiscard]] constexpr const FindingKind& kind() const { return k_finding_catalogue[m_index]; }
  [[nodiscard]] constexpr std::string_view text() const { return kind().id; }
  friend constexpr bool operator==(FindingId, FindingId) = default;

 private:
  static void no_such_finding();  // not constexpr, and never defined

  std::size_t m_index;
};

// What to do about it, where it is said without a finding.
std::string hint_of(FindingId id);

// Where it was found; what is not given is not known, or says nothing.
struct Place {
  std::optional<std::string> source{};  // "dhcp160"
  std::optional<std::string> file{};
  std::optional<std::size_t> line{};    // from 1
  std::optional<std::size_t> column{};  // from 1, in characters
  std::optional<std::string> parameter{};
  std::optional<std::string> url{};
};

struct Finding {
  std::string id;
  Severity severity = Severity::info;
  std::string message;  // as it is: report/disclosure makes it fit to be shown
  std::string hint;
  Place place;
};

// `message` may contain text from the network, as foreign() spells it.
Finding make_finding(FindingId id, std::string_view message, Place place = {});
Finding make_finding(FindingId id, std::string_view message, std::string_view source);

// Adds what its message did not say already.
void say_once(std::vector<Finding>& all, Finding finding);

}  // namespace provtool
