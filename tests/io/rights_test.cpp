#include "io/rights.hpp"

#include <doctest/doctest.h>
#include <sys/capability.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>

#include "support/says.hpp"

namespace provtool {

namespace {

constexpr uid_t k_nobody = 65534;

// What is true in a process of its own, because rights do not come back.
bool in_a_child(const std::function<bool()>& is_true) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) _exit(is_true() ? 0 : 1);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct Sudo {
  std::optional<std::string> user;
  std::optional<std::string> group;
};

void set(const char* variable, const std::optional<std::string>& value) {
  if (value)
    setenv(variable, value->c_str(), 1);
  else
    unsetenv(variable);
}

void called_by(const Sudo& sudo) {
  set("SUDO_UID", sudo.user);
  set("SUDO_GID", sudo.group);
}

bool is_for_good(uid_t user, gid_t group) {
  std::array<uid_t, 3> users{};
  std::array<gid_t, 3> groups{};
  return getresuid(&users[0], &users[1], &users[2]) == 0 &&
         getresgid(&groups[0], &groups[1], &groups[2]) == 0 && users == std::array{user, user, user} &&
         groups == std::array{group, group, group} && (user == 0 || setresuid(0, 0, 0) != 0);
}

// Nobody's alone, so that root's group opens nothing.
bool is_in_groups_of_root() {
  std::array<gid_t, 64> groups{};
  const int count = getgroups(groups.size(), groups.data());
  for (int i = 0; i < count; ++i)
    if (groups.at(static_cast<std::size_t>(i)) == 0) return true;
  return count < 0;
}

bool has(cap_value_t capability) {
  auto* state = cap_get_proc();
  cap_flag_value_t value = CAP_SET;
  cap_get_flag(state, capability, CAP_PERMITTED, &value);
  cap_free(state);
  return value == CAP_SET;
}

bool fails_with(std::string_view what) {
  const auto dropped = drop_rights();
  return !dropped && testing::says(dropped.error().message, std::string(what));
}

bool is_root() {
  if (getuid() == 0) return true;
  MESSAGE("skipped: needs root");
  return false;
}

}  // namespace

TEST_CASE("under sudo it becomes the calling user, with every id, without root's groups and capabilities") {
  if (!is_root()) return;
  CHECK(in_a_child([] {
    called_by({"65534", "65534"});
    return drop_rights().has_value() && is_for_good(k_nobody, k_nobody) && !is_in_groups_of_root() &&
           !has(CAP_DAC_OVERRIDE) && !has(CAP_NET_RAW);
  }));
}

TEST_CASE("a user without a name and one whose group is root's are users, too") {
  if (!is_root()) return;
  CHECK(in_a_child([] {
    called_by({"54321", "0"});
    return drop_rights().has_value() && is_for_good(54321, 0);
  }));
}

TEST_CASE("root, also by way of sudo, keeps the right to write files and nothing else") {
  if (!is_root()) return;
  for (const auto& sudo : {Sudo{}, Sudo{"0", "0"}})
    CHECK(in_a_child([&] {
      called_by(sudo);
      const bool could_write = has(CAP_DAC_OVERRIDE);
      return drop_rights().has_value() && is_for_good(0, getgid()) && has(CAP_DAC_OVERRIDE) == could_write &&
             !has(CAP_NET_RAW) && !has(CAP_SETUID);
    }));
}

TEST_CASE("a caller that sudo does not name is not guessed") {
  if (!is_root()) return;
  for (const auto& sudo :
       {Sudo{"", "100"}, Sudo{"nobody", "100"}, Sudo{"-1", "100"}, Sudo{"4294967295", "100"},
        Sudo{"4294967296", "100"}, Sudo{" 1", "100"}, Sudo{"1x", "100"}, Sudo{std::nullopt, "100"}})
    CHECK(in_a_child([&] {
      called_by(sudo);
      return fails_with("SUDO_UID is not a valid id");
    }));
  for (const auto& group : {std::optional<std::string>("4294967295"), std::optional<std::string>("users"),
                            std::optional<std::string>()})
    CHECK(in_a_child([&] {
      called_by({"65534", group});
      return fails_with("SUDO_GID is not a valid id");
    }));
}

TEST_CASE("what the environment says counts for root alone") {
  if (!is_root()) return;
  CHECK(in_a_child([] {
    called_by({"0", "0"});
    return setresgid(k_nobody, k_nobody, k_nobody) == 0 && setresuid(k_nobody, k_nobody, k_nobody) == 0 &&
           drop_rights().has_value() && is_for_good(k_nobody, k_nobody) && !is_called_by_root();
  }));
}

TEST_CASE("an id that the file's mode lent is given back, whatever the environment says") {
  if (!is_root()) return;
  CHECK(in_a_child([] {
    called_by({"0", "0"});
    return setresgid(k_nobody, 0, 0) == 0 && setresuid(k_nobody, 0, 0) == 0 && !is_called_by_root() &&
           drop_rights().has_value() && is_for_good(k_nobody, k_nobody) && !has(CAP_DAC_OVERRIDE);
  }));
}

TEST_CASE("root that acts as a user stays that user") {
  if (!is_root()) return;
  CHECK(in_a_child([] {
    called_by({});
    return setresgid(0, k_nobody, 0) == 0 && setresuid(0, k_nobody, 0) == 0 && drop_rights().has_value() &&
           is_for_good(k_nobody, k_nobody);
  }));
}

TEST_CASE("an id that the kernel does not give is the end") {
  if (!is_root()) return;
  CHECK(in_a_child([] {
    called_by({"65534", "65534"});
    auto* without = cap_get_proc();
    const cap_value_t lost = CAP_SETUID;
    cap_set_flag(without, CAP_EFFECTIVE, 1, &lost, CAP_CLEAR);
    cap_set_proc(without);
    cap_free(without);
    return fails_with("setresuid: Operation not permitted");
  }));
}

}  // namespace provtool
