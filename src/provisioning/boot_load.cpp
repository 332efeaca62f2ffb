#include "provisioning/boot_load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/foreign.hpp"
#include "config/effective_judgement.hpp"
#include "config/file_key.hpp"
#include "provisioning/boot_outcome.hpp"
#include "provisioning/certificate_judgement.hpp"
#include "provisioning/delivered_use.hpp"
#include "provisioning/file_download.hpp"
#include "provisioning/loaded_file.hpp"
#include "provisioning/named_files.hpp"

namespace provtool {

namespace {

// The phone asks for what stands on one step only when the step before is over.
enum class Step : std::uint8_t { first, certificates, device_files, over };

Step next(Step step) {
  return static_cast<Step>(static_cast<int>(step) + 1);
}

Step step_of(DownloadRole role) {
  return role == DownloadRole::certificate ? Step::certificates : Step::device_files;
}

// Whose request a tag stands for.
struct Asked {
  std::size_t part = 0;
  int tag = 0;  // of its own
  Request::What what = Request::What::file;
};

struct Part {
  Step step = Step::first;
  DownloadOrder order;
  std::optional<FileDownload> download{};  // while it runs
  std::vector<Request> requests{};         // for a file
  std::map<std::string, TlsFacts> tls{};   // by URL
  LoadedFile loaded{};

  [[nodiscard]] bool is_over() const { return download && download->is_over(); }
  void take();
};

// One more request may have followed the one that the file came by.
void Part::take() {
  loaded.download = download->take();
  download.reset();
  for (auto& request : requests)
    if (!loaded.request || request.url == loaded.download.final_url) loaded.request = std::move(request);
  const auto facts = tls.find(loaded.download.final_url);
  if (facts != tls.end()) loaded.tls = std::move(facts->second);
}

bool is_device_file_at_once(const std::vector<LoadedFile>& loaded) {
  const auto& first = loaded.front();
  return first.role() == DownloadRole::initial && first.counts() && first.file->kind == FileKind::device;
}

// Of the files together. What could not be looked into may contain a line.
std::vector<Finding> judge_whole(const BootResult& result) {
  if (result.effective.empty()) return {};
  auto findings = judge_effective(result.files, result.effective);
  if (result.outcome == BootOutcome::unknown)
    std::erase_if(findings, [](const Finding& finding) { return finding.id == "config.no-line"; });
  return findings;
}

}  // namespace

struct BootLoad::State {
  explicit State(BootQuestion of) : question(std::move(of)), device_terms(question.terms) {
    const auto& named = question.candidates.size() == 1 ? question.candidates.front() : question.url;
    parts.push_back({Step::first, {question.role, 0, named, question.candidates, question.url}});
    begin();
  }

  void begin();
  void settle();
  void end_step();
  void read_first();
  void add_part(NamedFile named);
  void read_delivered_certificates();
  void read_device_files();
  [[nodiscard]] std::vector<const FileKey*> given_keys() const;
  const FileKey* read(LoadedFile& loaded, const std::vector<const FileKey*>& keys) const;
  std::optional<Request> next_request();
  Request tagged(std::size_t part, Request request);
  void fetched(const Fetched& result);
  void give_up(std::string_view why);
  BootResult conclude();
  [[nodiscard]] std::vector<Finding> findings_of(const std::vector<LoadedFile>& loaded) const;
  void assume(const std::vector<LoadedFile>& loaded, BootResult& result) const;

  BootQuestion question;
  LoadTerms device_terms;  // with the delivered certificates
  HostPatience hosts;
  Step step = Step::first;
  std::vector<Part> parts;  // in the phone's order
  std::map<int, Asked> asked;
  int last_tag = 0;
  bool stopped = false;
  bool key_was_handed_over = false;  // by the standard file, and opened another one
  std::vector<DeliveredCertificates> delivered;
};

// ---- from step to step

void BootLoad::State::begin() {
  for (auto& part : parts) {
    if (part.step != step || !part.loaded.download.failure.empty()) continue;
    const auto& terms = step == Step::device_files ? device_terms : question.terms;
    part.download.emplace(part.order, terms, question.identity, hosts);
  }
}

// Takes what is over; when nothing of the step runs any more the next one begins.
void BootLoad::State::settle() {
  while (step != Step::over) {
    for (auto& part : parts)
      if (part.is_over()) part.take();
    if (std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.download.has_value(); }))
      return;
    end_step();
  }
}

void BootLoad::State::end_step() {
  if (step == Step::first) read_first();
  if (step == Step::certificates) read_delivered_certificates();
  if (step == Step::device_files) read_device_files();
  step = next(step);
  begin();
}

// ---- what came

std::vector<const FileKey*> BootLoad::State::given_keys() const {
  std::vector<const FileKey*> keys;
  if (question.key) keys.push_back(&*question.key);
  return keys;
}

const FileKey* BootLoad::State::read(LoadedFile& loaded, const std::vector<const FileKey*>& keys) const {
  return read_configuration(loaded, {question.catalogue, question.identity}, keys);
}

void BootLoad::State::read_first() {
  auto& first = parts.front().loaded;
  read(first, given_keys());
  if (question.role != DownloadRole::initial || !first.counts()) return;
  for (auto& named : named_files(*first.file, question.identity)) add_part(std::move(named));
}

void BootLoad::State::add_part(NamedFile named) {
  Part part;
  part.step = step_of(named.role);
  part.order = {named.role, named.index, std::move(named.url), std::move(named.candidates), question.url};
  auto& download = part.loaded.download;
  download.role = part.order.role;
  download.index = part.order.index;
  download.url = part.order.named;
  if (part.order.candidates.empty()) {
    download.reason = fmt::format("its URL is not usable: {}", named.unusable);
    download.failure = "config.url";
  }
  parts.push_back(std::move(part));
}

void BootLoad::State::read_delivered_certificates() {
  for (const auto& part : parts) {
    const auto& download = part.loaded.download;
    if (part.step != Step::certificates || download.status != DownloadStatus::ok) continue;
    delivered.push_back(read_delivered(name_of(download), download.content));
    for (const auto& certificate : delivered.back().certificates)
      device_terms.anchors.push_back({certificate.der, TrustAnchor::From::delivered});
  }
}

// A plain standard file may hand the key of the others over.
void BootLoad::State::read_device_files() {
  auto keys = given_keys();
  std::optional<FileKey> handed_over;
  for (auto& part : parts) {
    if (part.step != Step::device_files) continue;
    auto& loaded = part.loaded;
    const auto* used = read(loaded, keys);
    key_was_handed_over = key_was_handed_over || (handed_over && used == &*handed_over);
    if (loaded.role() != DownloadRole::standard || !loaded.counts() || loaded.file->encrypted) continue;
    handed_over = key_in(*loaded.file);
    if (handed_over) keys.push_back(&*handed_over);
  }
}

// ---- the end

void BootLoad::State::give_up(std::string_view why) {
  while (step != Step::over) {
    for (auto& part : parts)
      if (part.download) part.download->stop(why);
    settle();
  }
}

std::vector<Finding> BootLoad::State::findings_of(const std::vector<LoadedFile>& loaded) const {
  std::vector<Finding> findings;
  const auto add = [&](const std::vector<Finding>& more) {
    findings.insert(findings.end(), more.begin(), more.end());
  };
  const auto of_certificates = judge_delivered(delivered, question.terms.now);
  for (std::size_t i = 0, certificate = 0; i < loaded.size(); ++i) {
    for (const auto& finding : loaded[i].download.findings) say_once(findings, finding);
    if (loaded[i].file) add(loaded[i].file->findings);
    if (loaded[i].role() == DownloadRole::certificate && loaded[i].download.status == DownloadStatus::ok)
      add(of_certificates[certificate++]);
  }
  if (const auto use = judge_use_of_delivered(loaded)) findings.push_back(*use);
  return findings;
}

void BootLoad::State::assume(const std::vector<LoadedFile>& loaded, BootResult& result) const {
  auto& assumptions = result.assumptions;
  if (key_was_handed_over)
    assumptions.emplace_back("what the standard file hands over opens the other files in the same boot");
  if (is_device_file_at_once(loaded))
    assumptions.emplace_back("a device file in the place of the initial one is applied");
  if (std::any_of(parts.begin(), parts.end(), [](const Part& part) {
        return part.step != Step::first && part.order.candidates.size() > 1;
      }))
    assumptions.emplace_back("a URL in a file that names no protocol is tried by the same four");
  const auto* interval = question.catalogue.find("CFG_RTRY_INTVL");
  if (result.outcome == BootOutcome::saved && interval != nullptr)
    assumptions.push_back(fmt::format(
        "a new phone tries again after CFG_RTRY_INTVL: {} in the published file, taken for minutes",
        interval->sample));
}

BootResult BootLoad::State::conclude() {
  BootResult result;
  std::vector<LoadedFile> loaded;
  for (auto& part : parts) loaded.push_back(std::move(part.loaded));
  for (const auto& file : loaded)
    if (file.file) result.files.push_back(*file.file);
  result.effective = merge(result.files);
  result.outcome = outcome_of(loaded, result.effective);
  result.sentence = sentence_of(result.outcome, loaded, result.effective);
  soften_losses(loaded);
  result.findings = findings_of(loaded);
  for (auto& finding : judge_whole(result)) result.findings.push_back(std::move(finding));
  assume(loaded, result);
  for (auto& file : loaded) {
    result.open.insert(result.open.end(), file.download.open.begin(), file.download.open.end());
    result.downloads.push_back(std::move(file.download));
  }
  return result;
}

// ---- requests

std::optional<Request> BootLoad::State::next_request() {
  while (!stopped) {
    settle();
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (parts[i].download)
        if (auto request = parts[i].download->next_request()) return tagged(i, std::move(*request));
    if (std::none_of(parts.begin(), parts.end(), [](const Part& part) { return part.is_over(); })) break;
  }
  return std::nullopt;
}

Request BootLoad::State::tagged(std::size_t part, Request request) {
  if (request.what == Request::What::file) parts[part].requests.push_back(request);
  asked[++last_tag] = {part, request.tag, request.what};
  request.tag = last_tag;
  return request;
}

void BootLoad::State::fetched(const Fetched& result) {
  const auto known = asked.find(result.tag);
  if (known == asked.end() || stopped) return;
  const auto [index, tag, what] = known->second;
  asked.erase(known);
  auto& part = parts[index];
  if (!part.download) return;
  if (result.tls && what == Request::What::file) part.tls[result.url] = *result.tls;
  auto own = result;
  own.tag = tag;
  part.download->fetched(own);
  settle();
}

BootLoad::BootLoad(BootQuestion question) : m_state(std::make_unique<State>(std::move(question))) {}
BootLoad::~BootLoad() = default;

std::optional<Request> BootLoad::next_request() {
  return m_state->next_request();
}

void BootLoad::fetched(const Fetched& result) {
  m_state->fetched(result);
}

void BootLoad::stop() {
  m_state->stopped = true;
}

BootResult BootLoad::take_result(std::string_view stopped_by) {
  m_state->give_up(stopped_by);
  return m_state->conclude();
}

}  // namespace provtool
