// Judges the elements of a configuration file as they come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/document.hpp"
#include "config/file.hpp"
#include "config/foreign_mac.hpp"
#include "config/placed_findings.hpp"

namespace provtool {

class FileReader : public DocumentReader {
 public:
  FileReader(const FileQuestion& question, const EditedText& text, ConfigFile& file,
             PlacedFindings& findings);

  void starts(std::string_view element, std::span<const Attribute> attributes, std::size_t at) override;
  void ends() override;
  void text(std::string_view piece, std::size_t at) override;
  // What it is, and whether that fits its role; when all of it was read.
  void judge_kind();
  // Whether some text may be something else that was left in the file: see find_leftovers().
  [[nodiscard]] bool has_odd_lines() const { return m_has_odd_lines; }

 private:
  // How often a child came, and where for the second time.
  struct Child {
    std::string_view name;  // of what is known; else `unknown` has it
    std::string unknown;
    std::string idx;  // of a Line
    std::size_t count = 1;
    std::size_t second_at = 0;
  };
  // An element that is open: a section, or what is read as a parameter until it contains others.
  struct Open {
    std::size_t at = 0;
    const Section* section = nullptr;
    const Parameter* parameter = nullptr;
    std::string unknown;  // its name, when it is not known
    std::string idx;      // of a Line
    std::string perm;
    std::string access;
    std::vector<std::pair<std::string, std::string>> attributes;  // when it is not known
    bool has_children = false;
    bool said_stray = false;
    bool said_text_format = false;
    std::size_t likely = 0;         // the parameter that comes next, if they have the published order
    std::vector<std::uint8_t> met;  // of the section's parameters: 1, or 2 when it is counted in `repeated`
    std::vector<Child> sections;    // all that are no parameters
    std::vector<Child> repeated;    // parameters that came again

    [[nodiscard]] std::string_view name() const;
  };
  // Those that are open, the innermost last. What they allocated is used again.
  class OpenElements {
   public:
    OpenElements() { m_all.reserve(k_most_depth); }
    // Valid until the element ends.
    Open& push();
    Open& pop() { return m_all[--m_count]; }  // valid until the next push()
    [[nodiscard]] bool empty() const { return m_count == 0; }
    [[nodiscard]] std::size_t size() const { return m_count; }
    Open& operator[](std::size_t i) { return m_all[i]; }
    const Open& operator[](std::size_t i) const { return m_all[i]; }
    Open& back() { return m_all[m_count - 1]; }
    [[nodiscard]] const Open& back() const { return m_all[m_count - 1]; }

   private:
    std::vector<Open> m_all;
    std::size_t m_count = 0;
  };

  [[nodiscard]] bool leaves_aside(std::string_view element);
  void open_root(Open& open, std::string_view element);
  void open_in(Open& parent, Open& open, std::string_view element, std::span<const Attribute> attributes);
  void judge_attributes(const Open& open, std::string_view element, std::span<const Attribute> attributes);
  void judge_kept_attributes(const Open& open);
  void contains_others(Open& open);
  static void count_parameter(Open& parent, std::size_t index, std::size_t at);
  static void count_other(Open& parent, const Open& child);
  void say_repeated(const Open& closed);
  void end_parameter(const Open& open);
  void say_unknown(const Open& open);
  void say_unknown_section(const Open& open);
  [[nodiscard]] bool is_secret(const Open& open) const;
  void judge_value(const Open& open);
  void judge_url(const Open& open);
  void judge_mac(const Open& open);
  void cross_check();
  // "Device/Lines/Line[1]/Sip", of what is open.
  [[nodiscard]] std::string path() const;
  [[nodiscard]] std::string path_of(const Open& open) const;

  const FileQuestion& m_question;
  const EditedText& m_text;
  ConfigFile& m_file;
  PlacedFindings& m_findings;
  OpenElements m_open;
  std::string m_value;           // of the parameter that is open
  std::size_t m_left_aside = 0;  // elements open inside one that is not known
  bool m_has_odd_lines = false;
  bool m_root_is_foreign = false;  // what stands in it is looked at only where its name is known
  MacRule m_mac_rule;
  std::optional<std::size_t> m_initial_at;  // where <Initial> begins
  std::optional<std::size_t> m_device_at;   // and <Device>
  bool m_names_a_file = false;              // a device file, to be loaded
  struct Crossed {
    std::string value;
    std::size_t at = 0;
    std::string path;
  };
  std::map<std::string_view, Crossed> m_crossed;  // the last of each, when the file is judged alone
};

}  // namespace provtool
