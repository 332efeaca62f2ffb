#include "provisioning/file_download.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "base/foreign.hpp"
#include "device/macros.hpp"
#include "provisioning/download_judgement.hpp"
#include "provisioning/extra_questions.hpp"

namespace provtool {

struct FileDownload::State {
  State(DownloadOrder wanted, const LoadTerms& terms, const Identity& identity, HostPatience& hosts)
      : order(std::move(wanted)),
        context{expand_macros(order.provisioning_url, identity).text, terms, identity, hosts,
                CredentialRules(order.provisioning_url, identity, terms)} {
    download.role = order.role;
    download.index = order.index;
    download.url = order.named;
  }

  // What the phone would put into a URL, and we cannot.
  [[nodiscard]] std::optional<std::string_view> unknown_macro() const;
  void begin();
  void skip(std::string reason, OpenQuestion question);
  void next_candidate();
  void conclude();
  // What the phone would not ask: of each server that spoke TLS, of a name that is not there, for advice.
  void ask_more();
  void answered_more(const Fetched& result);

  DownloadOrder order;
  DownloadContext context;
  std::vector<CandidateWalk> walks{};
  Download download{};
  std::deque<ExtraQuestion> more{};  // the first is under way when `asked`
  bool asked = false;
  bool concluded = false;  // what came of the file itself is known
  bool over = false;
};

std::optional<std::string_view> FileDownload::State::unknown_macro() const {
  for (const auto& url : order.candidates)
    if (const auto unexpanded = expand_macros(url, context.identity).unexpanded; !unexpanded.empty())
      return unexpanded.front();
  return std::nullopt;
}

void FileDownload::State::skip(std::string reason, OpenQuestion question) {
  download.status = DownloadStatus::skipped;
  download.reason = std::move(reason);
  if (!question.to_settle.empty()) download.open.push_back(std::move(question));
  over = true;
}

void FileDownload::State::begin() {
  if (order.candidates.empty()) {
    download.reason = fmt::format("{} is not a usable URL", foreign(order.named));
    over = true;
  } else if (const auto& no_way = context.terms.no_way; !no_way.empty()) {
    skip(no_way, {"", "Give this computer an address in the phone's network, then check again."});
  } else if (const auto macro = unknown_macro()) {
    const auto macros = context.identity.phone->url.macros;
    const auto option = std::find_if(macros.begin(), macros.end(), [&](const Macro& row) {
                          return row.text == *macro;
                        })->given_by;
    const bool mac = option == "--mac";
    skip(fmt::format("its URL needs the phone's {}, which was not given", *macro),
         mac ? OpenQuestion{"device.mac-not-phone", "Give the phone's MAC with --mac."}
             : OpenQuestion{"", fmt::format("Give the phone's {} with {}.", *macro, option)});
  } else {
    next_candidate();
  }
}

void FileDownload::State::next_candidate() {
  while (walks.size() < order.candidates.size()) {
    walks.emplace_back(context, order.candidates[walks.size()]);
    if (!walks.back().is_over()) return;
  }
  conclude();
}

void FileDownload::State::conclude() {
  if (walks.back().file())
    judge_came(walks, context.terms, download);
  else
    judge_lost(walks, context, download);
  concluded = true;
  ask_more();
  over = more.empty();
}

void FileDownload::State::ask_more() {
  for (const auto& walk : walks)
    for (const auto& seen : walk.tls())
      for (auto& question : ask_about_tls(context, seen)) more.push_back(std::move(question));
  if (download.status == DownloadStatus::ok) {
    if (auto question = ask_by_http(context, download)) more.push_back(std::move(*question));
    return;
  }
  for (const auto& walk : walks) {
    auto question = ask_other_case(context, walk);
    if (!question) continue;
    more.push_back(std::move(*question));
    return;
  }
}

void FileDownload::State::answered_more(const Fetched& result) {
  auto answer = result;
  answer.url = more.front().request.url;
  if (auto finding = more.front().judge(answer)) download.findings.push_back(std::move(*finding));
  more.pop_front();
  asked = false;
  over = more.empty();
}

FileDownload::FileDownload(DownloadOrder order, const LoadTerms& terms, const Identity& identity,
                           HostPatience& hosts)
    : m_state(std::make_unique<State>(std::move(order), terms, identity, hosts)) {
  m_state->begin();
}
FileDownload::~FileDownload() = default;
FileDownload::FileDownload(FileDownload&&) noexcept = default;
FileDownload& FileDownload::operator=(FileDownload&&) noexcept = default;

std::optional<Request> FileDownload::next_request() {
  if (is_over()) return std::nullopt;
  if (!m_state->concluded) return m_state->walks.back().next_request();
  if (std::exchange(m_state->asked, true)) return std::nullopt;
  return m_state->more.front().request;
}

void FileDownload::fetched(const Fetched& result) {
  if (is_over()) return;
  if (m_state->concluded) return m_state->answered_more(result);
  auto& walk = m_state->walks.back();
  walk.fetched(result);
  if (walk.file())
    m_state->conclude();
  else if (walk.failure())
    m_state->next_candidate();
}

bool FileDownload::is_over() const {
  return m_state->over;
}

void FileDownload::stop(std::string_view why) {
  if (is_over()) return;
  if (m_state->concluded) {
    m_state->over = true;
    return;
  }
  for (const auto& walk : m_state->walks) {
    const auto& attempts = walk.attempts();
    m_state->download.attempts.insert(m_state->download.attempts.end(), attempts.begin(), attempts.end());
  }
  const bool on_time = why == "--timeout";
  m_state->skip(fmt::format("the run ended before it came ({})", why),
                on_time ? OpenQuestion{"", "Give it more time: --timeout"} : OpenQuestion{});
}

Download FileDownload::take() {
  return std::move(m_state->download);
}

}  // namespace provtool
