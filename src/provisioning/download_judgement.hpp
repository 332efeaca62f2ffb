// What the candidates of a file came to: the file or its loss, and what is said of it.
#pragma once

#include <string>
#include <vector>

#include "provisioning/candidate_walk.hpp"
#include "provisioning/download.hpp"

namespace provtool {

// "initial file", "certificate 2", "standard file".
std::string role_text(DownloadRole role, std::size_t index);
// "HTTP": of its scheme.
std::string protocol_text(std::string_view url);

// The last of them has the file.
void judge_came(const std::vector<CandidateWalk>& walks, const LoadTerms& terms, Download& download);
// None of them has it, and there is at least one.
void judge_lost(const std::vector<CandidateWalk>& walks, const DownloadContext& context, Download& download);

}  // namespace provtool
