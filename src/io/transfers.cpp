#include "io/transfers.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <string_view>

#include "base/url.hpp"
#include "io/curl_transfer.hpp"
#include "io/name_lookup.hpp"
#include "io/steady_clock.hpp"
#include "io/tftp_transfer.hpp"

namespace provtool {

namespace {

int to_poll_timeout(Duration duration) {
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

bool is_fetched_by_us(std::string_view scheme) {
  return scheme == "http" || scheme == "https" || scheme == "ftp" || scheme == "tftp";
}

// As DNS knows it: without brackets, ASCII (RFC 5891).
std::string host_of(const std::string& url) {
  CURLU* parts = curl_url();
  curl_url_set(parts, CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME);
  char* text = nullptr;
  std::string host = curl_url_get(parts, CURLUPART_HOST, &text, CURLU_PUNYCODE) == CURLUE_OK ? text : "";
  curl_free(text);
  curl_url_cleanup(parts);
  if (host.starts_with('[') && host.ends_with(']')) return host.substr(1, host.size() - 2);
  return host;
}

}  // namespace

struct Transfers::Multi {
  Multi() {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    handle = curl_multi_init();
  }
  ~Multi() { curl_multi_cleanup(handle); }
  Multi(const Multi&) = delete;
  Multi& operator=(const Multi&) = delete;

  CURLM* handle = nullptr;
};

// First the name, then the file.
class Transfers::Transfer {
 public:
  Transfer(RequestId number, Request request, Transfers& transfers);

  [[nodiscard]] RequestId id() const { return m_id; }
  [[nodiscard]] bool is_over() const { return m_result.has_value(); }
  [[nodiscard]] bool is_curl() const { return m_curl != nullptr; }
  [[nodiscard]] bool is_of(const CURL* handle) const { return m_curl && m_curl->handle() == handle; }
  [[nodiscard]] Instant next_wake(Instant now) const;
  [[nodiscard]] FetchProgress progress() const;
  void listen(std::vector<pollfd>& polled) const;
  void go_on();
  void finish(CURLcode code) { end(m_curl->finish(code)); }
  Fetched take_result() { return std::move(*m_result); }

 private:
  void begin();
  void load(Instant now);
  void end(Fetched fetched);
  void fail(FetchProblem problem, std::string detail);

  RequestId m_id;
  Request m_request;
  Transfers& m_transfers;
  Instant m_start = steady_now();
  UrlParts m_url;
  std::vector<IpAddress> m_addresses;
  Duration m_looked_up{};
  std::unique_ptr<NameLookup> m_lookup;
  std::unique_ptr<CurlTransfer> m_curl;
  std::unique_ptr<TftpTransfer> m_tftp;
  std::optional<Fetched> m_result;
};

Transfers::Transfer::Transfer(RequestId number, Request request, Transfers& transfers)
    : m_id(number), m_request(std::move(request)), m_transfers(transfers) {
  begin();
}

void Transfers::Transfer::begin() {
  auto url = parse_url(m_request.url);
  if (!url) return fail(FetchProblem::other, "it is not a URL that can be asked for");
  m_url = std::move(*url);
  if (m_request.what != Request::What::lookup && !is_fetched_by_us(m_url.scheme))
    return fail(FetchProblem::other, "its protocol is not one of tftp, ftp, http, https");
  const auto host = host_of(m_request.url);
  if (const auto literal = IpAddress::parse(host)) {
    m_addresses = {*literal};
    return load(m_start);
  }
  if (host.empty()) return fail(FetchProblem::name_lookup, "it is not a valid name of a host");
  m_lookup = std::make_unique<NameLookup>(
      LookupQuestion{host, m_request.name_servers, m_request.interface, m_request.ipv4, m_request.ipv6,
                     m_start + m_request.time_limit},
      m_start);
  go_on();
}

void Transfers::Transfer::go_on() {
  if (is_over()) return;
  const auto now = steady_now();
  if (m_lookup) {
    m_lookup->attend(now);
    if (!m_lookup->is_over()) return;
    m_looked_up = now - m_start;
    m_addresses = m_lookup->addresses();
    if (m_addresses.empty()) return fail(FetchProblem::name_lookup, m_lookup->why());
    m_lookup.reset();
    load(now);
  }
  if (!m_tftp) return;
  m_tftp->attend(now);
  if (m_tftp->is_over()) end(m_tftp->take_result(now));
}

void Transfers::Transfer::load(Instant now) {
  if (m_request.what == Request::What::lookup) return end({});
  const Instant until = m_start + m_request.time_limit;
  const auto& scheme = m_url.scheme;
  if (scheme == "tftp") {
    m_tftp = std::make_unique<TftpTransfer>(m_request, m_url, m_addresses, now, until);
    if (m_tftp->is_over()) end(m_tftp->take_result(now));
  } else if (scheme == "ftp" && m_url.path.ends_with('/')) {
    fail(FetchProblem::other, "the URL names a folder, not a file");  // libcurl would list it
  } else {
    m_curl = std::make_unique<CurlTransfer>(
        CurlTask{m_request, m_url, m_addresses, until - now, m_transfers.m_is_interrupted},
        m_transfers.multi());
  }
}

void Transfers::Transfer::fail(FetchProblem problem, std::string detail) {
  Fetched failed;
  failed.problem = problem;
  failed.detail = std::move(detail);
  end(std::move(failed));
}

// The times since the beginning, the lookup included.
void Transfers::Transfer::end(Fetched fetched) {
  fetched.url = m_request.url;
  fetched.tag = m_request.tag;
  if (!IpAddress::parse(host_of(m_request.url))) fetched.addresses = m_addresses;
  auto& timing = fetched.timing;
  timing.name_lookup = m_looked_up;
  if (timing.connect > Duration::zero()) timing.connect += m_looked_up;
  if (timing.first_byte > Duration::zero()) timing.first_byte += m_looked_up;
  timing.total = steady_now() - m_start;
  fetched.elapsed = timing.total;
  m_result = std::move(fetched);
}

Instant Transfers::Transfer::next_wake(Instant now) const {
  if (is_over()) return now;
  if (m_lookup) return m_lookup->next_wake(now);
  if (m_tftp) return m_tftp->next_wake();
  return m_start + m_request.time_limit;
}

void Transfers::Transfer::listen(std::vector<pollfd>& polled) const {
  if (m_lookup) m_lookup->listen(polled);
  if (m_tftp) polled.push_back({m_tftp->fd(), POLLIN, 0});
}

FetchProgress Transfers::Transfer::progress() const {
  FetchProgress progress;
  progress.url = m_request.url;
  if (m_curl) progress.expected = m_curl->expected();
  progress.bytes = m_curl ? m_curl->bytes() : m_tftp ? m_tftp->bytes() : 0;
  progress.elapsed = steady_now() - m_start;
  return progress;
}

Transfers::Transfers(std::function<bool()> is_interrupted) : m_is_interrupted(std::move(is_interrupted)) {}
Transfers::~Transfers() = default;

void Transfers::start(RequestId id, const Request& request) {
  m_running.push_back(std::make_unique<Transfer>(id, request, *this));
}

std::vector<FetchProgress> Transfers::under_way() const {
  std::vector<FetchProgress> under_way;
  for (const auto& transfer : m_running) under_way.push_back(transfer->progress());
  return under_way;
}

// As long as nothing comes of it for the caller: blocks of TFTP are answered here one after the other.
bool Transfers::poll(std::span<pollfd> others, Duration at_most) {
  const Instant until = steady_now() + at_most;
  std::vector<pollfd> polled;
  while (true) {
    polled.assign(others.begin(), others.end());
    Instant wake = until;
    const auto now = steady_now();
    for (const auto& transfer : m_running) {
      transfer->listen(polled);
      wake = std::min(wake, transfer->next_wake(now));
    }
    const bool waited = wait(polled, std::max(wake - now, Duration::zero()));
    std::copy_n(polled.begin(), others.size(), others.begin());
    go_on();
    const bool seen =
        std::any_of(others.begin(), others.end(), [](const pollfd& other) { return other.revents != 0; });
    const bool done = std::any_of(m_running.begin(), m_running.end(),
                                  [](const auto& transfer) { return transfer->is_over(); });
    if (!waited || seen || done || steady_now() >= until) return waited;
  }
}

// libcurl's own connections are looked at beside `polled`.
bool Transfers::wait(std::vector<pollfd>& polled, Duration left) {
  if (!is_any_curl()) {
    const timespec timeout{static_cast<time_t>(left.count() / 1'000'000),
                           static_cast<long>(left.count() % 1'000'000 * 1000)};
    return ppoll(polled.data(), polled.size(), &timeout, nullptr) >= 0 || errno == EINTR;
  }
  std::vector<curl_waitfd> waited;
  for (const auto& entry : polled)
    if (entry.fd >= 0) waited.push_back({entry.fd, entry.events, 0});
  const auto waiting = curl_multi_poll(m_multi->handle, waited.data(), static_cast<unsigned>(waited.size()),
                                       to_poll_timeout(left), nullptr);
  const int seen = ::poll(polled.data(), polled.size(), 0);  // libcurl keeps what it saw to itself
  return waiting == CURLM_OK && (seen >= 0 || errno == EINTR);
}

bool Transfers::is_any_curl() const {
  return std::any_of(m_running.begin(), m_running.end(),
                     [](const auto& transfer) { return transfer->is_curl(); });
}

void Transfers::go_on() {
  if (is_any_curl()) perform();
  for (const auto& transfer : m_running) transfer->go_on();
}

void Transfers::perform() {
  int running = 0;
  curl_multi_perform(m_multi->handle, &running);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(m_multi->handle, &left)) {
    const auto done = std::find_if(m_running.begin(), m_running.end(), [&](const auto& transfer) {
      return transfer->is_of(message->easy_handle);
    });
    // What Ctrl-C cut off did not fail: it has no result.
    if (done != m_running.end() && message->data.result != CURLE_ABORTED_BY_CALLBACK)
      (*done)->finish(message->data.result);
  }
}

// Since it is needed: TFTP does without, and a TLS library begins with it.
void* Transfers::multi() {
  if (!m_multi) m_multi = std::make_unique<Multi>();
  return m_multi->handle;
}

std::vector<std::pair<RequestId, Fetched>> Transfers::take_results() {
  std::vector<std::pair<RequestId, Fetched>> results;
  for (const auto& transfer : m_running)
    if (transfer->is_over()) results.emplace_back(transfer->id(), transfer->take_result());
  std::erase_if(m_running, [](const auto& transfer) { return transfer->is_over(); });
  return results;
}

void Transfers::abandon() {
  m_running.clear();
}

}  // namespace provtool
