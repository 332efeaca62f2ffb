// What an administrator may have meant by a value that is not a URL: the few ways in which people's servers
// and fields turn one into something else (field notes: quotes-and-hex, length-byte, labels).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "device/phone.hpp"

namespace provtool {

// Where a value was found: what else its bytes may be there.
struct ValueOrigin {
  std::string_view meant_for{};  // whose devices expect a raw address there: "Cisco phones"
  bool may_be_numbers = false;  // four bytes are rather something else: the port set of option 159 (RFC 7618)
};

struct TypedValue {
  std::string words;  // "colon-separated hex of "http://10.77.0.9/"", as foreign() spells it
  std::string_view hint;
  bool raw_address =
      false;            // the value is an address as raw bytes: "the address 10.77.0.9 as four raw bytes"
  std::string meant{};  // "http://10.77.0.9/", secrets and all; empty when there are several
};

// `value` of any bytes, as it was received. A value that `passes_as_host` may be meant as it stands: only
// what cannot be chance is found in it.
std::optional<TypedValue> typed_value(std::string_view value, const Phone& phone, const ValueOrigin& origin,
                                      bool passes_as_host);

// Text that is a URL of the phone's protocols, an address, or a host name with a dot.
bool is_plain_value(std::string_view text, const Phone& phone);

}  // namespace provtool
