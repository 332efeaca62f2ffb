// SIP messages of tests/data/sip, read.
#pragma once

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "support/data_file.hpp"
#include "wire/sip.hpp"

namespace provtool::testing {

inline std::string wire_text(const std::string& name) {
  return load_data_file("sip/" + name + ".sip");
}

inline tl::expected<sip::Message, sip::Rejection> parse_text(std::string_view text) {
  return sip::parse(to_bytes(text));
}

inline sip::Message read(const std::string& name) {
  auto message = parse_text(wire_text(name));
  REQUIRE_MESSAGE(message.has_value(), name, " is rejected");
  return *message;
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// The usual NOTIFY, except.
inline sip::Message notify_with(std::string_view from, std::string_view to) {
  auto message = parse_text(replaced(wire_text("notify"), from, to));
  REQUIRE(message.has_value());
  return *message;
}

inline std::set<sip::Fault::Kind> faults(const sip::Message& message) {
  std::set<sip::Fault::Kind> kinds;
  for (const auto& fault : message.faults) kinds.insert(fault.kind);
  return kinds;
}

inline std::string body(const sip::Message& message) {
  return std::string(as_text(message.body));
}

}  // namespace provtool::testing
