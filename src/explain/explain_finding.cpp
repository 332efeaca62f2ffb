#include "explain/explain.hpp"
#include "explain/page_parts.hpp"

namespace provtool {

namespace {

// What was loaded is seen again only by a command that loads.
std::string_view again_for(const FindingPage& page, const Context& context) {
  const bool loads = context.command == "check" || context.command == "fetch";
  return loads && (page.again == again::k_discover || page.again == again::k_validate) ? again::k_check
                                                                                       : page.again;
}

}  // namespace

Explanation explain_finding(const FindingPage& page, const Context& of_run) {
  const auto& kind = page.id.kind();
  const auto context = page.source ? with_option(*page.source, of_run) : of_run;
  PageParts parts(context);
  parts.begin("");
  parts.add(PieceKind::paragraph, kind.meaning);
  parts.add_seen();
  parts.begin("The phone");
  parts.add_fact(page.phone.text, page.phone.confidence);
  parts.begin("Likely causes");
  for (const auto cause : page.causes)
    if (!cause.empty()) parts.add(PieceKind::item, cause);
  parts.begin("What to change");
  parts.add(PieceKind::paragraph, kind.hint);
  if (!page.change.empty()) parts.add(PieceKind::paragraph, page.change);
  for (const auto setting : page.settings)
    if (setting != Setting::none) parts.add_setting(setting);
  parts.begin("Check again");
  parts.add(PieceKind::code, again_for(page, context));
  parts.add_open_marks(kind.id);
  return {std::string(kind.id), std::string(to_text(kind.severity)), parts.take()};
}

}  // namespace provtool
