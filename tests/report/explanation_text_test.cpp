#include "report/explanation_text.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace provtool {

namespace {

const Explanation k_page{
    "url.quoted",
    "error",
    {{"", {{PieceKind::paragraph, "The value is in quotes."}}},
     {"Likely causes",
      {{PieceKind::item, "One."}, {PieceKind::item, "Two, which is so long that it needs another line."}}},
     {"What to change",
      {{PieceKind::paragraph, "Remove CFG_KEY."},
       {PieceKind::label, "dnsmasq, in a file:"},
       {PieceKind::code, "dhcp-option=160,http://a.very.long.example.com/path\nsecond line"}}}}};

TextStyle narrow(std::size_t width) {
  TextStyle style;
  style.width = width;
  return style;
}

}  // namespace

TEST_CASE("a page is headings, numbered causes, and lines to be taken as they are") {
  CHECK(to_text(k_page, narrow(40)) ==
        "url.quoted  error\n"
        "\n"
        "The value is in quotes.\n"
        "\n"
        "Likely causes\n"
        "  1. One.\n"
        "  2. Two, which is so long that it needs\n"
        "     another line.\n"
        "\n"
        "What to change\n"
        "  Remove CFG_KEY.\n"
        "    dnsmasq, in a file:\n"
        "      dhcp-option=160,http://a.very.long.example.com/path\n"
        "      second line\n");
}

TEST_CASE("colour is for headings and severity, and takes no columns") {
  auto style = narrow(40);
  style.color = true;
  const auto text = to_text(k_page, style);
  CHECK(text.find("\x1b[1murl.quoted\x1b[0m  \x1b[31merror\x1b[0m\n") == 0);
  CHECK(text.find("\x1b[1mLikely causes\x1b[0m\n") != std::string::npos);
}

TEST_CASE("in Markdown names open no markup, and lines stand in fences") {
  CHECK(to_markdown(k_page) ==
        "# url.quoted (error)\n"
        "\n"
        "The value is in quotes.\n"
        "\n"
        "## Likely causes\n"
        "\n"
        "1. One.\n"
        "1. Two, which is so long that it needs another line.\n"
        "\n"
        "## What to change\n"
        "\n"
        "Remove CFG\\_KEY.\n"
        "\n"
        "dnsmasq, in a file:\n"
        "\n"
        "```\n"
        "dhcp-option=160,http://a.very.long.example.com/path\n"
        "second line\n"
        "```\n");
}

TEST_CASE("the list has a line for each topic, cut where the terminal ends") {
  const std::vector<Topic> topics{{"Sources", "pnp", "SIP PnP"},
                                  {"Findings", "url.quoted", "The value is in quotes, which are sent"}};
  CHECK(to_text(topics, narrow(30)) ==
        "Sources\n"
        "  pnp  SIP PnP\n"
        "\n"
        "Findings\n"
        "  url.quoted  The value is in…\n");
  auto plain = narrow(30);
  plain.utf8 = false;
  CHECK(to_text(topics, plain).find("The value is in~\n") != std::string::npos);
  CHECK(to_markdown(topics) ==
        "## Sources\n\n- `pnp`: SIP PnP\n\n## Findings\n\n- `url.quoted`: The value is in quotes, which are "
        "sent\n");
}

TEST_CASE("without a terminal a line has 80 columns, but for lines that are to be taken as they are") {
  for (const auto& topic : all_topics()) {
    const auto text = to_text(explain(topic.name, {}), {});
    for (const auto line : split(text, '\n'))
      if (!line.starts_with("      ")) CHECK(columns(line) <= 80);
  }
  const auto list = to_text(all_topics(), {});
  for (const auto line : split(list, '\n')) CHECK(columns(line) <= 80);
}

}  // namespace provtool
