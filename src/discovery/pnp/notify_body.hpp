// What the body of a NOTIFY about provisioning contains.
#pragma once

#include <string>
#include <vector>

#include "wire/sip.hpp"

namespace provtool {

struct NotifyBody {
  std::vector<Bytes> urls;  // none, one, or several that are each a URL; usable or not
  std::string trouble;      // why there is none, of this NOTIFY
};
NotifyBody read_body(const sip::Message& notify);

}  // namespace provtool
