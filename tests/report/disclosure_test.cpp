#include "report/disclosure.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ctime>
#include <functional>

#include "base/text.hpp"
#include "report/fields.hpp"
#include "report/json.hpp"
#include "report/text.hpp"
#include "support/says.hpp"

namespace provtool {

namespace {

using testing::says;
using namespace std::string_view_literals;

const std::string k_secret = "ftp://phone:s3cret@prov.example.com/a.cfg?token=s3cret";
const std::string k_masked = "ftp://phone:***@prov.example.com/a.cfg?token=***";
const std::string k_control = "a\x1b[2Jb\r\n\xc2\x9b\xff\xe2\x80\xaey";
const std::string k_escaped = "a\\x1b[2Jb\\x0d\\x0a\\u009b\\xff\\u202ey";

TextStyle verbose() {
  TextStyle style;
  style.verbose = true;
  return style;
}

std::string hex_of(std::string_view text) {
  return to_hex(to_bytes(text));
}

// Every place of a report that can hold words from outside, by name.
struct Place {
  const char* name;
  std::function<std::string&(Report&)> text;
};

Report full_report() {
  Report report;
  report.command = "discover";
  report.asked.emplace();
  report.asked->arguments = {""};
  report.asked->vendor_class = "";
  report.asked->user_agent = "";
  report.asked->redirect_url = "";
  report.device = DeviceSection{"", "0080F0123456", MacFrom::option, ""};
  report.assumptions = {""};
  report.interface.emplace();
  report.discovery.emplace();
  report.discovery->sources.emplace_back();
  report.discovery->sources[0].raw.emplace();
  report.discovery->sources[0].resolved = {""};
  report.discovery->dhcp_servers.emplace_back();
  auto& server = report.discovery->dhcp_servers[0];
  server.decision.emplace();
  server.decision->winner = SourceId::dhcp160;
  server.decision->resolved = {""};
  server.options.push_back({66, "TFTP server name", "", "", false});
  report.discovery->pnp_responders.emplace_back();
  report.discovery->decision.winner = SourceId::dhcp160;
  report.discovery->decision.outcome = Outcome::won;
  report.discovery->decision.resolved = {""};
  report.plan.emplace();
  report.plan->packets.emplace_back();
  report.plan->side_effects = {""};
  report.findings.push_back(make_finding("dhcp4.nak", "", {.file = "", .parameter = "", .url = ""}));
  return report;
}

const std::vector<Place>& places() {
  static const std::vector<Place> k_places{
      {"argument", [](Report& r) -> std::string& { return r.asked->arguments[0]; }},
      {"vendor class", [](Report& r) -> std::string& { return *r.asked->vendor_class; }},
      {"user agent", [](Report& r) -> std::string& { return *r.asked->user_agent; }},
      {"redirection server's url", [](Report& r) -> std::string& { return *r.asked->redirect_url; }},
      {"responder's product",
       [](Report& r) -> std::string& { return r.discovery->pnp_responders[0].product; }},
      {"responder's url", [](Report& r) -> std::string& { return r.discovery->pnp_responders[0].url; }},
      {"model", [](Report& r) -> std::string& { return r.device->model; }},
      {"firmware", [](Report& r) -> std::string& { return *r.device->firmware; }},
      {"assumption", [](Report& r) -> std::string& { return r.assumptions[0]; }},
      {"interface", [](Report& r) -> std::string& { return r.interface->name; }},
      {"mode reason", [](Report& r) -> std::string& { return r.interface->mode_reason; }},
      {"source's reason", [](Report& r) -> std::string& { return r.discovery->sources[0].reason; }},
      {"raw", [](Report& r) -> std::string& { return *r.discovery->sources[0].raw; }},
      {"source's url", [](Report& r) -> std::string& { return r.discovery->sources[0].url; }},
      {"source's resolved", [](Report& r) -> std::string& { return r.discovery->sources[0].resolved[0]; }},
      {"server's url", [](Report& r) -> std::string& { return r.discovery->dhcp_servers[0].decision->url; }},
      {"server's resolved",
       [](Report& r) -> std::string& { return r.discovery->dhcp_servers[0].decision->resolved[0]; }},
      {"server's reason",
       [](Report& r) -> std::string& { return r.discovery->dhcp_servers[0].decision->reason; }},
      {"option", [](Report& r) -> std::string& { return *r.discovery->dhcp_servers[0].options[0].text; }},
      {"url", [](Report& r) -> std::string& { return r.discovery->decision.url; }},
      {"resolved", [](Report& r) -> std::string& { return r.discovery->decision.resolved[0]; }},
      {"reason", [](Report& r) -> std::string& { return r.discovery->decision.reason; }},
      {"to settle", [](Report& r) -> std::string& { return r.discovery->decision.to_settle; }},
      {"packet", [](Report& r) -> std::string& { return r.plan->packets[0].what; }},
      {"side effect", [](Report& r) -> std::string& { return r.plan->side_effects[0]; }},
      {"finding", [](Report& r) -> std::string& { return r.findings[0].message; }},
      {"finding's file", [](Report& r) -> std::string& { return *r.findings[0].place.file; }},
      {"finding's parameter", [](Report& r) -> std::string& { return *r.findings[0].place.parameter; }},
      {"finding's url", [](Report& r) -> std::string& { return *r.findings[0].place.url; }},
      {"summary", [](Report& r) -> std::string& { return r.verdict.summary; }},
  };
  return k_places;
}

// One option of a server after disclosure.
SeenOption disclosed(SeenOption option, Secrets secrets = Secrets::mask) {
  auto report = full_report();
  report.discovery->dhcp_servers[0].options = {std::move(option)};
  disclose(report, secrets);
  return report.discovery->dhcp_servers[0].options[0];
}

SourceSection disclosed_source(const std::string& raw, Secrets secrets = Secrets::mask) {
  auto report = full_report();
  report.discovery->sources[0].raw = raw;
  report.discovery->sources[0].raw_hex = hex_of(raw);
  disclose(report, secrets);
  return report.discovery->sources[0];
}

// Puts something harmless into every text of a report, and a secret into all of them or into one alone. A new
// field is among them by itself.
class Planter {
 public:
  explicit Planter(std::optional<std::size_t> only = std::nullopt) : m_only(only) {}
  // A value of another sort: `{}` is the secret.
  Planter(std::optional<std::size_t> only, std::string sort) : m_only(only), m_sort(std::move(sort)) {}

  template <IsSection Section>
  void plant(Section& section) {
    for_each_field<Section>([&](const auto& field) { plant(section.*field.member, field.nature); });
  }
  [[nodiscard]] const std::vector<std::string>& planted() const { return m_planted; }
  [[nodiscard]] std::size_t places() const { return m_places; }

 private:
  void plant(std::string& text, Nature nature) {
    const bool chosen = !m_only || *m_only == m_places;
    const auto word = fmt::format("s3cret{:02}", ++m_places);
    auto value = fmt::format(fmt::runtime(m_sort), chosen ? word : "");
    if (nature == Nature::ours || nature == Nature::plain) value = "it named " + foreign(value) + " there";
    const bool hex = nature == Nature::bytes || nature == Nature::packet;
    text = hex ? hex_of(value) : value;
    if (chosen) m_planted.push_back(hex ? hex_of(word) : word);
  }
  template <typename T>
  void plant(std::optional<T>& member, Nature nature) {
    plant(member.emplace(), nature);
  }
  template <typename T>
  void plant(std::vector<T>& list, Nature nature) {
    list.clear();
    plant(list.emplace_back(), nature);
  }
  template <typename T>
  void plant(T& member, Nature /*nature*/) {
    if constexpr (IsSection<T>) plant(member);
  }

  std::optional<std::size_t> m_only;
  std::string m_sort = "ftp://phone:{}@prov.example.com/";
  std::size_t m_places = 0;
  std::vector<std::string> m_planted;
};

// Also in hex, where the word stands in the middle of other bytes.
bool tells(const std::string& output, const std::string& word) {
  return says(output, word) || says(output, hex_of(word));
}

std::size_t count_of_places() {
  Report report;
  Planter planter;
  planter.plant(report);
  return planter.places();
}

}  // namespace

TEST_CASE("a secret in every field of a report is found nowhere, unless secrets are shown") {
  Report report;
  Planter planter;
  planter.plant(report);
  CHECK(planter.planted().size() > 30);
  auto shown = report;
  disclose(report, Secrets::mask);
  for (const auto& output : {to_json(report), to_text(report, verbose())})
    CHECK_FALSE(tells(output, "s3cret"));
  disclose(shown, Secrets::show);
  const auto json = to_json(shown);
  for (const auto& word : planter.planted()) {
    CAPTURE(word);
    CHECK(says(json, word));
  }
  CHECK_FALSE(says(json, "***"));
  CHECK_FALSE(says(to_text(shown, verbose()), "***"));
}

TEST_CASE("a secret in one field alone is found nowhere") {
  for (std::size_t place = 0; place < count_of_places(); ++place) {
    CAPTURE(place);
    Report report;
    Planter planter(place);
    planter.plant(report);
    REQUIRE(planter.planted().size() == 1);
    CHECK(says(to_json(report), planter.planted()[0]));
    disclose(report, Secrets::mask);
    for (const auto& output : {to_json(report), to_text(report, verbose())})
      CHECK_FALSE(tells(output, "s3cret"));
  }
}

TEST_CASE("a secret of any sort is found nowhere") {
  for (const auto* sort :
       {"password=a {}", "password: {}", "<password>{}</password>", "Basic {}=", "Digest response=\"{}\"",
        "Cookie: {}", "http://{}@h/", "http://u:{}", "http://h/?pa%73sword={}", "http://h/?token[]={}",
        "http://h/;pin={}", "http://[http://u:{}@h/x]/", "http\uFF1A//u\uFF1A{}\uFF20h/"}) {
    CAPTURE(sort);
    Report report;
    Planter planter(std::nullopt, sort);
    planter.plant(report);
    disclose(report, Secrets::mask);
    auto narrow = verbose();
    narrow.width = 30;
    for (const auto& output : {to_json(report), to_text(report, verbose()), to_text(report, narrow)})
      CHECK_FALSE(tells(output, "s3cret"));
  }
}

TEST_CASE("a value in two parts hides a secret between them") {
  for (const auto& cut : std::vector<std::pair<std::string, std::string>>{
           {"http://u:s3c", "ret@h/"}, {"http://u", ":s3cret@h/"}, {"http://h/?tok", "en=s3cret"}}) {
    const auto& first = cut.first;
    const auto& second = cut.second;
    CAPTURE(first);
    auto report = full_report();
    auto& options = report.discovery->dhcp_servers[0].options;
    options = {{160, "160", first, hex_of(first), false}, {160, "160", second, hex_of(second), false}};
    const auto parts = std::string("\x01") + static_cast<char>(first.size()) + first + "\x02" +
                       static_cast<char>(second.size()) + second;
    options.push_back({43, "vendor-specific information", std::nullopt, hex_of(parts), false});
    disclose(report, Secrets::mask);
    for (const auto* part : {"s3c", "ret@", "733363", "726574"}) CHECK_FALSE(says(to_json(report), part));
    CHECK(options[2].redacted);
  }
  auto harmless = full_report();
  harmless.discovery->dhcp_servers[0].options = {{160, "160", "http://h/", hex_of("http://h/"), false},
                                                 {160, "160", "http://k/", hex_of("http://k/"), false}};
  disclose(harmless, Secrets::mask);
  CHECK(harmless.discovery->dhcp_servers[0].options[0].text == "http://h/");
}

TEST_CASE("of an option with its value the value is masked") {
  auto report = full_report();
  report.asked->arguments = {"--user-agent=<password>s3cret</password>",
                             "--vendor-class=http%3A//u%3As3cret@h/"};
  report.plan->packets[0].hex = hex_of("\x01<password>s3cret</password>");
  disclose(report, Secrets::mask);
  CHECK(report.asked->arguments ==
        std::vector<std::string>{"--user-agent=<password>***</password>", "--vendor-class=***"});
  CHECK(report.plan->packets[0].redacted);
}

namespace {

double seconds_for(std::string_view piece, std::size_t size) {
  std::string value = "http://h/";
  while (value.size() < size) value += piece;
  auto report = full_report();
  for (const auto& place : places()) place.text(report) = value;
  report.discovery->dhcp_servers[0].options[0].hex = hex_of(value);
  const auto start = std::clock();
  disclose(report, Secrets::mask);
  auto narrow = verbose();
  narrow.width = 40;
  CHECK(to_json(report).size() + to_text(report, narrow).size() < 2'000'000);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("the time and the size of a report with long values are bounded") {
  for (const auto piece : {"?pass=a&"sv, "%"sv, "<"sv, "["sv, "\0"sv, "\u754c"sv}) {
    CAPTURE(piece);
    double ratio = 100;
    for (int attempt = 0; attempt < 3 && ratio > 15; ++attempt)
      ratio = seconds_for(piece, 90'000) / std::max(seconds_for(piece, 9'000), 1e-3);
    CHECK(ratio <= 15);
  }
}

// A user agent or a vendor class that holds one is sent as it is.
TEST_CASE("a packet that holds what is masked elsewhere is not told by its hex") {
  for (const auto* secret : {"ftp://phone:s3cret@prov.example.com/", "phone:s3 cret@prov", "token=s3cret"}) {
    CAPTURE(secret);
    auto report = full_report();
    report.asked->vendor_class = secret;
    report.plan->packets[0].hex = hex_of("\x01" + std::string(secret) + "\xff");
    report.plan->packets.push_back({{}, "harmless", "", "", 3, "00ff00", false});
    auto shown = report;
    disclose(report, Secrets::mask);
    CHECK(report.plan->packets[0].redacted);
    CHECK(report.plan->packets[0].hex.empty());
    CHECK_FALSE(says(to_json(report), hex_of("cret")));
    CHECK_FALSE(report.plan->packets[1].redacted);
    CHECK(report.plan->packets[1].hex == "00ff00");
    disclose(shown, Secrets::show);
    CHECK_FALSE(shown.plan->packets[0].redacted);
    CHECK(says(shown.plan->packets[0].hex, hex_of(secret)));
  }
}

TEST_CASE("a client identifier that holds a secret is left out") {
  auto report = full_report();
  report.asked->client_id = hex_of(std::string(1, '\0') + k_secret);
  report.asked->arguments = {"discover", "--client-id", *report.asked->client_id};
  disclose(report, Secrets::mask);
  CHECK_FALSE(report.asked->client_id);
  CHECK_FALSE(says(to_json(report), hex_of("s3cret")));
}

TEST_CASE("a part of a secret that a finding quotes is left out, unless secrets are shown") {
  auto report = full_report();
  report.findings[0].message = "\"" + foreign("s3cret", "***") + "\" is not a valid port";
  auto shown = report;
  disclose(report, Secrets::mask);
  CHECK(report.findings[0].message == "\"***\" is not a valid port");
  disclose(shown, Secrets::show);
  CHECK(shown.findings[0].message == "\"s3cret\" is not a valid port");
}

TEST_CASE("a sentence that stands in no report is masked and cleaned, too") {
  CHECK(disclosed("cannot write\x1b " + k_secret, Secrets::mask) == "cannot write\\x1b " + k_masked);
  CHECK(disclosed(k_secret, Secrets::show) == k_secret);
}

TEST_CASE("a secret is masked wherever it stands") {
  for (const auto& place : places()) {
    CAPTURE(place.name);
    auto report = full_report();
    place.text(report) = k_secret;
    disclose(report, Secrets::mask);
    CHECK(place.text(report) == k_masked);
    CHECK_FALSE(says(to_json(report), "s3cret"));
    CHECK_FALSE(says(to_text(report, verbose()), "s3cret"));
  }
}

TEST_CASE("what a terminal would act on is escaped wherever it stands") {
  for (const auto& place : places()) {
    CAPTURE(place.name);
    auto report = full_report();
    place.text(report) = k_control;
    disclose(report, Secrets::mask);
    CHECK(place.text(report) == k_escaped);
  }
}

TEST_CASE("a control character inside a secret hides no part of it") {
  for (const auto* value :
       {"ftp://phone:s3\ncret@prov.example.com/", "http://prov.example.com/?token=s3\x1b\ncret"}) {
    for (const auto& place : places()) {
      CAPTURE(place.name);
      auto report = full_report();
      place.text(report) = value;
      disclose(report, Secrets::mask);
      CHECK_FALSE(says(place.text(report), "cret"));
    }
  }
}

TEST_CASE("secrets that are to be shown are shown, and control characters still are not") {
  auto report = full_report();
  report.discovery->decision.url = k_secret;
  report.discovery->decision.reason = k_control;
  disclose(report, Secrets::show);
  CHECK(report.discovery->decision.url == k_secret);
  CHECK(report.discovery->decision.reason == k_escaped);
  CHECK(disclosed_source(k_secret, Secrets::show).raw == k_secret);
  CHECK_FALSE(disclosed_source(k_secret, Secrets::show).redacted);
}

TEST_CASE("disclosing twice changes nothing") {
  auto once = full_report();
  for (const auto& place : places()) place.text(once) = k_secret + k_control;
  disclose(once, Secrets::mask);
  auto twice = once;
  disclose(twice, Secrets::mask);
  CHECK(to_json(twice) == to_json(once));
}

TEST_CASE("hex never stands beside a secret") {
  const auto secret = disclosed_source(k_secret + "\n");
  CHECK(secret.raw == k_masked);
  CHECK(secret.redacted);
  CHECK_FALSE(secret.raw_hex);
}

TEST_CASE("an option's hex is left out beside a secret, and stays otherwise") {
  const auto secret = disclosed({66, "TFTP server name", k_secret, hex_of(k_secret), false});
  CHECK(secret.text == k_masked);
  CHECK(secret.redacted);
  CHECK(secret.hex.empty());
  const auto plain = disclosed({66, "TFTP server name", "192.0.2.1", hex_of("192.0.2.1"), false});
  CHECK(plain.text == "192.0.2.1");
  CHECK_FALSE(plain.redacted);
  CHECK(plain.hex == hex_of("192.0.2.1"));
  const auto shown = disclosed({66, "TFTP server name", k_secret, hex_of(k_secret), false}, Secrets::show);
  CHECK(shown.text == k_secret);
  CHECK(shown.hex == hex_of(k_secret));
}

// Option 43 and its like: sub-options of any bytes around a URL.
TEST_CASE("a secret in an option that is no text is left out, too") {
  const std::string tunneled = std::string("\x42\x36", 2) + k_secret + "\xff";
  const auto option = disclosed({43, "vendor-specific information", std::nullopt, hex_of(tunneled), false});
  CHECK(option.hex.empty());
  REQUIRE(option.text);
  CHECK(option.redacted);
  CHECK_FALSE(says(*option.text, "s3cret"));
  CHECK_FALSE(clean(*option.text).escaped);
  const auto harmless = disclosed({43, "vendor-specific information", std::nullopt, "0104c0000201", false});
  CHECK(harmless.hex == "0104c0000201");
  CHECK_FALSE(harmless.text);
}

// The text of DHCPv6 options is made of parts (wire/dhcpv6_options), of which each may hold a secret.
TEST_CASE("a secret in a part of an option's text is masked, and the hex is left out") {
  struct Case {
    std::string text;
    std::string masked;
  };
  const std::vector<Case> cases{
      {"enterprise 258: 1=http://user:s3cret@host/", "enterprise 258: 1=http://user:***@host/"},
      {"enterprise 258: 1=http://host:80/, 2=http://user:s3cret@host/",
       "enterprise 258: 1=http://host:80/, 2=http://user:***@host/"},
      {"enterprise 258: 1=http://host/, 2=token=s3cret", "enterprise 258: 1=http://host/, 2=token=***"},
      {"http://host:80/?a=http://user:s3cret@host/", "http://host:80/?a=http://user:***@host/"},
  };
  for (const auto& row : cases) {
    CAPTURE(row.text);
    const auto option = disclosed({17, "vendor-specific information", row.text, hex_of(row.text), false});
    CHECK(option.text == row.masked);
    CHECK(option.redacted);
    CHECK(option.hex.empty());
  }
}

TEST_CASE("a secret in a part that is no text is not told by its hex either") {
  const std::string part = "\x01" + k_secret + std::string(1, '\0');
  const auto text = "enterprise 258: 1=http://prov.example.com/, 2=0x" + hex_of(part) + ", 3=0x0102";
  const auto option = disclosed({17, "vendor-specific information", text, hex_of(part), false});
  CHECK(option.text ==
        "enterprise 258: 1=http://prov.example.com/, "
        "2=***, 3=0x0102");
  CHECK(option.redacted);
  CHECK(option.hex.empty());

  const auto shown = disclosed({17, "vendor-specific information", text, hex_of(part), false}, Secrets::show);
  CHECK(shown.text == text);
  CHECK(shown.hex == hex_of(part));
}

TEST_CASE("a secret behind the place where an option breaks off is not told by its hex") {
  const auto option = disclosed({17, "vendor-specific information", "enterprise 258: …",
                                 "00000102"
                                 "0001"
                                 "ffff" +
                                     hex_of(k_secret),
                                 false});
  CHECK(option.text == "enterprise 258: …");
  CHECK(option.redacted);
  CHECK(option.hex.empty());
  auto again = option;
  CHECK(disclosed(again).redacted);
}

TEST_CASE("parts that are no text and hold no secret keep their hex") {
  const auto option = disclosed({17, "vendor-specific information", "enterprise 9: 1=0x00ff", "00", false});
  CHECK(option.text == "enterprise 9: 1=0x00ff");
  CHECK_FALSE(option.redacted);
  CHECK(option.hex == "00");
  for (const auto* odd : {"0x", "0x0", "1=0xzz", "00x12"})
    CHECK(disclosed({59, "boot file URL", odd, "00", false}).text == odd);
}

TEST_CASE("an empty report has nothing to disclose") {
  Report report;
  disclose(report, Secrets::mask);
  CHECK(report.findings.empty());
}

}  // namespace provtool
