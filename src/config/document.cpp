#include "config/document.hpp"

#include <expat.h>

#include <memory>
#include <vector>

namespace provtool {

namespace {

// expat takes lengths as int.
constexpr std::size_t k_most_bytes_at_once = 1 << 20;

class Reading {
 public:
  Reading(XML_Parser parser, DocumentReader& reader) : m_parser(parser), m_reader(reader) {
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, &Reading::on_start, &Reading::on_end);
    XML_SetCharacterDataHandler(parser, &Reading::on_text);
    XML_SetStartDoctypeDeclHandler(parser, &Reading::on_doctype);
  }

  std::optional<DocumentBreak> read(std::string_view text) {
    do {
      const auto piece = text.substr(0, k_most_bytes_at_once);
      text.remove_prefix(piece.size());
      if (XML_Parse(m_parser, piece.data(), static_cast<int>(piece.size()), text.empty() ? 1 : 0) !=
          XML_STATUS_OK)
        return here();
    } while (!text.empty());
    return std::nullopt;
  }

 private:
  static Reading& of(void* user) { return *static_cast<Reading*>(user); }

  static void XMLCALL on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
    auto& self = of(user);
    if (self.m_open.size() == k_most_depth) return self.refuse(BreakKind::too_deep);
    self.m_open.push_back(self.offset());
    self.m_attributes.clear();
    for (; *attributes != nullptr; attributes += 2)
      self.m_attributes.push_back({attributes[0], attributes[1]});
    self.m_reader.starts(name, self.m_attributes, self.offset());
  }
  static void XMLCALL on_end(void* user, const XML_Char*) {
    auto& self = of(user);
    if (self.m_refused) return;
    self.m_open.pop_back();
    self.m_root_ended = self.m_open.empty();
    self.m_reader.ends();
  }
  static void XMLCALL on_text(void* user, const XML_Char* piece, int length) {
    auto& self = of(user);
    self.m_reader.text({piece, static_cast<std::size_t>(length)}, self.offset());
  }
  static void XMLCALL on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    of(user).refuse(BreakKind::doctype);
  }

  void refuse(BreakKind kind) {
    if (m_refused) return;
    m_refused = DocumentBreak{kind, offset(), "", m_open, false};
    XML_StopParser(m_parser, XML_FALSE);
  }

  [[nodiscard]] std::size_t offset() const {
    return static_cast<std::size_t>(XML_GetCurrentByteIndex(m_parser));
  }

  [[nodiscard]] DocumentBreak here() const {
    if (m_refused) return *m_refused;
    const auto code = XML_GetErrorCode(m_parser);
    return {kind_of(code), offset(), XML_ErrorString(code), m_open, m_root_ended};
  }

  static BreakKind kind_of(XML_Error code) {
    switch (code) {
      case XML_ERROR_TAG_MISMATCH:
        return BreakKind::wrong_end;
      case XML_ERROR_UNCLOSED_TOKEN:
      case XML_ERROR_NO_ELEMENTS:
      case XML_ERROR_UNCLOSED_CDATA_SECTION:
        return BreakKind::not_closed;
      case XML_ERROR_DUPLICATE_ATTRIBUTE:
        return BreakKind::double_attribute;
      case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
        return BreakKind::two_roots;
      case XML_ERROR_UNDEFINED_ENTITY:
        return BreakKind::entity;
      case XML_ERROR_BAD_CHAR_REF:
        return BreakKind::character;
      case XML_ERROR_XML_DECL:
        return BreakKind::declaration;
      case XML_ERROR_MISPLACED_XML_PI:
        return BreakKind::late_declaration;
      default:
        return BreakKind::other;
    }
  }

  XML_Parser m_parser;
  DocumentReader& m_reader;
  std::vector<Attribute> m_attributes;
  std::vector<std::size_t> m_open;
  bool m_root_ended = false;
  std::optional<DocumentBreak> m_refused;
};

using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)>;

// Of this thread, used again: its tables and pools cost as much as a seventh of a file.
XML_Parser fresh_parser() {
  thread_local const Parser parser(XML_ParserCreate("UTF-8"), &XML_ParserFree);
  if (parser) XML_ParserReset(parser.get(), "UTF-8");
  return parser.get();
}

}  // namespace

std::optional<DocumentBreak> read_document(std::string_view text, DocumentReader& reader) {
  const auto parser = fresh_parser();
  if (parser == nullptr) return DocumentBreak{BreakKind::other, 0, "out of memory"};
  return Reading(parser, reader).read(text);
}

}  // namespace provtool
