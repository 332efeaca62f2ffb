// What files are judged by: the phone, the parameters that are known, and the key of encrypted files.
#pragma once

#include <optional>
#include <string>

#include "app/file_output.hpp"
#include "app/read_ahead.hpp"
#include "app/run.hpp"
#include "config/file.hpp"
#include "io/rights.hpp"
#include "report/catalogue_file.hpp"

namespace provtool {

class Grounds {
 public:
  Grounds(Run& run, NoRights proof, FileOutput& output);

  // Reads the catalogue and the key that the command line names. False when one of them cannot be read, which
  // the output says then.
  bool take();

  [[nodiscard]] FileQuestion question(const Job& job) const;
  [[nodiscard]] const Phone& phone() const { return *m_identity.phone; }

 private:
  std::optional<Input> read(const std::string& path);
  bool take_catalogue();
  bool take_key();

  Run& m_run;
  NoRights m_proof;
  FileOutput& m_output;
  Identity m_identity;
  MoreParameters m_more;  // the catalogue points to them
  Catalogue m_catalogue;
  std::optional<FileKey> m_key;
};

}  // namespace provtool
