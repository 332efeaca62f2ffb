// Loads one file: its candidates in the phone's order, redirects by hand, what one more request tells.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "device/identity.hpp"
#include "provisioning/download.hpp"
#include "provisioning/terms.hpp"

namespace provtool {

// What was seen of the hosts by all downloads of a run: a host is waited for 30 s at most, all candidates
// together, and one that was silent is not asked that way again.
struct HostPatience {
  std::map<std::string, Duration> waited;  // by host
  std::set<std::string> silent;            // scheme, host and port that did not answer in time
};

struct DownloadOrder {
  DownloadRole role = DownloadRole::initial;
  std::size_t index = 0;
  std::string named;                    // the URL as the configuration or the discovery has it
  std::vector<std::string> candidates;  // whole URLs in the phone's order
  std::string provisioning_url;         // whose origin gets --user and the URL's own credentials
};

class FileDownload {
 public:
  // `terms`, `identity` and `hosts` outlive it.
  FileDownload(DownloadOrder order, const LoadTerms& terms, const Identity& identity, HostPatience& hosts);
  ~FileDownload();
  FileDownload(FileDownload&&) noexcept;
  FileDownload& operator=(FileDownload&&) noexcept;

  std::optional<Request> next_request();
  void fetched(const Fetched& result);
  [[nodiscard]] bool is_over() const;
  // The run ends (`why`: "--timeout", "Ctrl-C"); what it has by now counts.
  void stop(std::string_view why);
  // When it is over.
  Download take();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace provtool
