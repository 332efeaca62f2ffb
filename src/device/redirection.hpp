// Where the phone asks Panasonic's redirection server: not published.
#pragma once

#include <string_view>

#include "device/sources.hpp"

namespace provtool {

struct UrlTemplate {
  std::string_view text;
  Confidence confidence;
};

inline constexpr UrlTemplate k_redirect_url{"http://provisioning.e-connecting.net/redirect/conf/{MAC}.cfg",
                                            Confidence::assumption};

}  // namespace provtool
