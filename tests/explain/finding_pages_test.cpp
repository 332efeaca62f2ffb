#include "explain/finding_pages.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "explain/values.hpp"

namespace provtool {

namespace {

// One or more whole sentences on one line, without a blank too many.
bool is_told_well(std::string_view text) {
  return clean(text).text == text && trim(text) == text && text.find("  ") == std::string_view::npos &&
         (text.ends_with('.') || text.ends_with(')')) && to_upper(text.substr(0, 1)) == text.substr(0, 1);
}

bool is_filled(std::string_view text) {
  return filled(text, {}).find('@') == std::string::npos;
}

}  // namespace

TEST_CASE("a page says how the phone reacts, and why it is likely") {
  for (const auto& kind : k_finding_catalogue) {
    CAPTURE(kind.id);
    const auto* page = find_page(kind.id);
    REQUIRE(page != nullptr);
    CHECK(page->id.text() == kind.id);
    CHECK(is_told_well(page->phone.text));
    CHECK_FALSE(page->causes.front().empty());
    for (const auto cause : page->causes)
      if (!cause.empty()) CHECK(is_told_well(cause));
    if (!page->change.empty()) CHECK(is_told_well(page->change));
    CHECK(page->again.starts_with("provtool "));
    CHECK(is_filled(page->again));
  }
}

TEST_CASE("an unknown id has no page") {
  CHECK(find_page("url.unheard-of") == nullptr);
  CHECK(find_page("") == nullptr);
}

}  // namespace provtool
