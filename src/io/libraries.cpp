#include "io/libraries.hpp"

#include <ares.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/capability.h>

namespace provtool {

std::vector<std::string> io_libraries() {
  const auto* curl = curl_version_info(CURLVERSION_NOW);
  std::vector<std::string> libraries{fmt::format("libcurl/{}", curl->version)};
  if (curl->ssl_version != nullptr) libraries.emplace_back(curl->ssl_version);  // "OpenSSL/3.0.19"
  libraries.push_back(fmt::format("c-ares/{}", ares_version(nullptr)));
  libraries.push_back(fmt::format("libcap/{}.{}", LIBCAP_MAJOR, LIBCAP_MINOR));
  return libraries;
}

}  // namespace provtool
