// Privileges are given back as soon as the sockets are open, and before anything is written.
#pragma once

#include "base/trouble.hpp"

namespace provtool {

namespace testing {
struct Harmless;
}

// The proof that this process has given its rights back: only drop_rights() makes one. What must not be done
// with rights asks for it.
class NoRights {
  NoRights() = default;
  friend Expected<NoRights> drop_rights();
  friend struct testing::Harmless;
};

// Under sudo this process becomes the calling user (SUDO_UID, SUDO_GID), so that files belong to them; root
// without sudo keeps the right to write files and nothing else; anyone else gives all capabilities back, and
// an id that the file's mode lent. A trouble when any of it fails, or did not come true: then what is left is
// unknown, and nothing may be written. Cannot be undone.
Expected<NoRights> drop_rights();

// Whether root called, also by way of sudo; not by the file's mode or capability.
bool is_called_by_root();

}  // namespace provtool
