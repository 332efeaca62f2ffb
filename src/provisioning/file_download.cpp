#include "provisioning/file_download.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/foreign.hpp"
#include "device/macros.hpp"
#include "provisioning/download_judgement.hpp"

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

  DownloadOrder order;
  DownloadContext context;
  std::vector<CandidateWalk> walks{};
  Download download{};
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
  over = true;
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
  return is_over() ? std::nullopt : m_state->walks.back().next_request();
}

void FileDownload::fetched(const Fetched& result) {
  if (is_over()) return;
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
  const bool on_time = why == "--timeout";
  m_state->skip(fmt::format("the run ended before it came ({})", why),
                on_time ? OpenQuestion{"", "Give it more time: --timeout"} : OpenQuestion{});
}

Download FileDownload::take() {
  return std::move(m_state->download);
}

}  // namespace provtool
