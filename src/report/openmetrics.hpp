// The report as metrics: a text that OpenMetrics 1.0 and the older format of Prometheus both allow, because
// the textfile collector of node_exporter reads the older one only.
#pragma once

#include <string>

#include "report/report.hpp"

namespace provtool {

// One document with its "# EOF". Every sample carries the command, the phone's MAC and the interface, so that
// files of many phones can stand side by side. Expects a report that was disclosed.
std::string to_openmetrics(const Report& report);

}  // namespace provtool
