// How sentences name sources.
#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"

namespace provtool {

// "DHCP option 66", "the redirection server".
std::string name_of(SourceId source);
// With a capital letter in front.
std::string opening(const std::string& sentence);
// "option 66", "options 159 and 66", "SIP PnP and option 66".
std::string named(const std::vector<SourceId>& sources);

// What has another URL than the winner's, which is never tried.
std::vector<SourceId> not_tried(const DiscoverySection& discovery);

}  // namespace provtool
