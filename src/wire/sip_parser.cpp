#include <fmt/format.h>

#include <algorithm>

#include "base/foreign.hpp"
#include "base/text.hpp"
#include "wire/sip.hpp"

namespace provtool::sip {

namespace {

constexpr std::size_t k_max_size = 65535;
constexpr std::size_t k_max_fields = 200;
constexpr std::size_t k_max_value = 8192;
constexpr std::size_t k_max_line_faults = 8;
constexpr std::size_t k_max_quote = 60;
constexpr std::string_view k_blanks = " \t";

// A part of a line is not known to be a secret: the whole of it decides.
std::string quote(std::string_view text) {
  return fmt::format("\"{}\"", foreign(shortened(text, k_max_quote), shortened(masked(text), k_max_quote)));
}

void add_fault(Message& message, Fault::Kind kind, std::string text) {
  message.faults.push_back({kind, std::move(text)});
}

// Faults that every line of a header can have: the first ones say enough.
void add_line_fault(Message& message, Fault::Kind kind, std::string text) {
  if (message.faults.size() < k_max_line_faults) add_fault(message, kind, std::move(text));
}

// Hands out the lines of a header and keeps what follows them.
class Lines {
 public:
  explicit Lines(std::string_view text) : m_rest(text) {}

  // The next line without its end; the last one may have none.
  std::optional<std::string_view> next() {
    if (m_rest.empty()) return std::nullopt;
    const auto end = m_rest.find('\n');
    const bool ended = end != std::string_view::npos;
    const auto line = m_rest.substr(0, end);
    const auto content = line.substr(0, line.find_last_not_of('\r') + 1);
    if ((ended && line.size() != content.size() + 1) || content.find('\r') != std::string_view::npos)
      m_odd = true;
    m_rest.remove_prefix(ended ? end + 1 : m_rest.size());
    return content;
  }

  [[nodiscard]] std::string_view rest() const { return m_rest; }
  [[nodiscard]] bool odd() const { return m_odd; }  // a line so far did not end with CR LF

 private:
  std::string_view m_rest;
  bool m_odd = false;
};

// CR on its own may pass for a line end elsewhere, so it does not travel on in a value.
std::string without_cr(std::string_view text) {
  std::string result(text);
  std::replace(result.begin(), result.end(), '\r', ' ');
  return result;
}

// SIP/2.0 200 OK
std::optional<StatusLine> parse_status_line(std::string_view line) {
  const auto rest = trim(line.substr(k_version.size()));
  const auto code = rest.substr(0, rest.find_first_of(k_blanks));
  if (code.size() != 3 || !is_digits(code)) return std::nullopt;
  return StatusLine{std::stoi(std::string(code)), std::string(trim(rest.substr(3)))};
}

// NOTIFY sip:192.0.2.10:5060 SIP/2.0
std::optional<RequestLine> parse_request_line(std::string_view line) {
  const auto method = line.substr(0, line.find_first_of(k_blanks));
  const auto last_blank = line.find_last_of(k_blanks);
  if (!is_token(method) || last_blank == std::string_view::npos || last_blank < method.size())
    return std::nullopt;
  const auto uri = trim(line.substr(method.size(), last_blank - method.size()));
  if (uri.empty()) return std::nullopt;
  return RequestLine{std::string(method), std::string(uri)};
}

bool starts_like(std::string_view text, std::string_view start) {
  return equal_ignoring_case(text.substr(0, start.size()), start);
}

std::optional<Rejection> parse_start_line(std::string_view raw, Message& message) {
  const std::string text = without_cr(raw);
  const auto line = trim(text);
  const bool is_response = starts_like(line, "SIP/");
  const auto version = is_response ? line.substr(0, line.find_first_of(k_blanks))
                                   : line.substr(line.find_last_of(k_blanks) + 1);
  if (!starts_like(version, "SIP/")) return Rejection::no_start_line;
  if (!equal_ignoring_case(version, k_version)) return Rejection::other_version;
  if (is_response) {
    const auto status = parse_status_line(line);
    if (!status) return Rejection::no_start_line;
    message.start = *status;
    return std::nullopt;
  }
  const auto request = parse_request_line(line);
  if (!request) return Rejection::no_start_line;
  // Method, URI and version are separated by one space each, and no URI contains one (RFC 3261 7.1).
  const bool odd = request->uri.find_first_of(k_blanks) != std::string::npos ||
                   raw.size() != request->method.size() + request->uri.size() + k_version.size() + 2;
  if (odd) add_fault(message, Fault::Kind::start_line, "too many spaces in the request line");
  message.start = *request;
  return std::nullopt;
}

// One header line with all its folds, the first of which is the header's `number`th line. What is no header
// line is not quoted: nothing says what it holds.
void add_field(std::string_view line, std::size_t number, Message& message, std::size_t& dropped) {
  const auto colon = line.find(':');
  const auto name = line.substr(0, line.substr(0, colon).find_last_not_of(k_blanks) + 1);
  if (colon == std::string_view::npos || !is_token(name))
    return add_line_fault(
        message, Fault::Kind::header_line,
        fmt::format("line {} of the header is not one: {}", number,
                    colon == std::string_view::npos ? "it has no colon" : "its name is no token"));
  if (message.fields.size() >= k_max_fields) {
    ++dropped;
    return;
  }
  auto value = trim(line.substr(colon + 1));
  if (value.size() > k_max_value) {
    add_line_fault(message, Fault::Kind::header_too_large,
                   fmt::format("the value of {} has {} bytes", quote(name), value.size()));
    value = trim(value.substr(0, k_max_value));
  }
  message.fields.push_back({canonical_name(name), without_cr(value)});
}

// A line that starts with a space continues the one before it; the fold reads as one space (RFC 3261 7.3.1).
void parse_header(Lines& lines, Message& message) {
  std::string field;
  std::size_t dropped = 0;
  std::size_t number = 0;
  std::size_t first = 1;
  bool open = false;
  auto line = lines.next();
  for (; line && !line->empty(); line = lines.next()) {
    ++number;
    if (k_blanks.find(line->front()) != std::string_view::npos) {
      field += ' ';
      field += trim(*line);
    } else {
      if (open) add_field(field, first, message, dropped);
      field = *line;
      first = number;
    }
    open = true;
  }
  if (open) add_field(field, first, message, dropped);
  if (dropped > 0)
    add_fault(message, Fault::Kind::header_too_large,
              fmt::format("{} header fields beyond the first {}", dropped, k_max_fields));
  if (!line) add_fault(message, Fault::Kind::no_empty_line, "no empty line ends the header");
  if (lines.odd()) add_fault(message, Fault::Kind::line_end, "lines do not end with CR LF");
}

std::optional<std::size_t> to_length(std::string_view text) {
  const auto digits = text.substr(std::min(text.find_first_not_of('0'), text.size()));
  if (!is_digits(text) || digits.size() > 5) return std::nullopt;
  const std::size_t length = digits.empty() ? 0 : std::stoul(std::string(digits));
  return length <= k_max_size ? std::optional(length) : std::nullopt;
}

void apply_content_length(Message& message) {
  const auto values = message.headers(k_content_length);
  if (values.empty()) return;
  const auto length = to_length(values.front());
  if (!length) {
    return add_fault(message, Fault::Kind::bad_content_length, "Content-Length is no number from 0 to 65535");
  }
  if (std::any_of(values.begin(), values.end(),
                  [&](std::string_view other) { return to_length(other) != length; }))
    return add_fault(message, Fault::Kind::bad_content_length, "several Content-Length fields differ");
  if (*length == message.body.size()) return;
  const auto text =
      fmt::format("Content-Length says {}, the body has {}", *length, counted(message.body.size(), "byte"));
  add_fault(message, Fault::Kind::content_length, text);
  message.body.resize(std::min(*length, message.body.size()));
}

}  // namespace

// RFC 3261 7; every line ends with CR LF. A NOTIFY as a PnP responder sends it:
//
//  NOTIFY sip:192.0.2.10:5060 SIP/2.0                          a response: SIP/2.0 200 OK
//  Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK12fd4e5c      the answer goes back along the Vias
//  From: <sip:MAC%3a00005E005342@224.0.1.75>;tag=as54cd2be9    who notifies, …
//  To: <sip:MAC%3a00005E005342@224.0.1.75>;tag=77aa            … whom: the tag of the SUBSCRIBE's From
//  Call-ID: 1263455462@192.0.2.10                              the dialog: should be the SUBSCRIBE's
//  CSeq: 1 NOTIFY
//  Event: ua-profile;profile-type="device";                    continued on a line that starts with a blank
//   vendor="Panasonic"
//  Subscription-State: terminated;reason=timeout
//  Content-Type: application/url                               compact: c
//  Content-Length: 22                                          compact: l
//                                                              the empty line
//  http://192.0.2.1/prov/                                      the body: Content-Length bytes
tl::expected<Message, Rejection> parse(ByteView payload) {
  using namespace std::string_view_literals;
  if (payload.size() > k_max_size) return tl::unexpected(Rejection::too_large);
  auto text = as_text(payload);
  if (text.find_first_not_of("\r\n\0"sv) == std::string_view::npos)
    return tl::unexpected(Rejection::keep_alive);
  text.remove_prefix(text.find_first_not_of("\r\n"));  // RFC 3261 7.5

  Lines lines(text);
  Message message;
  if (const auto rejection = parse_start_line(*lines.next(), message)) return tl::unexpected(*rejection);
  parse_header(lines, message);
  message.body = to_bytes(lines.rest());
  apply_content_length(message);
  return message;
}

}  // namespace provtool::sip
