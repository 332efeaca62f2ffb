#include <fmt/format.h>

#include "base/text.hpp"
#include "explain/explain.hpp"
#include "explain/page_parts.hpp"
#include "explain/value_words.hpp"

namespace provtool {

namespace {

std::string place_of(const Parameter& parameter) {
  return fmt::format("{}/{}{}", parameter.section, parameter.name,
                     parameter.per_line ? ", once in each Line (Device/Lines/Line idx=\"1\" to \"8\")" : "");
}

std::string file_of(const Parameter& parameter) {
  return parameter.file == FileKind::initial ? "the initial file"
                                             : "a device file (standard, product or master)";
}

// As it stands in a file; the value of a secret is nobody's.
std::string sample_of(const Parameter& parameter) {
  return fmt::format("<{0}>{1}</{0}>", parameter.name, parameter.secret ? "" : parameter.sample);
}

}  // namespace

Explanation explain_parameter(const Parameter& parameter, const Context& context) {
  PageParts parts(context);
  parts.begin("");
  if (!parameter.meaning.empty()) parts.add(PieceKind::paragraph, parameter.meaning);
  parts.add(PieceKind::paragraph, fmt::format("A parameter of {}.", file_of(parameter)));
  parts.add_seen();
  parts.begin("Name and place");
  parts.add(PieceKind::code, place_of(parameter));
  parts.add_fact("The name.", parameter.confidence);
  if (parameter.path_confidence != parameter.confidence)
    parts.add_fact("The place.", parameter.path_confidence);
  parts.begin("Its value");
  parts.add_fact(value_words(parameter), parameter.rule_confidence);
  if (parameter.secret)
    parts.add(PieceKind::paragraph, "It is a secret, and masked unless --show-secrets is given.");
  parts.begin("In a file");
  parts.add(PieceKind::code, sample_of(parameter));
  parts.begin("Where it is known from");
  parts.add(PieceKind::paragraph,
            fmt::format("{}{}.", to_upper(parameter.source.substr(0, 1)), parameter.source.substr(1)));
  if (!parameter.note.empty()) parts.add(PieceKind::paragraph, fmt::format("Note: {}.", parameter.note));
  parts.begin("Check again");
  parts.add(PieceKind::code, again::k_validate);
  parts.add_open_marks(parameter.name);
  return {std::string(parameter.name), "parameter", parts.take()};
}

}  // namespace provtool
