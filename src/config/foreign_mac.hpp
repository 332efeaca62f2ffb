// MAC addresses in the values of a file: one for many phones must not name one of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "config/file.hpp"
#include "device/identity.hpp"

namespace provtool {

struct FoundMac {
  MacAddress mac;
  std::string text;  // as it is written
};
// Twelve digits, plain, in pairs, fours or sixes, with one separator, within a URL as well; macros are none.
// Without a colon twelve decimal digits are a number, and in front of them a word may end in "a" to "f", only
// when they begin as Panasonic's do.
std::vector<FoundMac> find_macs(std::string_view value);

// Which phones a file may name, by its role; without one by its name ("KX-UTG200B.cfg").
class MacRule {
 public:
  MacRule(FileRole role, std::string_view file_name, const Identity& identity);

  [[nodiscard]] bool judges() const { return m_is_shared || m_is_for_one; }
  // What is wrong with it: "names the phone 0080F0123456, …".
  [[nodiscard]] std::optional<std::string> fault_in(std::string_view value) const;

 private:
  bool m_is_shared = false;   // between phones
  bool m_is_for_one = false;  // whose MAC is known
  std::vector<MacAddress> m_own;
};

}  // namespace provtool
