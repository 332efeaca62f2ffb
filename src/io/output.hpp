// What leaves the process: standard output and files. A result is written whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "base/trouble.hpp"
#include "io/signals.hpp"

namespace provtool {

// Standard streams that are closed at the start are replaced by ones that refuse to be written, so that no
// socket ever takes their number.
void guard_standard_streams();

// Writes all of `text`; the trouble's message is empty when the reader has gone away (a closed pipe). Who
// takes nothing is waited for until a signal comes, and then for a second: Trouble::Kind::interrupted.
Expected<void> write_all(int fd, std::string_view text, const Signals& signals);

// Whether write_file() could succeed, checked before a run that takes seconds.
Expected<void> check_writable(const std::string& path, bool overwrite);

// Makes the folder, for its owner alone, unless it is there. Folders above it are not made.
Expected<void> make_folder(const std::string& path);

enum class Access : unsigned char { by_umask, owner_only };

// Writes a temporary file beside `path`, then gives it its name: never half a file, no symbolic link
// followed, nothing overwritten unless asked to, nothing written that is another user's. Character devices,
// pipes and /dev/fd/N are written as they are; for a pipe's reader is waited as in write_all().
Expected<void> write_file(const std::string& path, std::string_view content, bool overwrite, Access access,
                          const Signals& signals);

}  // namespace provtool
