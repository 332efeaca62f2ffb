// Writes the table of parameters as C++: make_parameters parameters.json parameters.cpp
#include <fmt/format.h>
#include <fmt/os.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::json;

std::string literal(const std::string& text) {
  return Json(text).dump();  // JSON's escapes are C++'s
}

std::string text_of(const Json& parameter, const char* key) {
  return literal(parameter.value(key, ""));
}

std::string number_of(const Json& parameter, const char* key) {
  return parameter.contains(key) ? parameter.at(key).dump() : "{}";
}

// "integer-list" is ValueType::integer_list; the table of words checks it when the program is compiled.
std::string word(const char* type, const std::string& text) {
  return fmt::format("*from_text<{}>({})", type, literal(text));
}

std::string confidence(const Json& parameter, const char* key) {
  return word("Confidence", parameter.value(key, parameter.at("confidence").get<std::string>()));
}

std::string allowed_name(const Json& parameter) {
  return "k_allowed_" + parameter.at("name").get<std::string>();
}

void write_allowed(fmt::ostream& out, const Json& parameter) {
  if (!parameter.contains("allowed")) return;
  std::vector<std::string> literals;
  for (const auto& value : parameter.at("allowed")) literals.push_back(literal(value));
  out.print("constexpr std::string_view {}[] = {{{}}};\n", allowed_name(parameter),
            fmt::join(literals, ", "));
}

void write_parameter(fmt::ostream& out, const Json& parameter) {
  out.print("    {{{}, {}, {}, {}, {},\n", text_of(parameter, "name"), text_of(parameter, "path"),
            word("FileKind", parameter.at("file")), parameter.at("per_line").get<bool>(),
            parameter.at("secret").get<bool>());
  out.print("     {{{}, {}, {}, {}, {}, {}, {}}},\n", word("ValueType", parameter.at("type")),
            number_of(parameter, "minimum"), number_of(parameter, "maximum"),
            number_of(parameter, "min_length"), number_of(parameter, "max_length"),
            parameter.contains("allowed") ? allowed_name(parameter) : "{}",
            text_of(parameter, "forbidden_characters"));
  out.print("     {}, {}, {}, {}, {}, {}, {}}},\n", text_of(parameter, "sample"),
            confidence(parameter, "confidence"), confidence(parameter, "path_confidence"),
            confidence(parameter, "rule_confidence"), text_of(parameter, "source"),
            text_of(parameter, "note"), text_of(parameter, "meaning"));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream file(argv[1]);
  const auto parameters = Json::parse(file);
  auto out = fmt::output_file(argv[2]);
  out.print(
      "// Made from data/parameters.json.\n#include \"config/parameter.hpp\"\n\nnamespace provtool "
      "{{\n\nnamespace {{\n\n");
  for (const auto& parameter : parameters) write_allowed(out, parameter);
  out.print("\nconstexpr Parameter k_parameters[] = {{\n");
  for (const auto& parameter : parameters) write_parameter(out, parameter);
  out.print(
      "}};\n\n}}  // namespace\n\nstd::span<const Parameter> known_parameters() {{\n  return "
      "k_parameters;\n}}\n\n}}  // namespace provtool\n");
}
