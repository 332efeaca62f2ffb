// The answer to a SIP request, and where it goes (RFC 3261 8.2.6 and 18.2.2, RFC 3581).
#pragma once

#include "wire/sip.hpp"

namespace provtool::sip {

// Which of Via, From, To, Call-ID and CSeq a message lacks, or has in a form that cannot be read (RFC
// 3261 8.1.1).
std::vector<std::string_view> missing_fields(const Message& message);

// Copies Via (all of them), From, To, Call-ID and CSeq. `to_tag`, a token, is added to a To that has no tag.
// Nothing when the message is not a request or one of the fields is missing.
std::optional<Message> make_response(const Message& request, int code, std::string_view reason,
                                     std::string_view to_tag);

// The port a response goes to, at the address the request came from: the source port when the top Via has
// rport (RFC 3581 4), else Via's port, else 5060.
Port reply_port(const Message& request, Port source_port);

}  // namespace provtool::sip
