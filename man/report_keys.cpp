#include "man/report_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "man/roff.hpp"

namespace provtool::man {

namespace {

using Json = nlohmann::ordered_json;

// What is said of a key stands beside it, or with the definition that it refers to.
struct Node {
  const Json& written;
  const Json& meant;       // the same, or the definition
  std::string definition;  // its name

  [[nodiscard]] std::string description() const {
    for (const auto* one : {&written, &meant})
      if (one->contains("description")) return one->at("description").get<std::string>();
    return "";
  }
  [[nodiscard]] bool has_keys() const { return meant.contains("properties"); }
};

Node node(const Json& schema, const Json& written) {
  if (!written.contains("$ref")) return {written, written, ""};
  const auto reference = written.at("$ref").get<std::string>();
  const auto name = reference.substr(reference.rfind('/') + 1);
  return {written, schema.at("$defs").at(name), name};
}

bool is_list(const Node& node) {
  return node.meant.contains("items");
}

std::string word(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string choices(const Json& values) {
  std::vector<std::string> words;
  std::transform(values.begin(), values.end(), std::back_inserter(words), word);
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string plain_type(const Json& meant) {
  if (meant.contains("const")) return word(meant.at("const"));
  if (meant.contains("enum")) return choices(meant.at("enum"));
  const auto type = meant.value("type", "");
  if (type == "string") return "text";
  if (type == "boolean") return "true or false";
  if (type == "array") return "list";
  return type == "integer" ? "whole number" : type;
}

std::string type(const Json& schema, const Node& key) {
  if (!is_list(key)) return plain_type(key.meant);
  const auto item = node(schema, key.meant.at("items"));
  return item.has_keys() ? "list" : "list: " + plain_type(item.meant);
}

bool is_always_there(const Json& parent, const std::string& name) {
  const auto required = parent.value("required", Json::array());
  return std::find(required.begin(), required.end(), name) != required.end();
}

std::string kind_title(const Json& definition) {
  return "Each " + definition.at("title").get<std::string>();
}

std::string key_list(const Json& schema, const Json& parent, const std::string& prefix);

std::string key_entry(const Json& schema, const Json& parent, const std::string& name,
                      const std::string& prefix) {
  const auto key = node(schema, parent.at("properties").at(name));
  const auto path = prefix + name + (is_list(key) ? "[]" : "");
  const auto inner = is_list(key) ? node(schema, key.meant.at("items")) : key;
  auto said = prose(key.description());
  if (inner.has_keys() && !inner.definition.empty())
    said += fmt::format("{}see {}", said.empty() ? "" : "; ", roff(kind_title(inner.meant)));
  auto text = entry(fmt::format("{} ({}{})", bold(path), roff(type(schema, key)),
                                is_always_there(parent, name) ? "; always" : ""),
                    said + ".");
  if (inner.has_keys() && inner.definition.empty()) text += key_list(schema, inner.meant, path + ".");
  return text;
}

std::string key_list(const Json& schema, const Json& parent, const std::string& prefix) {
  std::string text;
  for (const auto& [name, ignored] : parent.at("properties").items())
    text += key_entry(schema, parent, name, prefix);
  return text;
}

// Of a key of the whole: what it is, and the keys in it.
std::string section(const Json& schema, const std::string& name) {
  const auto key = node(schema, schema.at("properties").at(name));
  const auto& inner = is_list(key) ? key.meant.at("items") : key.meant;
  auto text = fmt::format(".SS {}{}\n{}.\n", roff(name), is_list(key) ? "[]" : "", prose(key.description()));
  if (inner.contains("properties")) return text + key_list(schema, inner, "");
  const auto item = node(schema, inner);
  return item.has_keys() ? text + fmt::format("See {}.\n", roff(kind_title(item.meant))) : text;
}

}  // namespace

std::string report_keys(std::string_view text) {
  const auto schema = Json::parse(text);
  std::string plain;
  std::string sections;
  for (const auto& [name, value] : schema.at("properties").items()) {
    const auto key = node(schema, value);
    if (key.has_keys() || is_list(key))
      sections += section(schema, name);
    else
      plain += key_entry(schema, schema, name, "");
  }
  for (const auto& [name, definition] : schema.at("$defs").items())
    if (definition.contains("properties"))
      sections += fmt::format(".SS {}\n{}.\n{}", roff(kind_title(definition)),
                              prose(definition.value("description", "")), key_list(schema, definition, ""));
  return ".SS The run\n" + plain + sections;
}

}  // namespace provtool::man
