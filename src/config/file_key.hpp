// Where the key of encrypted files comes from.
#pragma once

#include <optional>

#include "config/file.hpp"

namespace provtool {

// A file that contains nothing else; one line end behind it is no part of the key.
FileKey key_in(ByteView bytes);

// A device file that contains CFG_FILE_KEY; the last one counts, as on the phone.
std::optional<FileKey> key_in(const ConfigFile& file);

}  // namespace provtool
