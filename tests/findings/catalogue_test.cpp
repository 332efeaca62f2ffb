#include "findings/catalogue.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

bool is_id_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

// group.words-with-dashes
bool is_id(std::string_view id) {
  const auto parts = split(id, '.');
  return parts.size() == 2 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), is_id_char);
         });
}

bool is_sentence(std::string_view text) {
  return !text.empty() && clean(text).text == text;
}

}  // namespace

TEST_CASE("every kind of finding has an id, a meaning and a hint") {
  CHECK(k_finding_catalogue.size() > 60);
  for (const auto& kind : k_finding_catalogue) {
    CAPTURE(kind.id);
    CHECK(is_id(kind.id));
    CHECK(is_sentence(kind.meaning));
    CHECK(is_sentence(kind.hint));
    CHECK(find_finding_kind(kind.id) == &kind);
  }
}

// The ids and severities that scripts rely on.
TEST_CASE("the ids of a URL's troubles have the promised severities") {
  struct Row {
    std::string_view id;
    Severity severity;
  };
  static constexpr Row k_rows[] = {
      {"url.scheme-unsupported", Severity::error},
      {"url.single-slash", Severity::error},
      {"url.host-missing", Severity::error},
      {"url.port-invalid", Severity::error},
      {"url.quoted", Severity::error},
      {"url.binary-address", Severity::error},
      {"url.control-characters", Severity::error},
      {"url.too-long", Severity::error},
      {"url.whitespace", Severity::error},
      {"url.ipv6-brackets", Severity::error},
      {"url.macro-unknown", Severity::warning},
      {"url.credentials-in-clear", Severity::warning},
      {"url.ipv6-link-local", Severity::warning},
      {"url.host-rewritten", Severity::warning},
      {"url.scheme-missing", Severity::info},
      {"url.trailing-nul", Severity::info},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.id);
    REQUIRE(find_finding_kind(row.id) != nullptr);
    CHECK(find_finding_kind(row.id)->severity == row.severity);
  }
}

TEST_CASE("an unknown id has no kind") {
  CHECK(find_finding_kind("url.unheard-of") == nullptr);
  CHECK(find_finding_kind("") == nullptr);
}

TEST_CASE("severities are ordered and have names") {
  CHECK(Severity::info < Severity::warning);
  CHECK(Severity::warning < Severity::error);
  CHECK(to_text(Severity::info) == "info");
  CHECK(to_text(Severity::warning) == "warning");
  CHECK(to_text(Severity::error) == "error");
}

TEST_CASE("only an error prevents a command from its work") {
  for (const auto& kind : k_finding_catalogue) {
    CAPTURE(kind.id);
    if (kind.prevents) CHECK(kind.severity == Severity::error);
  }
  CHECK(FindingId("host.no-interface").kind().prevents);
  CHECK_FALSE(FindingId("decision.no-source").kind().prevents);
}

TEST_CASE("a finding takes severity and hint from the catalogue") {
  const auto finding = make_finding("url.scheme-missing", "no protocol is given");
  CHECK(finding.id == "url.scheme-missing");
  CHECK(finding.severity == Severity::info);
  CHECK(finding.message == "no protocol is given");
  CHECK(finding.hint == hint_of("url.scheme-missing"));
  CHECK_FALSE(finding.place.source);
  CHECK(make_finding("url.scheme-missing", "x", "dhcp160").place.source == "dhcp160");
}

TEST_CASE("a finding's message is kept as it is") {
  const std::string message = "the value http://u:secret@h/\x1b[31m\nb";
  CHECK(make_finding("url.control-characters", message).message == message);
}

TEST_CASE("what was said is not said again") {
  std::vector<Finding> all;
  for (const auto* message : {"one", "two", "one"}) say_once(all, make_finding("host.not-written", message));
  REQUIRE(all.size() == 2);
  CHECK(all.back().message == "two");
}

}  // namespace provtool
