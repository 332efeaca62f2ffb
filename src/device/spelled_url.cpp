#include "device/spelled_url.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace provtool {

namespace {

void spell_authority(Spelled& spelled) {
  std::string_view rest = spelled.authority;
  if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
    spelled.userinfo = rest.substr(0, at);
    rest.remove_prefix(at + 1);
  }
  const auto bracket = rest.rfind(']');
  const auto colon = rest.find(':', rest.starts_with('[') && bracket != std::string_view::npos ? bracket : 0);
  spelled.host = rest.substr(0, colon);
  if (colon != std::string_view::npos) spelled.port = rest.substr(colon + 1);
}

}  // namespace

Spelled spell(std::string_view value) {
  Spelled spelled;
  if (const auto mark = value.find("://");
      mark != std::string_view::npos && mark < value.find_first_of("/?#")) {
    spelled.scheme = to_lower(value.substr(0, mark));
    value.remove_prefix(mark + 3);
  }
  const auto query = std::min(value.find_first_of("?#"), value.size());
  // People and browsers take a backslash for a slash: `http://h\@evil/` looks like host h.
  const auto path = std::min(value.find_first_of("/\\"), query);
  spelled.authority = value.substr(0, path);
  spelled.path = value.substr(path, query - path);
  spelled.query = value.substr(query);
  spell_authority(spelled);
  return spelled;
}

}  // namespace provtool
