// --credentials: a user and a password for each host.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "provisioning/terms.hpp"
#include "tl/expected.hpp"

namespace provtool {

// Lines `host user:password`; blanks around the host, empty lines and lines that begin with # are left aside.
// A password may contain colons and blanks. An error says which line is wrong, and quotes nothing of it.
tl::expected<std::vector<HostCredentials>, std::string> read_credentials(std::string_view text);

// `user:password`, of --user; nothing without a colon or a user.
std::optional<Credentials> read_user(std::string_view text);

}  // namespace provtool
