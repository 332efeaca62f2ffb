#include "provisioning/log_line.hpp"

#include <fmt/format.h>

#include "base/foreign.hpp"
#include "base/secrets.hpp"
#include "base/url.hpp"
#include "provisioning/origin.hpp"

namespace provtool {

namespace {

std::string without_slash(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  return decoded_part(path);
}

std::string ftp_line(const Request& request, const UrlParts& parts) {
  const auto user = request.credentials ? foreign(request.credentials->user, k_mask) : "anonymous";
  return fmt::format("USER {}, PASS ***, TYPE I, RETR {}", user, foreign(without_slash(parts.path)));
}

std::string http_line(const Request& request, const UrlParts& parts) {
  const auto target = parts.query.empty() ? parts.path : fmt::format("{}?{}", parts.path, parts.query);
  return fmt::format("GET {} HTTP/1.1 \"{}\"", foreign(target), foreign(request.user_agent));
}

}  // namespace

std::string log_line(const Request& request) {
  const auto parts = parse_url(request.url);
  if (!parts) return foreign(request.url);
  if (parts->scheme == "tftp") return fmt::format("RRQ {} octet", foreign(without_slash(parts->path)));
  return parts->scheme == "ftp" ? ftp_line(request, *parts) : http_line(request, *parts);
}

}  // namespace provtool
