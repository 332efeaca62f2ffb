#include "io/ftp_dialogue.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace provtool {

namespace {

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

std::string_view without_line_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of("\r\n") + 1);
}

// The last line of a reply (RFC 959 4.2): three digits and a space.
std::optional<int> code_of(std::string_view line) {
  if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit)) return std::nullopt;
  if (line.size() > 3 && line[3] != ' ') return std::nullopt;
  int code = 0;
  std::from_chars(line.data(), line.data() + 3, code);
  return code;
}

// The first line of a reply in several: "220-Welcome".
bool begins_reply(std::string_view line) {
  return line.size() > 3 && std::all_of(line.begin(), line.begin() + 3, is_digit) && line[3] == '-';
}

// "227 Entering Passive Mode (10,0,0,1,4,1)": six numbers wherever they stand (RFC 1123 4.1.2.6).
std::optional<IpAddress> passive_address(std::string_view text) {
  for (std::size_t start = 3; start < text.size(); ++start) {
    if (!is_digit(text[start]) || is_digit(text[start - 1])) continue;
    Ipv4Address address;
    std::size_t count = 0;
    const char* at = text.data() + start;
    const char* end = text.data() + text.size();
    while (count < 6) {
      unsigned number = 0;
      const auto [after, error] = std::from_chars(at, end, number);
      if (error != std::errc{} || number > 255) break;
      if (count < address.bytes.size()) address.bytes.at(count) = static_cast<std::uint8_t>(number);
      ++count;
      at = after;
      if (count < 6 && (at == end || *at++ != ',')) break;
    }
    if (count == 6) return IpAddress{address};
  }
  return std::nullopt;
}

// "150 Opening BINARY mode data connection for a.cfg (512 bytes)", as most servers have it.
std::optional<std::size_t> size_in(std::string_view text) {
  const auto start = text.rfind('(');
  if (start == std::string_view::npos) return std::nullopt;
  std::size_t size = 0;
  const char* end = text.data() + text.size();
  const auto [after, error] = std::from_chars(text.data() + start + 1, end, size);
  const std::string_view unit(after, static_cast<std::size_t>(end - after));
  return error == std::errc{} && unit.starts_with(" bytes)") ? std::optional(size) : std::nullopt;
}

}  // namespace

void FtpDialogue::command(std::string_view line) {
  const auto word = line.substr(0, line.find_first_of(" \r\n"));
  if (word == "QUIT")
    m_is_over = true;
  else
    m_command = std::string(word);
}

void FtpDialogue::reply(std::string_view line) {
  if (m_is_over) return;
  line = without_line_end(line);
  const auto code = code_of(line);
  m_is_ftp = m_is_ftp || code || begins_reply(line);
  if (!code && m_is_ftp) return;  // one of several lines
  m_text = std::string(line);
  if (!code) return;
  m_code_before = m_code;
  m_code = *code;
  if (*code == 227) m_passive = passive_address(line);
  if (*code == 150 || *code == 125) m_announced = size_in(line);
}

std::optional<std::string> FtpDialogue::other_address(std::string_view server) const {
  if (!m_passive || m_passive->text() == server) return std::nullopt;
  return m_passive->text();
}

std::optional<FetchProblem> FtpDialogue::problem(bool active) const {
  if (!m_is_ftp) return m_text.empty() ? std::nullopt : std::optional(FetchProblem::not_http);
  if (m_code >= 400) return refusal(active);
  // The answer told where to connect to, and nobody was there.
  if (m_code == 227 || m_code == 229) return FetchProblem::ftp_passive;
  return std::nullopt;
}

FetchProblem FtpDialogue::refusal(bool active) const {
  const bool is_login = m_command == "USER" || m_command == "PASS" || m_command == "ACCT";
  const bool has_begun = m_command == "RETR" && m_code_before < 200;  // behind "150 Opening data connection"
  if (m_code == 421) return m_command.empty() ? FetchProblem::refused_by_server : FetchProblem::broken_off;
  if (is_login) return FetchProblem::login;
  if (m_command == "PASV" || m_command == "EPSV") return FetchProblem::ftp_passive;
  if (m_code == 425 && !active) return FetchProblem::ftp_passive;
  if (m_code == 426 || has_begun) return FetchProblem::broken_off;
  return FetchProblem::refused_by_server;
}

}  // namespace provtool
