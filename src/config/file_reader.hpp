// Judges the elements of a configuration file as they come.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/document.hpp"
#include "config/file.hpp"
#include "config/placed_findings.hpp"

namespace provtool {

class FileReader : public DocumentReader {
 public:
  FileReader(const FileQuestion& question, const EditedText& text, ConfigFile& file,
             PlacedFindings& findings);

  void starts(std::string_view element, std::span<const Attribute> attributes, std::size_t at) override;
  void ends(std::string_view element) override;
  void text(std::string_view piece, std::size_t at) override;

 private:
  struct Child {
    std::string name;  // with its index where it repeats: "Line[1]"
    std::size_t count = 1;
    std::size_t second_at = 0;
  };
  // An element that is open: a section, or what is read as a parameter until it contains others.
  struct Open {
    std::string name;
    std::string path;
    std::size_t at = 0;
    const Section* section = nullptr;
    const Parameter* parameter = nullptr;
    std::string perm;
    std::string text;
    bool has_children = false;
    bool said_stray = false;
    std::vector<Child> children;
  };

  [[nodiscard]] Open open_root(std::string_view element, std::size_t at);
  [[nodiscard]] Open open_in(const Open& parent, std::string_view element,
                             std::span<const Attribute> attributes, std::size_t at) const;
  void contains_others(Open& open);
  static void count(Open& parent, const Open& child);
  void say_repeated(const Open& closed);
  void end_parameter(Open& open);
  void say_unknown(const Open& open);
  void judge_value(const Open& open);
  void judge_url(const Open& open);
  void judge_mac(const Open& open);

  const FileQuestion& m_question;
  const EditedText& m_text;
  ConfigFile& m_file;
  PlacedFindings& m_findings;
  std::vector<Open> m_open;
  std::size_t m_left_aside = 0;  // elements open inside one that is not known
};

}  // namespace provtool
