// What can be wrong: stable ids, severities, what they mean and what to do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "findings/tables.hpp"

namespace provtool {

// The id of a kind that is in the tables: a misspelt literal does not compile.
class FindingId {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): make_finding("host.wireless", …) is what it is for.
  consteval FindingId(const char* id) : m_kind(find_finding_kind(id)) {
    if (m_kind == nullptr) no_such_finding();
  }

  [[nodiscard]] constexpr const FindingKind& kind() const { return *m_kind; }
  [[nodiscard]] constexpr std::string_view text() const { return m_kind->id; }
  friend constexpr bool operator==(FindingId, FindingId) = default;

 private:
  static void no_such_finding();  // not constexpr, and never defined

  const FindingKind* m_kind;
};

struct Finding {
  std::string id;
  Severity severity = Severity::info;
  std::string message;  // clean text, secrets masked
  std::string hint;
  std::optional<std::string> source;  // "dhcp160"
};

// `message` may hold text from the network: it is cleaned and its secrets are masked here.
Finding make_finding(FindingId id, std::string_view message);
Finding make_finding(FindingId id, std::string_view message, std::string_view source);

}  // namespace provtool
