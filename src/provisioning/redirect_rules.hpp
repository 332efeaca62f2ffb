// Which redirects are followed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "provisioning/failure.hpp"

namespace provtool {

struct Redirection {
  std::string target;                // the Location made absolute
  std::vector<std::string> visited;  // the URLs asked so far, the present one last
  std::string provisioning_url;      // at whose kind of address a redirect may end
};

// Why it is not followed: a loop, more than 5, another protocol, from TLS down to plain, a host that is
// the phone itself.
std::optional<Failure> why_not_followed(const Redirection& redirection);
// The same for what the target's name stands for.
std::optional<Failure> why_not_followed(const Redirection& redirection,
                                        const std::vector<IpAddress>& addresses);

}  // namespace provtool
