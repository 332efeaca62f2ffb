#include "io/rights.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

namespace provtool {

namespace {

std::optional<unsigned> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  if (text == nullptr) return std::nullopt;
  const std::string_view view(text);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(view.begin(), view.end(), number);
  if (error != std::errc{} || end != view.end() || number == 0) return std::nullopt;
  return number;
}

bool become(uid_t user, gid_t group) {
  const passwd* entry = getpwuid(user);
  const bool groups_set =
      entry != nullptr ? initgroups(entry->pw_name, group) == 0 : setgroups(1, &group) == 0;
  return groups_set && setresgid(group, group, group) == 0 && setresuid(user, user, user) == 0;
}

void keep_capabilities(bool file_access) {
  const std::unique_ptr<std::remove_pointer_t<cap_t>, decltype(&cap_free)> state(cap_init(), &cap_free);
  if (!state) return;
  const std::array<cap_value_t, 1> kept{CAP_DAC_OVERRIDE};
  if (file_access) {
    cap_set_flag(state.get(), CAP_PERMITTED, kept.size(), kept.data(), CAP_SET);
    cap_set_flag(state.get(), CAP_EFFECTIVE, kept.size(), kept.data(), CAP_SET);
  }
  cap_set_proc(state.get());
}

}  // namespace

void drop_rights() {
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const bool root = geteuid() == 0;
  const auto user = number_in("SUDO_UID");
  const auto group = number_in("SUDO_GID");
  if (root && user && group && become(*user, *group)) return keep_capabilities(false);
  keep_capabilities(root);
}

}  // namespace provtool
