// A configuration file, read and judged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/words.hpp"
#include "config/catalogue.hpp"
#include "config/excerpt.hpp"
#include "device/identity.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

// What a file is for; from the device files' the first has the last word.
enum class FileRole : std::uint8_t { none, initial, standard, product, master };
constexpr auto words(FileRole) {
  return std::to_array<Word<FileRole>>({{FileRole::none, ""},
                                        {FileRole::initial, "initial"},
                                        {FileRole::standard, "standard"},
                                        {FileRole::product, "product"},
                                        {FileRole::master, "master"}});
}

// A value as the file says it.
struct ConfigValue {
  const Parameter* parameter = nullptr;  // null when it is not known
  std::string path;                      // "Device/Lines/Line[1]/Sip/SIP_URI"
  std::string value;
  std::string perm;    // as written; empty when it is not there
  std::string access;  // the same
  bool secret = false;
  std::size_t line = 0;  // from 1
};

struct ConfigFile {
  std::string name;
  FileKind kind = FileKind::unknown;
  FileRole role = FileRole::none;
  bool encrypted = false;
  bool valid = false;          // no finding is an error
  std::size_t parameters = 0;  // leaf elements that hold a parameter
  std::size_t bytes = 0;
  bool has_root = true;  // the root element is the phone's
  // In their order; empty when the file is malformed, or nobody asked for them.
  std::vector<ConfigValue> values;
  std::vector<Finding> findings;  // by their place
  std::size_t more_findings = 0;  // beyond those that are kept
  // At the lines and columns of findings, as far as they may be shown.
  std::map<std::pair<std::size_t, std::size_t>, Excerpt> excerpts;
};

// The passphrase of encrypted files.
struct FileKey {
  std::string passphrase;
  std::optional<int> bits{};  // when CFG_FILE_KEY_LENGTH says it
};

struct FileQuestion {
  std::string name;
  FileRole role = FileRole::none;
  const Catalogue& catalogue;
  const Identity& identity;
  const FileKey* key = nullptr;
  bool keep_values = true;
};

// For what the phone makes nothing of the file, or what keeps us from looking into it; null for none.
const Finding* what_voids(const ConfigFile& file);

ConfigFile read_config_file(ByteView bytes, const FileQuestion& question);

}  // namespace provtool
