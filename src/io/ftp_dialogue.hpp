// What is said on the control connection of FTP (RFC 959), as far as it tells why a file did not come.
#pragma once

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

  // The command that the last reply answers, "RETR"; empty at the greeting.
  [[nodiscard]] const std::string& last_command() const { return m_command; }
  // Of the last complete reply; what a server says to QUIT does not count.
  [[nodiscard]] int code() const { return m_code; }
  [[nodiscard]] const std::string& text() const { return m_text; }
  // Where the last passive answer (227) says that the data comes from, when that is not `server`.
  [[nodiscard]] std::optional<std::string> other_address(std::string_view server) const;
  // Why no file came of it; nothing when the dialogue does not tell. `active`: the server was to connect.
  [[nodiscard]] std::optional<FetchProblem> problem(bool active) const;

 private:
  [[nodiscard]] FetchProblem refusal(bool active) const;

  std::string m_command;
  int m_code = 0;
  int m_code_before = 0;
  std::string m_text;  // the line with the code, or what came instead of a reply
  std::optional<IpAddress> m_passive;
  bool m_is_ftp = false;
  bool m_is_over = false;
};

}  // namespace provtool
