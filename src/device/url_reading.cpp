#include "device/url_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "device/macros.hpp"
#include "device/spelled_url.hpp"
#include "device/url_checks.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

namespace {

bool is_file(std::string_view segment, const Phone& phone) {
  const auto endings = phone.url.file_endings.value;
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return segment.size() >= ending.size() &&
           equal_ignoring_case(segment.substr(segment.size() - ending.size()), ending);
  });
}

std::string with_file_name(std::string path, const Identity& identity) {
  const auto slash = path.rfind('/');
  if (slash != std::string::npos && is_file(std::string_view(path).substr(slash + 1), *identity.phone))
    return path;
  if (!path.ends_with('/')) path += '/';
  return path + expand_macros(identity.phone->url.default_file.value, identity).text;
}

bool has_query(const Spelled& spelled) {
  return spelled.query.starts_with('?');
}

// By each protocol where none is named.
std::vector<std::string> with_schemes(const Spelled& spelled, const std::string& path,
                                      const Identity& identity) {
  const auto rest = spelled.authority + path + spelled.query;
  if (spelled.scheme) return {*spelled.scheme + "://" + rest};
  std::vector<std::string> urls;
  const auto schemes = identity.phone->url.schemes.value;
  urls.reserve(schemes.size());
  for (const auto scheme : schemes) urls.push_back(fmt::format("{}://{}", scheme, rest));
  return urls;
}

std::vector<std::string> resolve(const Spelled& spelled, const Identity& identity) {
  return with_schemes(spelled, has_query(spelled) ? spelled.path : with_file_name(spelled.path, identity),
                      identity);
}

// What a phone would fetch that adds its file name in front of a query; nothing where both are the same.
std::optional<std::string> other_reading(const Spelled& spelled, const Identity& identity) {
  if (!has_query(spelled)) return std::nullopt;
  const auto path = with_file_name(spelled.path, identity);
  if (path == spelled.path) return std::nullopt;
  return fmt::format("{}{}{}{}", spelled.scheme ? *spelled.scheme + "://" : "", spelled.authority, path,
                     spelled.query);
}

bool has_error(const std::vector<UrlNote>& notes) {
  return std::any_of(notes.begin(), notes.end(),
                     [](const UrlNote& note) { return note.severity() == Severity::error; });
}

// The values of macros that are not known do not decide whether a URL is sound.
Identity fully_known(Identity identity) {
  identity.mac_from = MacFrom::option;
  identity.firmware = identity.firmware.value_or("0");
  return identity;
}

// As the phone takes it.
UrlReading as_it_stands(std::string_view value, const Identity& identity) {
  UrlReading reading;
  const auto text = without_trailing_nuls(value);
  reading.url = text;
  UrlChecks reader(text, *identity.phone, reading.notes);
  if (const auto nuls = value.size() - text.size(); nuls > 0)
    reader.note("url.trailing-nul",
                fmt::format("the value ends in {}; the phone deletes such bytes", counted(nuls, "NUL")));
  if (is_too_long(text)) {
    reader.note(
        "url.too-long",
        fmt::format("the value has {} bytes; of one that is longer than {} only the beginning is shown",
                    text.size(), k_most_looked_at));
    return reading;
  }
  if (!reader.spelling_is_sound(text)) return reading;

  const auto known = expand_macros(text, fully_known(identity));
  reader.macros(known.unknown);
  const auto spelled = spell(known.text);
  if (!reader.scheme_is_sound(known.text, spelled) || !reader.authority_is_sound(spelled) ||
      !reader.library_reads_it(spelled))
    return reading;
  reader.credentials(spelled);
  reading.well_formed = !has_error(reading.notes);
  reader.host_is_possible();

  reading.usable = !has_error(reading.notes);
  const auto fetched = spell(expand_macros(text, identity).text);
  if (reading.well_formed) reading.fetched_from_here = resolve(fetched, identity);
  if (!reading.usable) return reading;
  if (const auto other = other_reading(fetched, identity))
    reader.note("url.query",
                fmt::format("the value has a query and is used as it stands; a phone that adds its "
                            "file name all the same fetches \"{}\"",
                            foreign(*other)));
  reading.resolved = reading.fetched_from_here;
  return reading;
}

// RFC 1035 2.3.4. A name server is asked for such a name, whatever it may have been meant to say.
bool passes_as_host(std::string_view host) {
  constexpr std::size_t k_longest = 253;
  constexpr std::size_t k_longest_label = 63;
  const auto labels = split(host, '.');
  return host.size() <= k_longest && host.find(',') == std::string_view::npos &&
         std::all_of(labels.begin(), labels.end(),
                     [](std::string_view label) { return label.size() <= k_longest_label; });
}

// Says what the value may have been meant to be, in place of what is odd about it as it stands.
void explain(UrlReading& reading, std::string_view value, const Phone& phone, const ValueOrigin& origin) {
  const bool passes = reading.usable && passes_as_host(spell(reading.url).host);
  const auto typed = typed_value(value, phone, origin, passes);
  if (!typed) return;
  UrlNote note{typed->raw_address ? FindingId("url.binary-address") : FindingId("url.encoded"),
               "the value is " + typed->words, passes ? std::optional(Severity::warning) : std::nullopt,
               typed->hint};
  if (typed->raw_address)
    note.hint =
        origin.meant_for.empty()
            ? std::string_view()
            : "Leave it for the devices that it is meant for, and give this phone's URL as text beside it.";
  if (passes) {
    std::erase_if(reading.notes, [](const UrlNote& other) { return other.id == "url.host-rewritten"; });
    reading.notes.push_back(std::move(note));
    return;
  }
  reading.notes = {std::move(note)};
  reading.usable = false;
  reading.resolved.clear();
  reading.fetched_from_here.clear();
}

}  // namespace

Finding finding_of(const UrlNote& note, Place place) {
  auto finding = make_finding(note.id, note.message, std::move(place));
  finding.severity = note.severity();
  if (!note.hint.empty()) finding.hint = note.hint;
  return finding;
}

bool UrlReading::has(FindingId id) const {
  return std::any_of(notes.begin(), notes.end(), [id](const UrlNote& note) { return note.id == id; });
}

UrlReading read_url(std::string_view value, const Identity& identity, const ValueOrigin& origin) {
  auto reading = as_it_stands(value, identity);
  if (!is_too_long(reading.url)) explain(reading, value, *identity.phone, origin);
  return reading;
}

std::vector<std::string> resolve_as_written(std::string_view url, const Identity& identity) {
  const auto spelled = spell(expand_macros(url, identity).text);
  return with_schemes(spelled, spelled.path, identity);
}

bool is_populated(std::string_view value) {
  return !without_trailing_nuls(value).empty();
}

}  // namespace provtool
