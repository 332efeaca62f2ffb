#include "report/what_matters.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

namespace provtool {

namespace {

using Values = std::map<std::string, std::string, std::less<>>;  // by the parameter's name

std::string value_in(const Values& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? "" : found->second;
}

// "Device/Lines/Line[1]/Sip/SIP_URI": "1" and "SIP_URI"; no line where it stands in none.
std::pair<std::string, std::string> line_and_name(const std::string& path) {
  constexpr std::string_view k_line = "Device/Lines/Line[";
  const auto name = path.substr(path.rfind('/') + 1);
  const auto end = path.find(']');
  if (!path.starts_with(k_line) || end == std::string::npos) return {"", name};
  return {path.substr(k_line.size(), end - k_line.size()), name};
}

std::string with_port(const Values& line, std::string_view host, std::string_view port) {
  const auto name = value_in(line, host);
  const auto number = value_in(line, port);
  return name.empty() || number.empty() ? name : fmt::format("{}:{}", name, number);
}

std::string line_text(const Values& line) {
  const std::array<std::pair<std::string_view, std::string>, 7> parts{
      {{"number", value_in(line, "PHONE_NUMBER")},
       {"URI", value_in(line, "SIP_URI")},
       {"user", value_in(line, "SIP_AUTHID")},
       {"registrar", with_port(line, "SIP_RGSTR_ADDR", "SIP_RGSTR_PORT")},
       {"SIP_TRANSPORT", value_in(line, "SIP_TRANSPORT")},
       {"proxy", with_port(line, "SIP_PRXY_ADDR", "SIP_PRXY_PORT")},
       {"outbound proxy", with_port(line, "SIP_OUTPROXY_ADDR", "SIP_OUTPROXY_PORT")}}};
  std::string text;
  for (const auto& [name, value] : parts)
    if (!value.empty()) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, value);
  return text.empty() ? "enabled, and nothing more" : text;
}

std::string firmware_text(const Values& values) {
  const auto version = value_in(values, "FIRM_VERSION");
  const auto url = value_in(values, "FIRM_FILE_PATH");
  if (version.empty() || url.empty()) return version + url;
  return fmt::format("{} from {}", version, url);
}

// A time of day switches the cyclic download off (sibling).
std::string resync_text(const Values& values) {
  std::string text;
  if (const auto time = value_in(values, "CFG_RESYNC_TIME"); !time.empty())
    text = fmt::format("at {}", time);
  else if (value_in(values, "CFG_CYCLIC") == "Y")
    text = fmt::format("every {} minutes", value_in(values, "CFG_CYCLIC_INTVL"));
  if (const auto event = value_in(values, "CFG_RESYNC_FROM_SIP"); !event.empty())
    text += fmt::format("{}on the SIP event {}", text.empty() ? "" : ", and ", event);
  return text;
}

}  // namespace

FieldsBlock what_matters(const std::vector<EffectiveSection>& values, const std::string& contender,
                         bool is_whole) {
  FieldsBlock block;
  std::map<std::string, Values> lines;
  for (const auto& value : values) {
    if (value.contender != contender) continue;
    const auto [line, name] = line_and_name(value.parameter);
    lines[line].emplace(name, value.value);
  }
  if (lines.empty()) return block;
  const auto add = [&block](std::string name, std::string text) {
    if (!text.empty()) block.fields.push_back({std::move(name), std::move(text)});
  };
  for (const auto& [number, line] : lines)
    if (!number.empty() && value_in(line, "LINE_ENABLE") == "Yes") add("Line " + number, line_text(line));
  if (block.fields.empty())
    add("Lines", is_whole ? "none is enabled" : "none is enabled by the files that could be judged");
  const auto& common = lines[""];
  add("NTP", value_in(common, "NTP_ADDR"));
  add("Time zone", value_in(common, "TIME_ZONE"));
  add("Firmware", firmware_text(common));
  add("Next load", resync_text(common));
  return block;
}

}  // namespace provtool
