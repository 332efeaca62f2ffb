// One candidate of a file from its first request to the file or a failure: redirects by hand, FTP the other
// way round, who is told credentials.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "provisioning/download.hpp"
#include "provisioning/failure.hpp"
#include "provisioning/host_patience.hpp"
#include "provisioning/origin.hpp"
#include "provisioning/terms.hpp"
#include "provisioning/tls_judgement.hpp"

namespace provtool {

// What all requests of a download have in common.
struct DownloadContext {
  std::string provisioning_url;  // with its macros expanded
  const LoadTerms& terms;
  const Identity& identity;
  HostPatience& hosts;
  CredentialRules rules;
};

// `own` is the URL as it was named, whose credentials may be used at its own origin.
Request make_request(const DownloadContext& context, std::string_view url, std::string_view own,
                     Duration time_limit);

class CandidateWalk {
 public:
  CandidateWalk(const DownloadContext& context, std::string url);

  std::optional<Request> next_request() { return std::exchange(m_next, std::nullopt); }
  void fetched(const Fetched& result);
  [[nodiscard]] bool is_over() const { return m_file || m_failure; }

  [[nodiscard]] const std::string& url() const { return m_own; }
  [[nodiscard]] const Request& asked() const { return m_asked; }  // the last
  [[nodiscard]] const std::optional<Fetched>& file() const { return m_file; }
  [[nodiscard]] const std::optional<Failure>& failure() const { return m_failure; }
  // Of a certificate that is not trusted every fault, the failure itself first.
  [[nodiscard]] const std::vector<Failure>& faults() const { return m_faults; }
  [[nodiscard]] const std::optional<Fetched>& last_answer() const { return m_last; }
  [[nodiscard]] const std::vector<Attempt>& attempts() const { return m_attempts; }
  [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }
  [[nodiscard]] const std::vector<SeenTls>& tls() const { return m_tls; }
  [[nodiscard]] const std::vector<std::string>& visited() const { return m_visited; }
  // A redirect named a user or a password, which nobody was told.
  [[nodiscard]] bool left_credentials() const { return m_left_credentials; }
  [[nodiscard]] Duration spent() const { return m_spent; }

 private:
  void ask(const std::string& url, bool ftp_active = false);
  void ask(Request request);
  [[nodiscard]] std::optional<Failure> settled(std::optional<Failure> failure) const;
  std::optional<Failure> judge(const Fetched& result);
  void follow(const Fetched& redirect);
  void looked_up(const Fetched& result);
  void note_oddities(const Fetched& result);
  void fail(Failure failure, const std::string& url, Duration elapsed = {});
  [[nodiscard]] Fetched named(const Fetched& result) const;
  void attempt(DownloadStatus status, std::string reason, Duration elapsed);

  const DownloadContext& m_context;
  std::string m_own;
  std::vector<std::string> m_visited;  // the URLs asked for, in order
  std::string m_target;                // of a redirect whose host's name is looked up
  bool m_left_credentials = false;
  std::optional<Request> m_next;
  Request m_asked;
  Duration m_spent{};
  std::optional<Fetched> m_file;
  std::optional<Failure> m_failure;
  std::vector<Failure> m_faults;
  std::optional<Fetched> m_last;
  std::vector<Attempt> m_attempts;
  std::vector<Finding> m_findings;
  std::vector<SeenTls> m_tls;
};

}  // namespace provtool
