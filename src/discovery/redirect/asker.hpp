// Asks the redirection server as the phone would: one GET.
#pragma once

#include <optional>
#include <utility>

#include "base/machine.hpp"

namespace provtool {

class RedirectAsker : public Machine {
 public:
  explicit RedirectAsker(Request request) : m_request(std::move(request)) {}

  bool receive(const Datagram& /*datagram*/) override { return false; }
  void wake(Instant /*now*/) override {}
  std::optional<Datagram> next_datagram() override { return std::nullopt; }
  void handed_over(const Datagram& /*datagram*/) override {}
  void not_sent(const Datagram& /*datagram*/, const std::string& /*reason*/) override {}
  std::optional<Request> next_request() override { return std::exchange(m_request, std::nullopt); }
  void fetched(const Fetched& result) override { m_result = result; }
  [[nodiscard]] std::optional<Instant> next_wake() const override { return std::nullopt; }

  [[nodiscard]] const std::optional<Fetched>& result() const { return m_result; }

 private:
  std::optional<Request> m_request;
  std::optional<Fetched> m_result;
};

}  // namespace provtool
