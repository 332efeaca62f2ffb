// How the phone reads the value of a source as a provisioning URL (Administrator Guide 2.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/identity.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// What is odd about a value: a `url.*` finding and what it says of this value.
struct UrlNote {
  FindingId id;
  std::string message;
};

struct UrlReading {
  std::string url;  // as the phone reads it: trailing NULs deleted, macros in place
  std::vector<std::string>
      resolved;  // what it would fetch, in order: protocol and file name added, macros expanded
  std::vector<UrlNote> notes;
  bool usable = false;  // no note is an error
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
// `resolved` is empty unless the value is usable.
UrlReading read_url(std::string_view value, const Identity& identity);

// Whether a value that was received counts: not an empty one, nor one of NULs only.
bool is_populated(std::string_view value);

}  // namespace provtool
