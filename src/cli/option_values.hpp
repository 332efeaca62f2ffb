// From the text of an option's value to the options: each function takes it, or says what is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/options.hpp"

namespace provtool {

using Wrong = std::optional<std::string>;

Wrong take_seconds(std::string_view value, std::optional<Duration>& target);
Wrong take_word(std::string_view value, std::string_view what, std::size_t most,
                std::optional<std::string>& target);
Wrong take_mac(WhoOptions& who, std::string_view value);
Wrong take_client_id(WhoOptions& who, std::string_view value);
Wrong take_request(WhoOptions& who, std::string_view value);
Wrong take_enterprise(WhoOptions& who, std::string_view value);
Wrong take_mode(WhereOptions& where, std::string_view value);
Wrong take_exchange(WhatOptions& what, std::string_view value);
Wrong take_fail_on(ExpectOptions& expect, std::string_view value);
Wrong take_color(OutputOptions& output, std::string_view value);
Wrong take_format(OutputOptions& output, std::string_view value);
Wrong take_disabled(WhatOptions& what, std::string_view value);
Wrong take_expected_source(ExpectOptions& expect, std::string_view value);
Wrong take_expected_server(ExpectOptions& expect, std::string_view value);
Wrong take_redirect_url(WhatOptions& what, std::string_view value);
Wrong take_path(std::string_view value, std::optional<std::string>& target);

}  // namespace provtool
