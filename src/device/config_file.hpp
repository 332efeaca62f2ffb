// What a configuration file of the phone looks like from its beginning.
#pragma once

#include <string_view>

#include "device/phone.hpp"

namespace provtool {

// XML with the phone's root element; the declaration is optional, and comments may precede
// it.
bool is_plain_config(std::string_view text, const Phone& phone);

// What `openssl enc -a -salt` makes: base64 of "Salted__".
bool is_encrypted_config(std::string_view text, const Phone& phone);

}  // namespace provtool
