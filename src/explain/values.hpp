// What stands for the marks in command lines and server lines: @URL@, @MAC@ and so on.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace provtool {

// How a value is written in another way.
enum class Spelling : std::uint8_t {
  as_it_is,
  colons,      // of a MAC: 00:80:f0:12:34:56
  dashes,      // 00-80-f0-12-34-56
  client_id,   // 0100.80f0.1234.56, type 1 and the MAC
  hex,         // of a text: its bytes
  size_hex,    // of a text: the number of its bytes, 16 bits
  number_hex,  // of a number: 32 bits
};

struct MarkKind {
  std::string_view name;     // "URL" of @URL@
  std::string_view example;  // what is printed when nothing better is known; of a spelling the mark it spells
  std::string_view meaning;  // "the provisioning URL"; empty of a spelling
  Spelling spelling = Spelling::as_it_is;
};

inline constexpr std::array k_marks{
    MarkKind{"URL", "http://prov.example.com/utg200/", "the provisioning URL"},
    MarkKind{"URL_HEX", "URL", "", Spelling::hex},
    MarkKind{"URL_SIZE_HEX", "URL", "", Spelling::size_hex},
    MarkKind{"OPTION", "160", "the option that contains it"},
    MarkKind{"ENTERPRISE", "258", "the enterprise number that the phone is assumed to have"},
    MarkKind{"ENTERPRISE_HEX", "ENTERPRISE", "", Spelling::number_hex},
    MarkKind{"INTERFACE", "eth0", "the interface"},
    MarkKind{"MAC", "0080F0123456", "the phone's MAC address"},
    MarkKind{"MAC_COLONS", "MAC", "", Spelling::colons},
    MarkKind{"MAC_DASHES", "MAC", "", Spelling::dashes},
    MarkKind{"MAC_CLIENT_ID", "MAC", "", Spelling::client_id},
    MarkKind{"SERVER", "192.0.2.1", "the DHCP server"},
    MarkKind{"NETWORK", "192.0.2.0", "the phones' subnet"},
    MarkKind{"MASK", "255.255.255.0", "its mask"},
    MarkKind{"FIRST", "192.0.2.100", "the first address to give away"},
    MarkKind{"LAST", "192.0.2.199", "the last one"},
    MarkKind{"ADDRESS", "192.0.2.77", "the phone's address"},
    MarkKind{"ROUTER", "192.0.2.254", "the phones' router"},
    MarkKind{"NAME_SERVER", "192.0.2.53", "the DNS server"},
    MarkKind{"FILE", "Config0080F0123456.cfg", "the file"},
};

// A value of this run; whoever sets one has made sure that it is safe to be pasted into a shell or a file.
struct Value {
  std::string_view mark;
  std::string text;
};
using Values = std::vector<Value>;
const Value* find_value(const Values& values, std::string_view mark);  // null when it has none

// The text with its marks replaced, by the examples where `values` has none.
std::string filled(std::string_view text, const Values& values);
// The marks in it that `values` does not have, each once, and not their spellings.
std::vector<const MarkKind*> open_marks(std::string_view text, const Values& values);

}  // namespace provtool
