#include "io/curl_problem.hpp"

#include "io/kernel_error.hpp"

namespace provtool {

namespace {

FetchProblem why_not_connected(CURL* handle) {
  long error = 0;
  curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, &error);
  return problem_of_connection(static_cast<int>(error));
}

}  // namespace

FetchProblem problem_of(CURLcode code, CURL* handle) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return FetchProblem::name_lookup;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_FTP_ACCEPT_TIMEOUT:
      return FetchProblem::timeout;
    case CURLE_COULDNT_CONNECT:
      return why_not_connected(handle);
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
    case CURLE_FILESIZE_EXCEEDED:
    case CURLE_OUT_OF_MEMORY:  // its own limit to a line of a header
      return FetchProblem::too_large;
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

}  // namespace provtool
