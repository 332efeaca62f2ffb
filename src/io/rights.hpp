// Privileges are dropped as soon as the sockets are open.
#pragma once

namespace provtool {

// Under sudo this process becomes the calling user (SUDO_UID, SUDO_GID), so that files belong to them; root
// without sudo keeps the right to write files and nothing else; anyone else gives all capabilities back.
// Cannot be undone.
void drop_rights();

}  // namespace provtool
