// The parameters that are known, by the sections they stand in.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/parameter.hpp"

namespace provtool {

// An element that contains others: "Prov" in "Device/System/Prov".
struct Section {
  std::string_view name;
  std::string path;      // "Device/System/Prov"; empty for the root element
  bool repeats = false;  // once for each line
  std::vector<std::unique_ptr<Section>> sections;
  std::vector<const Parameter*> parameters;

  [[nodiscard]] const Section* find_section(std::string_view element) const;
  // Where it is in `parameters`, or their number. Files have them in the published order, so that the one at
  // `likely` is looked at first.
  [[nodiscard]] std::size_t find_parameter(std::string_view element, std::size_t likely) const;
};

class Catalogue {
 public:
  // Of the phone's own parameters.
  Catalogue();
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  // Adds one, or replaces what was known under its name. What it points to must outlive the catalogue.
  void add(const Parameter& parameter);

  [[nodiscard]] const Section& root() const { return m_root; }
  [[nodiscard]] const Parameter* find(std::string_view name) const;  // wherever it stands
  [[nodiscard]] std::span<const Parameter* const> parameters() const { return m_parameters; }

 private:
  Section& section_at(std::string_view path);

  Section m_root;
  std::vector<const Parameter*> m_parameters;
};

// Whether its values are secrets: by the catalogue, or for a name that is not in it by what the name says
// (PASS, PWD, KEY, SECRET, TOKEN, PIN or AUTH, but not AUTH_ID).
bool is_secret_name(std::string_view name);

}  // namespace provtool
