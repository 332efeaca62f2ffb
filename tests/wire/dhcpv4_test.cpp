#include "wire/dhcpv4.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/hex_file.hpp"
#include "wire/dhcpv4_options.hpp"

namespace provtool::dhcpv4 {

namespace {

constexpr std::size_t k_sname = 44;  // offsets in the message
constexpr std::size_t k_file = 108;
constexpr std::size_t k_options = 240;

Bytes packet(const std::string& name) {
  return testing::load_hex_file("dhcpv4/" + name + ".hex");
}

Message parsed(ByteView payload) {
  auto message = parse(payload);
  REQUIRE(message);
  return *message;
}

std::string text_of(const Message& message, std::uint8_t code) {
  const auto value = message.option(code);
  return value ? std::string(as_text(*value)) : "(none)";
}

// The header of the usual offer, with these bytes (hex) from the options field on.
Bytes with_options(std::string_view hex) {
  Bytes payload = packet("offer_160");
  payload.resize(k_options);
  const auto options = parse_hex(hex).value();
  payload.insert(payload.end(), options.begin(), options.end());
  return payload;
}

void put(Bytes& payload, std::size_t offset, std::string_view hex) {
  const auto bytes = parse_hex(hex).value();
  std::copy(bytes.begin(), bytes.end(), payload.begin() + static_cast<std::ptrdiff_t>(offset));
}

std::vector<std::size_t> fault_offsets(const Message& message) {
  std::vector<std::size_t> offsets;
  for (const auto& fault : message.faults) offsets.push_back(fault.offset);
  return offsets;
}

using Offsets = std::vector<std::size_t>;

}  // namespace

TEST_CASE("an offer is read in full") {
  const auto offer = parsed(packet("offer_160"));
  CHECK(offer.op == static_cast<std::uint8_t>(Op::boot_reply));
  CHECK(offer.xid == Xid{0x3d1de45f});
  CHECK(offer.broadcast);
  CHECK(offer.secs == 0);
  CHECK(offer.ciaddr.is_zero());
  CHECK(offer.yiaddr.text() == "192.0.2.50");
  CHECK(offer.siaddr.text() == "192.0.2.1");
  CHECK(offer.chaddr.upper_plain() == "0080F0123456");
  CHECK(offer.type() == MessageType::offer);
  CHECK(offer.address_option(option::server_identifier)->text() == "192.0.2.1");
  CHECK(text_of(offer, option::option160) == "http://prov.example.com/{MODEL}.cfg");
  CHECK(text_of(offer, option::option159) == "https://prov159.example.com/");
  CHECK(offer.sname.empty());
  CHECK(offer.file.empty());
  CHECK(offer.overload == 0);
  CHECK(offer.faults.empty());
}

TEST_CASE("a NUL behind a value stays in the value") {
  CHECK(text_of(parsed(packet("offer_160")), option::tftp_server_name) == std::string("192.0.2.1\0", 10));
}

TEST_CASE("an option that is not there is not an empty one") {
  const auto message = parsed(with_options("350102 4200 ff"));
  CHECK(message.option(option::tftp_server_name) == Bytes{});
  CHECK_FALSE(message.option(option::option160));
  CHECK(message.instances_of(option::tftp_server_name).size() == 1);
  CHECK(message.instances_of(option::option160).empty());
  CHECK(message.faults.empty());
}

TEST_CASE("each instance says where it stood") {
  const auto offer = parsed(packet("offer_160"));
  REQUIRE(offer.instances.size() == 8);
  CHECK(offer.instances[0].code == option::message_type);
  CHECK(offer.instances[0].offset == k_options);
  CHECK(offer.instances[1].offset == k_options + 3);
  CHECK(offer.instances[1].area == Area::options);
}

TEST_CASE("the parts of a long option are joined, also with others between them") {
  const auto offer = parsed(packet("offer_split"));
  CHECK(offer.instances_of(option::option160).size() == 2);
  const auto url = text_of(offer, option::option160);
  CHECK(url.size() == 310);
  CHECK(url.starts_with("http://prov.example.com/aaa"));
  CHECK(url.ends_with("aaa/x.cfg"));
  CHECK(offer.faults.empty());
}

// RFC 3396 5: the options field, then file, then sname, although sname stands first in the header.
TEST_CASE("options go on in file and then in sname") {
  const auto offer = parsed(packet("offer_overload"));
  CHECK(offer.overload == 3);
  CHECK(text_of(offer, option::option160) == "http://prov.example.com/dir/x.cfg");
  CHECK(text_of(offer, option::tftp_server_name) == "192.0.2.9");
  const auto parts = offer.instances_of(option::option160);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0]->area == Area::options);
  CHECK(parts[1]->area == Area::file);
  CHECK(parts[1]->offset == k_file);
  CHECK(parts[2]->area == Area::sname);
  CHECK(parts[2]->offset == k_sname);
  CHECK(offer.file.empty());
  CHECK(offer.sname.empty());
  CHECK(offer.faults.empty());
}

TEST_CASE("overload 1 means file, 2 means sname") {
  auto payload = with_options("350102 340101 ff");
  put(payload, k_file, "a00161ff");
  put(payload, k_sname, "6e616d65");
  SUBCASE("1: options in file, text in sname") {
    const auto message = parsed(payload);
    CHECK(message.overload == 1);
    CHECK(text_of(message, option::option160) == "a");
    CHECK(message.file.empty());
    CHECK(message.sname == "name");
  }
  SUBCASE("2: options in sname, text in file") {
    payload[k_options + 5] = 2;
    put(payload, k_sname, "a00162ff");
    put(payload, k_file, "78797a00");
    const auto message = parsed(payload);
    CHECK(message.overload == 2);
    CHECK(text_of(message, option::option160) == "b");
    CHECK(message.file == "xyz");
    CHECK(message.sname.empty());
  }
}

TEST_CASE("an overload that is neither 1, 2 nor 3 is named and the fields are text") {
  for (const std::string_view overload : {"340100", "340104", "3401ff", "3400", "34020103"}) {
    CAPTURE(overload);
    auto payload = with_options("350102" + std::string(overload) + "ff");
    put(payload, k_file, "a00161ff");
    const auto message = parsed(payload);
    CHECK(message.overload == 0);
    CHECK_FALSE(message.option(option::option160));
    CHECK_FALSE(message.file.empty());
    CHECK(fault_offsets(message) == Offsets{k_options + 3});
  }
}

TEST_CASE("an overload inside an overloaded field does not count") {
  auto payload = with_options("350102 340101 ff");
  put(payload, k_file, "340103ff");
  put(payload, k_sname, "a00161ff");
  const auto message = parsed(payload);
  CHECK(message.overload == 1);
  CHECK_FALSE(message.option(option::option160));
}

TEST_CASE("a field full of options without END is named with its end") {
  auto payload = with_options("350102 340102 ff");
  put(payload, k_sname, "a03e" + std::string(std::size_t{62} * 2, '6'));
  const auto message = parsed(payload);
  CHECK(message.option(option::option160)->size() == 62);
  CHECK(fault_offsets(message) == Offsets{k_sname + 64});
}

TEST_CASE("an option in file cannot run into the options field") {
  auto payload = with_options("350102 340101 ff");
  put(payload, k_file + 120, "a0 07 61");
  const auto message = parsed(payload);
  CHECK_FALSE(message.option(option::option160));
  CHECK(fault_offsets(message) == Offsets{k_file + 120});
}

TEST_CASE("PAD may stand anywhere between options") {
  const auto message = parsed(with_options("000000 350102 00 00 a00161 00 ff 00 00"));
  CHECK(message.type() == MessageType::offer);
  CHECK(text_of(message, option::option160) == "a");
  CHECK(message.instances.size() == 2);
  CHECK(message.faults.empty());
}

TEST_CASE("what stands behind END is nothing") {
  const auto message = parsed(with_options("350102 ff a00161 ff"));
  CHECK_FALSE(message.option(option::option160));
  CHECK(message.faults.empty());
}

TEST_CASE("without END all options count and the end is named") {
  const auto payload = packet("offer_no_end");
  const auto message = parsed(payload);
  CHECK(text_of(message, option::tftp_server_name) == "192.0.2.1");
  CHECK(fault_offsets(message) == Offsets{payload.size()});
}

TEST_CASE("a length past the end breaks the message off there") {
  const auto message = parsed(packet("offer_length_past_end"));
  CHECK(message.type() == MessageType::offer);
  CHECK(message.address_option(option::subnet_mask)->text() == "255.255.255.0");
  CHECK_FALSE(message.option(option::option160));
  REQUIRE(message.faults.size() == 1);
  CHECK(message.faults[0].offset == 0xff);
  CHECK(message.faults[0].what.find("160") != std::string::npos);
  CHECK(message.faults[0].what.find("64") != std::string::npos);
  CHECK(message.faults[0].what.find("16 ") != std::string::npos);
}

TEST_CASE("a code without a length is named with its offset") {
  CHECK(fault_offsets(parsed(with_options("350102 a0"))) == Offsets{k_options + 3});
}

TEST_CASE("a message cut off anywhere is too short or keeps what stands before the cut") {
  const auto payload = packet("offer_160");
  for (std::size_t size = 0; size <= payload.size(); ++size) {
    CAPTURE(size);
    const auto message = parse(ByteView(payload).first(size));
    CHECK(message.has_value() == (size >= k_options));
    if (!message) CHECK(message.error() == Rejection::too_short);
  }
}

TEST_CASE("the END of the options field is known, whatever stands behind it") {
  dhcpv4::Message message;
  message.add(160, {1, 2, 3});
  auto bytes = dhcpv4::serialize(message);  // padded
  CHECK(dhcpv4::parse(bytes).value().options_end == 240 + 5 + 1);
  bytes.resize(245);
  CHECK(dhcpv4::parse(bytes).value().options_end == 245);
  bytes.resize(243);
  CHECK(dhcpv4::parse(bytes).value().options_end == 243);
}

TEST_CASE("BOOTP from before there were options: the fixed fields, and an empty vendor area or none") {
  dhcpv4::Message message;
  message.op = 2;
  message.yiaddr = Ipv4Address{{192, 0, 2, 50}};
  message.file = "phone.cfg";
  auto bytes = dhcpv4::serialize(message);
  CHECK(dhcpv4::parse_bootp(bytes).error() == dhcpv4::Rejection::no_cookie);  // it has options
  std::fill(bytes.begin() + 236, bytes.end(), std::uint8_t{0});
  for (const std::size_t size : {300U, 239U, 236U}) {
    CAPTURE(size);
    bytes.resize(size);
    const auto parsed = dhcpv4::parse_bootp(bytes);
    REQUIRE(parsed);
    CHECK(parsed->yiaddr.text() == "192.0.2.50");
    CHECK(parsed->file == "phone.cfg");
    CHECK_FALSE(parsed->type());
  }
  bytes.resize(235);
  CHECK(dhcpv4::parse_bootp(bytes).error() == dhcpv4::Rejection::too_short);
  bytes.resize(300);
  bytes[1] = 6;
  CHECK(dhcpv4::parse_bootp(bytes).error() == dhcpv4::Rejection::not_ethernet);
}

TEST_CASE("what is no DHCP message is rejected with its reason") {
  auto payload = packet("offer_160");
  SUBCASE("another cookie") {
    payload[k_options - 1] ^= 1;
    CHECK(parse(payload).error() == Rejection::no_cookie);
  }
  SUBCASE("another hardware type") {
    payload[1] = 6;
    CHECK(parse(payload).error() == Rejection::not_ethernet);
  }
  SUBCASE("another hardware address length") {
    payload[2] = 16;
    CHECK(parse(payload).error() == Rejection::not_ethernet);
  }
  for (const auto rejection : {Rejection::too_short, Rejection::no_cookie, Rejection::not_ethernet})
    CHECK_FALSE(to_text(rejection).empty());
}

TEST_CASE("two complete instances are both kept, and joined when asked for as one") {
  const auto message = parsed(packet("offer_twice"));
  const auto instances = message.instances_of(option::tftp_server_name);
  REQUIRE(instances.size() == 2);
  CHECK(instances[0]->data == instances[1]->data);
  CHECK(text_of(message, option::tftp_server_name) == "http://192.0.2.1/http://192.0.2.1/");
}

TEST_CASE("names in the header fields are text up to their first NUL") {
  const auto message = parsed(packet("offer_server_in_header"));
  CHECK(message.sname == "boot.example.com");
  CHECK(message.file == "utg.cfg");
  CHECK_FALSE(message.option(option::tftp_server_name));
}

TEST_CASE("a header field without NUL is text to its last byte and no further") {
  auto payload = packet("offer_160");
  std::fill_n(payload.begin() + k_sname, 64, std::uint8_t{'s'});
  const auto message = parsed(payload);
  CHECK(message.sname == std::string(64, 's'));
  CHECK(message.file.empty());
}

TEST_CASE("raw bytes in option 66 are kept as they are") {
  CHECK(to_hex(parsed(packet("offer_binary_66")).option(option::tftp_server_name).value()) == "c0000201");
}

TEST_CASE("a relayed answer tells its relay") {
  const auto ack = parsed(packet("ack_relayed"));
  CHECK(ack.type() == MessageType::ack);
  CHECK(ack.giaddr.text() == "192.0.2.254");
  CHECK(ack.hops == 1);
  CHECK_FALSE(ack.broadcast);
  CHECK(ack.option(82)->size() == 10);
}

TEST_CASE("a message type is one byte from 1 to 8") {
  CHECK(parsed(with_options("350108 ff")).type() == MessageType::inform);
  for (const std::string_view type : {"350100", "350109", "3500", "35020205", ""}) {
    CAPTURE(type);
    CHECK_FALSE(parsed(with_options(std::string(type) + "ff")).type());
  }
}

TEST_CASE("an address option is four bytes") {
  CHECK_FALSE(parsed(with_options("3603c00002 ff")).address_option(option::server_identifier));
  CHECK_FALSE(parsed(with_options("ff")).address_option(option::server_identifier));
}

TEST_CASE("every message type has the name of RFC 2131") {
  CHECK(to_text(MessageType::discover) == "DHCPDISCOVER");
  CHECK(to_text(MessageType::offer) == "DHCPOFFER");
  CHECK(to_text(MessageType::request) == "DHCPREQUEST");
  CHECK(to_text(MessageType::decline) == "DHCPDECLINE");
  CHECK(to_text(MessageType::ack) == "DHCPACK");
  CHECK(to_text(MessageType::nak) == "DHCPNAK");
  CHECK(to_text(MessageType::release) == "DHCPRELEASE");
  CHECK(to_text(MessageType::inform) == "DHCPINFORM");
}

TEST_CASE("a discover is written as a phone sends it") {
  Message discover;
  discover.xid = Xid{0x3d1de45f};
  discover.broadcast = true;
  discover.chaddr = *MacAddress::parse("0080F0123456");
  discover.add(option::message_type, {1});
  discover.add(option::client_identifier, parse_hex("010080f0123456").value());
  discover.add(option::vendor_class, to_bytes("Panasonic"));
  discover.add(57, {0x05, 0xdc});
  discover.add(option::parameter_request_list, {1, 3, 6, 15, 42, 66, 159, 160});
  CHECK(to_hex(serialize(discover)) == to_hex(packet("discover_phone")));
}

// RFC 1542 2.1: BOOTP relays drop shorter ones.
TEST_CASE("a message is padded to 300 bytes and not beyond") {
  CHECK(serialize(Message{}).size() == 300);
  Message message;
  message.add(option::option160, Bytes(57, 'a'));
  CHECK(serialize(message).size() == 300);
  message.add(option::message_type, {1});
  CHECK(serialize(message).size() == 303);
}

TEST_CASE("a value of more than 255 bytes is split") {
  struct Row {
    std::size_t size;
    std::size_t parts;
  };
  static constexpr Row k_rows[] = {{0, 1}, {1, 1}, {255, 1}, {256, 2}, {510, 2}, {511, 3}};
  for (const auto& row : k_rows) {
    CAPTURE(row.size);
    Message message;
    message.add(option::option160, Bytes(row.size, 'a'));
    const auto again = parsed(serialize(message));
    CHECK(again.instances_of(option::option160).size() == row.parts);
    CHECK(again.option(option::option160)->size() == row.size);
    CHECK(again.faults.empty());
  }
}

TEST_CASE("what was parsed and written is parsed as the same again") {
  for (const auto* name :
       {"offer_160", "offer_split", "offer_overload", "offer_twice", "offer_server_in_header",
        "offer_binary_66", "ack_relayed", "discover_phone", "offer_no_end"}) {
    CAPTURE(std::string(name));
    const auto once = parsed(packet(name));
    const auto again = parsed(serialize(once));
    CHECK(again.faults.empty());
    CHECK(again.op == once.op);
    CHECK(again.xid == once.xid);
    CHECK(again.broadcast == once.broadcast);
    CHECK(again.yiaddr == once.yiaddr);
    CHECK(again.giaddr == once.giaddr);
    CHECK(again.chaddr == once.chaddr);
    CHECK(again.sname == once.sname);
    CHECK(again.file == once.file);
    for (const auto& instance : once.instances)
      if (instance.code != option::overload) CHECK(again.option(instance.code) == once.option(instance.code));
  }
}

// All options are written into the options field: option 52 would say that the header fields hold some.
TEST_CASE("option 52 is not written") {
  const auto again = parsed(serialize(parsed(packet("offer_overload"))));
  CHECK_FALSE(again.option(option::overload));
  CHECK(again.overload == 0);
  CHECK(text_of(again, option::option160) == "http://prov.example.com/dir/x.cfg");
}

// RFC 2131 2: both fields end in a NUL.
TEST_CASE("a name that is too long for its field is cut, not run over") {
  Message message;
  message.sname = std::string(100, 's');
  message.file = std::string(200, 'f');
  const auto again = parsed(serialize(message));
  CHECK(again.sname == std::string(63, 's'));
  CHECK(again.file == std::string(127, 'f'));
}

}  // namespace provtool::dhcpv4
