#include "device/fact.hpp"

namespace provtool {

std::string_view to_text(Confidence confidence) {
  switch (confidence) {
    case Confidence::guide:
      return "guide";
    case Confidence::sample:
      return "sample";
    case Confidence::sibling:
      return "sibling";
    case Confidence::assumption:
      return "assumption";
  }
  return "";
}

}  // namespace provtool
