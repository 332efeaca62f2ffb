// Configuration files as tests write them.
#pragma once

#include <string>

#include "config/file.hpp"

namespace provtool::testing {

inline const Catalogue& known_catalogue() {
  static const Catalogue k_catalogue;
  return k_catalogue;
}

inline std::string device_file(const std::string& inside) {
  return "<PANASIPPhoneConfig><Device>" + inside + "</Device></PANASIPPhoneConfig>";
}
inline std::string prov(const std::string& inside) {
  return "<System><Prov>" + inside + "</Prov></System>";
}
inline std::string http(const std::string& inside) {
  return "<Network><HTTP>" + inside + "</HTTP></Network>";
}
inline std::string line(const std::string& number, const std::string& sip) {
  return "<Line idx=\"" + number + "\"><Sip>" + sip + "</Sip></Line>";
}
inline std::string lines(const std::string& inside) {
  return "<Lines>" + inside + "</Lines>";
}

inline ConfigFile read_whole(const std::string& text, FileRole role, const std::string& name) {
  static const Identity k_identity;
  return read_config_file(to_bytes(text), {name, role, known_catalogue(), k_identity, nullptr, true});
}
// A device file with this inside.
inline ConfigFile read_device(const std::string& inside, FileRole role, const std::string& name = "a.cfg") {
  return read_whole(device_file(inside), role, name);
}

}  // namespace provtool::testing
