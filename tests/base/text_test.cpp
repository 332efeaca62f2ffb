#include "base/text.hpp"

#include <doctest/doctest.h>

namespace provtool {

using namespace std::string_view_literals;
using namespace std::string_literals;

TEST_CASE("printable text is kept as it is") {
  for (const auto text :
       {"http://prov.example.com/{MODEL}.cfg"sv, "Büro Zürich, 東京, Καλημέρα"sv, "😀"sv, ""sv}) {
    CAPTURE(text);
    CHECK(clean(text).text == text);
    CHECK_FALSE(clean(text).escaped);
  }
}

TEST_CASE("what a terminal would act on is escaped") {
  struct Case {
    std::string_view what;
    std::string_view text;
    std::string_view cleaned;
  };
  static constexpr Case k_cases[] = {
      {"escape sequence", "\x1b[31mred"sv, "\\x1b[31mred"sv},
      {"operating system command", "\x1b]0;title\x07"sv, "\\x1b]0;title\\x07"sv},
      {"line end", "a\r\nb"sv, "a\\x0d\\x0ab"sv},
      {"tab", "a\tb"sv, "a\\x09b"sv},
      {"NUL", "a\0b"sv, "a\\x00b"sv},
      {"DEL", "a\x7f"sv, "a\\x7f"sv},
      {"C1 as UTF-8",
       "\xc2\x9b"
       "31m"sv,
       "\\u009b31m"sv},
      {"C1 as one byte",
       "\x9b"
       "31m"sv,
       "\\x9b31m"sv},
      {"next line", "\u0085"sv, "\\u0085"sv},
      {"line separator", "a\u2028b"sv, "a\\u2028b"sv},
      {"paragraph separator", "a\u2029b"sv, "a\\u2029b"sv},
  };
  for (const auto& row : k_cases) {
    CAPTURE(row.what);
    CHECK(clean(row.text).text == row.cleaned);
    CHECK(clean(row.text).escaped);
  }
}

TEST_CASE("characters that reorder or hide text are escaped") {
  struct Case {
    std::string_view what;
    std::string_view text;
    std::string_view cleaned;
  };
  static constexpr Case k_cases[] = {
      {"soft hyphen", "\u00ad", "\\u00ad"},
      {"combining grapheme joiner", "\u034f", "\\u034f"},
      {"Arabic letter mark", "\u061c", "\\u061c"},
      {"Hangul fillers", "\u115f\u1160\u3164\uffa0", "\\u115f\\u1160\\u3164\\uffa0"},
      {"Khmer inherent vowels", "\u17b4\u17b5", "\\u17b4\\u17b5"},
      {"Mongolian selectors", "\u180b\u180e\u180f", "\\u180b\\u180e\\u180f"},
      {"zero-width characters", "\u200b\u200c\u200d", "\\u200b\\u200c\\u200d"},
      {"direction marks", "\u200e\u200f", "\\u200e\\u200f"},
      {"bidi overrides", "\u202a\u202e", "\\u202a\\u202e"},
      {"word joiner", "\u2060", "\\u2060"},
      {"bidi isolates", "\u2066\u2069", "\\u2066\\u2069"},
      {"variation selectors", "\ufe00\ufe0f", "\\ufe00\\ufe0f"},
      {"byte order mark", "\ufeff", "\\ufeff"},
      {"interlinear annotations", "\ufff9", "\\ufff9"},
      {"shorthand and musical format controls", "\U0001bca0\U0001d173", "\\U0001bca0\\U0001d173"},
      {"tags", "\U000e0041", "\\U000e0041"},
      {"more variation selectors", "\U000e0100", "\\U000e0100"},
  };
  for (const auto& row : k_cases) {
    CAPTURE(row.what);
    CHECK(clean(row.text).text == row.cleaned);
    CHECK(clean(row.text).escaped);
  }
}

TEST_CASE("bytes that are no UTF-8 are escaped one by one") {
  struct Case {
    std::string_view what;
    std::string_view text;
    std::string_view cleaned;
  };
  static constexpr Case k_cases[] = {
      {"lone continuation byte", "a\x80z", "a\\x80z"},
      {"Latin-1", "B\xfcro", "B\\xfcro"},
      {"overlong slash, two bytes", "\xc0\xaf", "\\xc0\\xaf"},
      {"overlong slash, three bytes", "\xe0\x80\xaf", "\\xe0\\x80\\xaf"},
      {"overlong slash, four bytes", "\xf0\x80\x80\xaf", "\\xf0\\x80\\x80\\xaf"},
      {"high surrogate", "\xed\xa0\x80", "\\xed\\xa0\\x80"},
      {"low surrogate", "\xed\xbf\xbf", "\\xed\\xbf\\xbf"},
      {"above U+10FFFF", "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"five-byte form", "\xf8\x88\x80\x80\x80", "\\xf8\\x88\\x80\\x80\\x80"},
      {"two bytes cut off", "a\xc3", "a\\xc3"},
      {"three bytes cut off", "a\xe2\x82", "a\\xe2\\x82"},
      {"four bytes cut off", "a\xf0\x9f\x98", "a\\xf0\\x9f\\x98"},
      {"cut off by ASCII", "\xe2\x82z", "\\xe2\\x82z"},
      {"FE and FF", "\xfe\xff", "\\xfe\\xff"},
  };
  for (const auto& row : k_cases) {
    CAPTURE(row.what);
    CHECK(clean(row.text).text == row.cleaned);
    CHECK_FALSE(is_utf8(row.text));
    CHECK(is_utf8(clean(row.text).text));
  }
}

TEST_CASE("bytes are cleaned like text") {
  CHECK(clean(to_bytes("a\x1b\xff\u202e")).text == "a\\x1b\\xff\\u202e");
}

TEST_CASE("no text looks like an escaped one") {
  CHECK(clean("\\x1b").text == "\\\\x1b");
  CHECK(clean("a\\b\\").text == "a\\\\b\\\\");
  CHECK_FALSE(clean("\\x1b").escaped);
}

TEST_CASE("what was cleaned is read as it was") {
  for (const std::string_view text : {"\\x1b", "\x1b\\", "\u202e\u0065",
                                      "\U000e0041"
                                      "0041",
                                      "\xff\xfe\\u202e", "B\u00fcro", "\\", ""}) {
    CAPTURE(text);
    CHECK(uncleaned(clean(text).text) == text);
  }
  for (const std::string_view odd : {"\\q", "\\x1", "\\uzzzz", "\\"}) CHECK(uncleaned(odd) == odd);
}

TEST_CASE("marks that stand on nothing, or on too many others, are escaped") {
  CHECK(clean("\u0301a").text == "\\u0301a");
  CHECK(clean("a\u0301b").text == "a\u0301b");
  std::string pile = "a";
  for (int i = 0; i < 50; ++i) pile += "\u0301";
  CHECK(clean(pile).text.starts_with("a\u0301\u0301\u0301\u0301\u0301\u0301\\u0301\\u0301"));
  CHECK(clean("\u0378").escaped);  // not assigned
}

TEST_CASE("the first code point is read with its length") {
  CHECK(first_code_point("A").value == U'A');
  CHECK(first_code_point("\u00fc").length == 2);
  CHECK(first_code_point("\u20ac").value == U'\u20ac');
  CHECK(first_code_point("\U0001f600x").length == 4);
  CHECK(first_code_point("\U0010ffff").value == 0x10ffff);
  CHECK(first_code_point("\0"sv).length == 1);
  CHECK(first_code_point("").length == 0);
  CHECK(first_code_point("\xff").length == 0);
}

TEST_CASE("text may end in NULs and carry careless line ends") {
  CHECK(is_text("http://192.0.2.1/\0\0"sv));
  CHECK(is_text("http://192.0.2.1/\r\n"));
  CHECK(is_text("a\tb\x1b[0m"));
  CHECK(is_text("Büro"));
  CHECK(is_text(""));
}

TEST_CASE("an address as raw bytes is no text") {
  CHECK_FALSE(is_text("\x0a\x00\x00\x01"sv));
  CHECK_FALSE(is_text("\xc0\x00\x02\x01"sv));
  CHECK_FALSE(is_text("a\0b"sv));
  CHECK_FALSE(is_text("a\x7f"));
  CHECK_FALSE(is_text("\u0085"));
}

TEST_CASE("cases, blanks and NULs") {
  CHECK(to_lower("KX-UTG200B Ü") == "kx-utg200b Ü");
  CHECK(to_upper("kx-utg200b ü") == "KX-UTG200B ü");
  CHECK(equal_ignoring_case("HTTP", "http"));
  CHECK_FALSE(equal_ignoring_case("http", "https"));
  CHECK(trim(" \t a b \r\n") == "a b");
  CHECK(trim(" \n").empty());
  CHECK(without_trailing_nuls("a\0b\0\0"sv) == "a\0b"sv);
  CHECK(without_trailing_nuls("\0\0"sv).empty());
}

TEST_CASE("splitting keeps empty parts") {
  CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
}

TEST_CASE("digits are digits only") {
  CHECK(is_digits("0123456789"));
  CHECK_FALSE(is_digits(""));
  CHECK_FALSE(is_digits("-1"));
  CHECK_FALSE(is_digits("1 "));
}

TEST_CASE("a mistyped word has a nearest known one, a foreign word has none") {
  const std::vector<std::string_view> known{"discover", "fetch", "validate", "check", "report", "explain"};
  CHECK(nearest("discovr", known) == "discover");
  CHECK(nearest("FETCH", known) == "fetch");
  CHECK(nearest("valdiate", known) == "validate");
  CHECK(nearest("xyzzy", known).empty());
  CHECK(nearest("fetch", {}).empty());
  CHECK(nearest(std::string(100'000'000, 'e'), known).empty());
}

TEST_CASE("numbers and lists are spelled for people") {
  CHECK(counted(0, "packet") == "0 packets");
  CHECK(counted(1, "packet") == "1 packet");
  CHECK(counted(2, "packet") == "2 packets");
  CHECK(listed({}) == "");
  CHECK(listed({"a"}) == "a");
  CHECK(listed({"a", "b"}) == "a and b");
  CHECK(listed({"a", "b", "c"}, "or") == "a, b or c");
}

TEST_CASE("a list of many is told in part") {
  const std::vector<std::string> three{"a", "b", "c"};
  CHECK(listed_some({}) == "");
  CHECK(listed_some(three) == "a, b and c");
  CHECK(listed_some(three, 3) == "a, b and c");
  CHECK(listed_some(three, 2) == "a, b and 1 more");
  CHECK(listed_some(three, 1) == "a and 2 more");
  CHECK(listed_some(std::vector<std::string>(100, "x")) == "x, x, x, x, x, x, x, x and 92 more");
}

TEST_CASE("a long text is cut between code points") {
  CHECK(shortened("Büro", 5) == "Büro");
  CHECK(shortened("Büro", 4) == "Bür…");
  CHECK(shortened("Büro", 2) == "B…");
  CHECK(shortened("Büro", 0) == "…");
  CHECK(shortened(std::string(10, '\x80'), 8) == std::string(8, '\x80') + "…");  // no UTF-8 at all
  CHECK(shortened("ae\u0301", 2) == "a…");                                       // a letter and its mark
  CHECK(shortened("\U0001f1e9\U0001f1eax", 4) == "…");                           // a flag of two
}

TEST_CASE("columns are cells of a terminal") {
  CHECK(columns("B\u00fcro") == 4);
  CHECK(columns("\u2192 ok") == 4);
  CHECK(columns("") == 0);
  CHECK(columns("\u754c\u754c") == 4);
  CHECK(columns("e\u0301") == 1);
  CHECK(columns("\U0001f4de") == 2);
  CHECK(columns("a\u00a0b") == 3);
  CHECK(columns("\xff\xfe") == 2);
}

TEST_CASE("what fits is cut between characters") {
  CHECK(first_columns("\u754c\u754c", 3) == "\u754c");
  CHECK(first_columns("ae\u0301x", 2) == "ae\u0301");
  CHECK(first_columns("abc", 9) == "abc");
  CHECK(first_columns("\u754c", 1).empty());
}

}  // namespace provtool
