#include "base/words.hpp"

#include <doctest/doctest.h>

namespace provtool {

namespace shapes {

enum class Shape { round, square, odd };
constexpr auto words(Shape) {
  return std::to_array<Word<Shape>>({{Shape::round, "round"}, {Shape::square, "four corners"}});
}

}  // namespace shapes

using shapes::Shape;

TEST_CASE("a value and its word are found from each other, at compile time too") {
  static_assert(to_text(Shape::square) == "four corners");
  static_assert(from_text<Shape>("round") == Shape::round);
  CHECK(find_word(Shape::round) == "round");
}

TEST_CASE("what is not in the table has no word and no value") {
  CHECK_FALSE(find_word(Shape::odd));
  CHECK(to_text(Shape::odd).empty());
  CHECK_FALSE(from_text<Shape>("odd"));
  CHECK_FALSE(from_text<Shape>(""));
}

}  // namespace provtool
