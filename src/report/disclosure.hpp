// The last step before a report is rendered: everything in it is made fit to be shown.
#pragma once

#include "report/report.hpp"

namespace provtool {

enum class Secrets : unsigned char { mask, show };

// Masks secrets (unless they are to be shown) and escapes what a terminal would act on, in every text of the
// report. Hex of a value stays only where its text had to be escaped and holds no secret.
void disclose(Report& report, Secrets secrets);
void disclose(DiscoverySection& discovery, Secrets secrets);

}  // namespace provtool
