#include "discovery/keep_best.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace {

int itself(int value) {
  return value;
}
bool is_nine(int value) {
  return value == 9;
}
bool is_two(int value) {
  return value == 2;
}
bool none(int /*value*/) {
  return false;
}

using Values = std::vector<int>;

// Three at most.
Values kept(const Values& values, bool (*is_followed)(int) = none) {
  Values all;
  for (const int value : values) {
    const auto before = all;
    const int* entry = keep_best(all, value, 3, itself, is_followed);
    CHECK((entry != nullptr ? *entry == value : all == before));
  }
  return all;
}

}  // namespace

TEST_CASE("what is kept stands in order of arrival") {
  CHECK(kept({3, 1, 2}) == Values{3, 1, 2});
}

TEST_CASE("the latest of the worst makes room for a better one, and for no other") {
  CHECK(kept({1, 1, 1, 1}) == Values{1, 1, 1});
  CHECK(kept({1, 2, 1, 3}) == Values{1, 2, 3});
  CHECK(kept({5, 5, 5, 4, 6}) == Values{5, 5, 6});
}

TEST_CASE("the first that is followed stays, and comes in whatever it is worth") {
  CHECK(kept({2, 5, 5, 6, 7}, is_two) == Values{2, 6, 7});
  CHECK(kept({5, 5, 5, 2}, is_two) == Values{5, 5, 2});
  CHECK(kept({5, 5, 5, 9}, is_nine) == Values{5, 5, 9});
}

TEST_CASE("different ones are counted up to a bound, and then said to be more") {
  Tally tally;
  tally.see("a");
  tally.see("b");
  tally.see("a");
  CHECK(tally.text() == "2");
  for (int i = 0; i < 10'000; ++i) tally.see(std::to_string(i));
  CHECK(tally.text() == "at least 4096");
}

}  // namespace provtool
