#include "io/transfers.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>

namespace provtool {

namespace {

struct EasyCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using EasyHandle = std::unique_ptr<CURL, EasyCleanup>;

long to_whole_milliseconds(Duration duration) {
  return static_cast<long>(std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

template <typename T>
T info(CURL* handle, CURLINFO which) {
  T value{};
  curl_easy_getinfo(handle, which, &value);
  return value;
}

std::string text_info(CURL* handle, CURLINFO which) {
  const auto* text = info<char*>(handle, which);
  return text == nullptr ? "" : text;
}

// The last answer's, as received.
std::string header(CURL* handle, const char* name) {
  curl_header* found = nullptr;
  return curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value : "";
}

FetchProblem why_not_connected(int error) {
  switch (error) {
    case ECONNREFUSED:
      return FetchProblem::refused;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EADDRNOTAVAIL:
      return FetchProblem::no_route;
    case ETIMEDOUT:
      return FetchProblem::timeout;
    default:
      return FetchProblem::other;
  }
}

FetchProblem problem_of(CURLcode code, CURL* handle) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return FetchProblem::name_lookup;
    case CURLE_OPERATION_TIMEDOUT:
      // Zero: never came so far.
      return info<curl_off_t>(handle, CURLINFO_NAMELOOKUP_TIME_T) == 0 ? FetchProblem::name_lookup
                                                                       : FetchProblem::timeout;
    case CURLE_COULDNT_CONNECT:
      return why_not_connected(static_cast<int>(info<long>(handle, CURLINFO_OS_ERRNO)));
    case CURLE_INTERFACE_FAILED:
      return FetchProblem::no_route;
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
      return FetchProblem::broken_off;
    case CURLE_UNSUPPORTED_PROTOCOL:  // "Received HTTP/0.9 when not allowed"
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
      return FetchProblem::not_http;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return FetchProblem::tls;
    default:
      return FetchProblem::other;
  }
}

}  // namespace

struct Transfers::Multi {
  Multi() {
    // Never undone: a name lookup that was given up may still run when the process ends.
    curl_global_init(CURL_GLOBAL_DEFAULT);
    handle = curl_multi_init();
  }
  ~Multi() { curl_multi_cleanup(handle); }
  Multi(const Multi&) = delete;
  Multi& operator=(const Multi&) = delete;

  CURLM* handle = nullptr;
};

struct Transfers::Transfer {
  Transfer(RequestId number, const Request& request, CURLM* transfers)
      : id(number), most_bytes(request.most_bytes), multi(transfers) {
    fetched.url = request.url;
    set_up(request);
    curl_multi_add_handle(multi, handle.get());
  }
  ~Transfer() { curl_multi_remove_handle(multi, handle.get()); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  void finish(CURLcode code);

  RequestId id;
  Fetched fetched;

 private:
  void set_up(const Request& request);
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(handle.get(), option, value);
  }
  // Refuses, which ends the transfer, what goes beyond the limit.
  bool may_take(std::size_t& taken, std::size_t size);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* transfer);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* transfer);

  std::size_t most_bytes;
  std::size_t header_bytes = 0;
  std::size_t body_bytes = 0;
  bool head_ended = false;
  CURLM* multi;
  EasyHandle handle{curl_easy_init()};
  std::array<char, CURL_ERROR_SIZE> error{};
};

void Transfers::Transfer::set_up(const Request& request) {
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_USERAGENT, request.user_agent.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC | CURLAUTH_DIGEST));
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_PROXY, "");  // also none from the environment
  // A name is taken for an interface only, and the kernel binds to it: another network that this computer is
  // in does not answer in its place.
  set(CURLOPT_INTERFACE, ("if!" + request.interface).c_str());
  set(CURLOPT_TIMEOUT_MS, std::max(to_whole_milliseconds(request.time_limit), 1L));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a dead name server holds up nobody
  set(CURLOPT_ERRORBUFFER, error.data());
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, this);
}

bool Transfers::Transfer::may_take(std::size_t& taken, std::size_t size) {
  taken += size;
  if (taken <= most_bytes) return true;
  fetched.problem = FetchProblem::too_large;
  return false;
}

// Called for each line. An empty one ends the head (RFC 9112 2.1); libcurl also takes a head that breaks off.
std::size_t Transfers::Transfer::on_header(char* data, std::size_t size, std::size_t count, void* transfer) {
  auto& self = *static_cast<Transfer*>(transfer);
  const std::string_view line(data, size * count);
  if (line.starts_with("HTTP/")) self.head_ended = false;  // after one of 1xx
  if (line == "\r\n" || line == "\n") self.head_ended = true;
  return self.may_take(self.header_bytes, line.size()) ? line.size() : 0;
}

// Counted here, because CURLOPT_MAXFILESIZE does not stop a body without a length.
std::size_t Transfers::Transfer::on_body(char* data, std::size_t size, std::size_t count, void* transfer) {
  auto& self = *static_cast<Transfer*>(transfer);
  const std::size_t bytes = size * count;
  if (!self.may_take(self.body_bytes, bytes)) return 0;
  self.fetched.body.insert(self.fetched.body.end(), data, data + bytes);
  return bytes;
}

void Transfers::Transfer::finish(CURLcode code) {
  CURL* easy = handle.get();
  if (code != CURLE_OK && !fetched.problem) fetched.problem = problem_of(code, easy);
  if (code != CURLE_OK) fetched.detail = error[0] != '\0' ? error.data() : curl_easy_strerror(code);
  if (head_ended)
    fetched.status = static_cast<int>(info<long>(easy, CURLINFO_RESPONSE_CODE));
  else if (!fetched.problem)
    fetched.problem = FetchProblem::broken_off;
  fetched.location = header(easy, "Location");
  fetched.redirect_url = text_info(easy, CURLINFO_REDIRECT_URL);
  fetched.content_type = text_info(easy, CURLINFO_CONTENT_TYPE);
  if (info<curl_off_t>(easy, CURLINFO_CONNECT_TIME_T) > 0)
    fetched.server = text_info(easy, CURLINFO_PRIMARY_IP);
  fetched.elapsed = Duration(info<curl_off_t>(easy, CURLINFO_TOTAL_TIME_T));
}

Transfers::Transfers() : m_multi(std::make_unique<Multi>()) {}
Transfers::~Transfers() = default;

void Transfers::start(RequestId id, const Request& request) {
  m_running.push_back(std::make_unique<Transfer>(id, request, m_multi->handle));
}

bool Transfers::poll(std::span<pollfd> others, Duration at_most) {
  std::vector<curl_waitfd> waited;
  for (const auto& other : others) waited.push_back({other.fd, CURL_WAIT_POLLIN, 0});
  const auto waiting = curl_multi_poll(m_multi->handle, waited.data(), static_cast<unsigned>(waited.size()),
                                       static_cast<int>(to_whole_milliseconds(at_most)), nullptr);
  int running = 0;
  curl_multi_perform(m_multi->handle, &running);
  const int seen = ::poll(others.data(), others.size(), 0);  // libcurl keeps what it saw to itself
  return waiting == CURLM_OK && (seen >= 0 || errno == EINTR);
}

std::vector<std::pair<RequestId, Fetched>> Transfers::take_results() {
  std::vector<std::pair<RequestId, Fetched>> results;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(m_multi->handle, &left)) {
    auto* done = info<Transfer*>(message->easy_handle, CURLINFO_PRIVATE);
    done->finish(message->data.result);
    results.emplace_back(done->id, std::move(done->fetched));
    std::erase_if(m_running, [done](const auto& transfer) { return transfer.get() == done; });
  }
  return results;
}

void Transfers::abandon() {
  m_running.clear();
}

}  // namespace provtool
