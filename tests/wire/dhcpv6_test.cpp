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
  CHECK(faults_of(reply) == Texts{"36: option 17 claims 40 bytes and 12 are left"});
}

TEST_CASE("a sub-option past the end of its option is named; what stands before and behind it counts") {
  const auto reply = parsed(packet("reply_sub_option_past_end"));
  CHECK(codes_of(reply) == Codes{1, 2, 17, 7});
  CHECK(faults_of(reply) == Texts{"72: sub-option 2 of enterprise 258 claims 40 bytes and 12 are left"});
  REQUIRE(reply.vendor_information().size() == 1);
  REQUIRE(reply.vendor_information()[0].sub_options.size() == 1);
  CHECK(as_text(reply.vendor_information()[0].sub_options[0].data) == "http://prov.example.com/");
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
