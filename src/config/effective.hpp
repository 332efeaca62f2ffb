// What a phone ends up with when it has loaded several files.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/file.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

struct EffectiveValue {
  std::string parameter;  // "Device/Lines/Line[1]/Sip/SIP_URI"
  std::string value;
  bool secret = false;
  FileRole from = FileRole::none;
  std::string file;
  std::size_t line = 0;
  std::string perm;
  std::vector<FileRole> shadows;  // files whose value of it does not count
};

// Standard over product over master; inside a file the last of equal ones counts. A device file in the place
// of the initial one comes last (assumption). Parameters of the initial file itself are left out: they lead
// to the others.
std::vector<EffectiveValue> merge(std::span<const ConfigFile> files);

// Values that contradict each other, wherever they are from.
std::vector<Finding> cross_check(std::span<const EffectiveValue> values);
// What the merged configuration does to the next boot, and whether a line can register.
std::vector<Finding> judge_effective(std::span<const EffectiveValue> values);

// The values as one device file.
std::string to_device_file(std::span<const EffectiveValue> values, std::string_view root);

}  // namespace provtool
