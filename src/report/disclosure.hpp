// The last step before a report is rendered: everything in it is made fit to be shown.
#pragma once

#include "base/foreign.hpp"
#include "report/report.hpp"

namespace provtool {

// Masks secrets (unless they are to be shown) and escapes what a terminal would act on, in every text of the
// report: the one place that does. Hex of bytes that contain a secret is left out.
void disclose(Report& report, Secrets secrets);
void disclose(DiscoverySection& discovery, Secrets secrets);
void disclose(Finding& finding, Secrets secrets);
// The same for a sentence outside a report.
std::string disclosed(std::string sentence, Secrets secrets);

}  // namespace provtool
