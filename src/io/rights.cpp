#include "io/rights.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>

namespace provtool {

namespace {

struct Ids {
  uid_t user = 0;
  gid_t group = 0;
};

tl::unexpected<Trouble> kept(std::string_view what) {
  return failed(fmt::format("cannot give back rights: {}: {}", what, std::strerror(errno)));
}

// setresuid(2) takes the highest number for "leave as it is".
constexpr unsigned k_no_id = static_cast<unsigned>(-1);

Expected<unsigned> id_in(const char* variable) {
  const char* text = std::getenv(variable);
  const std::string_view view(text != nullptr ? text : "");
  unsigned number = 0;
  const auto [end, error] = std::from_chars(view.begin(), view.end(), number);
  if (error != std::errc{} || end != view.end() || number == k_no_id)
    return failed(fmt::format("cannot give back rights: {} is not a valid id", variable));
  return number;
}

bool is_under_sudo() {
  return std::getenv("SUDO_UID") != nullptr || std::getenv("SUDO_GID") != nullptr;
}

// Who this process is to be from now on. The environment counts for root alone: whom a file's mode or
// capability lends rights could have written it.
Expected<Ids> caller() {
  if (getuid() != 0) return Ids{getuid(), getgid()};
  if (geteuid() != 0) return Ids{geteuid(), getegid()};
  if (!is_under_sudo()) return Ids{0, getgid()};
  const auto user = id_in("SUDO_UID");
  if (!user) return tl::unexpected(user.error());
  const auto group = id_in("SUDO_GID");
  if (!group) return tl::unexpected(group.error());
  return *user == 0 ? Ids{0, getgid()} : Ids{*user, *group};
}

bool take_groups(const Ids& ids) {
  const passwd* entry = getpwuid(ids.user);
  return entry != nullptr ? initgroups(entry->pw_name, ids.group) == 0 : setgroups(1, &ids.group) == 0;
}

// The real, the effective and the saved ones: none is left to go back to.
bool has_become(const Ids& ids) {
  std::array<uid_t, 3> users{};
  std::array<gid_t, 3> groups{};
  return getresuid(&users[0], &users[1], &users[2]) == 0 &&
         getresgid(&groups[0], &groups[1], &groups[2]) == 0 &&
         users == std::array{ids.user, ids.user, ids.user} &&
         groups == std::array{ids.group, ids.group, ids.group};
}

Expected<void> become(const Ids& ids) {
  const bool is_another = ids.user != getuid() && ids.user != geteuid();
  if (is_another && !take_groups(ids)) return kept("setgroups");
  if (setresgid(ids.group, ids.group, ids.group) != 0) return kept("setresgid");
  if (setresuid(ids.user, ids.user, ids.user) != 0) return kept("setresuid");
  if (!has_become(ids)) return failed("cannot give back rights: the ids did not change");
  return {};
}

using Capabilities = std::unique_ptr<std::remove_pointer_t<cap_t>, decltype(&cap_free)>;

Expected<void> keep_capabilities(bool file_access) {
  const Capabilities wanted(cap_init(), &cap_free);
  if (!wanted) return kept("capabilities");
  const std::array<cap_value_t, 1> files{CAP_DAC_OVERRIDE};
  for (const auto set : {CAP_PERMITTED, CAP_EFFECTIVE})
    if (file_access && cap_set_flag(wanted.get(), set, files.size(), files.data(), CAP_SET) != 0)
      return kept("capabilities");
  if (cap_set_proc(wanted.get()) != 0) return kept("capset");
  const Capabilities left(cap_get_proc(), &cap_free);
  if (!left) return kept("capget");
  if (cap_compare(left.get(), wanted.get()) != 0)
    return failed("cannot give back rights: capabilities are left");
  return {};
}

// Root in a container may itself lack the right to write everywhere.
bool may_write_files() {
  const Capabilities held(cap_get_proc(), &cap_free);
  cap_flag_value_t value = CAP_CLEAR;
  return held && cap_get_flag(held.get(), CAP_DAC_OVERRIDE, CAP_PERMITTED, &value) == 0 && value == CAP_SET;
}

}  // namespace

Expected<NoRights> drop_rights() {
  const auto ids = caller();
  if (!ids) return tl::unexpected(ids.error());
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return kept("no_new_privs");
  const bool keeps_files = ids->user == 0 && may_write_files();
  if (auto became = become(*ids); !became) return tl::unexpected(became.error());
  if (auto dropped = keep_capabilities(keeps_files); !dropped) return tl::unexpected(dropped.error());
  return NoRights();
}

bool is_called_by_root() {
  return getuid() == 0;
}

}  // namespace provtool
