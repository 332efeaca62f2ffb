// The SUBSCRIBE by which a phone asks for its provisioning URL, as its maker words it.
#pragma once

#include <string>
#include <vector>

#include "base/trouble.hpp"
#include "wire/sip.hpp"

namespace provtool::sip {

// sip.mcast.net, where SIP PnP asks.
inline constexpr Ipv4Address k_group{{224, 0, 1, 75}};

struct EventParameter {
  std::string name;
  std::string value;  // is quoted
};

struct Subscription {
  Ipv4Address address{};  // where the NOTIFY shall go
  Port port = k_port;
  std::string branch;    // with k_branch_cookie
  std::string from_tag;  // a token
  std::string call_id;   // a token, or two with an @ between them
  std::string uri;       // the request URI, also in From and To
  std::string event;     // the whole header, as somebody gave it; else made of what follows
  std::string event_package;
  std::vector<EventParameter> event_parameters;
  std::string accept;
  std::string expires;
  std::string user_agent;  // left out when empty
};

// Quotes and backslashes in the Event's parameters are escaped. Refused, with the name of the value: control
// characters and bytes that are not UTF-8 in these and in the user agent; a branch, tag or Call-ID that is
// not a token.
Expected<Message> subscribe(const Subscription& subscription);

}  // namespace provtool::sip
