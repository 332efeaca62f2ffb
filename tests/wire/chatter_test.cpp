#include "wire/chatter.hpp"

#include <doctest/doctest.h>

#include <string>

namespace provtool {

namespace {

// A frame's beginning: destination, a source, and what follows it.
Bytes head(const std::string& destination, const std::string& rest) {
  auto bytes = parse_hex(destination + "00005e005301" + rest).value();
  bytes.resize(k_frame_head);
  return bytes;
}

std::string name(const std::string& destination, const std::string& rest) {
  return std::string(chatter_of(head(destination, rest)));
}

constexpr auto* k_broadcast = "ffffffffffff";

}  // namespace

TEST_CASE("what a switch says by itself is known by where it goes or by its type") {
  CHECK(name("0180c2000000", "0026424203") == "spanning tree");
  CHECK(name("01000ccccccd", "0032aaaa0300000c010b") == "spanning tree");
  CHECK(name("01000ccccccc", "0040aaaa0300000c2000") == "CDP");
  CHECK(name("0180c200000e", "88cc0207") == "LLDP");
  CHECK(name("0180c2000003", "888e0100") == "EAPOL (802.1X)");
  CHECK(name("0180c2000002", "88090101") == "LACP");
  CHECK(name(k_broadcast, "9000") == "loop detection");
  CHECK(name("0180c2000001", "88080001") == "flow control");
  CHECK(name("0180c2000009", "1234") == "a protocol between bridges");
  CHECK(name("0180c200000e", "8100000188cc0207") == "LLDP");  // with a tag
}

TEST_CASE("whoever else speaks is alive") {
  CHECK(name(k_broadcast, "0806") == "");
  CHECK(name("01005e0000fb", "0800") == "");
  CHECK(name("3333000000fb", "86dd") == "");
  CHECK(name("00005e005350", "0800") == "");
  CHECK(chatter_of(Bytes{1, 2, 3}).empty());
}

TEST_CASE("an EAP request asks for authentication; other EAPOL frames do not") {
  CHECK(asks_for_authentication(head("0180c2000003",
                                     "888e"
                                     "02000005"
                                     "0101000501")));
  CHECK_FALSE(asks_for_authentication(head("0180c2000003",
                                           "888e"
                                           "02000004"
                                           "03010004")));  // EAP success
  CHECK_FALSE(asks_for_authentication(head("0180c2000003",
                                           "888e"
                                           "02010000")));  // EAPOL start
  CHECK_FALSE(asks_for_authentication(head("0180c200000e", "88cc02070401")));
}

}  // namespace provtool
