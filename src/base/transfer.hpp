// What a machine wants fetched, and what came of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"
#include "base/words.hpp"

namespace provtool {

// Whom a TLS connection may trust. The computer's own store is asked besides, and the answer says which it
// was.
struct TrustAnchor {
  enum class From : std::uint8_t { delivered, given };  // by the initial file; with --ca

  Bytes der;
  From from = From::given;
};
struct TlsTerms {
  std::vector<TrustAnchor> anchors;
  bool insecure = false;      // go on whatever is wrong; it is told all the same
  bool say_name = true;       // SNI
  bool most_tls_1_2 = false;  // offer nothing newer
};

struct Credentials {
  std::string user;
  std::string password;
};

// One GET by HTTP or HTTPS, one RETR by FTP, one read request by TFTP. A redirect is not followed: it is an
// answer like any other.
struct Request {
  enum class What : std::uint8_t {
    file,
    handshake,  // of TLS, and nothing behind it
    lookup,     // of the URL's host, and nothing behind it
  };

  std::string url;  // credentials in it are not looked at
  What what = What::file;
  std::optional<Credentials> credentials{};  // FTP without them: anonymous
  std::string user_agent{};
  std::string interface {};               // what the connection goes out of
  std::vector<IpAddress> name_servers{};  // asked for the host's addresses; empty: those of this computer
  bool ipv4 = true;                       // which addresses of the host count
  bool ipv6 = true;
  bool ftp_active = false;  // the server connects to us (PORT, EPRT)
  TlsTerms tls{};
  Duration time_limit{};             // for all of it; a result comes by then
  std::size_t most_bytes = 1 << 20;  // of the body, and once more of the headers
  int tag = 0;                       // comes back with the result
};

enum class FetchProblem : std::uint8_t {
  name_lookup,        // the host's name is not known, or nobody said so in time
  no_route,           // no way from here to the host
  unreachable,        // nobody has its address, or a router says that there is no way
  refused,            // the host is there, and nobody listens at the port
  timeout,            // no connection, or no whole answer, within the time limit
  broken_off,         // the connection ended before the answer did
  not_http,           // an answer came in another protocol
  too_large,          // more than most_bytes; what came up to there is kept
  tls,                // no TLS connection came about: version, cipher, a handshake that stopped
  distrusted,         // `tls` says why
  login,              // FTP: the server refuses the user (530)
  refused_by_server,  // FTP and TFTP: it says that it cannot give the file; `status` says which way
  ftp_passive,        // the server takes no passive connection
  other,
};

// Why a chain of certificates is not trusted.
enum class TlsFault : std::uint8_t { untrusted, expired, not_yet_valid, wrong_name, other };

struct TlsFacts {
  enum class Root : std::uint8_t { none, delivered, given, system };  // where the chain ends

  std::string version;                // "TLSv1.2"; empty when no handshake came so far
  std::string cipher;                 // as OpenSSL calls it
  std::vector<Bytes> chain;           // DER, as the server sent it, its own first
  std::vector<TlsFault> faults;       // none: trusted
  std::string detail;                 // of the first fault, in the library's words
  Root root = Root::none;             // of a trusted chain
  Bytes root_certificate;             // DER; of a trusted chain, where it is known
  bool system_suffices = false;       // it leads to a root of the computer's store, too
  bool asks_for_certificate = false;  // of the client, which the phone may not have
};

// Since the beginning of the request; what did not come is zero.
struct FetchTiming {
  Duration name_lookup{};
  Duration connect{};
  Duration tls{};
  Duration first_byte{};
  Duration total{};
};

struct Fetched {
  int tag = 0;
  std::string url;                      // as asked
  std::optional<FetchProblem> problem;  // what had come before it is there all the same
  std::string detail;                   // of the problem, in the library's or the server's words
  int status = 0;                       // of HTTP or FTP, of TFTP the error code; 0 when none came
  std::string location;                 // of a redirect, as received
  std::string redirect_url;             // the same made absolute (RFC 9110 10.2.2)
  std::string content_type;
  std::string content_encoding;
  std::string challenge;  // WWW-Authenticate, the first
  Bytes body;
  std::string server;                // the address connected to; empty when there was no connection
  std::vector<IpAddress> addresses;  // of the host, when they were looked up
  std::optional<TlsFacts> tls;
  std::vector<std::string> foreign;  // senders of TFTP data that are not the server's port; FTP: another
                                     // address that its passive answer names
  std::size_t foreign_count = 0;
  FetchTiming timing{};
  Duration elapsed{};  // the same as timing.total
};

// Of a request that is under way.
struct FetchProgress {
  std::string url;
  std::size_t bytes = 0;
  std::optional<std::size_t> expected;
  Duration elapsed{};
};

}  // namespace provtool
