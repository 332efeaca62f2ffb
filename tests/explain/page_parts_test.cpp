#include "explain/page_parts.hpp"

#include <doctest/doctest.h>

#include "explain/explain.hpp"
#include "explain/pages.hpp"

namespace provtool {

using testing::text_of;

TEST_CASE("a part without pieces is left out") {
  const Context context;
  PageParts parts(context);
  parts.begin("One");
  parts.begin("Two");
  parts.add(PieceKind::item, "text");
  const auto taken = parts.take();
  REQUIRE(taken.size() == 1);
  CHECK(taken.front().heading == "Two");
}

TEST_CASE("a fact tells how sure it is, and what says nothing of the phone does not") {
  const Context context;
  PageParts parts(context);
  parts.begin("");
  parts.add_fact("It does.", Confidence::assumption);
  parts.add_fact("It concerns nobody.", std::nullopt);
  CHECK(text_of(parts.take().front()) ==
        "It does. (assumption: inferred, printed nowhere)\nIt concerns nobody.\n");
}

TEST_CASE("every confidence has words of its own") {
  for (const auto one : words(Confidence{}))
    for (const auto other : words(Confidence{}))
      if (one.value != other.value) CHECK(in_words(one.value) != in_words(other.value));
}

TEST_CASE("examples are told once, and only where nothing better is known") {
  const Context context{true, "", {}, {{"MAC", "0080F0000001"}}};
  PageParts parts(context);
  parts.begin("");
  parts.add(PieceKind::code, "@MAC@ @OPTION@ @OPTION@");
  parts.add_open_marks("x");
  CHECK(text_of(parts.take().front()) ==
        "0080F0000001 160 160\nExamples stand here: 160 for the option that contains it.\n");
}

}  // namespace provtool
