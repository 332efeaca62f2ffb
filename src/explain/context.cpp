#include "explain/context.hpp"

namespace provtool {

Context with_option(SourceId source, Context context) {
  if (const auto option = kind_of(source).dhcp_option) {
    std::erase_if(context.values, [](const Value& value) { return value.mark == "OPTION"; });
    context.values.push_back({"OPTION", std::to_string(*option)});
  }
  return context;
}

}  // namespace provtool
