// From the text of an option's value to the options: each function takes it, or says what is wrong with it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/options.hpp"

namespace provtool {

// The words that an option takes, and what each means.
template <typename T, std::size_t N>
using WordTable = std::array<std::pair<std::string_view, T>, N>;

inline constexpr WordTable<std::optional<AddressMode>, 4> k_mode_words{{{"auto", std::nullopt},
                                                                        {"ipv4", AddressMode::ipv4},
                                                                        {"ipv6", AddressMode::ipv6},
                                                                        {"dual", AddressMode::dual}}};
inline constexpr WordTable<DhcpExchange, 3> k_exchange_words{
    {{"offer", DhcpExchange::offer}, {"inform", DhcpExchange::inform}, {"ack", DhcpExchange::ack}}};
inline constexpr WordTable<std::optional<Severity>, 4> k_severity_words{{{"error", Severity::error},
                                                                         {"warning", Severity::warning},
                                                                         {"info", Severity::info},
                                                                         {"never", std::nullopt}}};
inline constexpr WordTable<DownloadRole, 4> k_role_words{{{"initial", DownloadRole::initial},
                                                          {"standard", DownloadRole::standard},
                                                          {"product", DownloadRole::product},
                                                          {"master", DownloadRole::master}}};
inline constexpr WordTable<ColorChoice, 3> k_color_words{
    {{"auto", ColorChoice::automatic}, {"always", ColorChoice::always}, {"never", ColorChoice::never}}};

inline constexpr WordTable<std::optional<Printed>, 5> k_printed_words{{{"winner", Printed::winner},
                                                                       {"url", Printed::url},
                                                                       {"verdict", Printed::verdict},
                                                                       {"summary", Printed::summary},
                                                                       {"exit", Printed::exit_code}}};

template <typename T, std::size_t N>
std::vector<std::string_view> words_of(const WordTable<T, N>& table) {
  std::vector<std::string_view> words;
  for (const auto& [word, meaning] : table) words.push_back(word);
  return words;
}

template <typename T, std::size_t N>
std::string word_for(const WordTable<T, N>& table, const T& wanted) {
  for (const auto& [word, meaning] : table)
    if (meaning == wanted) return std::string(word);
  return "";
}

using Wrong = std::optional<std::string>;

inline constexpr double k_shortest_seconds = 0.001;
Wrong take_seconds(std::string_view value, std::optional<Duration>& target,
                   double least = k_shortest_seconds);
Wrong take_word(std::string_view value, std::string_view what, std::size_t most,
                std::optional<std::string>& target);
Wrong take_mac(WhoOptions& who, std::string_view value);
Wrong take_client_id(WhoOptions& who, std::string_view value);
Wrong take_request(WhoOptions& who, std::string_view value);
Wrong take_enterprise(WhoOptions& who, std::string_view value);
Wrong take_mode(WhereOptions& where, std::string_view value);
Wrong take_exchange(WhatOptions& what, std::string_view value);
Wrong take_message_size(WhatOptions& what, std::string_view value);
Wrong take_fail_on(ExpectOptions& expect, std::string_view value);
Wrong take_printed(OutputOptions& output, std::string_view value);
Wrong take_color(OutputOptions& output, std::string_view value);
Wrong take_disabled(WhatOptions& what, std::string_view value);
Wrong take_expected_source(ExpectOptions& expect, std::string_view value);
Wrong take_expected_server(ExpectOptions& expect, std::string_view value);
Wrong take_redirect_url(WhatOptions& what, std::string_view value);
Wrong take_bytes(std::string_view value, std::size_t& target);  // from 1
Wrong take_path(std::string_view value, std::optional<std::string>& target);
Wrong take_role(LoadOptions& load, std::string_view value);
Wrong take_user(LoadOptions& load, std::string_view value);

}  // namespace provtool
