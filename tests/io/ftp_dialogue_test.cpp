#include "io/ftp_dialogue.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace provtool {

namespace {

// Commands begin with a letter, replies with anything else.
FtpDialogue dialogue(const std::vector<std::string>& lines) {
  FtpDialogue dialogue;
  for (const auto& line : lines)
    if (line[0] >= 'A' && line[0] <= 'Z')
      dialogue.command(line + "\r\n");
    else
      dialogue.reply(line + "\r\n");
  return dialogue;
}

std::optional<FetchProblem> problem(const std::vector<std::string>& lines, bool active = false) {
  return dialogue(lines).problem(active);
}

}  // namespace

TEST_CASE("the last reply counts, also when it has several lines") {
  const auto said = dialogue({"220-Welcome", " 220 neither", "220 ready", "USER phone", "331-",
                              "331 Password, please", "PASS geheim", "230 in"});
  CHECK(said.code() == 230);
  CHECK(said.text() == "230 in");
  CHECK_FALSE(said.problem(false));
  CHECK(dialogue({"226 done", "QUIT", "221 bye"}).code() == 226);
}

TEST_CASE("a refusal is read by the command that it answers") {
  CHECK(problem({"220 x", "USER a", "331 x", "PASS b", "530 Login incorrect."}) == FetchProblem::login);
  CHECK(problem({"220 x", "USER a", "530 no"}) == FetchProblem::login);
  CHECK(problem({"220 x", "PASV", "500 what?"}) == FetchProblem::ftp_passive);
  CHECK(problem({"220 x", "PASV", "502 not here", "QUIT", "221 bye"}) == FetchProblem::ftp_passive);
  CHECK(problem({"220 x", "EPSV", "425 no"}) == FetchProblem::ftp_passive);
  CHECK(problem({"227 (1,2,3,4,5,6)", "RETR a", "425 Failed to establish connection."}) ==
        FetchProblem::ftp_passive);
  CHECK(problem({"200 x", "PORT 1", "200 x", "RETR a", "425 Failed."}, true) ==
        FetchProblem::refused_by_server);
  CHECK(problem({"227 (1,2,3,4,5,6)", "RETR a", "550 Failed to open file."}) ==
        FetchProblem::refused_by_server);
}

TEST_CASE("what ends behind the beginning of the data is broken off") {
  CHECK(problem({"RETR a", "150 here it comes", "426 Failure writing network stream."}) ==
        FetchProblem::broken_off);
  CHECK(problem({"RETR a", "150 here it comes", "451 disk"}) == FetchProblem::broken_off);
  CHECK(problem({"220 x", "USER a", "421 Timeout."}) == FetchProblem::broken_off);
  CHECK(problem({"421 Too many connections"}) == FetchProblem::refused_by_server);
}

TEST_CASE("many servers announce the size") {
  const auto announced = [](const std::string& line) { return dialogue({"RETR a", line}).announced(); };
  CHECK(announced("150 Opening BINARY mode data connection for a(1).cfg (512 bytes).") == 512);
  CHECK(announced("125 Data connection open (0 bytes)") == 0);
  CHECK_FALSE(announced("150 Opening BINARY mode data connection for a (512 bytes"));
  CHECK_FALSE(announced("150 about (many bytes)"));
  CHECK_FALSE(announced("150 here it comes"));
}

TEST_CASE("nobody is where the passive answer says") {
  CHECK(problem({"PASV", "227 Entering Passive Mode (10,0,0,1,4,1)."}) == FetchProblem::ftp_passive);
  CHECK(problem({"EPSV", "229 Entering Extended Passive Mode (|||1025|)"}) == FetchProblem::ftp_passive);
}

TEST_CASE("another address in the passive answer is told") {
  const auto other = [](const std::string& line) {
    return dialogue({"PASV", line}).other_address("10.0.0.1");
  };
  CHECK_FALSE(other("227 Entering Passive Mode (10,0,0,1,4,1)."));
  CHECK(other("227 Entering Passive Mode (192,0,2,7,4,1).") == "192.0.2.7");
  CHECK(other("227 Entering 2 Passive 192,0,2,7,4,1") == "192.0.2.7");
  CHECK_FALSE(other("227 Entering Passive Mode (300,0,2,7,4,1)"));
  CHECK_FALSE(other("227 Entering Passive Mode (1,2,3,4)"));
  CHECK_FALSE(other("227"));
  CHECK_FALSE(other("229 Entering Extended Passive Mode (|||1025|)"));
}

TEST_CASE("what does not begin like a reply is another protocol") {
  CHECK(problem({"-ERR"}) == FetchProblem::not_http);
  FtpDialogue ssh;
  ssh.reply("SSH-2.0-OpenSSH_9.2\r\n");
  CHECK(ssh.problem(false) == FetchProblem::not_http);
  CHECK(ssh.text() == "SSH-2.0-OpenSSH_9.2");
  CHECK_FALSE(FtpDialogue().problem(false));
}

}  // namespace provtool
