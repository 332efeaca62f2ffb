#include "io/curl_transfer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>

#include "io/transfers.hpp"
#include "support/fetching.hpp"
#include "support/scripted_server.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::fetch;
using testing::Peer;
using testing::TcpServer;
using Replies = std::map<std::string, std::string>;

// The data connection of one file.
struct Data {
  std::string bytes = "file";
  std::string address = "127,0,0,1";  // as the passive answer names it
  std::string last_reply = "226 Transfer complete.\r\n";
};

// Takes files of one FTP dialogue: the usual replies, or those given for a command.
std::function<void(Peer)> ftp(const Replies& replies, std::string& said, const Data& data = {}) {
  return [=, &said](Peer peer) {
    const auto [passive, port] = testing::bound_socket(SOCK_STREAM);
    listen(passive.get(), 1);
    Replies all{{"", "220-Welcome\r\n 530 no\r\n220 ready\r\n"},
                {"USER", "331 Password?\r\n"},
                {"PASS", "230 in\r\n"},
                {"PWD", "257 \"/\"\r\n"},
                {"PASV", fmt::format("227 Entering Passive Mode ({},{},{}).\r\n", data.address, port / 256,
                                     port % 256)},
                {"TYPE", "200 binary\r\n"},
                {"RETR", "150 here it comes\r\n"}};
    for (const auto& [command, reply] : replies) all[command] = reply;
    peer.say(all[""]);
    while (true) {
      const auto line = peer.read_to("\r\n");
      if (line.empty()) return;
      said += line;
      const auto command = line.substr(0, line.find_first_of(" \r"));
      if (all[command] == "close") return;
      peer.say(all[command].empty() ? "500 what?\r\n" : all[command]);
      if (command != "RETR" || !all[command].starts_with("150")) continue;
      {
        const FileDescriptor connection(accept(passive.get(), nullptr, nullptr));
        Peer(connection.get(), std::atomic<bool>{false}).say(data.bytes);
      }
      peer.say(data.last_reply);
      if (data.last_reply.starts_with("421")) return;
    }
  };
}

Request request(std::string url) {
  Request request;
  request.url = std::move(url);
  request.interface = "lo";
  request.time_limit = 5s;
  return request;
}

Fetched fetch(const Replies& replies, const Data& data = {}) {
  std::string said;
  const TcpServer server(ftp(replies, said, data));
  return fetch(request(server.url("ftp", "/utg200/a.cfg")));
}

}  // namespace

TEST_CASE("a file comes by FTP, the path in one piece") {
  std::string said;
  Fetched fetched;
  {
    const TcpServer server(ftp({}, said));
    fetched = fetch(request(server.url("ftp", "/utg200/a.cfg")));
  }
  CHECK_FALSE(fetched.problem);
  CHECK(fetched.detail.empty());
  CHECK(as_text(fetched.body) == "file");
  CHECK(fetched.status == 226);
  CHECK(fetched.server == "127.0.0.1");
  CHECK(fetched.foreign.empty());
  CHECK(said.starts_with("USER anonymous\r\nPASS "));
  CHECK(said.find("TYPE I\r\nRETR utg200/a.cfg\r\n") != std::string::npos);
  CHECK(said.find("SIZE") == std::string::npos);
}

TEST_CASE("credentials are those that were handed over") {
  std::string said;
  {
    const TcpServer server(ftp({}, said));
    auto wanted = request(fmt::format("ftp://other:wrong@127.0.0.1:{}/a.cfg", server.port()));
    wanted.credentials = Credentials{"phone", "geheim"};
    CHECK(as_text(fetch(wanted).body) == "file");
  }
  CHECK(said.starts_with("USER phone\r\nPASS geheim\r\n"));
}

TEST_CASE("an FTP server says why not") {
  const auto login = fetch(Replies{{"PASS", "530 Login incorrect.\r\n"}});
  CHECK(login.problem == FetchProblem::login);
  CHECK(login.status == 530);
  CHECK(login.detail == "530 Login incorrect.");
  const auto missing = fetch(Replies{{"RETR", "550-Sorry,\r\n550 Failed to open file.\r\n"}});
  CHECK(missing.problem == FetchProblem::refused_by_server);
  CHECK(missing.status == 550);
  CHECK(missing.detail == "550 Failed to open file.");
  for (const auto* reply : {"500 what?\r\n", "502 not here\r\n", "425 no\r\n"})
    CHECK(fetch(Replies{{"PASV", reply}}).problem == FetchProblem::ftp_passive);
  const auto full = fetch(Replies{{"", "421 Too many connections\r\n"}});
  CHECK(full.problem == FetchProblem::refused_by_server);
  CHECK(full.status == 421);
}

TEST_CASE("an FTP server breaks off") {
  CHECK(fetch(Replies{{"PASV", "421 Timeout.\r\n"}}).problem == FetchProblem::broken_off);
  CHECK(fetch(Replies{{"USER", "close"}}).problem == FetchProblem::broken_off);
  const auto cut = fetch({}, Data{.last_reply = "426 Failure writing network stream.\r\n"});
  CHECK(cut.problem == FetchProblem::broken_off);
  CHECK(as_text(cut.body) == "file");
  CHECK(fetch({}, Data{.last_reply = "421 Bye\r\n"}).problem == FetchProblem::broken_off);
  const Replies longer{{"RETR", "150 Opening BINARY mode data connection for a.cfg (100 bytes).\r\n"}};
  CHECK(fetch(longer).problem == FetchProblem::broken_off);
}

TEST_CASE("who does not say that the file is complete holds up nobody") {
  const auto before = std::chrono::steady_clock::now();
  const auto silent = fetch({}, Data{.last_reply = ""});
  CHECK(silent.problem == FetchProblem::timeout);
  CHECK(as_text(silent.body) == "file");
  const Replies announced{{"RETR", "150 Opening BINARY mode data connection for a.cfg (4 bytes).\r\n"}};
  CHECK_FALSE(fetch(announced, Data{.last_reply = ""}).problem);
  CHECK(std::chrono::steady_clock::now() - before < 4s);
}

TEST_CASE("a passive answer that names a third host is told, and not followed") {
  const auto fetched = fetch({}, Data{.address = "192,0,2,7"});
  CHECK_FALSE(fetched.problem);
  CHECK(as_text(fetched.body) == "file");
  CHECK(fetched.foreign == std::vector<std::string>{"192.0.2.7"});
  CHECK(fetched.foreign_count == 1);
}

TEST_CASE("nobody listens where the passive answer says") {
  const auto port = testing::free_port();
  const auto fetched = fetch(Replies{
      {"PASV", fmt::format("227 Entering Passive Mode (127,0,0,1,{},{}).\r\n", port / 256, port % 256)}});
  CHECK(fetched.problem == FetchProblem::ftp_passive);
  CHECK(fetched.detail == "Connection refused");
}

TEST_CASE("an FTP file has a limit, too") {
  std::string said;
  const TcpServer server(ftp({}, said, Data{.bytes = std::string(5000, 'x')}));
  auto wanted = request(server.url("ftp"));
  wanted.most_bytes = 1000;
  const auto fetched = fetch(wanted);
  CHECK(fetched.problem == FetchProblem::too_large);
  CHECK(fetched.body.size() == 1000);
}

TEST_CASE("an active transfer is asked for by PORT") {
  std::string said;
  const TcpServer server([&](Peer peer) {
    peer.say("220 x\r\n");
    std::uint16_t port = 0;
    while (true) {
      const auto line = peer.read_to("\r\n");
      if (line.empty()) return;
      said += line;
      if (line.starts_with("PORT ")) {
        const auto low = line.rfind(',');
        const auto high = line.rfind(',', low - 1);
        port = static_cast<std::uint16_t>(std::stoi(line.substr(high + 1)) * 256 +
                                          std::stoi(line.substr(low + 1)));
      }
      if (!line.starts_with("RETR")) {
        peer.say(line.starts_with("USER")  ? "230 in\r\n"
                 : line.starts_with("PWD") ? "257 \"/\"\r\n"
                                           : "200 x\r\n");
        continue;
      }
      peer.say("150 x\r\n");
      const auto address = testing::loopback(port);
      {
        const FileDescriptor data(socket(AF_INET, SOCK_STREAM, 0));
        if (connect(data.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
          Peer(data.get(), std::atomic<bool>{false}).say("file");
      }
      peer.say("226 x\r\n");
    }
  });
  auto wanted = request(server.url("ftp"));
  wanted.ftp_active = true;
  CHECK(as_text(fetch(wanted).body) == "file");
}

}  // namespace provtool
