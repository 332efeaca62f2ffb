// What a phone ends up with when it has loaded several files.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "config/file.hpp"

namespace provtool {

struct EffectiveValue {
  const Parameter* known = nullptr;  // null for one that is not known, or stands elsewhere
  std::string parameter;             // "Device/Lines/Line[1]/Sip/SIP_URI"
  std::string value;
  bool secret = false;
  FileRole from = FileRole::none;
  std::string file;
  std::size_t line = 0;
  std::string perm;
  std::string access;
  std::vector<FileRole> shadows;  // files whose value of it does not count
};

// Standard over product over master; inside a file the last of equal ones counts. A device file in the place
// of the initial one comes last (assumption). Parameters of the initial file itself are left out: they lead
// to the others.
std::vector<EffectiveValue> merge(std::span<const ConfigFile> files);

// From the one that counts most.
std::vector<const ConfigFile*> by_rank(std::span<const ConfigFile> files);

}  // namespace provtool
