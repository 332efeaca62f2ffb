// On what terms files are loaded: what the command line, the phone and the network say about every request.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/transfer.hpp"
#include "device/sources.hpp"

namespace provtool {

// A line of --credentials: `host user:password`.
struct HostCredentials {
  std::string host;
  Credentials credentials;
};

struct LoadTerms {
  std::string user_agent;
  std::string interface;
  std::vector<IpAddress> name_servers{};
  bool ipv4 = true;
  bool ipv6 = true;
  std::size_t max_size = 1 << 20;
  bool insecure = false;
  std::vector<TrustAnchor> anchors{};       // of --ca; delivered ones are added behind
  std::optional<Credentials> user{};        // --user: for the origin of the provisioning URL alone
  std::vector<HostCredentials> per_host{};  // --credentials
  bool advise = false;                      // --advise: ask what the phone would not
  std::string no_way{};                // why this computer cannot ask anybody there: nothing is sent then
  std::optional<SourceId> named_by{};  // the source that gave the provisioning URL
  WallTime now{};                      // to judge certificates by
};

}  // namespace provtool
