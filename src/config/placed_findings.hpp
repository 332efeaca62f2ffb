// Findings of one file, each with its place; bounded, so that a file of nonsense costs no memory.
#pragma once

#include <string>
#include <vector>

#include "config/edited_text.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

class PlacedFindings {
 public:
  PlacedFindings(std::string file, const EditedText& text) : m_file(std::move(file)), m_text(text) {}

  // `at` is an offset into the text; `path` names the parameter, empty for none.
  void say(FindingId id, std::size_t at, std::string_view message, std::string_view path = {}) {
    add(make_finding(id, message), at, path);
  }
  void add(Finding finding, std::size_t at, std::string_view path = {});

  // Adds what another one of the same file has.
  void take_over(PlacedFindings& other);

  [[nodiscard]] bool has_error() const { return m_has_error; }
  [[nodiscard]] bool is_full() const { return m_findings.size() >= k_most; }  // more are only counted
  [[nodiscard]] bool has(std::string_view id) const;
  [[nodiscard]] std::size_t not_kept() const { return m_not_kept; }
  // By their place.
  [[nodiscard]] std::vector<Finding> take();

 private:
  static constexpr std::size_t k_most = 1000;

  std::string m_file;
  const EditedText& m_text;
  std::vector<Finding> m_findings;
  std::size_t m_not_kept = 0;
  bool m_has_error = false;
};

}  // namespace provtool
