// The values of SIP header fields (RFC 3261 7.3 and 20): names, lists, parameters, Via and CSeq.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"

namespace provtool::sip {

inline constexpr Port k_port{5060};
inline constexpr std::string_view k_version = "SIP/2.0";
inline constexpr std::string_view k_content_length = "Content-Length";
// What the branch of RFC 3261 starts with (8.1.1.7).
inline constexpr std::string_view k_branch_cookie = "z9hG4bK";

// The name as the RFCs spell it, for any case and for the compact form (RFC 3261 7.3.3); an unknown one as it
// came.
std::string canonical_name(std::string_view name);

bool is_token(std::string_view text);  // RFC 3261 25.1

// `text` between double quotes, with `"` and `\` escaped (RFC 3261 25.1).
std::string quoted(std::string_view text);

// The values in one field, separated by commas outside quotes and <> (RFC 3261 7.3.1). Empty
// ones are left out.
std::vector<std::string_view> split_list(std::string_view value);

struct Parameter {
  std::string name;                  // in lower case
  std::optional<std::string> value;  // without its quotes; nothing in `;rport`
};

// What follows the first `;` outside quotes and <>: a URI in <> keeps its own parameters (RFC 3261 20).
std::vector<Parameter> parameters_of(std::string_view value);
// The value of one of them; an empty string when it has none. `name` in lower case.
std::optional<std::string> parameter_of(std::string_view value, std::string_view name);
std::string_view without_parameters(std::string_view value);

// RFC 3261 20.42, RFC 3581.
struct Via {
  std::string transport;  // "UDP"
  std::string host;       // a name or an address; an IPv6 address keeps its brackets
  std::optional<Port> port;
  std::optional<std::string> branch;  // RFC 2543 has none, and many responders send none
  bool rport = false;                 // with or without a value
  std::optional<std::string> received;
  std::string raw;

  // Nothing when there is no SIP/2.0, transport or host, or when the port is none.
  static std::optional<Via> parse(std::string_view text);
};

// RFC 3261 20.16.
struct CSeq {
  std::uint32_t number = 0;
  std::string method;

  // Nothing when the number does not fit into 32 bits.
  static std::optional<CSeq> parse(std::string_view text);
};

}  // namespace provtool::sip
