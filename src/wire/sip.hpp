// SIP messages as far as SIP PnP needs them (RFC 3261, RFC 6665): one UDP datagram to a value and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/words.hpp"
#include "wire/sip_header.hpp"

namespace provtool::sip {

using provtool::to_text;

struct RequestLine {
  std::string method;
  std::string uri;  // as it came; any scheme
  bool operator==(const RequestLine&) const = default;
};

struct StatusLine {
  int code = 0;  // three digits
  std::string reason;
  bool operator==(const StatusLine&) const = default;
};

struct HeaderField {
  std::string name;   // canonical_name()
  std::string value;  // unfolded and trimmed, else as it came
  bool operator==(const HeaderField&) const = default;
};

// What is odd about a message that could be read all the same.
struct Fault {
  enum class Kind : std::uint8_t {
    start_line,          // a request line with more spaces than the two that belong there
    line_end,            // a line that does not end with CR LF, or contains a CR
    header_line,         // a header line without a colon, or without a name before it; left out
    header_too_large,    // more than 200 fields, or a value longer than 8192 bytes: the rest is left out
    no_empty_line,       // the datagram ends before its header does
    bad_content_length,  // negative, not a number, larger than any datagram, or two that differ
    content_length,      // it differs from the bytes that are there
  };
  Kind kind{};
  std::string text;  // one clean sentence part; names the line or the numbers
};

struct Message {
  std::variant<RequestLine, StatusLine> start;
  std::vector<HeaderField> fields;  // in their order
  Bytes body;
  std::vector<Fault> faults;  // of faulty lines the first eight

  [[nodiscard]] const RequestLine* request() const { return std::get_if<RequestLine>(&start); }
  [[nodiscard]] const StatusLine* response() const { return std::get_if<StatusLine>(&start); }

  // The first value of a field, by any spelling of its name.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  // All values of a field; those on one line, separated by commas, one by one (for fields that are
  // lists).
  [[nodiscard]] std::vector<std::string_view> headers(std::string_view name) const;

  [[nodiscard]] std::optional<Via> top_via() const;
  [[nodiscard]] std::optional<CSeq> cseq() const;
  [[nodiscard]] std::optional<std::string> from_tag() const;
  [[nodiscard]] std::optional<std::string> to_tag() const;
  // The values in front of the parameters, in lower case: "ua-profile", "application/url", "terminated".
  [[nodiscard]] std::optional<std::string> event_package() const;
  [[nodiscard]] std::optional<std::string> content_type() const;
  [[nodiscard]] std::optional<std::string> subscription_state() const;
};

enum class Rejection : std::uint8_t {
  keep_alive,     // nothing but line ends or NULs (RFC 5626 3.5.1)
  too_large,      // more than 65535 bytes
  other_version,  // SIP, and not 2.0
  no_start_line,  // it starts with neither a request line nor a status line
};
constexpr auto words(Rejection) {
  return std::to_array<Word<Rejection>>({{Rejection::keep_alive, "a keep-alive"},
                                         {Rejection::too_large, "larger than a datagram"},
                                         {Rejection::other_version, "with a SIP version other than 2.0"},
                                         {Rejection::no_start_line, "not a SIP message"}});
}

// Reads a UDP payload, in time linear to its size. A Content-Length smaller than the body cuts it, a larger
// one is only a fault (RFC 3261 18.3).
tl::expected<Message, Rejection> parse(ByteView payload);

// Writes the fields in their order, except Content-Length, which comes last and is right.
Bytes serialize(const Message& message);

}  // namespace provtool::sip
