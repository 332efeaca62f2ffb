// A download without a network: what each URL answers is written down, and what was asked is remembered.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "provisioning/file_download.hpp"

namespace provtool::testing {

using namespace std::chrono_literals;

inline const MacAddress k_mac{{0x00, 0x80, 0xf0, 0x12, 0x34, 0xab}};

inline Fetched answered(int status, std::string_view body = "") {
  Fetched fetched;
  fetched.status = status;
  fetched.body = to_bytes(body);
  fetched.server = "192.0.2.1";
  fetched.elapsed = fetched.timing.total = 3ms;
  return fetched;
}
inline Fetched came(std::string_view body = "<PANASIPPhoneConfig/>") {
  return answered(200, body);
}
inline Fetched redirecting(std::string target, int status = 302) {
  auto fetched = answered(status);
  fetched.location = fetched.redirect_url = std::move(target);
  return fetched;
}
inline Fetched problem(FetchProblem what, std::string detail = "", int status = 0) {
  auto fetched = answered(status);
  fetched.problem = what;
  fetched.detail = std::move(detail);
  return fetched;
}
inline Fetched silent() {
  auto fetched = problem(FetchProblem::timeout);
  fetched.server.clear();
  fetched.elapsed = 7s;
  return fetched;
}

inline DownloadOrder order_of(std::vector<std::string> candidates) {
  DownloadOrder order;
  order.named = candidates.front();
  order.provisioning_url = candidates.front();
  order.candidates = std::move(candidates);
  return order;
}
// 192.0.2.1, as the phone tries it.
inline DownloadOrder bare_address() {
  auto order = order_of({"tftp://192.0.2.1/a.cfg", "http://192.0.2.1/a.cfg", "https://192.0.2.1/a.cfg",
                         "ftp://192.0.2.1/a.cfg"});
  order.named = order.provisioning_url = "192.0.2.1";
  return order;
}

struct Servers {
  Servers() {
    terms.user_agent = "Panasonic_KX-UTG200B/03.210 (0080f01234ab)";
    terms.now = WallTime{std::chrono::hours(500'000)};  // 2027-01-15
    identity.mac = k_mac;
  }

  std::map<std::string, Fetched> answers;  // by URL without credentials; of all others nobody answers
  LoadTerms terms;
  Identity identity;
  HostPatience hosts;
  std::vector<Request> asked;

  Fetched answer(const Request& request) const {
    const auto found = answers.find(request.url);
    auto result = found == answers.end() ? silent() : found->second;
    result.elapsed = std::min(result.elapsed, request.time_limit);
    result.url = request.url;
    return result;
  }
  void run(FileDownload& download) {
    for (int i = 0; i < 100 && !download.is_over(); ++i) {
      const auto request = download.next_request();
      REQUIRE(request);
      CHECK_FALSE(download.next_request());
      asked.push_back(*request);
      download.fetched(answer(*request));
    }
    REQUIRE(download.is_over());
    CHECK_FALSE(download.next_request());
  }
  Download load(DownloadOrder order) {
    FileDownload download(std::move(order), terms, identity, hosts);
    run(download);
    return download.take();
  }
  Download load(std::string url) { return load(order_of({std::move(url)})); }

  [[nodiscard]] std::vector<std::string> urls() const {
    std::vector<std::string> all;
    for (const auto& request : asked) all.push_back(request.url);
    return all;
  }
};

}  // namespace provtool::testing
