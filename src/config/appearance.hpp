// What a text is that is no configuration file, and what was left in one that is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace provtool {

// Nothing when the text may be XML: its first character that is no blank is "<", and its root is not HTML's.
// Else a clause: "it is an HTML page".
std::optional<std::string> why_not_xml(std::string_view text);

// Lines of base64 and nothing else: what openssl makes without a salt, for example.
bool is_base64(std::string_view text);

// The text without what a paste put before each line or around all (line numbers, the ">" of a mail, code
// fences): blanks stand there, so that every place stays. Nothing when there is none of them.
std::optional<std::string> without_paste(std::string_view text);

// Something that an editor, a template or a paste left behind.
struct Leftover {
  std::size_t at = 0;
  std::string what;  // a clause: "a merge mark"
};
// Of each kind the first: what a template contains before it is rendered ("{if", "{$", "{{", "{%", "<?php"),
// merge marks, code fences, pasted line numbers. Those that begin a line are looked for only when `lines`: in
// XML that is whole they are text, which its reader sees.
std::vector<Leftover> find_leftovers(std::string_view text, bool lines);
// Whether a line that begins like this may be one of them.
bool may_be_leftover(char first);

// Of the misprints in the guide's own examples those that leave a file well-formed, each kind once; lines
// NAME="value" only when `lines`.
std::vector<Leftover> find_misprints(std::string_view text, bool lines);

// Whether a piece of text is a line of the siblings' format: NAME="value".
bool is_text_format(std::string_view text);

}  // namespace provtool
