// How the phone reads the value of a source as a provisioning URL (Administrator Guide 2.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/identity.hpp"
#include "device/typed_value.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// What is odd about a value: a `url.*` finding and what it says of this value.
struct UrlNote {
  FindingId id;
  std::string message;
  std::optional<Severity> milder{};  // than that of its kind
  std::string_view hint{};           // in place of that of its kind

  [[nodiscard]] Severity severity() const { return milder.value_or(id.kind().severity); }
};
Finding finding_of(const UrlNote& note, Place place = {});

struct UrlReading {
  std::string url;  // as the phone reads it: trailing NULs deleted, macros in place
  std::vector<std::string>
      resolved;  // what it would fetch, in order: protocol and file name added, macros expanded
  std::vector<UrlNote> notes;
  bool usable = false;       // no note is an error
  bool well_formed = false;  // a phone that judges the form takes it; no server may be there all the same
  // Of one that is well formed, for who asks from here: 127.0.0.1 has no server for a phone, and may have one
  // for this computer.
  std::vector<std::string> fetched_from_here{};

  [[nodiscard]] bool has(FindingId id) const;
};

// `value` is the text as received, of any bytes. The rules:
// - trailing NULs are deleted (RFC 2132 2);
// - without a protocol tftp, http, https and ftp are tried in this order (guide);
// - the last path segment is a file when it ends in .cfg, .enc or .xml, whatever its case, else a directory
// in which
//   {MODEL}.cfg is fetched (guide; the endings are an assumption);
// - with a query it is used as it stands (assumption: a deployed server hands phones
// `/provisioning?mac={mac}`);
// - a port, path or credentials without a protocol are kept for each of the four (assumption).
// What an administrator may have meant by a value that is not a URL (device/typed_value.hpp) is said, and
// changes nothing else: the phone reads the value as it is. `resolved` is empty unless the value is usable.
UrlReading read_url(std::string_view value, const Identity& identity, const ValueOrigin& origin = {});

// What is fetched for a usable URL that a configuration file names: as above, and no file name is added.
std::vector<std::string> resolve_as_written(std::string_view url, const Identity& identity);

// Whether a value that was received counts: not an empty one, nor one of NULs only.
bool is_populated(std::string_view value);

}  // namespace provtool
