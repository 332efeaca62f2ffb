// A file that the phone would load: what was tried, and what came.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "base/transfer.hpp"
#include "base/words.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

enum class DownloadRole : std::uint8_t { initial, certificate, standard, product, master };
constexpr auto words(DownloadRole) {
  return std::to_array<Word<DownloadRole>>({{DownloadRole::initial, "initial"},
                                            {DownloadRole::certificate, "certificate"},
                                            {DownloadRole::standard, "standard"},
                                            {DownloadRole::product, "product"},
                                            {DownloadRole::master, "master"}});
}

enum class DownloadStatus : std::uint8_t { ok, failed, skipped };
constexpr auto words(DownloadStatus) {
  return std::to_array<Word<DownloadStatus>>(
      {{DownloadStatus::ok, "ok"}, {DownloadStatus::failed, "failed"}, {DownloadStatus::skipped, "skipped"}});
}

// One request and its answer: a candidate of a URL without a protocol, a hop of a redirect.
struct Attempt {
  std::string url;
  DownloadStatus status = DownloadStatus::failed;  // ok: it answered as hoped, be it with a redirect
  std::string reason;                              // one sentence, which may quote words from outside
  Duration elapsed{};
};

// Of the connection that the file came by, or by which it did not come.
struct TlsSection {
  std::string version;
  std::string subject;
  std::string issuer;
  std::string not_after;  // RFC 3339
  bool verified = false;
  // "delivered", "given", "system"; empty without a trusted root.
  std::string root;
};

// What the user would have to give, so that something undetermined is settled.
struct OpenQuestion {
  std::string finding;    // its id
  std::string to_settle;  // "Give the key with --key-file."
  // The URL that the finding is about; another one of the same kind may be certain. Not for the report.
  std::string url{};
};

struct Download {
  DownloadRole role = DownloadRole::initial;
  std::size_t index = 0;  // of a certificate, from 1
  std::string
      url;  // as a file names it; of the initial file what is fetched, or what several candidates are of
  std::string final_url;  // where the file came from
  std::string protocol;   // "http", of final_url
  DownloadStatus status = DownloadStatus::failed;
  std::string reason;  // one sentence
  std::vector<Attempt> attempts;
  std::optional<int> http_status;
  std::size_t bytes = 0;
  std::string sha256;  // lower-case hex
  std::string content_type;
  std::optional<FetchTiming> timing;  // of the request that the file came by
  std::optional<TlsSection> tls;
  std::string saved_as;
  std::string contender{};  // the DHCP server whose value led here, when the discovery is contested

  // Not for the report.
  Bytes content{};
  std::string failure{};  // the finding's id that says why it is lost, whatever its severity
  std::vector<Finding> findings{};
  std::vector<OpenQuestion> open{};
};

}  // namespace provtool
