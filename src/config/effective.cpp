#include "config/effective.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <unordered_map>

#include "base/text.hpp"

namespace provtool {

namespace {

// From the one that counts most.
constexpr std::array k_order{FileRole::standard, FileRole::product, FileRole::master, FileRole::initial,
                             FileRole::none};

std::size_t place_of(FileRole role) {
  return static_cast<std::size_t>(std::find(k_order.begin(), k_order.end(), role) - k_order.begin());
}

std::string_view name_in(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

const EffectiveValue* find(std::span<const EffectiveValue> values, std::string_view name) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const EffectiveValue& value) {
    return name_in(value.parameter) == name && !value.value.empty();
  });
  return found == values.end() ? nullptr : &*found;
}

std::optional<long> number_in(const EffectiveValue* value) {
  long number = 0;
  if (value == nullptr) return std::nullopt;
  const auto& text = value->value;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Finding at(const EffectiveValue& value, Finding finding) {
  finding.place.file = value.file;
  finding.place.line = value.line;
  finding.place.parameter = value.parameter;
  return finding;
}

// What a parameter does to the next boot; "N" for those that switch something off.
struct NextBoot {
  std::string_view name;
  std::string_view only_when;  // empty: whatever it is
  std::string_view what;
};
constexpr std::array<NextBoot, 11> k_next_boot{
    NextBoot{"PROVISION_ENABLE", "N", "switches provisioning off"},
    NextBoot{"OPTION160_ENABLE", "N", "makes the phone pass over DHCP option 160"},
    NextBoot{"OPTION159_ENABLE", "N", "makes the phone pass over DHCP option 159"},
    NextBoot{"OPTION66_ENABLE", "N", "makes the phone pass over DHCP option 66"},
    NextBoot{"SIPPNP_ENABLE", "N", "makes the phone pass over SIP PnP"},
    NextBoot{"USR_PROV_SVR_URL", "", "sets the URL by hand: it goes before every other source"},
    NextBoot{"CFG_FILE_KEY", "", "sets the key: encrypted files can be loaded from then on"},
    NextBoot{"HTTP_USER_AGENT", "", "changes the User-Agent, by which servers tell phones"},
    NextBoot{"HTTP_AUTH_ID", "", "sets credentials for HTTP"},
    NextBoot{"HTTP_ENABLE_PROXY", "Y", "sends HTTP through a proxy"},
    NextBoot{"HTTP_PROXY_SVR_ADDR", "", "names a proxy for HTTP"}};

bool is_line(std::string_view path, std::string_view line) {
  return path.starts_with(line) && path.substr(line.size()).starts_with('/');
}

bool can_register(std::span<const EffectiveValue> values, std::string_view line) {
  const auto has = [&](std::initializer_list<std::string_view> names, std::string_view wanted = "") {
    return std::any_of(values.begin(), values.end(), [&](const EffectiveValue& value) {
      return is_line(value.parameter, line) && !value.value.empty() &&
             (wanted.empty() || value.value == wanted) &&
             std::find(names.begin(), names.end(), name_in(value.parameter)) != names.end();
    });
  };
  return has({"LINE_ENABLE"}, "Yes") && has({"SIP_RGSTR_ADDR", "SIP_PRXY_ADDR"}) &&
         has({"SIP_AUTHID", "SIP_URI", "PHONE_NUMBER"}) && has({"SIP_PASS"});
}

std::string line_in(std::string_view path) {
  constexpr std::string_view k_line = "Device/Lines/Line[";
  if (!path.starts_with(k_line)) return "";
  return std::string(path.substr(0, path.find(']') + 1));
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

std::vector<EffectiveValue> merge(std::span<const ConfigFile> files) {
  std::vector<const ConfigFile*> by_rank;
  for (const auto& file : files) by_rank.push_back(&file);
  std::stable_sort(by_rank.begin(), by_rank.end(),
                   [](const auto* a, const auto* b) { return place_of(a->role) < place_of(b->role); });
  std::vector<EffectiveValue> merged;
  std::unordered_map<std::string, std::size_t> known;
  for (const auto* file : by_rank) {
    for (const auto& value : file->values) {
      if (!value.path.starts_with("Device/")) continue;
      const auto [entry, is_new] = known.try_emplace(value.path, merged.size());
      EffectiveValue effective{value.path, value.value, value.secret, file->role,
                               file->name, value.line,  value.perm,   {}};
      if (is_new) {
        merged.push_back(std::move(effective));
        continue;
      }
      auto& winner = merged[entry->second];
      if (winner.file == file->name && winner.from == file->role)
        winner = std::move(effective);  // a later one of the same file
      else if (winner.shadows.empty() || winner.shadows.back() != file->role)
        winner.shadows.push_back(file->role);
    }
  }
  return merged;
}

std::vector<Finding> cross_check(std::span<const EffectiveValue> values) {
  std::vector<Finding> findings;
  const auto* low = find(values, "RTP_PORT_MIN");
  const auto* high = find(values, "RTP_PORT_MAX");
  if (const auto min = number_in(low), max = number_in(high); min && max && *min > *max)
    findings.push_back(
        at(*high, make_finding("config.cross-check",
                               fmt::format("RTP_PORT_MAX {} is below RTP_PORT_MIN {}", *max, *min))));
  const auto* cyclic = find(values, "CFG_CYCLIC");
  const auto* resync = find(values, "CFG_RESYNC_TIME");
  if (cyclic != nullptr && resync != nullptr && cyclic->value == "Y")
    findings.push_back(
        at(*resync, make_finding("config.cross-check",
                                 "CFG_RESYNC_TIME has a value, which switches the cyclic download off "
                                 "that CFG_CYCLIC switches on")));
  return findings;
}

std::vector<Finding> judge_effective(std::span<const EffectiveValue> values) {
  std::vector<Finding> findings;
  for (const auto& rule : k_next_boot) {
    const auto* value = find(values, rule.name);
    if (value == nullptr || (!rule.only_when.empty() && value->value != rule.only_when)) continue;
    findings.push_back(
        at(*value, make_finding("config.next-boot", fmt::format("{} {}", rule.name, rule.what))));
  }
  std::vector<std::string> lines;
  for (const auto& value : values)
    if (auto line = line_in(value.parameter); !line.empty() && (lines.empty() || lines.back() != line))
      lines.push_back(std::move(line));
  if (std::none_of(lines.begin(), lines.end(),
                   [&](const std::string& line) { return can_register(values, line); }))
    findings.push_back(make_finding(
        "config.no-line",
        "no line is enabled and has a registrar, a user and a password: the phone will not register"));
  return findings;
}

std::string to_device_file(std::span<const EffectiveValue> values, std::string_view root) {
  std::vector<const EffectiveValue*> sorted;
  for (const auto& value : values) sorted.push_back(&value);
  const auto section_of = [](std::string_view path) { return path.substr(0, path.rfind('/')); };
  std::stable_sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) {
    return section_of(a->parameter) < section_of(b->parameter);
  });
  std::string out = fmt::format("<{}>\n", root);
  std::vector<std::string> open;
  const auto indent = [&](std::size_t depth) { return std::string(depth + 1, ' '); };
  const auto close_to = [&](std::size_t depth) {
    while (open.size() > depth) {
      const auto name = open.back().substr(0, open.back().find('['));
      open.pop_back();
      out += fmt::format("{}</{}>\n", indent(open.size()), name);
    }
  };
  for (const auto* value : sorted) {
    const auto steps = split(section_of(value->parameter), '/');
    std::size_t same = 0;
    while (same < steps.size() && same < open.size() && open[same] == steps[same]) ++same;
    close_to(same);
    for (auto i = same; i < steps.size(); ++i) {
      const auto bracket = steps[i].find('[');
      const auto index =
          bracket == std::string_view::npos
              ? ""
              : fmt::format(" idx=\"{}\"", steps[i].substr(bracket + 1, steps[i].size() - bracket - 2));
      out += fmt::format("{}<{}{}>\n", indent(open.size()), steps[i].substr(0, bracket), index);
      open.emplace_back(steps[i]);
    }
    const auto name = name_in(value->parameter);
    out += fmt::format("{}<{}{}>", indent(open.size()), name,
                       value->perm.empty() ? "" : fmt::format(" perm=\"{}\"", value->perm));
    append_escaped(out, value->value);
    out += fmt::format("</{}>\n", name);
  }
  close_to(0);
  return out + fmt::format("</{}>\n", root);
}

}  // namespace provtool
