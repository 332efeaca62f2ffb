// What is said on the control connection of FTP (RFC 959), as far as it tells why a file did not come.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/transfer.hpp"

namespace provtool {

class FtpDialogue {
 public:
  // Lines as they go over the connection, in their order.
  void command(std::string_view line);
  void reply(std::string_view line);

  // Whether we have said QUIT; what follows does not count.
  [[nodiscard]] bool is_over() const { return m_is_over; }
  // Of the last complete reply.
  [[nodiscard]] int code() const { return m_code; }
  [[nodiscard]] const std::string& text() const { return m_text; }
  // Where the last passive answer (227) says that the data comes from, when that is not `server`.
  [[nodiscard]] std::optional<std::string> other_address(std::string_view server) const;
  // How many bytes the server says that it sends.
  [[nodiscard]] std::optional<std::size_t> announced() const { return m_announced; }
  // Why no file came of it; nothing when the dialogue does not tell. `active`: the server was to connect.
  [[nodiscard]] std::optional<FetchProblem> problem(bool active) const;

 private:
  [[nodiscard]] FetchProblem refusal(bool active) const;

  std::string m_command;  // that the last reply answers, "RETR"; empty at the greeting
  int m_code = 0;
  int m_code_before = 0;
  std::string m_text;  // the line with the code, or what came instead of a reply
  std::optional<IpAddress> m_passive;
  std::optional<std::size_t> m_announced;
  bool m_is_ftp = false;
  bool m_is_over = false;
};

}  // namespace provtool
