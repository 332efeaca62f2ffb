// A file of the second step: how it came, and what was read of it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/transfer.hpp"
#include "config/file.hpp"
#include "provisioning/download.hpp"

namespace provtool {

struct LoadedFile {
  Download download;
  std::optional<Request> request;  // the last one that was made for it
  std::optional<TlsFacts> tls;     // of the connection that it came by
  std::optional<ConfigFile> file;  // of a configuration file, sound or not
  std::string instead;             // what came in a configuration file's place, as a clause

  [[nodiscard]] DownloadRole role() const { return download.role; }
  [[nodiscard]] bool is_device_file() const {
    return role() != DownloadRole::initial && role() != DownloadRole::certificate;
  }
  // Its values count.
  [[nodiscard]] bool counts() const;
  // Whether it counts is not known.
  [[nodiscard]] bool is_open() const;
};

struct ReadingTerms {
  const Catalogue& catalogue;
  const Identity& identity;
};

// Reads what came as a configuration. Of several keys the first that opens it counts; which one is returned,
// if one was needed.
const FileKey* read_configuration(LoadedFile& loaded, const ReadingTerms& terms,
                                  std::span<const FileKey* const> keys);

// What it was fetched as: the name that its findings give.
std::string name_of(const Download& download);
FileRole file_role(DownloadRole role);

}  // namespace provtool
