// What the phone would not ask, and what its answer says of the file or the server.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "provisioning/candidate_walk.hpp"

namespace provtool {

struct ExtraQuestion {
  Request request;
  std::function<std::optional<Finding>(const Fetched&)> judge;
};

// How a phone without TLS 1.3 or without SNI would fare: each once per server and run.
std::vector<ExtraQuestion> ask_about_tls(const DownloadContext& context, const SeenTls& seen);
// Whether a file that is not there is there in the other case of the phone's MAC address.
std::optional<ExtraQuestion> ask_other_case(const DownloadContext& context, const CandidateWalk& lost);
// Whether a file that came by TFTP or FTP comes by HTTP as well (--advise).
std::optional<ExtraQuestion> ask_by_http(const DownloadContext& context, const Download& download);

}  // namespace provtool
