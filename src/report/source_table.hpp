// The sources of a discovery, a line each: rank, title, what became of it, and its value or the reason.
#pragma once

#include "report/page.hpp"

namespace provtool {

// `mode`: what a phone has here.
TableBlock source_table(const DiscoverySection& discovery, std::optional<AddressMode> mode);

}  // namespace provtool
