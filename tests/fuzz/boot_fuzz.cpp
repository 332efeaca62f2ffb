// Whatever servers answer, in whatever order, and whenever the run ends: the phone's second step asks a
// bounded number of times, never for more than three files at once, and its result says something of each.
//   input: settings (1), then answers: which request (1), what (1), and for some kinds a length (2) and bytes
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "fuzz/require.hpp"
#include "fuzz/shown.hpp"
#include "provisioning/boot_load.hpp"
#include "support/certificates.hpp"

using namespace provtool;

namespace {

constexpr std::string_view k_password = "Canary-password-7";
// Seven files with four candidates of six hops, and for each hop a lookup and what one more request tells.
constexpr int k_most_requests = 7 * 4 * 6 * 4;
constexpr std::size_t k_most_at_once = 3 * 2;

std::string initial(const std::string& paths, const std::string& certificates = "") {
  return "<PANASIPPhoneConfig><Initial><Certs>" + certificates + "</Certs><CfgFiles>" + paths +
         "</CfgFiles></Initial></PANASIPPhoneConfig>";
}
std::string device(const std::string& inside) {
  return "<PANASIPPhoneConfig><Device><System><Prov>" + inside +
         "</Prov></System></Device></PANASIPPhoneConfig>";
}

const std::vector<std::string>& contents() {
  static const std::vector<std::string> k_contents{
      initial("<CFG_STANDARD_FILE_PATH>https://a.example/{MAC}.cfg</CFG_STANDARD_FILE_PATH>"
              "<CFG_PRODUCT_FILE_PATH>b.example/p.cfg</CFG_PRODUCT_FILE_PATH>"
              "<CFG_MASTER_FILE_PATH>ftp://u:p@c.example/m.enc</CFG_MASTER_FILE_PATH>",
              "<CFG_ROOT_CERTIFICATE_PATH1>http://a.example/1</CFG_ROOT_CERTIFICATE_PATH1>"
              "<CFG_ROOT_CERTIFICATE_PATH2>b.example/2</CFG_ROOT_CERTIFICATE_PATH2>"
              "<CFG_ROOT_CERTIFICATE_PATH3>tftp://a.example/3</CFG_ROOT_CERTIFICATE_PATH3>"),
      initial("<CFG_STANDARD_FILE_PATH>http:/bad</CFG_STANDARD_FILE_PATH>"
              "<CFG_MASTER_FILE_PATH>http://a.example/{fwver}</CFG_MASTER_FILE_PATH>"),
      initial(""),
      device("<CFG_FILE_KEY>0123456789abcdef0123456789abcdef</CFG_FILE_KEY>"),
      device("<CFG_CYCLIC>N</CFG_CYCLIC>"),
      device(""),
      "U2FsdGVkX18AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "<html><title>Log in</title>",
      "",
      "<PANASIPPhoneConfig>",
      testing::pem_of(testing::make_certificate().der)};
  return k_contents;
}

constexpr std::array k_targets{"http://a.example/other.cfg",
                               "https://a.example/x",
                               "http://evil.example/",
                               "gopher://a.example/",
                               "tftp://a.example/t",
                               "//",
                               ""};

class Answers {
 public:
  explicit Answers(ByteView input) : m_reader(input) {}

  std::uint8_t byte() { return m_reader.u8().value_or(0); }
  [[nodiscard]] bool are_over() const { return m_reader.left() == 0; }

  Fetched to(const Request& request) {
    Fetched result;
    result.url = request.url;
    result.tag = request.tag;
    result.server = "192.0.2.1";
    result.elapsed = result.timing.total = Duration(byte() * 100'000);
    const auto what = byte();
    if ((what & 0x80) != 0) result.tls = tls(byte());
    switch (what % 4) {
      case 0:
        result.status = 200;
        result.body = to_bytes(contents().at((what >> 2) % contents().size()));
        break;
      case 1:
        answer_status(what >> 2, result);
        break;
      case 2:
        result.problem = static_cast<FetchProblem>((what >> 2) % (static_cast<int>(FetchProblem::other) + 1));
        result.detail = as_text(bytes());
        break;
      default:
        result.status = 200;
        result.content_type = "text/plain";
        result.body.assign(bytes().begin(), bytes().end());
    }
    return result;
  }

 private:
  void answer_status(int which, Fetched& result) {
    static constexpr std::array k_statuses{302, 404, 401, 403, 500, 301, 204, 410};
    result.status = k_statuses.at(static_cast<std::size_t>(which) % k_statuses.size());
    result.challenge = as_text(bytes());
    if (result.status / 100 == 3)
      result.location = result.redirect_url = k_targets.at(byte() % k_targets.size());
  }

  TlsFacts tls(std::uint8_t how) {
    TlsFacts facts;
    facts.version = (how & 0x01) != 0 ? "TLSv1" : "TLSv1.3";
    facts.root = static_cast<TlsFacts::Root>(how >> 1 & 0x03);
    facts.system_suffices = (how & 0x08) != 0;
    facts.asks_for_certificate = (how & 0x10) != 0;
    if ((how & 0x20) != 0) facts.faults.push_back(static_cast<TlsFault>(byte() % 5));
    if ((how & 0x40) != 0) facts.chain.push_back(Bytes(bytes().begin(), bytes().end()));
    return facts;
  }

  // The same ones until others are asked for.
  ByteView bytes() {
    if (!m_bytes || m_bytes_at != m_reader.offset()) {
      const auto length = std::size_t{m_reader.u16().value_or(0)};
      m_bytes = m_reader.take(std::min(length, m_reader.left()));
      m_bytes_at = m_reader.offset();
    }
    return *m_bytes;
  }

  ByteReader m_reader;
  std::optional<ByteView> m_bytes;
  std::size_t m_bytes_at = 0;
};

class Run {
 public:
  explicit Run(std::uint8_t settings) : m_load(question(settings)) {}

  void play(Answers& answers) {
    for (take(); !m_under_way.empty() && !answers.are_over(); take()) {
      const auto which =
          m_under_way.begin() + static_cast<std::ptrdiff_t>(answers.byte() % m_under_way.size());
      const auto request = *which;
      m_under_way.erase(which);
      m_load.fetched(answers.to(request));
    }
    if (!m_under_way.empty()) m_load.stop();
    require(m_under_way.empty() || !m_load.next_request());
    judge(m_load.take_result());
  }

 private:
  BootQuestion question(std::uint8_t settings) {
    static const Catalogue k_catalogue;
    m_identity.mac = MacAddress{{0x00, 0x80, 0xf0, 0x12, 0x34, 0xab}};
    m_identity.mac_from = (settings & 0x01) != 0 ? MacFrom::interface : MacFrom::option;
    const bool bare = (settings & 0x02) != 0;
    const std::string url = bare ? "192.0.2.1" : "http://u:" + std::string(k_password) + "@a.example/i.cfg";
    BootQuestion question{url, {url}, DownloadRole::initial, k_catalogue, m_identity, {}, {}};
    if (bare)
      question.candidates = {"tftp://192.0.2.1/i.cfg", "http://192.0.2.1/i.cfg", "https://192.0.2.1/i.cfg",
                             "ftp://192.0.2.1/i.cfg"};
    if ((settings & 0x04) != 0) question.role = DownloadRole::master;
    if ((settings & 0x08) != 0) question.key = FileKey{"0123456789abcdef0123456789abcdef"};
    if ((settings & 0x10) != 0) question.terms.user = Credentials{"phone", std::string(k_password)};
    question.terms.advise = (settings & 0x20) != 0;
    question.terms.insecure = (settings & 0x40) != 0;
    return question;
  }

  void take() {
    while (auto request = m_load.next_request()) {
      require(++m_requests <= k_most_requests);
      require(request->time_limit > Duration::zero() || request->what != Request::What::file);
      m_under_way.push_back(std::move(*request));
    }
    require(m_under_way.size() <= k_most_at_once);
  }

  static void judge_text(const std::string& text) {
    require(!text.empty());
    const auto shown = disclosed(text, Secrets::mask);
    require(shown.find(k_password) == std::string::npos && !clean(shown).escaped);
  }

  static void judge_files(const BootResult& result) {
    require(!result.downloads.empty() && result.downloads.size() <= 7);
    for (const auto& download : result.downloads) {
      judge_text(download.reason);
      require(download.status != DownloadStatus::ok || download.failure.empty());
    }
    require(std::is_sorted(result.downloads.begin(), result.downloads.end(),
                           [](const auto& one, const auto& other) { return one.role < other.role; }));
    require(result.files.size() <= result.downloads.size());
  }

  static void judge(const BootResult& result) {
    judge_text(result.sentence);
    judge_files(result);
    const bool has_values =
        result.outcome == BootOutcome::configured || result.outcome == BootOutcome::partly;
    require(result.outcome == BootOutcome::unknown || has_values == !result.effective.empty());
    for (const auto& finding : result.findings) {
      require_shown_clean(finding);
      judge_text(finding.message);
    }
    for (const auto& question : result.open) require(!question.to_settle.empty());
  }

  Identity m_identity;
  BootLoad m_load;
  std::vector<Request> m_under_way;
  int m_requests = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Answers answers(ByteView(data, size).subspan(1));
  Run run(data[0]);
  run.play(answers);
  return 0;
}
