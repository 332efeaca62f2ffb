// Loads one file: its candidates in the phone's order, redirects by hand, what one more request tells.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device/identity.hpp"
#include "provisioning/download.hpp"
#include "provisioning/host_patience.hpp"
#include "provisioning/terms.hpp"

namespace provtool {

struct DownloadOrder {
  DownloadRole role = DownloadRole::initial;
  std::size_t index = 0;
  std::string named;                    // the URL as the configuration or the discovery has it
  std::vector<std::string> candidates;  // whole URLs in the phone's order
  std::string provisioning_url;         // whose origin gets --user and the URL's own credentials
};

class FileDownload {
 public:
  // `terms`, `identity` and `hosts` outlive it. What its findings say of a server, and not of this file,
  // reads the same in every download: say_once().
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
