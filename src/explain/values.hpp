// What stands for the marks in command lines and server lines: @URL@, @MAC@ and so on.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace provtool {

struct MarkKind {
  std::string_view name;     // "URL" of @URL@
  std::string_view example;  // what is printed when nothing better is known
  std::string_view meaning;  // "the provisioning URL"
};

inline constexpr std::array k_marks{
    MarkKind{"URL", "http://prov.example.com/utg200/", "the provisioning URL"},
    MarkKind{"OPTION", "160", "the option that names it"},
    MarkKind{"ENTERPRISE", "258", "the enterprise number that the phone is assumed to have"},
    MarkKind{"INTERFACE", "eth0", "the interface to ask on"},
    MarkKind{"MAC", "0080F0123456", "the phone's MAC address"},
    MarkKind{"MAC_COLONS", "00:80:f0:12:34:56", "the phone's MAC address"},
    MarkKind{"MAC_DASHES", "00-80-f0-12-34-56", "the phone's MAC address"},
    MarkKind{"MAC_DOTS", "0080.f012.3456", "the phone's MAC address"},
    MarkKind{"SERVER", "192.0.2.1", "the DHCP server"},
    MarkKind{"NETWORK", "192.0.2.0", "the phones' subnet"},
    MarkKind{"MASK", "255.255.255.0", "its mask"},
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

// The text with its marks replaced, by the examples where `values` has none.
std::string filled(std::string_view text, const Values& values);
// The marks in it that `values` does not have, each once.
std::vector<const MarkKind*> open_marks(std::string_view text, const Values& values);

}  // namespace provtool
