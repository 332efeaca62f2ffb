// What an initial file tells the phone to load.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "config/file.hpp"
#include "device/identity.hpp"
#include "provisioning/download.hpp"

namespace provtool {

struct NamedFile {
  DownloadRole role = DownloadRole::standard;
  std::size_t index = 0;                // of a certificate, from 1
  std::string url;                      // as written, without spaces around it
  std::vector<std::string> candidates;  // what is fetched, in order; none when it is not a usable URL
  std::string unusable;                 // the clause that says why not
};

// Certificates, standard, product, master: the phone's order. Of equal parameters the last counts.
std::vector<NamedFile> named_files(const ConfigFile& initial, const Identity& identity);

}  // namespace provtool
