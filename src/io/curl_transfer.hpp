// One request over HTTP, HTTPS or FTP, by libcurl.
#pragma once

#include <curl/curl.h>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/transfer.hpp"
#include "base/url.hpp"
#include "io/ftp_dialogue.hpp"
#include "io/tls_judge.hpp"

namespace provtool {

struct CurlTask {
  const Request& request;
  UrlParts url;
  std::vector<IpAddress> addresses;      // of the URL's host
  Duration time_limit{};                 // what the name lookup has left of it
  std::function<bool()> is_interrupted;  // asked where libcurl waits on its own (the end of FTP)
};

class CurlTransfer {
 public:
  // Runs as long as `multi` does, and this lives.
  CurlTransfer(const CurlTask& task, CURLM* multi);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  [[nodiscard]] const CURL* handle() const { return m_handle.get(); }
  // It ended so. The result has all but the name lookup, and counts its times from here on.
  Fetched finish(CURLcode code);
  [[nodiscard]] std::size_t bytes() const { return m_fetched.body.size(); }
  [[nodiscard]] std::optional<std::size_t> expected() const;

 private:
  struct EasyCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct ShareCleanup {
    void operator()(CURLSH* handle) const { curl_share_cleanup(handle); }
  };
  struct ListCleanup {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(m_handle.get(), option, value);
  }
  void set_address(const CurlTask& task);
  void set_http(const Request& request);
  void set_ftp(const Request& request);
  void set_tls(const TlsTerms& terms);
  // Refuses, which ends the transfer, what goes beyond the limit.
  bool may_take(std::size_t& taken, std::size_t size, std::size_t most);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* transfer);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* transfer);
  static int on_trace(CURL* handle, curl_infotype type, char* data, std::size_t size, void* transfer);
  static int on_open(void* transfer, curl_socket_t socket, curlsocktype purpose);
  static int on_close(void* transfer, curl_socket_t socket);
  static int on_wait(void* transfer, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
  static CURLcode on_tls(CURL* handle, void* context, void* transfer);
  void end_head();
  void take_reply(std::string_view line);
  void explain(CURLcode code);
  void explain_ftp(CURLcode code);
  [[nodiscard]] FetchTiming timing() const;

  bool m_handshake_only;
  bool m_ftp_active;
  std::size_t m_most_bytes;
  std::size_t m_header_bytes = 0;
  std::size_t m_body_bytes = 0;
  bool m_head_ended = false;
  bool m_may_ask_again = false;  // with credentials
  bool m_is_connected = false;   // a TLS handshake could begin
  std::function<bool()> m_is_interrupted;
  std::optional<FtpDialogue> m_ftp;
  std::vector<int> m_sockets;  // of FTP, those that are open
  std::optional<TlsJudge> m_tls;
  Fetched m_fetched;
  std::array<char, CURL_ERROR_SIZE> m_error{};
  CURLM* m_multi;
  std::unique_ptr<curl_slist, ListCleanup> m_addresses;
  std::unique_ptr<CURLSH, ShareCleanup> m_share{curl_share_init()};
  std::unique_ptr<CURL, EasyCleanup> m_handle{curl_easy_init()};  // the first to go
};

}  // namespace provtool
