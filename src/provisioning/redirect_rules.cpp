#include "provisioning/redirect_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "device/impossible_host.hpp"
#include "provisioning/origin.hpp"

namespace provtool {

namespace {

constexpr std::size_t k_most_redirects = 5;

std::string without_fragment(const std::string& url) {
  return url.substr(0, url.find('#'));
}

// The same request: the host's case and a usual port make no difference, nor does a fragment.
bool asks_the_same(const std::string& one, const std::string& other) {
  const auto rest = [](const std::string& url) {
    const auto bare = without_fragment(url);
    const auto host = bare.find("://") + 3;
    const auto path = bare.find_first_of("/?", host);
    if (path == std::string::npos) return std::string("/");
    auto target = bare.substr(path);
    if (target.front() == '?') target.insert(target.begin(), '/');
    return target;
  };
  const auto origin = origin_of(one);
  return origin && origin == origin_of(other) && rest(one) == rest(other);
}

// Where no server of a network is: nothing for a usual host.
enum class Odd : std::uint8_t { no, link_local, host_itself, other };

bool is_link_local(const std::string& host) {
  const auto address = IpAddress::parse(host);
  if (!address) return false;
  return address->v6() != nullptr ? address->v6()->is_link_local() : address->v4()->is_link_local();
}

Odd oddity_of(const std::string& host) {
  if (is_link_local(host)) return Odd::link_local;
  const auto impossible = impossible_host(host);
  if (!impossible) return Odd::no;
  const auto address = IpAddress::parse(host);
  const bool loopback = !address || (address->v4() != nullptr ? address->v4()->bytes[0] == 127
                                                              : !address->v6()->is_multicast());
  return loopback ? Odd::host_itself : Odd::other;
}

std::string host_of(const std::string& url) {
  const auto origin = origin_of(url.find("://") == std::string::npos ? "http://" + url : url);
  return origin ? origin->host : "";
}

Failure refused(const Redirection& redirection, std::string_view why) {
  return {"download.redirect-refused",
          fmt::format("{} redirects to {}, which is not followed: {}",
                      foreign(shown_host(redirection.visited.back())), foreign(redirection.target), why)};
}

std::optional<Failure> judge_host(const Redirection& redirection, const std::string& host) {
  const auto odd = oddity_of(host);
  if (odd == Odd::no || odd == oddity_of(host_of(redirection.provisioning_url))) return std::nullopt;
  const auto impossible = impossible_host(host);
  return refused(redirection, impossible ? foreign(impossible->meaning)
                                         : fmt::format("{} is a link-local address", foreign(host)));
}

Failure loop(const Redirection& redirection, std::string_view why) {
  return {"download.redirect-loop",
          fmt::format("{} redirects to {}{}", foreign(shown_host(redirection.visited.back())),
                      foreign(redirection.target), why)};
}

}  // namespace

std::optional<Failure> why_not_followed(const Redirection& redirection) {
  const auto& visited = redirection.visited;
  const auto target = origin_of(redirection.target);
  if (!target) return refused(redirection, "it is not a URL of tftp, ftp, http or https");
  const bool known = std::any_of(visited.begin(), visited.end(), [&](const std::string& url) {
    return asks_the_same(url, redirection.target);
  });
  if (known) return loop(redirection, ", which was asked for already");
  if (visited.size() > k_most_redirects)
    return loop(redirection, fmt::format(", and that after {} redirects", k_most_redirects));
  if (visited.back().starts_with("https:") && target->scheme != "https")
    return refused(redirection, "it leads from TLS down to plain");
  return judge_host(redirection, target->host);
}

std::optional<Failure> why_not_followed(const Redirection& redirection,
                                        const std::vector<IpAddress>& addresses) {
  for (const auto& address : addresses)
    if (auto failure = judge_host(redirection, address.text())) return failure;
  return std::nullopt;
}

}  // namespace provtool
