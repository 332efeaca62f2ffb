#include "io/tls_judge.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <deque>
#include <mutex>

#include "io/transfers.hpp"
#include "support/certificates.hpp"
#include "support/fetching.hpp"
#include "support/scripted_server.hpp"

namespace provtool {

namespace {

using namespace std::chrono_literals;
using testing::fetch;
using testing::Made;
using testing::make_certificate;
using testing::Peer;
using testing::TcpServer;
using Faults = std::vector<TlsFault>;

struct Terms {
  int oldest = TLS1_VERSION;
  int newest = TLS1_3_VERSION;
  int asks_for_certificate = SSL_VERIFY_NONE;
  const char* ciphers = "ALL:@SECLEVEL=0";
};

// Serves one file over TLS, and keeps what it was asked for and whether SNI came.
class TlsServer {
 public:
  explicit TlsServer(const Made& own, const Terms& terms = {})
      : m_context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free),
        m_server([this](Peer peer) { serve(peer); }) {
    auto* context = m_context.get();
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, terms.oldest);
    SSL_CTX_set_max_proto_version(context, terms.newest);
    SSL_CTX_set_cipher_list(context, terms.ciphers);
    SSL_CTX_use_certificate_ASN1(context, static_cast<int>(own.der.size()), own.der.data());
    SSL_CTX_use_PrivateKey(context, own.key.get());
    SSL_CTX_set_verify(context, terms.asks_for_certificate, nullptr);
  }

  [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const {
    return fmt::format("https://{}:{}/secret-name.cfg", host, m_server.port());
  }
  std::string asked() {
    const std::lock_guard lock(m_mutex);
    return m_asked;
  }
  // That the next connection asked for; in TLS 1.3 the client is done before the server is.
  std::string name() {
    for (int i = 0; i < 300; ++i) {
      {
        const std::lock_guard lock(m_mutex);
        if (!m_names.empty()) {
          auto name = m_names.front();
          m_names.pop_front();
          return name;
        }
      }
      std::this_thread::sleep_for(10ms);
    }
    return "no connection came";
  }

 private:
  void serve(Peer peer) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> connection(SSL_new(m_context.get()), SSL_free);
    SSL_set_fd(connection.get(), peer.fd());
    if (SSL_accept(connection.get()) != 1) return;
    const auto* name = SSL_get_servername(connection.get(), TLSEXT_NAMETYPE_host_name);
    std::array<char, 4096> buffer{};
    {
      const std::lock_guard lock(m_mutex);
      m_names.emplace_back(name == nullptr ? "none" : name);
    }
    const int length = SSL_read(connection.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (length <= 0) return;
    {
      const std::lock_guard lock(m_mutex);
      m_asked.assign(buffer.data(), static_cast<std::size_t>(length));
    }
    constexpr std::string_view k_answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfile";
    SSL_write(connection.get(), k_answer.data(), static_cast<int>(k_answer.size()));
    SSL_shutdown(connection.get());
  }

  std::mutex m_mutex;
  std::string m_asked;
  std::deque<std::string> m_names;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
  TcpServer m_server;
};

const Made& root() {
  static const Made root = make_certificate();
  return root;
}

Made server_certificate(testing::CertificateOptions options = {}) {
  options.name = "127.0.0.1";
  options.issuer = "Test Root";
  options.signed_by = root().key;
  options.basic_constraints = "";
  if (options.names.empty()) options.names = "IP:127.0.0.1,DNS:localhost";
  return make_certificate(options);
}

Request request(std::string url, bool with_root = true) {
  Request request;
  request.url = std::move(url);
  request.interface = "lo";
  request.ipv6 = false;
  request.time_limit = 5s;
  request.credentials = Credentials{"phone", "geheim"};
  if (with_root) request.tls.anchors = {{root().der, TrustAnchor::From::given}};
  return request;
}

}  // namespace

TEST_CASE("a trusted server gives its file, and the facts of its handshake") {
  TlsServer server(server_certificate());
  const auto fetched = fetch(request(server.url()));
  CHECK_FALSE(fetched.problem);
  CHECK(as_text(fetched.body) == "file");
  REQUIRE(fetched.tls);
  CHECK(fetched.tls->version == "TLSv1.3");
  CHECK_FALSE(fetched.tls->cipher.empty());
  CHECK(fetched.tls->chain.size() == 1);
  CHECK(fetched.tls->faults.empty());
  CHECK(fetched.tls->root == TlsFacts::Root::given);
  CHECK_FALSE(fetched.tls->asks_for_certificate);
  CHECK(fetched.timing.tls > 0s);
  CHECK(server.name() == "none");  // an address is not a name
}

TEST_CASE("a stranger is told nothing") {
  const auto judged = [](const testing::CertificateOptions& options, bool with_root = true) {
    TlsServer server(server_certificate(options));
    const auto fetched = fetch(request(server.url(), with_root));
    CHECK(fetched.problem == FetchProblem::distrusted);
    CHECK(fetched.status == 0);
    CHECK(fetched.body.empty());
    CHECK(fetched.server == "127.0.0.1");
    CHECK(server.asked().empty());
    REQUIRE(fetched.tls);
    CHECK(fetched.detail == fetched.tls->detail);
    CHECK_FALSE(fetched.detail.empty());
    return fetched.tls->faults;
  };
  CHECK(judged({}, false) == Faults{TlsFault::untrusted});
  CHECK(judged({.ends = "2025-01-01T00:00:00.000Z"}) == Faults{TlsFault::expired});
  CHECK(judged({.begins = "2039-01-01T00:00:00.000Z"}) == Faults{TlsFault::not_yet_valid});
  CHECK(judged({.names = "DNS:other.example.com"}) == Faults{TlsFault::wrong_name});
}

TEST_CASE("with --insecure the file comes, and the faults are told") {
  TlsServer server(server_certificate({.ends = "2025-01-01T00:00:00.000Z"}));
  auto wanted = request(server.url(), false);
  wanted.tls.insecure = true;
  const auto fetched = fetch(wanted);
  CHECK_FALSE(fetched.problem);
  CHECK(as_text(fetched.body) == "file");
  CHECK(fetched.tls->faults == Faults{TlsFault::untrusted, TlsFault::expired});
}

TEST_CASE("what phones of 2014 take is taken") {
  TlsServer server(server_certificate({.key = testing::rsa_key(1024), .digest = EVP_sha1()}),
                   {.newest = TLS1_VERSION});
  const auto fetched = fetch(request(server.url()));
  CHECK_FALSE(fetched.problem);
  CHECK(fetched.tls->version == "TLSv1");
  CHECK(as_text(fetched.body) == "file");
}

TEST_CASE("no TLS comes about") {
  TlsServer newest(server_certificate(), {.oldest = TLS1_3_VERSION});
  auto wanted = request(newest.url());
  CHECK_FALSE(fetch(wanted).problem);
  wanted.tls.most_tls_1_2 = true;
  const auto version = fetch(wanted);
  CHECK(version.problem == FetchProblem::tls);
  CHECK(version.detail.find("version") != std::string::npos);
  CHECK(version.tls->version.empty());
  TlsServer anonymous(server_certificate(), {.newest = TLS1_2_VERSION, .ciphers = "aNULL:@SECLEVEL=0"});
  CHECK(fetch(request(anonymous.url())).problem == FetchProblem::tls);
  const TcpServer plain([](Peer peer) { peer.say("HTTP/1.1 400 Bad Request\r\n\r\n"); });
  CHECK(fetch(request(plain.url("https"))).problem == FetchProblem::tls);
  const TcpServer silent([](Peer peer) { peer.linger(); });
  auto short_request = request(silent.url("https"));
  short_request.time_limit = 200ms;
  const auto stopped = fetch(short_request);
  CHECK(stopped.problem == FetchProblem::timeout);
  CHECK(stopped.server == "127.0.0.1");
}

TEST_CASE("a server asks for a certificate of the client") {
  for (const int newest : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    CAPTURE(newest);
    TlsServer optional(server_certificate(), {.newest = newest, .asks_for_certificate = SSL_VERIFY_PEER});
    const auto given = fetch(request(optional.url()));
    CHECK_FALSE(given.problem);
    CHECK(given.tls->asks_for_certificate);
    TlsServer required(
        server_certificate(),
        {.newest = newest, .asks_for_certificate = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT});
    const auto refused = fetch(request(required.url()));
    CHECK(refused.problem == FetchProblem::tls);
    CHECK(refused.tls->asks_for_certificate);
  }
}

TEST_CASE("a handshake alone asks for nothing, with and without the name") {
  TlsServer server(server_certificate());
  auto wanted = request(server.url("localhost"));
  wanted.what = Request::What::handshake;
  const auto named = fetch(wanted);
  CHECK_FALSE(named.problem);
  REQUIRE(named.tls);
  CHECK(named.tls->faults.empty());
  CHECK(named.tls->chain.size() == 1);
  CHECK(server.name() == "localhost");
  wanted.tls.say_name = false;
  const auto unnamed = fetch(wanted);
  CHECK_FALSE(unnamed.problem);
  CHECK(unnamed.tls->faults.empty());  // judged by the name all the same
  CHECK(unnamed.url == wanted.url);
  CHECK(server.name() == "none");
  CHECK(server.asked().empty());
}

}  // namespace provtool
