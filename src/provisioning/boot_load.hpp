// The phone's second step (Administrator Guide 2.1): the initial file, its certificates, the device files,
// and what they come to.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/machine.hpp"
#include "config/effective.hpp"
#include "config/file.hpp"
#include "provisioning/download.hpp"
#include "provisioning/terms.hpp"

namespace provtool {

struct BootQuestion {
  std::string url;                            // the provisioning URL as the phone reads it
  std::vector<std::string> candidates;        // what it would fetch, in order
  DownloadRole role = DownloadRole::initial;  // fetch URL --role: what the file is
  const Catalogue& catalogue;
  const Identity& identity;
  std::optional<FileKey> key{};
  LoadTerms terms;
};

// What the phone comes up with.
enum class BootOutcome : std::uint8_t {
  configured,  // every file came and counts
  partly,      // at least one device file counts, another is lost
  saved,       // nothing usable: the saved configuration if there is one; a new phone stays unprovisioned
  empty,       // the initial file came, and names no device file
  unknown,     // an open question stands
};
constexpr auto words(BootOutcome) {
  return std::to_array<Word<BootOutcome>>({{BootOutcome::configured, "configured"},
                                           {BootOutcome::partly, "partly"},
                                           {BootOutcome::saved, "saved"},
                                           {BootOutcome::empty, "empty"},
                                           {BootOutcome::unknown, "unknown"}});
}

struct BootResult {
  BootOutcome outcome = BootOutcome::unknown;
  // What the server or the files do and what the phone does then, to follow "… wins": "its server refuses the
  // connection: the phone keeps its saved configuration if it has one; a new phone stays unprovisioned and
  // tries again". No full stop at its end.
  std::string sentence;
  std::vector<Download> downloads;  // initial, certificates, standard, product, master
  std::vector<ConfigFile> files;    // of those that came; `name` is what was fetched, masked when shown
  std::vector<EffectiveValue> effective;
  std::vector<Finding> findings;  // all of them, of the downloads, too
  std::vector<OpenQuestion> open;
  std::vector<std::string> assumptions;
};

class BootLoad : public Machine {
 public:
  explicit BootLoad(BootQuestion question);
  ~BootLoad() override;
  BootLoad(const BootLoad&) = delete;
  BootLoad& operator=(const BootLoad&) = delete;

  bool receive(const Datagram& /*datagram*/) override { return false; }
  void wake(Instant /*now*/) override {}
  std::optional<Datagram> next_datagram() override { return std::nullopt; }
  void handed_over(const Datagram& /*datagram*/) override {}
  void not_sent(const Datagram& /*datagram*/, const std::string& /*reason*/) override {}
  std::optional<Request> next_request() override;
  void fetched(const Fetched& result) override;
  void stop() override;
  [[nodiscard]] std::optional<Instant> next_wake() const override { return std::nullopt; }

  // When the run is over; `stopped_by` is what ended it if it was not finished: "--timeout", "Ctrl-C".
  BootResult take_result(std::string_view stopped_by = "--timeout");

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace provtool
