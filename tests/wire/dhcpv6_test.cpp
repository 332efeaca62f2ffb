#include "wire/dhcpv6.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/hex_file.hpp"
#include "wire/dhcpv6_options.hpp"
#include "wire/fault_list.hpp"

namespace provtool::dhcpv6 {

namespace {

constexpr std::string_view k_client_duid = "0003000100005e005301";
constexpr std::string_view k_url = "http://prov.example.com/{MODEL}.cfg";

Bytes packet(const std::string& name) {
  return testing::load_hex_file("dhcpv6/" + name + ".hex");
}

Message parsed(ByteView payload) {
  auto message = parse(payload);
  REQUIRE(message);
  return *message;
}

// A reply with these options (hex).
Message with_options(std::string_view hex) {
  Bytes payload{7, 0xab, 0xcd, 0xef};
  const auto options = parse_hex(hex).value();
  payload.insert(payload.end(), options.begin(), options.end());
  return parsed(payload);
}

std::vector<std::string> faults_of(const Message& message) {
  std::vector<std::string> texts;
  for (const auto& fault : message.faults) texts.push_back(std::to_string(fault.offset) + ": " + fault.what);
  return texts;
}

std::vector<std::uint16_t> codes_of(const Message& message) {
  std::vector<std::uint16_t> codes;
  for (const auto& option : message.options) codes.push_back(option.code);
  return codes;
}

using Texts = std::vector<std::string>;
using Codes = std::vector<std::uint16_t>;

}  // namespace

TEST_CASE("a reply is read in full") {
  const auto reply = parsed(packet("reply_url"));
  CHECK(reply.type == MessageType::reply);
  CHECK(reply.transaction_id == TransactionId{0xabcdef});
  CHECK(codes_of(reply) == Codes{1, 2, 17, 23, 24, 32});
  CHECK(to_hex(reply.client_identifier().value()) == k_client_duid);
  CHECK(to_hex(reply.server_identifier().value()) == "000100012b00000000005e0053fe");
  CHECK(reply.statuses().empty());
  CHECK(reply.offered_addresses().empty());
  CHECK(reply.faults.empty());
}

TEST_CASE("vendor information is its enterprise and sub-options, each with its place in the message") {
  const auto information = parsed(packet("reply_url")).vendor_information();
  REQUIRE(information.size() == 1);
  CHECK(information[0].enterprise == 258);
  REQUIRE(information[0].sub_options.size() == 1);
  CHECK(information[0].sub_options[0].code == 1);
  CHECK(as_text(information[0].sub_options[0].data) == k_url);
  CHECK(information[0].sub_options[0].offset == 0x2c);
}

TEST_CASE("vendor information that stands several times is kept several times, in order") {
  const auto information = parsed(packet("reply_three_vendors")).vendor_information();
  REQUIRE(information.size() == 3);
  CHECK(information[0].enterprise == 3561);
  CHECK(information[0].sub_options.size() == 2);
  CHECK(information[1].enterprise == 258);
  CHECK(as_text(information[1].sub_options.at(0).data) == k_url);
  CHECK(information[2].enterprise == 258);
  CHECK(as_text(information[2].sub_options.at(0).data) == "http://other.example.com/");
}

TEST_CASE("unknown options keep their number and bytes, also the largest numbers and empty values") {
  const auto reply = parsed(packet("reply_unknown_options"));
  CHECK(codes_of(reply) == Codes{1, 2, 65001, 17, 65002});
  CHECK(as_text(reply.find(65001)->data) == "as it came");
  CHECK(reply.find(65002)->data.empty());
  CHECK(reply.find(65003) == nullptr);
  const auto information = reply.vendor_information();
  REQUIRE(information.size() == 1);
  CHECK(information[0].enterprise == 0xffffffff);
  REQUIRE(information[0].sub_options.size() == 1);
  CHECK(information[0].sub_options[0].code == 0);
  CHECK(reply.faults.empty());
}

TEST_CASE("of an option that stands twice the first is found") {
  CHECK(with_options("0007000101 0007000102").find(option::preference)->data == Bytes{1});
}

TEST_CASE("an advertised address is found in its IA") {
  const auto advertise = parsed(packet("advertise"));
  CHECK(advertise.type == MessageType::advertise);
  CHECK(advertise.transaction_id == TransactionId{0x123456});
  REQUIRE(advertise.offered_addresses().size() == 1);
  CHECK(advertise.offered_addresses()[0].text() == "2001:db8::50");
  CHECK(advertise.statuses().empty());
}

TEST_CASE("a server without addresses says so inside the IA") {
  const auto advertise = parsed(packet("advertise_no_addresses"));
  CHECK(advertise.offered_addresses().empty());
  REQUIRE(advertise.statuses().size() == 1);
  CHECK(advertise.statuses()[0].code == 2);
  CHECK(advertise.statuses()[0].text == "no addresses here");
  CHECK(advertise.vendor_information().size() == 1);
}

TEST_CASE("a length past the end breaks the message off there") {
  const auto reply = parsed(packet("reply_length_past_end"));
  CHECK(codes_of(reply) == Codes{1, 2});
  CHECK(faults_of(reply) == Texts{"36: option 17 claims 40 bytes, but 12 are left"});
}

TEST_CASE("a sub-option past the end of its option is named; what stands before and behind it counts") {
  const auto reply = parsed(packet("reply_sub_option_past_end"));
  CHECK(codes_of(reply) == Codes{1, 2, 17, 7});
  CHECK(faults_of(reply) == Texts{"72: sub-option 2 of enterprise 258 claims 40 bytes, but 12 are left"});
  REQUIRE(reply.vendor_information().size() == 1);
  REQUIRE(reply.vendor_information()[0].sub_options.size() == 1);
  CHECK(as_text(reply.vendor_information()[0].sub_options[0].data) == "http://prov.example.com/");
}

TEST_CASE("an option that is too short for its head is kept and named") {
  struct Row {
    std::string_view options;
    std::string_view fault;
  };
  static constexpr Row k_rows[] = {
      {"0011 0003 000001", "4: option 17 is 3 bytes long and needs 4"},
      {"0011 0000", "4: option 17 is 0 bytes long and needs 4"},
      {"0003 000b 0000000100000000000000", "4: option 3 is 11 bytes long and needs 12"},
      {"0004 0002 0000", "4: option 4 is 2 bytes long and needs 4"},
      {"000d 0001 00", "4: option 13 is 1 byte long and needs 2"},
      {"0004 000a 00000001 0005 0002 2001", "12: option 5 in option 4 is 2 bytes long and needs 24"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.options);
    const auto message = with_options(row.options);
    CHECK(message.options.size() == 1);
    CHECK(faults_of(message) == Texts{std::string(row.fault)});
    CHECK(message.vendor_information().empty());
    CHECK(message.statuses().empty());
    CHECK(message.offered_addresses().empty());
  }
}

TEST_CASE("breaks inside options are listed in the order of the message") {
  const auto message = with_options(
      "0004 0008 00000001 0005 0009"        // an address that breaks off in an IA_TA
      "0011 0007 00000102 000001"           // no length
      "0003 000f 000000010000000000000000"  // IA_NA
      "000d01"
      "0007");
  CHECK(faults_of(message) == Texts{"12: option 5 in option 4 claims 9 bytes, but 0 are left",
                                    "24: sub-option 0 of enterprise 258 has no length",
                                    "43: option 13 in option 3 has no length", "46: option 7 has no length"});
  CHECK(codes_of(message) == Codes{4, 17, 3});
}

// What a vendor's sub-options hold is the vendor's.
TEST_CASE("sub-options of a vendor are not read as options") {
  const auto message = with_options("0011 0009 00000102 0003 0001 00");
  CHECK(message.faults.empty());
  CHECK(message.vendor_information().at(0).sub_options.at(0).code == 3);
}

TEST_CASE("options nested deeper than any client needs are named and not followed") {
  Bytes nested;
  for (int level = 0; level < 100; ++level) {
    ByteWriter writer;
    writer.u16(option::ia_ta);
    writer.u16(static_cast<std::uint16_t>(4 + nested.size()));
    writer.u32(1);
    writer.append(nested);
    nested = writer.take();
  }
  const auto message = with_options(to_hex(nested));
  CHECK(message.options.size() == 1);
  CHECK(faults_of(message) == Texts{"28: option 4 in option 4 is nested too deep"});
}

TEST_CASE("a message of junk has a few faults and says that there are more") {
  Bytes payload{7, 0, 0, 0};
  for (int i = 0; i < 13000; ++i) payload.insert(payload.end(), {0, 17, 0, 1, 0});
  const auto message = parsed(payload);
  CHECK(message.options.size() == 13000);
  REQUIRE(message.faults.size() == k_most_faults);
  CHECK(message.faults.back().what == "more faults from here on");
  CHECK(message.faults.back().offset == 4 + 5 * (k_most_faults - 1));
}

TEST_CASE("a message cut off anywhere is too short or keeps the options before the cut") {
  for (const auto* name : {"reply_url", "advertise", "advertise_no_addresses"}) {
    CAPTURE(std::string(name));
    const auto payload = packet(name);
    const auto whole = parsed(payload);
    for (std::size_t size = 0; size <= payload.size(); ++size) {
      CAPTURE(size);
      const auto message = parse(ByteView(payload).first(size));
      CHECK(message.has_value() == (size >= 4));
      if (!message) continue;
      const auto complete = std::count_if(
          whole.options.begin(), whole.options.end(),
          [size](const Option& option) { return option.offset + 4 + option.data.size() <= size; });
      CHECK(message->options.size() == static_cast<std::size_t>(complete));
      CHECK(message->faults.empty() == (serialize(*message).size() == size));
    }
  }
}

TEST_CASE("what is no DHCPv6 message for clients is rejected with its reason") {
  CHECK(parse(Bytes{}).error() == Rejection::too_short);
  CHECK(parse(Bytes{7, 0, 0}).error() == Rejection::too_short);
  CHECK(parse(Bytes{12, 0, 0, 0}).error() == Rejection::relayed);
  CHECK(parse(packet("relay_reply")).error() == Rejection::relayed);
  CHECK(parse(Bytes{0, 0, 0, 0}).error() == Rejection::unknown_type);
  CHECK(parse(Bytes{14, 0, 0, 0}).error() == Rejection::unknown_type);
  CHECK(parse(Bytes{255, 0, 0, 0}).error() == Rejection::unknown_type);
  for (const auto rejection : {Rejection::too_short, Rejection::relayed, Rejection::unknown_type})
    CHECK_FALSE(to_text(rejection).empty());
}

TEST_CASE("the message's own status comes first, then those inside its IAs and their addresses") {
  const auto message = with_options(
      "0003 0012 000000010000000000000000 000d 0002 0003"  // NoBinding
      "0004 0026 00000001 0005 001e 20010db8000000000000000000000001 00000000 00000000 000d 0002 0004"
      "000d 0004 0001 6261");
  CHECK(message.faults.empty());
  std::string statuses;
  for (const auto& status : message.statuses())
    statuses += status_name(status.code) + " " + status.text + ";";
  CHECK(statuses == "UnspecFail ba;NoBinding ;NotOnLink ;");
}

TEST_CASE("a refusal has the status and its text") {
  const auto statuses = parsed(packet("reply_refused")).statuses();
  REQUIRE(statuses.size() == 1);
  CHECK(status_name(statuses[0].code) == "UnspecFail");
  CHECK(statuses[0].text == "out of order");
}

TEST_CASE("an option 13 inside vendor information is no status") {
  CHECK(with_options("0011 000a 00000102 000d 0002 0002").statuses().empty());
}

// RFC 8415 18.2.10.1, 21.6: the client discards the others.
TEST_CASE("an address is offered when it is valid for some time and not preferred for longer") {
  struct Row {
    std::string_view lifetimes;  // preferred, valid
    bool offered;
  };
  static constexpr Row k_rows[] = {
      {"00001c20 00002a30", true},  {"00000000 00000001", true},  {"ffffffff ffffffff", true},
      {"00000000 00000000", false}, {"00002a31 00002a30", false},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.lifetimes);
    const auto message = with_options(
        "0003 0028 000000010000000000000000"
        "0005 0018 20010db8000000000000000000000050" +
        std::string(row.lifetimes));
    CHECK(message.faults.empty());
    CHECK(message.offered_addresses().size() == (row.offered ? 1 : 0));
  }
}

TEST_CASE("addresses in all IA_NAs are offered, those outside are not") {
  const std::string address = "0005 0018 20010db800000000000000000000000{} 00000001 00000001";
  const auto numbered = [&address](char digit) {
    auto text = address;
    return text.replace(text.find("{}"), 2, 1, digit);
  };
  const auto message = with_options("0003 0044 000000010000000000000000" + numbered('1') + numbered('2') +
                                    "0003 0028 000000020000000000000000" + numbered('3') +
                                    "0004 0020 00000003" + numbered('4') + numbered('5'));
  CHECK(message.faults.empty());
  Texts texts;
  for (const auto& offered : message.offered_addresses()) texts.push_back(offered.text());
  CHECK(texts == Texts{"2001:db8::1", "2001:db8::2", "2001:db8::3"});
}

TEST_CASE("every message type has the name of RFC 8415") {
  static constexpr std::string_view k_names[] = {"SOLICIT",
                                                 "ADVERTISE",
                                                 "REQUEST",
                                                 "CONFIRM",
                                                 "RENEW",
                                                 "REBIND",
                                                 "REPLY",
                                                 "RELEASE",
                                                 "DECLINE",
                                                 "RECONFIGURE",
                                                 "INFORMATION-REQUEST"};
  std::uint8_t number = 0;
  for (const auto name : k_names) {
    const auto message = parsed(Bytes{++number, 0, 0, 0});
    CHECK(to_text(message.type) == name);
    CHECK(serialize(message) == Bytes{number, 0, 0, 0});
  }
  CHECK(number == 11);
  CHECK(to_text(MessageType{0}).find("unknown") != std::string_view::npos);
  CHECK(to_text(MessageType{12}).find("unknown") != std::string_view::npos);
}

TEST_CASE("every status of RFC 8415 has its name, others their number") {
  CHECK(status_name(0) == "Success");
  CHECK(status_name(2) == "NoAddrsAvail");
  CHECK(status_name(6) == "NoPrefixAvail");
  CHECK(status_name(7) == "status 7");
  CHECK(status_name(65535) == "status 65535");
}

TEST_CASE("a DUID of a MAC is what scapy makes of it") {
  CHECK(to_hex(make_duid_ll(*MacAddress::parse("00:00:5e:00:53:01"))) == k_client_duid);
}

TEST_CASE("a transaction id has 24 bits") {
  Message message;
  message.transaction_id = TransactionId{0xff123456};
  CHECK(to_hex(serialize(message)) == "01123456");
}

TEST_CASE("the largest option is written in full") {
  Message message;
  message.add(65001, Bytes(65535, 'a'));
  const auto again = parsed(serialize(message));
  CHECK(again.faults.empty());
  CHECK(again.options.at(0).data.size() == 65535);
}

TEST_CASE("an information-request is written as scapy writes it") {
  Message request;
  request.type = MessageType::information_request;
  request.transaction_id = TransactionId{0xabcdef};
  request.add(option::client_identifier, make_duid_ll(*MacAddress::parse("00:00:5e:00:53:01")));
  request.add(option::elapsed_time, {0, 150});
  request.add(option::option_request, {0, 17, 0, 23, 0, 24, 0, 32});
  request.add(option::vendor_class, parse_hex("00000102 0009 50616e61736f6e6963").value());
  CHECK(to_hex(serialize(request)) == to_hex(packet("information_request_phone")));
}

TEST_CASE("what was parsed and written has the same bytes again") {
  for (const auto* name :
       {"reply_url", "advertise", "advertise_no_addresses", "reply_refused", "reply_three_vendors",
        "reply_unknown_options", "reply_sub_option_past_end", "information_request_phone", "solicit_phone"}) {
    CAPTURE(std::string(name));
    CHECK(to_hex(serialize(parsed(packet(name)))) == to_hex(packet(name)));
  }
}

}  // namespace provtool::dhcpv6
