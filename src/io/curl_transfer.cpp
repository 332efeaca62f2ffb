#include "io/curl_transfer.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <string_view>

#include "base/text.hpp"
#include "io/curl_problem.hpp"

namespace provtool {

namespace {

// How long the "226 Transfer complete" of a file may lag behind its end: libcurl waits for it on its own, and
// nothing else goes on meanwhile.
constexpr long k_last_reply_seconds = 1;

long to_whole_milliseconds(Duration duration) {
  return static_cast<long>(std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

template <typename T>
T info(CURL* handle, CURLINFO which) {
  T value{};
  curl_easy_getinfo(handle, which, &value);
  return value;
}

Duration time_info(CURL* handle, CURLINFO which) {
  return Duration(info<curl_off_t>(handle, which));
}

std::string text_info(CURL* handle, CURLINFO which) {
  const auto* text = info<char*>(handle, which);
  return text == nullptr ? "" : text;
}

// Of the heads of all answers. libcurl itself gives up at 300 KiB, and calls it a connection that broke.
constexpr std::size_t k_most_header = 256 << 10;

// The last answer's, as received.
std::string header(CURL* handle, const char* name) {
  curl_header* found = nullptr;
  return curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK
             ? std::string(trim(found->value))  // libcurl leaves the CR of an empty one
             : "";
}

std::string in_url(const IpAddress& address) {
  return address.v6() != nullptr ? fmt::format("[{}]", address.text()) : address.text();
}

// Without user and password; `host` instead of its own, if any.
std::string rewritten(const std::string& url, const std::string& host) {
  CURLU* parts = curl_url();
  curl_url_set(parts, CURLUPART_URL, url.c_str(), 0);
  for (const auto part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS})
    curl_url_set(parts, part, nullptr, 0);
  if (!host.empty()) curl_url_set(parts, CURLUPART_HOST, host.c_str(), 0);
  char* text = nullptr;
  std::string result = curl_url_get(parts, CURLUPART_URL, &text, 0) == CURLUE_OK ? text : "";
  curl_free(text);
  curl_url_cleanup(parts);
  return result;
}

}  // namespace

CurlTransfer::CurlTransfer(const CurlTask& task, CURLM* multi)
    : m_handshake_only(task.request.what == Request::What::handshake),
      m_ftp_active(task.request.ftp_active),
      m_most_bytes(task.request.most_bytes),
      m_is_interrupted(task.is_interrupted),
      m_multi(multi) {
  const auto& request = task.request;
  m_fetched.url = request.url;
  set_address(task);
  set(CURLOPT_PROTOCOLS_STR, "http,https,ftp");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_PROXY, "");  // also none from the environment
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  // A name is taken for an interface only, and the kernel binds to it: another network that this computer is
  // in does not answer in its place.
  set(CURLOPT_INTERFACE, ("if!" + request.interface).c_str());
  set(CURLOPT_TIMEOUT_MS, std::max(to_whole_milliseconds(task.time_limit), 1L));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_ERRORBUFFER, m_error.data());
  set(CURLOPT_PRIVATE, this);
  if (request.credentials) {
    set(CURLOPT_USERNAME, request.credentials->user.c_str());
    set(CURLOPT_PASSWORD, request.credentials->password.c_str());
  }
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, this);
  if (m_handshake_only) set(CURLOPT_CONNECT_ONLY, 1L);
  if (task.url.scheme == "https") m_tls.emplace(request.tls, task.url.host);
  if (m_tls) set_tls(request.tls);
  if (task.url.scheme == "ftp")
    set_ftp(request);
  else
    set_http(request);
  curl_multi_add_handle(m_multi, m_handle.get());
}

CurlTransfer::~CurlTransfer() {
  curl_multi_remove_handle(m_multi, m_handle.get());
}

// The name was looked up before, and this transfer alone connects to these addresses. A handshake that says
// no name is one with an address.
void CurlTransfer::set_address(const CurlTask& task) {
  const auto& request = task.request;
  const bool says_name = request.tls.say_name || task.addresses.empty();
  set(CURLOPT_URL, rewritten(request.url, says_name ? "" : in_url(task.addresses.front())).c_str());
  curl_share_setopt(m_share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  set(CURLOPT_SHARE, m_share.get());
  if (task.addresses.empty() || !says_name || IpAddress::parse(task.url.host)) return;
  std::string list;
  for (const auto& address : task.addresses)
    list += fmt::format("{}{}", list.empty() ? "" : ",", in_url(address));
  const auto* standard = task.url.scheme == "https" ? "443" : task.url.scheme == "ftp" ? "21" : "80";
  const auto entry = fmt::format("*:{}:{}", task.url.port.value_or(standard), list);
  m_addresses.reset(curl_slist_append(nullptr, entry.c_str()));
  set(CURLOPT_RESOLVE, m_addresses.get());
}

void CurlTransfer::set_http(const Request& request) {
  set(CURLOPT_USERAGENT, request.user_agent.c_str());
  // A length that is announced; what is not announced is counted as it comes.
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.most_bytes));
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC | CURLAUTH_DIGEST));
  m_may_ask_again = request.credentials.has_value();
  if (m_may_ask_again) set(CURLOPT_FORBID_REUSE, 0L);
}

// PASV and PORT, which every server knows, before their successors; the path in one piece, as it is written;
// no question for the size, which a server may refuse with the same 550 as the file.
void CurlTransfer::set_ftp(const Request& request) {
  m_ftp.emplace();
  set(CURLOPT_FTP_FILEMETHOD, static_cast<long>(CURLFTPMETHOD_NOCWD));
  set(CURLOPT_IGNORE_CONTENT_LENGTH, 1L);
  set(CURLOPT_FTP_SKIP_PASV_IP, 1L);
  set(CURLOPT_FTP_USE_EPSV, 0L);
  set(CURLOPT_FTP_USE_EPRT, 0L);
  if (request.ftp_active) set(CURLOPT_FTPPORT, "-");
  set(CURLOPT_VERBOSE, 1L);
  set(CURLOPT_DEBUGFUNCTION, &on_trace);
  set(CURLOPT_DEBUGDATA, this);
  set(CURLOPT_SOCKOPTFUNCTION, &on_open);
  set(CURLOPT_SOCKOPTDATA, this);
  set(CURLOPT_CLOSESOCKETFUNCTION, &on_close);
  set(CURLOPT_CLOSESOCKETDATA, this);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_wait);
  set(CURLOPT_XFERINFODATA, this);
}

// The judge is ours; libcurl's own, with its list of roots, stays outside.
void CurlTransfer::set_tls(const TlsTerms& terms) {
  const long newest = terms.most_tls_1_2 ? CURL_SSLVERSION_MAX_TLSv1_2 : CURL_SSLVERSION_MAX_DEFAULT;
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_0) | newest);
  set(CURLOPT_SSL_CIPHER_LIST, "ALL:!aNULL:!eNULL:!PSK:!SRP:@SECLEVEL=0");
  set(CURLOPT_SSL_ENABLE_ALPN, 0L);
  set(CURLOPT_SSL_SESSIONID_CACHE, 0L);
  set(CURLOPT_SSL_VERIFYPEER, 0L);
  set(CURLOPT_SSL_VERIFYHOST, 0L);
  set(CURLOPT_CAINFO, nullptr);
  set(CURLOPT_CAPATH, nullptr);
  set(CURLOPT_SSL_CTX_FUNCTION, &on_tls);
  set(CURLOPT_SSL_CTX_DATA, this);
}

CURLcode CurlTransfer::on_tls(CURL* /*handle*/, void* context, void* transfer) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  self.m_is_connected = true;
  self.m_tls->preside(static_cast<SSL_CTX*>(context));
  return CURLE_OK;
}

bool CurlTransfer::may_take(std::size_t& taken, std::size_t size, std::size_t most) {
  taken += size;
  if (taken <= most) return true;
  m_fetched.problem = FetchProblem::too_large;
  return false;
}

// Called for each line. An empty one ends the head (RFC 9112 2.1); libcurl also takes a head that breaks off.
std::size_t CurlTransfer::on_header(char* data, std::size_t size, std::size_t count, void* transfer) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  const std::string_view line(data, size * count);
  if (self.m_ftp) self.take_reply(line);
  if (line.starts_with("HTTP/")) self.m_head_ended = false;  // after one of 1xx
  if (line == "\r\n" || line == "\n") self.end_head();
  return self.may_take(self.m_header_bytes, line.size(), k_most_header) ? line.size() : 0;
}

// The connection of a first refusal is used once more, with the credentials that its challenge asks for.
void CurlTransfer::end_head() {
  m_head_ended = true;
  const auto status = info<long>(m_handle.get(), CURLINFO_RESPONSE_CODE);
  if (status < 200) return;
  if (!m_may_ask_again || status != 401) set(CURLOPT_FORBID_REUSE, 1L);
  m_may_ask_again = false;
}

void CurlTransfer::take_reply(std::string_view line) {
  m_ftp->reply(line);
  const bool has_begun = m_ftp->code() >= 100 && m_ftp->code() < 200;
  if (has_begun) set(CURLOPT_SERVER_RESPONSE_TIMEOUT, k_last_reply_seconds);
}

// Counted here, because CURLOPT_MAXFILESIZE does not stop a body without a length.
std::size_t CurlTransfer::on_body(char* data, std::size_t size, std::size_t count, void* transfer) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  const std::size_t bytes = size * count;
  const std::size_t fitting = std::min(bytes, self.m_most_bytes - self.m_body_bytes);
  self.m_fetched.body.insert(self.m_fetched.body.end(), data, data + fitting);
  return self.may_take(self.m_body_bytes, bytes, self.m_most_bytes) ? bytes : 0;
}

// Told when it has gone out. For the answer to QUIT libcurl would wait on its own; nobody needs it.
int CurlTransfer::on_trace(CURL* /*handle*/, curl_infotype type, char* data, std::size_t size,
                           void* transfer) {
  auto& self = *static_cast<CurlTransfer*>(transfer);
  if (type != CURLINFO_HEADER_OUT) return 0;
  self.m_ftp->command(std::string_view(data, size));
  if (self.m_ftp->is_over())
    for (const int socket : self.m_sockets) shutdown(socket, SHUT_RD);
  return 0;
}

int CurlTransfer::on_open(void* transfer, curl_socket_t socket, curlsocktype /*purpose*/) {
  static_cast<CurlTransfer*>(transfer)->m_sockets.push_back(socket);
  return CURL_SOCKOPT_OK;
}

int CurlTransfer::on_close(void* transfer, curl_socket_t socket) {
  std::erase(static_cast<CurlTransfer*>(transfer)->m_sockets, socket);
  return close(socket);
}

int CurlTransfer::on_wait(void* transfer, curl_off_t /*download_total*/, curl_off_t /*downloaded*/,
                          curl_off_t /*upload_total*/, curl_off_t /*uploaded*/) {
  const auto& self = *static_cast<CurlTransfer*>(transfer);
  return self.m_is_interrupted && self.m_is_interrupted() ? 1 : 0;
}

std::optional<std::size_t> CurlTransfer::expected() const {
  if (m_ftp) return m_ftp->announced();
  const auto length = info<curl_off_t>(m_handle.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
  return length > 0 ? std::optional(static_cast<std::size_t>(length)) : std::nullopt;
}

void CurlTransfer::explain(CURLcode code) {
  if (!m_fetched.problem) m_fetched.problem = problem_of(code, m_handle.get());
  m_fetched.detail = m_error[0] != '\0' ? m_error.data() : curl_easy_strerror(code);
  if (code == CURLE_COULDNT_CONNECT)
    if (const auto error = info<long>(m_handle.get(), CURLINFO_OS_ERRNO); error != 0)
      m_fetched.detail = std::strerror(static_cast<int>(error));
  if (!m_tls) return;
  if (m_tls->has_refused()) {
    m_fetched.problem = FetchProblem::distrusted;
    m_fetched.detail = m_tls->facts().detail;
  } else if (m_tls->facts().asks_for_certificate && m_fetched.problem == FetchProblem::broken_off &&
             !m_head_ended) {
    m_fetched.problem = FetchProblem::tls;  // TLS 1.3: the alert comes behind the handshake
  }
}

// The server's words say more than libcurl's.
void CurlTransfer::explain_ftp(CURLcode code) {
  const auto server = text_info(m_handle.get(), CURLINFO_PRIMARY_IP);
  if (const auto other = m_ftp->other_address(server)) {
    m_fetched.foreign = {*other};
    m_fetched.foreign_count = 1;
  }
  m_fetched.status = m_ftp->code();
  if (m_fetched.problem == FetchProblem::too_large) return;
  const auto announced = m_ftp->announced();
  if (code == CURLE_OK) {
    if (!announced || *announced <= m_body_bytes) return;
    m_fetched.problem = FetchProblem::broken_off;
    m_fetched.detail = fmt::format("{} of {} bytes came", m_body_bytes, *announced);
    return;
  }
  if (announced == m_body_bytes && m_ftp->code() < 200) {
    m_fetched.problem.reset();  // the last reply did not come, and nothing is missing
    m_fetched.detail.clear();
    return;
  }
  if (const auto problem = m_ftp->problem(m_ftp_active)) m_fetched.problem = problem;
  if (m_ftp->code() >= 400 || m_fetched.problem == FetchProblem::not_http) m_fetched.detail = m_ftp->text();
}

FetchTiming CurlTransfer::timing() const {
  CURL* easy = m_handle.get();
  FetchTiming timing;
  timing.connect = time_info(easy, CURLINFO_CONNECT_TIME_T);
  const auto secured = time_info(easy, CURLINFO_APPCONNECT_TIME_T);
  if (secured > timing.connect) timing.tls = secured - timing.connect;
  timing.first_byte = time_info(easy, CURLINFO_STARTTRANSFER_TIME_T);
  timing.total = time_info(easy, CURLINFO_TOTAL_TIME_T);
  return timing;
}

Fetched CurlTransfer::finish(CURLcode code) {
  CURL* easy = m_handle.get();
  if (code != CURLE_OK) explain(code);
  if (m_ftp) {
    explain_ftp(code);
  } else if (m_head_ended) {
    m_fetched.status = static_cast<int>(info<long>(easy, CURLINFO_RESPONSE_CODE));
  } else if (!m_fetched.problem && !m_handshake_only) {
    m_fetched.problem = FetchProblem::broken_off;
  }
  m_fetched.location = trim(header(easy, "Location"));
  m_fetched.redirect_url = text_info(easy, CURLINFO_REDIRECT_URL);
  m_fetched.content_type = text_info(easy, CURLINFO_CONTENT_TYPE);
  m_fetched.content_encoding = header(easy, "Content-Encoding");
  m_fetched.challenge = header(easy, "WWW-Authenticate");
  m_fetched.timing = timing();
  if (m_fetched.timing.connect > Duration::zero() || m_is_connected)
    m_fetched.server = text_info(easy, CURLINFO_PRIMARY_IP);
  if (m_tls) m_fetched.tls = m_tls->facts();
  return std::move(m_fetched);
}

}  // namespace provtool
