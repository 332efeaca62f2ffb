// Collects the parts of a page, and puts values in place of marks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/fact.hpp"
#include "explain/context.hpp"
#include "explain/explanation.hpp"
#include "explain/setting.hpp"

namespace provtool {

class PageParts {
 public:
  // `context` outlives it.
  explicit PageParts(const Context& context) : m_context(context) {}

  // What is added goes under this heading.
  void begin(std::string_view heading) { m_parts.push_back({std::string(heading), {}}); }
  void add(PieceKind kind, std::string_view text);
  // A sentence about the phone, and how sure we are of it.
  void add_fact(std::string_view text, std::optional<Confidence> confidence);
  // How each server is told it.
  void add_setting(Setting setting);
  // What the run says of it, when there is one.
  void add_seen();
  // Which examples stand where a run or the reader has a value.
  void add_open_marks(std::string_view name);

  std::vector<Part> take();

 private:
  const Context& m_context;
  std::vector<Part> m_parts;
  std::vector<const MarkKind*> m_open;
};

}  // namespace provtool
