#include "config/effective_judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "base/text.hpp"
#include "config/cross_check.hpp"
#include "config/unknown_names.hpp"

namespace provtool {

namespace {

const EffectiveValue* find(std::span<const EffectiveValue> values, std::string_view name) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const EffectiveValue& value) {
    return value.known != nullptr && value.known->name == name && !trim(value.value).empty();
  });
  return found == values.end() ? nullptr : &*found;
}

Finding at(const EffectiveValue& value, Finding finding) {
  finding.place.file = value.file;
  finding.place.line = value.line;
  finding.place.parameter = value.parameter;
  return finding;
}

// ---- values that do not count

// Of two equal ones it does not matter which counts.
std::optional<Finding> shadowed(const ConfigFile& file, const ConfigValue& loser,
                                const EffectiveValue& winner) {
  const bool is_winner = winner.from == file.role && winner.file == file.name;
  if (is_winner || loser.value == winner.value || loser.value.empty()) return std::nullopt;
  auto finding =
      make_finding("config.shadowed",
                   fmt::format("{} does not count: the {} file has {} in line {}",
                               named(loser.path.substr(loser.path.rfind('/') + 1)), to_text(winner.from),
                               winner.value.empty() ? "an empty one" : "another value", winner.line));
  finding.place = {.file = file.name, .line = loser.line, .parameter = loser.path};
  return finding;
}

void find_shadowed(std::span<const ConfigFile> files, std::span<const EffectiveValue> values,
                   std::vector<Finding>& findings) {
  std::unordered_map<std::string_view, const EffectiveValue*> winners;
  for (const auto& value : values) winners[value.parameter] = &value;
  for (const auto& file : files) {
    std::unordered_map<std::string_view, const ConfigValue*> last;
    for (const auto& value : file.values) last[value.path] = &value;
    for (const auto& value : file.values) {
      const auto winner = winners.find(value.path);
      if (winner == winners.end() || last[value.path] != &value) continue;
      if (auto finding = shadowed(file, value, *winner->second)) findings.push_back(std::move(*finding));
    }
  }
}

void cross_check(std::span<const EffectiveValue> values, std::vector<Finding>& findings) {
  const auto value_of = [&](std::string_view name) -> std::optional<std::string_view> {
    const auto* value = find(values, name);
    return value == nullptr ? std::nullopt : std::optional<std::string_view>(value->value);
  };
  for (const auto& [name, message] : find_contradictions(value_of))
    findings.push_back(at(*find(values, name), make_finding("config.cross-check", message)));
}

// ---- the next boot

// What a parameter does to the next boot; "N" for those that switch something off.
struct NextBoot {
  std::string_view name;
  std::string_view only_when;  // empty: whatever it is
  std::string_view what;
};
constexpr std::array<NextBoot, 14> k_next_boot{
    NextBoot{"PROVISION_ENABLE", "N", "switches provisioning off: the phone loads nothing at its next boot"},
    NextBoot{"OPTION160_ENABLE", "N", "makes the phone pass over DHCP option 160 from its next boot on"},
    NextBoot{"OPTION159_ENABLE", "N", "makes the phone pass over DHCP option 159 from its next boot on"},
    NextBoot{"OPTION66_ENABLE", "N", "makes the phone pass over DHCP option 66 from its next boot on"},
    NextBoot{"SIPPNP_ENABLE", "N", "makes the phone pass over SIP PnP from its next boot on"},
    NextBoot{"USR_PROV_SVR_URL", "",
             "sets the URL by hand: from its next boot on the phone asks no other source"},
    NextBoot{"USR_PROV_SVR_AUTH_ID", "",
             "changes the user name that the phone gives at the URL that is set by hand"},
    NextBoot{"USR_PROV_SVR_AUTH_PASSWORD", "",
             "changes the password that the phone gives at the URL that is set by hand"},
    NextBoot{"CFG_FILE_KEY", "", "lets the phone load encrypted files from its next boot on"},
    NextBoot{"HTTP_USER_AGENT", "", "changes the User-Agent, by which servers tell phones"},
    NextBoot{"HTTP_AUTH_ID", "", "changes the user name that the phone gives to servers"},
    NextBoot{"HTTP_AUTH_PASSWORD", "", "changes the password that the phone gives to servers"},
    NextBoot{"HTTP_ENABLE_PROXY", "Y", "lets the phone load its files through a proxy"},
    NextBoot{"HTTP_PROXY_SVR_ADDR", "", "names the proxy that the phone loads its files through"}};

bool changes_the_next_boot(const NextBoot& rule, const EffectiveValue& value,
                           std::span<const EffectiveValue> values) {
  if (!rule.only_when.empty()) return value.value == rule.only_when;
  if (rule.name == "HTTP_USER_AGENT") return value.value != value.known->sample;  // what it says anyway
  if (rule.name != "HTTP_PROXY_SVR_ADDR") return true;
  const auto* enabled = find(values, "HTTP_ENABLE_PROXY");
  return enabled == nullptr || enabled->value != "N";
}

void judge_next_boot(std::span<const EffectiveValue> values, std::vector<Finding>& findings) {
  for (const auto& rule : k_next_boot) {
    const auto* value = find(values, rule.name);
    if (value != nullptr && changes_the_next_boot(rule, *value, values))
      findings.push_back(
          at(*value, make_finding("config.next-boot", fmt::format("{} {}", rule.name, rule.what))));
  }
}

// ---- lines

// What a line needs; one of the parameters is enough.
struct Need {
  std::array<std::string_view, 3> parameters;
  std::string_view value;  // empty: any
};
constexpr std::array<Need, 4> k_needs{
    Need{{"LINE_ENABLE"}, "Yes"}, Need{{"SIP_RGSTR_ADDR", "SIP_PRXY_ADDR"}, ""},
    Need{{"SIP_AUTHID", "SIP_URI", "PHONE_NUMBER"}, ""}, Need{{"SIP_PASS"}, ""}};

// "Device/Lines/Line[1]" of what stands in it.
std::string_view line_in(std::string_view path) {
  constexpr std::string_view k_line = "Device/Lines/Line[";
  return path.starts_with(k_line) ? path.substr(0, path.find(']') + 1) : std::string_view();
}

struct Line {
  const EffectiveValue* first;
  std::vector<const EffectiveValue*> values;

  [[nodiscard]] std::string_view path() const { return line_in(first->parameter); }
  [[nodiscard]] bool has(const Need& need) const {
    return std::any_of(values.begin(), values.end(), [&](const EffectiveValue* value) {
      const auto& names = need.parameters;
      return value->known != nullptr && !trim(value->value).empty() &&
             (need.value.empty() || value->value == need.value) &&
             std::find(names.begin(), names.end(), value->known->name) != names.end();
    });
  }
  // "SIP_PASS is missing", of the first need that is not met; empty when the line can register.
  [[nodiscard]] std::string lacks() const {
    for (const auto& need : k_needs)
      if (!has(need))
        return need.value.empty() ? fmt::format("{} is missing", need.parameters[0])
                                  : fmt::format("{} is not {}", need.parameters[0], need.value);
    return "";
  }
};

std::vector<Line> lines_of(std::span<const EffectiveValue> values) {
  std::vector<Line> lines;
  for (const auto& value : values) {
    const auto path = line_in(value.parameter);
    if (path.empty()) continue;
    auto line =
        std::find_if(lines.begin(), lines.end(), [&](const Line& known) { return known.path() == path; });
    if (line == lines.end()) line = lines.insert(line, Line{&value, {}});
    line->values.push_back(&value);
  }
  return lines;
}

bool is_device_file(const ConfigFile& file) {
  return file.valid && file.kind == FileKind::device;
}

// Said only when there is a configuration: of files that could not be read nothing is known.
void judge_lines(std::span<const ConfigFile> files, std::span<const EffectiveValue> values,
                 std::vector<Finding>& findings) {
  if (values.empty() && std::none_of(files.begin(), files.end(), is_device_file)) return;
  constexpr std::size_t k_most = 3;
  std::vector<std::string> lacks;
  const auto lines = lines_of(values);
  for (const auto& line : lines) {
    auto lack = line.lacks();
    if (lack.empty()) return;
    const auto number = line.path().substr(line.path().find('[') + 1);
    lacks.push_back(fmt::format("in line {} {}", named(number.substr(0, number.size() - 1)), lack));
  }
  auto finding = make_finding(
      "config.no-line", lacks.empty() ? "no line is configured, so that the phone will not register"
                                      : fmt::format("no line can register: {}", listed_some(lacks, k_most)));
  if (!lines.empty())
    finding = at(*lines.front().first, std::move(finding));
  else
    finding.place.file = by_rank(files).front()->name;
  if (!lines.empty()) finding.place.parameter = lines.front().path();
  findings.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> judge_effective(std::span<const ConfigFile> files,
                                     std::span<const EffectiveValue> values) {
  std::vector<Finding> findings;
  find_shadowed(files, values, findings);
  cross_check(values, findings);
  judge_next_boot(values, findings);
  judge_lines(files, values, findings);
  return findings;
}

}  // namespace provtool
