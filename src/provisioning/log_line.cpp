#include "provisioning/log_line.hpp"

#include <fmt/format.h>

#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/url.hpp"
#include "provisioning/origin.hpp"

namespace provtool {

namespace {

std::string target_of(const UrlParts& parts) {
  return parts.query.empty() ? parts.path : fmt::format("{}?{}", parts.path, parts.query);
}

// A question mark has no meaning for TFTP and FTP.
std::string file_name(const UrlParts& parts) {
  const auto target = target_of(parts);
  return decoded_part(std::string_view(target).substr(target.starts_with('/') ? 1 : 0));
}

std::string ftp_line(const Request& request, const UrlParts& parts) {
  const auto user = request.credentials ? foreign(request.credentials->user, k_mask) : "anonymous";
  return fmt::format("USER {}, PASS ***, TYPE I, RETR {}", user, foreign(file_name(parts)));
}

std::string http_line(const Request& request, const UrlParts& parts) {
  return fmt::format("GET {} HTTP/1.1 \"{}\"", foreign(target_of(parts)), foreign(request.user_agent));
}

}  // namespace

std::string log_line(const Request& request) {
  const auto parts = parse_url(request.url);
  if (!parts) return foreign(request.url);
  if (parts->scheme == "tftp") return fmt::format("RRQ {} octet", foreign(file_name(*parts)));
  return parts->scheme == "ftp" ? ftp_line(request, *parts) : http_line(request, *parts);
}

}  // namespace provtool
