// What the command line gives for loading files: read before anything is asked, because a run takes seconds.
#pragma once

#include <string>

#include "app/grounds.hpp"
#include "app/run.hpp"
#include "io/rights.hpp"
#include "provisioning/terms.hpp"

namespace provtool {

class Provisions {
 public:
  explicit Provisions(Run& run) : m_run(run), m_grounds(run) {}

  // Whether all of it could be read, and what is to be saved could be written; else the report says what not.
  bool take(NoRights proof);

  [[nodiscard]] const Grounds& grounds() const { return m_grounds; }
  // What holds for every request, whoever asks.
  [[nodiscard]] const LoadTerms& terms() const { return m_terms; }

 private:
  bool take_anchors(NoRights proof);
  bool take_credentials(NoRights proof);
  bool not_read(const Trouble& trouble, const std::string& path);

  Run& m_run;
  Grounds m_grounds;
  LoadTerms m_terms;
};

}  // namespace provtool
