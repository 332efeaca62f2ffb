#include "wire/dhcpv6_nested.hpp"

#include <doctest/doctest.h>

#include "wire/dhcpv6_options.hpp"

namespace provtool::dhcpv6 {

namespace {

Bytes hex(std::string_view text) {
  return parse_hex(text).value();
}

// What a reader comes to: "1 2 3", and its fault.
struct Walk {
  std::string codes;
  std::optional<Fault> fault;
};

Walk walk(OptionReader reader) {
  Walk walked;
  while (const auto option = reader.next())
    walked.codes += (walked.codes.empty() ? "" : " ") + std::to_string(option->code);
  walked.fault = reader.fault();
  return walked;
}

constexpr std::string_view k_ia_head = "00000001 00000000 00000000 ";

}  // namespace

TEST_CASE("options of a field are read in order, each with its place") {
  const auto field = hex("0007 0001 ff  fde9 0000  0008 0002 0096");
  OptionReader reader(field, 100);
  auto option = reader.next();
  REQUIRE(option);
  CHECK(option->code == 7);
  CHECK(option->offset == 100);
  CHECK(to_hex(option->data) == "ff");
  option = reader.next();
  REQUIRE(option);
  CHECK(option->code == 65001);
  CHECK(option->offset == 105);
  CHECK(option->data.empty());
  CHECK(reader.next()->offset == 109);
  CHECK_FALSE(reader.next());
  CHECK_FALSE(reader.fault());
}

TEST_CASE("a field breaks off once and stays broken") {
  struct Row {
    std::string_view field;
    std::string_view codes;
    std::size_t offset;
    std::string_view what;
  };
  static constexpr Row k_rows[] = {
      {"00", "", 4, "one byte is left after the options"},
      {"0011", "", 4, "option 17 has no length"},
      {"001100", "", 4, "option 17 has no length"},
      {"00110001", "", 4, "option 17 claims 1 byte, but 0 are left"},
      {"0007 0001 ff 00", "7", 9, "one byte is left after the options"},
      {"0007 0001 ff 0011 ffff 616263", "7", 9, "option 17 claims 65535 bytes, but 3 are left"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.field);
    const auto field = hex(row.field);
    OptionReader reader(field, 4);
    CHECK(walk(reader).codes == row.codes);
    while (reader.next()) continue;
    CHECK_FALSE(reader.next());
    REQUIRE(reader.fault());
    CHECK(reader.fault()->offset == row.offset);
    CHECK(reader.fault()->what == row.what);
  }
}

TEST_CASE("options stand behind the head of an IA, an IA address and vendor information") {
  struct Row {
    std::uint16_t code;
    std::string_view data;
    std::string_view codes;
  };
  static constexpr Row k_rows[] = {
      {3, "00000001 00000000 00000000", ""},
      {3, "00000001 00000000 00000000 000d 0002 0002 0005 0000", "13 5"},
      {4, "00000001 000d 0002 0002", "13"},
      {5, "20010db8000000000000000000000001 00000000 00000000 000d 0002 0002", "13"},
      {17, "00000102 0001 0001 61 0002 0000", "1 2"},
      {3, "00000001 00000000 000000", ""},  // too short for its head
      {17, "000001", ""},
      {13, "0002 0001 0000", ""},  // a status holds text, no options
      {65001, "0001 0000", ""},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.code);
    CAPTURE(row.data);
    const auto data = hex(row.data);
    const auto walked = walk(options_in({row.code, data, 0}));
    CHECK(walked.codes == row.codes);
    CHECK_FALSE(walked.fault);
  }
}

TEST_CASE("a break inside an option says inside which one, with its place in the message") {
  const auto ia = hex(std::string(k_ia_head) + "0005 0018 2001");
  auto fault = walk(options_in({option::ia_na, ia, 36})).fault;
  REQUIRE(fault);
  CHECK(fault->offset == 36 + 4 + 12);
  CHECK(fault->what == "option 5 in option 3 claims 24 bytes, but 2 are left");

  const auto vendor = hex("00000de9 0001 0001 61 00");
  fault = walk(options_in({option::vendor_information, vendor, 36})).fault;
  REQUIRE(fault);
  CHECK(fault->offset == 36 + 4 + 4 + 5);
  CHECK(fault->what == "one byte is left after the sub-options of enterprise 3561");
}

TEST_CASE("the layout of an option tells how long it must be") {
  CHECK(find_layout(option::ia_na)->fixed_size == 12);
  CHECK(find_layout(option::status_code)->fixed_size == 2);
  CHECK_FALSE(find_layout(option::status_code)->holds_options);
  CHECK(find_layout(option::domain_list) == nullptr);
}

TEST_CASE("an address is leased for as long as its option says") {
  const auto bytes = hex("20010db8000000000000000000000050 00001c20 00002a30 000d0000");
  const auto lease = read_lease(bytes);
  REQUIRE(lease);
  CHECK(lease->address.text() == "2001:db8::50");
  CHECK(lease->preferred_seconds == 7200);
  CHECK(lease->valid_seconds == 10800);
  CHECK_FALSE(read_lease(ByteView(bytes).first(23)));
  CHECK_FALSE(read_lease({}));
}

TEST_CASE("a status is a code and perhaps text") {
  const auto status = read_status(hex("0002 6e6f6e65"));
  REQUIRE(status);
  CHECK(status->code == 2);
  CHECK(status->text == "none");
  CHECK(read_status(hex("0000"))->text.empty());
  CHECK_FALSE(read_status(hex("00")));
  CHECK_FALSE(read_status({}));
}

}  // namespace provtool::dhcpv6
