// What a configuration file of the phone looks like from its beginning.
#pragma once

#include <string_view>

namespace provtool {

// XML with the root <PANASIPPhoneConfig> (guide); the declaration is optional, and comments may stand before
// it.
bool is_plain_config(std::string_view text);

// What `openssl enc -a -salt` makes: base64 of "Salted__" (guide).
bool is_encrypted_config(std::string_view text);

}  // namespace provtool
