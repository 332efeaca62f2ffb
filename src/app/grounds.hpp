// What files are judged by: the phone, the parameters that are known, and the key of encrypted files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/read_ahead.hpp"
#include "app/run.hpp"
#include "config/file.hpp"
#include "io/rights.hpp"
#include "report/catalogue_file.hpp"
#include "tl/expected.hpp"

namespace provtool {

// A file that the command line names and that could not be read.
struct NotRead {
  Trouble trouble;
  std::string path;
};

// Such a file, which counts as a whole or not at all.
Expected<Bytes> read_whole(Run& run, NoRights proof, const std::string& path);

class Grounds {
 public:
  explicit Grounds(Run& run);

  // Reads the catalogue and the key that the command line names; an error says what of them cannot be read.
  tl::expected<void, NotRead> take(NoRights proof);

  [[nodiscard]] FileQuestion question(const Job& job) const;
  [[nodiscard]] const Phone& phone() const { return *m_identity.phone; }
  [[nodiscard]] const Catalogue& catalogue() const { return m_catalogue; }
  [[nodiscard]] const std::optional<FileKey>& key() const { return m_key; }
  // Where the catalogue that was read contradicts the tool's own.
  [[nodiscard]] const std::vector<Finding>& contradictions() const { return m_contradictions; }

 private:
  tl::expected<void, NotRead> take_catalogue(NoRights proof);
  tl::expected<void, NotRead> take_key(NoRights proof);

  Run& m_run;
  Identity m_identity;
  MoreParameters m_more;  // the catalogue points to them
  Catalogue m_catalogue;
  std::optional<FileKey> m_key;
  std::vector<Finding> m_contradictions;
};

}  // namespace provtool
