#include "device/url_reading.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <span>

#include "base/foreign.hpp"
#include "findings/catalogue.hpp"

namespace provtool {

namespace {

using namespace std::string_view_literals;
using Urls = std::vector<std::string>;

Identity phone() {
  Identity identity;
  identity.mac = *MacAddress::parse("0080F0123456");
  identity.firmware = "03.210";
  return identity;
}

UrlReading read(std::string_view value) {
  return read_url(value, phone());
}

// "url.quoted url.trailing-nul", in the order of the notes.
std::string ids(const UrlReading& reading) {
  std::string text;
  for (const auto& note : reading.notes) text.append(text.empty() ? "" : " ").append(note.id.text());
  return text;
}

struct Troubled {
  std::string_view value;
  std::string_view ids;
};

void check_notes(std::span<const Troubled> rows, bool usable) {
  for (const auto& row : rows) {
    CAPTURE(row.value);
    const auto reading = read(row.value);
    CHECK(ids(reading) == row.ids);
    CHECK(reading.usable == usable);
    CHECK(reading.resolved.empty() == !usable);
  }
}

void check_unusable(std::span<const Troubled> rows) {
  check_notes(rows, false);
}
void check_usable(std::span<const Troubled> rows) {
  check_notes(rows, true);
}

}  // namespace

TEST_CASE("a directory gets the default file name, with and without a slash at its end") {
  struct Row {
    std::string_view value;
    std::string_view resolved;
  };
  static constexpr Row k_rows[] = {
      {"http://192.0.2.2", "http://192.0.2.2/KX-UTG200B.cfg"},
      {"http://192.0.2.2/", "http://192.0.2.2/KX-UTG200B.cfg"},
      {"http://prov.example.com/pana", "http://prov.example.com/pana/KX-UTG200B.cfg"},
      {"http://prov.example.com/pana/", "http://prov.example.com/pana/KX-UTG200B.cfg"},
      {"tftp://192.0.2.2:6969/a/b", "tftp://192.0.2.2:6969/a/b/KX-UTG200B.cfg"},
      {"http://prov.example.com/v1.2", "http://prov.example.com/v1.2/KX-UTG200B.cfg"},
      {"http://prov.example.com/x.cfg/", "http://prov.example.com/x.cfg/KX-UTG200B.cfg"},
      {"http://prov.example.com/x.cfg.bak", "http://prov.example.com/x.cfg.bak/KX-UTG200B.cfg"},
      {"http://h.cfg", "http://h.cfg/KX-UTG200B.cfg"},
      {"http://[2001:db8::1]:8080", "http://[2001:db8::1]:8080/KX-UTG200B.cfg"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.value);
    CHECK(read(row.value).usable);
    CHECK(ids(read(row.value)) == "");
    CHECK(read(row.value).resolved == Urls{std::string(row.resolved)});
    CHECK(read(row.value).url == row.value);
  }
}

TEST_CASE("a value with a query is used as it stands, and the other reading is told") {
  const auto reading = read("http://h/dir?mac={MAC}");
  CHECK(reading.resolved == Urls{"http://h/dir?mac=0080F0123456"});
  CHECK(ids(reading) == "url.query");
  CHECK(reading.notes[0].message.find("http://h/dir/KX-UTG200B.cfg?mac=0080F0123456") != std::string::npos);
  CHECK(read("http://h/dir/?a=b").resolved == Urls{"http://h/dir/?a=b"});
  CHECK(read("http://h?a=b/c.cfg").resolved == Urls{"http://h?a=b/c.cfg"});
  CHECK(read("h/dir?a=b").resolved[0] == "tftp://h/dir?a=b");
  CHECK(read("https://user:s3cret@h/d?token=abc").notes.back().id == FindingId("url.query"));
  CHECK(with_secrets(read("https://user:s3cret@h/d?token=abc").notes.back().message, Secrets::mask)
            .find("s3c") == std::string::npos);
}

TEST_CASE("where the path names a file a query changes nothing") {
  CHECK(ids(read("http://h/x.cfg?a=b")) == "");
  CHECK(ids(read("http://h/dir#top?a")) == "");
  CHECK(read("http://h/x.cfg?a=b").resolved == Urls{"http://h/x.cfg?a=b"});
  CHECK(read("http://h/dir#top").resolved == Urls{"http://h/dir/KX-UTG200B.cfg#top"});
}

TEST_CASE("a last segment that ends like a configuration file is one") {
  for (const std::string_view name : {"a.cfg", "a.enc", "a.xml", "A.CFG", "{MODEL}.cfg", "Config{MAC}.enc"}) {
    CAPTURE(name);
    const auto reading = read("https://prov.example.com/dir/" + std::string(name));
    REQUIRE(reading.resolved.size() == 1);
    CHECK(reading.resolved[0].find(".cfg/") == std::string::npos);
    CHECK_FALSE(reading.resolved[0].ends_with("/KX-UTG200B.cfg/KX-UTG200B.cfg"));
  }
  CHECK(read("https://h/Config{MAC}.enc").resolved == Urls{"https://h/Config0080F0123456.enc"});
}

TEST_CASE("without a protocol four are tried in the guide's order") {
  const auto reading = read("192.0.2.2");
  CHECK(reading.usable);
  CHECK(reading.resolved == Urls{"tftp://192.0.2.2/KX-UTG200B.cfg", "http://192.0.2.2/KX-UTG200B.cfg",
                                 "https://192.0.2.2/KX-UTG200B.cfg", "ftp://192.0.2.2/KX-UTG200B.cfg"});
  CHECK(ids(reading) == "url.scheme-missing");
}

TEST_CASE("path, port and credentials without a protocol are kept for each of the four") {
  CHECK(read("prov.example.com/pana").resolved[0] == "tftp://prov.example.com/pana/KX-UTG200B.cfg");
  CHECK(read("prov.example.com:8080/x.cfg").resolved[1] == "http://prov.example.com:8080/x.cfg");
  CHECK(read("user:secret@192.0.2.2").resolved[3] == "ftp://user:secret@192.0.2.2/KX-UTG200B.cfg");
  CHECK(read("[2001:db8::1]").resolved[2] == "https://[2001:db8::1]/KX-UTG200B.cfg");
}

TEST_CASE("a URL in a file is fetched as it is written") {
  CHECK(resolve_as_written("HTTP://h.example/{MAC}", phone()) == Urls{"http://h.example/0080F0123456"});
  CHECK(resolve_as_written("http://h.example", phone()) == Urls{"http://h.example"});
  CHECK(resolve_as_written("h.example/a/?m={mac}", phone()) ==
        Urls{"tftp://h.example/a/?m=0080f0123456", "http://h.example/a/?m=0080f0123456",
             "https://h.example/a/?m=0080f0123456", "ftp://h.example/a/?m=0080f0123456"});
}

TEST_CASE("scheme names are case-insensitive") {
  CHECK(read("HTTP://h/x.cfg").resolved == Urls{"http://h/x.cfg"});
  CHECK(ids(read("TfTp://h/x.cfg")) == "");
}

TEST_CASE("macros stand in place in the URL and are expanded in what is fetched") {
  const auto reading = read("http://h/{MODEL}/{MAC}/{mac}/{fwver}.cfg");
  CHECK(reading.url == "http://h/{MODEL}/{MAC}/{mac}/{fwver}.cfg");
  CHECK(reading.resolved == Urls{"http://h/KX-UTG200B/0080F0123456/0080f0123456/03.210.cfg"});
  CHECK(ids(reading) == "");
}

TEST_CASE("a macro whose value is not known stays in place and does not make the URL unusable") {
  auto identity = phone();
  identity.mac_from = MacFrom::interface;
  identity.firmware.reset();
  for (const auto url : {"http://h/{MAC}-{fwver}.cfg"sv, "http://{mac}.example.com/x.cfg"sv}) {
    CAPTURE(url);
    const auto reading = read_url(url, identity);
    CHECK(reading.usable);
    CHECK(ids(reading) == "");
    CHECK(reading.resolved == Urls{std::string(url)});
  }
}

TEST_CASE("trailing NULs are deleted and mentioned") {
  const auto reading = read("192.0.2.2\0\0"sv);
  CHECK(reading.url == "192.0.2.2");
  CHECK(ids(reading) == "url.trailing-nul url.scheme-missing");
  CHECK(reading.usable);
  CHECK(reading.notes[0].message.find("2 NULs") != std::string::npos);
}

TEST_CASE("other protocols are refused") {
  static constexpr Troubled k_rows[] = {
      {"file:///etc/passwd", "url.scheme-unsupported"},   {"scp://h/x", "url.scheme-unsupported"},
      {"sftp://h/x", "url.scheme-unsupported"},           {"gopher://h/x", "url.scheme-unsupported"},
      {"ftps://h/x", "url.scheme-unsupported"},           {"htp://h/x", "url.scheme-unsupported"},
      {"file:/etc/passwd", "url.scheme-unsupported"},     {"javascript:alert(1)", "url.scheme-unsupported"},
      {"mailto:a@example.com", "url.scheme-unsupported"}, {"://h/x", "url.scheme-unsupported"},
  };
  check_unusable(k_rows);
}

TEST_CASE("a protocol without two slashes is the guide's misprint") {
  static constexpr Troubled k_rows[] = {
      {"http:/prov.example.com/x.cfg", "url.single-slash"},
      {"http//192.0.2.9/x.cfg", "url.single-slash"},
      {"http://http://192.0.2.9/x.cfg", "url.host-missing"},
      {"HTTPS:/prov.example.com", "url.single-slash"},
      {"tftp:192.0.2.2", "url.single-slash"},
      {"http:\\\\h\\x.cfg", "url.single-slash"},
  };
  check_unusable(k_rows);
  // A host whose name is no protocol, and a colon further on.
  CHECK(ids(read("prov:8080/x.cfg")) == "url.scheme-missing");
  CHECK(ids(read("http://h/a:/b.cfg")) == "");
}

TEST_CASE("a URL needs a host") {
  static constexpr Troubled k_rows[] = {
      {"http://", "url.host-missing"},
      {"http:///x", "url.host-missing"},  // libcurl would read host x
      {"http:////x/y", "url.host-missing"},
      {"http://:80/x", "url.host-missing"},
      {"http://user:secret@/x", "url.host-missing"},
      {"http://?a=b", "url.host-missing"},
      {"http://.example.com/", "url.host-missing"},
      {"http://a..b/", "url.host-missing"},
      {"http://192.0.2.256/", "url.host-missing"},
      {"http://192.0.2.08/", "url.host-missing"},      // 8 is no octal digit
      {"http://user:se@cret@h/", "url.host-missing"},  // the library refuses it
      {"http://192.0.2.2.2/", "url.host-missing"},
      {"http://h<x>/", "url.host-missing"},
      {"/x.cfg", "url.scheme-missing url.host-missing"},
      {"", "url.scheme-missing url.host-missing"},
      {"\0"sv, "url.trailing-nul url.scheme-missing url.host-missing"},
  };
  check_unusable(k_rows);
}

TEST_CASE("a port is a number from 1 to 65535") {
  static constexpr Troubled k_rows[] = {
      {"http://h:0/", "url.port-invalid"},
      {"http://h:65536/", "url.port-invalid"},
      {"http://h:99999/", "url.port-invalid"},
      {"http://h:99999999999999999999/", "url.port-invalid"},
      {"http://h:80a/", "url.port-invalid"},
      {"http://h:-1/", "url.port-invalid"},
      {"http://h:80:90/", "url.port-invalid"},
      {"http://[2001:db8::1]:0/", "url.port-invalid"},
      {"h:0", "url.scheme-missing url.port-invalid"},
  };
  check_unusable(k_rows);
  static constexpr Troubled k_sound[] = {
      {"http://h:1/", ""}, {"http://h:65535/", ""}, {"http://h:/", ""}, {"http://[2001:db8::1]:80/", ""}};
  check_usable(k_sound);
}

TEST_CASE("quotes around a value are part of it") {
  static constexpr Troubled k_rows[] = {
      {"\"http://h/\"", "url.quoted"},         {"'http://h/'", "url.quoted"},
      {"`http://h/`", "url.quoted"},           {"\"http://h/", "url.quoted"},  // one of them lost
      {"http://h/\"", "url.quoted"},           {"\u201chttp://h/\u201d", "url.quoted"},
      {"\u201ehttp://h/\u201c", "url.quoted"}, {"\u201ahttp://h/\u2018", "url.quoted"},
      {"\u2018http://h/\u2019", "url.quoted"}, {"\u00abhttp://h/\u00bb", "url.quoted"},
      {"\" http://h/ \"", "url.quoted"},       {"\"192.0.2.2\"\0"sv, "url.trailing-nul url.quoted"},
  };
  check_unusable(k_rows);
  CHECK(ids(read("http://h/it's.cfg")) == "");
}

TEST_CASE("control characters, invisible ones and bytes that are no text are named") {
  static constexpr Troubled k_rows[] = {
      {"http://h/\r\n", "url.control-characters"},
      {"http://h/\n", "url.control-characters"},
      {"http://h/\tx", "url.control-characters"},
      {"http://h/\x1b[31m", "url.control-characters"},
      {"http://h/\x7f", "url.control-characters"},
      {"http://h/\u0085", "url.control-characters"},
      {"http://h/\0x"sv, "url.control-characters"},
      {"http://h/\xff", "url.control-characters"},
      {"http://h/\u202ecfg.x", "url.control-characters"},
      {"\ufeffhttp://h/", "url.control-characters"},
      {"http://h\u200b/", "url.control-characters"},
      {"\r\n\0"sv, "url.trailing-nul url.control-characters"},
  };
  check_unusable(k_rows);
  CHECK(ids(read("http://h/B\u00fcro.cfg")) == "");
}

TEST_CASE("blanks are named") {
  static constexpr Troubled k_rows[] = {
      {" http://h/", "url.whitespace"},
      {"http://h/ ", "url.whitespace"},
      {"http://h/a b.cfg", "url.whitespace"},
      {"http://h/\u00a0", "url.whitespace"},
      {"http://h/\u3000", "url.whitespace"},
      {"http://h/\u2009x", "url.whitespace"},
      {" ", "url.whitespace"},
  };
  check_unusable(k_rows);
  CHECK(ids(read("http://h/a%20b.cfg")) == "");
}

TEST_CASE("an IPv6 address must be in brackets") {
  static constexpr Troubled k_rows[] = {
      {"http://2001:db8::1/", "url.ipv6-brackets"},
      {"http://2001:db8::1:8080/x", "url.ipv6-brackets"},
      {"http://user:secret@2001:db8::1/", "url.ipv6-brackets"},
      {"http://fe80::1%eth0/", "url.ipv6-brackets"},
      {"http://[2001:db8::1/", "url.ipv6-brackets"},
      {"http://2001:db8::1]/", "url.ipv6-brackets"},
      {"http://[2001:db8::1]x/", "url.ipv6-brackets"},
      {"http://[2001:db8:::1]/", "url.ipv6-brackets"},
      {"http://[192.0.2.1]/", "url.ipv6-brackets"},
      {"http://[]/", "url.ipv6-brackets"},
      {"2001:db8::1", "url.scheme-missing url.ipv6-brackets"},
      {"fd00::1", "url.scheme-missing url.ipv6-brackets"},
  };
  check_unusable(k_rows);
  static constexpr Troubled k_sound[] = {
      {"http://[2001:db8::1]/", ""},
      {"http://[2001:DB8:0:0:0:0:0:1]/", ""},  // longer than libcurl writes it, the same address all the same
      {"http://[::ffff:192.0.2.1]/", ""},
      {"http://[fd00::1]:8080/x.cfg", ""},
  };
  check_usable(k_sound);
}

TEST_CASE("a link-local IPv6 address is warned of, with or without a zone") {
  static constexpr Troubled k_rows[] = {
      {"http://[fe80::1]/", "url.ipv6-link-local"},
      {"http://[fe80::1%25eth0]/", "url.ipv6-link-local"},
      {"http://[fe80::1%eth0]:80/", "url.ipv6-link-local"},
      {"http://[FEBF::1]/", "url.ipv6-link-local"},
  };
  check_usable(k_rows);
  CHECK(ids(read("http://[fec0::1]/")) == "");
}

TEST_CASE("what the library reads differently than a person is warned of") {
  static constexpr Troubled k_rows[] = {
      {"http://010.0.0.1/", "url.host-rewritten"},    // octal
      {"http://0x7f.0.0.1/", "url.host-rewritten"},   // hexadecimal
      {"http://0xC0000201/", "url.host-rewritten"},   //
      {"http://3221225985/", "url.host-rewritten"},   // one number
      {"http://192.513/", "url.host-rewritten"},      // two
      {"http://h\\@evil/", "url.host-rewritten"},     // a browser reads host h
      {"http://h/a/../b.cfg", "url.host-rewritten"},  //
      {"http://h/./b.cfg", "url.host-rewritten"},     //
      {"http://%65vil.example.com/", "url.host-rewritten"},
  };
  for (const auto& row : k_rows) {
    CAPTURE(row.value);
    CHECK(ids(read(row.value)).find(row.ids) != std::string::npos);
  }
  static constexpr Troubled k_sound[] = {
      {"http://10.0.0.1/", ""},        {"http://PROV.Example.com/", ""}, {"http://0x7f.example.com/", ""},
      {"http://h/a..b/c.cfg", ""},     {"http://h/a%2fb%C3%BC.cfg", ""}, {"http://example.com./x.cfg", ""},
      {"http://123.example.com/", ""},
  };
  check_usable(k_sound);
}

TEST_CASE("what the library rewrites is shown as both read it") {
  const auto reading = read("http://010.0.0.1/");
  REQUIRE(reading.notes.size() == 1);
  CHECK(reading.notes[0].message.find("010.0.0.1") != std::string::npos);
  CHECK(reading.notes[0].message.find("8.0.0.1") != std::string::npos);
}

TEST_CASE("braces that contain no macro are warned of") {
  static constexpr Troubled k_rows[] = {
      {"http://h/{model}.cfg", "url.macro-unknown"},
      {"http://h/{SN}/{X}.cfg", "url.macro-unknown url.macro-unknown"},
      {"http://h/{MAC", "url.macro-unknown"},
      {"http://h/{.cfg", "url.macro-unknown"},
      {"http://h/$mac.cfg", "url.macro-unknown"},
      {"http://h/{$mac}.cfg", "url.macro-unknown"},
      {"http://h/[MAC].cfg", "url.macro-unknown"},
      {"http://h/a.img;b.cfg", "url.macro-unknown"},
  };
  check_usable(k_rows);
  CHECK(read("http://h/{SN}/{MAC}.cfg").resolved == Urls{"http://h/{SN}/0080F0123456.cfg"});
  CHECK(read("http://h/{a/{MAC}.cfg").resolved == Urls{"http://h/{a/0080F0123456.cfg"});
}

TEST_CASE("a macro of other phones is kept, and told with this phone's own") {
  const auto reading = read("http://10.77.0.1/$mac.cfg");
  CHECK(reading.resolved == Urls{"http://10.77.0.1/$mac.cfg"});
  REQUIRE(reading.notes.size() == 1);
  CHECK(reading.notes[0].message.find("$mac is a macro of Fanvil") == 0);
  CHECK(reading.notes[0].message.find("its own is {mac}") != std::string::npos);
  CHECK(read("http://h/{Mac}.cfg").notes[0].message.find("its own is {mac}") != std::string::npos);
}

TEST_CASE("no server is at a host that is impossible") {
  static constexpr Troubled k_rows[] = {
      {"http://127.0.0.1:5000/provisioning/", "url.host-impossible"},
      {"http://localhost/x.cfg", "url.host-impossible"},
      {"0.0.0.0", "url.scheme-missing url.host-impossible"},
      {"http://255.255.255.255/x.cfg", "url.host-impossible"},
      {"http://[::1]/", "url.host-impossible"},
      {"http://[::ffff:127.0.0.1]/", "url.host-impossible"},
      {"http://0x7f.0.0.1/", "url.host-rewritten url.host-impossible"},
      {"::1", "url.scheme-missing url.ipv6-brackets url.host-impossible"},
  };
  check_unusable(k_rows);
  static constexpr Troubled k_perhaps[] = {{"http://169.254.1.1/", "url.host-impossible"}};
  check_usable(k_perhaps);
  CHECK(read("http://127.0.0.1/").well_formed);  // by its form it is as good as any
  CHECK_FALSE(read("http:/127.0.0.1/").well_formed);
}

TEST_CASE("what the value may have been meant to be is said in place of what is odd about it") {
  static constexpr Troubled k_rows[] = {
      {"68:74:74:70:3a:2f:2f:31:30:2e:37:37:2e:30:2e:39:2f", "url.encoded"},
      {"\x16http://10.77.0.9/x.cfg", "url.encoded"},
      {"\x22http://10.77.0.9/utg/config/x1.cfg", "url.encoded"},  // a quote that is a length
      {"\4prov\7example\3com\0"sv, "url.encoded"},
      {"10.0.0.1,10.0.0.2", "url.encoded"},
      {"http://a.example/\0http://a.example/\0"sv, "url.encoded"},
      {"\x0a\x4d\0\x09"sv, "url.binary-address"},
      {"\x20\x01\x0d\xb8\0\x23\0\0\0\0\0\0\0\0\x10\1"sv, "url.binary-address"},
  };
  check_unusable(k_rows);
}

TEST_CASE("hex that passes as a host name is warned of, and the phone looks for that host") {
  static constexpr Troubled k_rows[] = {
      {"687474703a2f2f31302e37372e302e392f", "url.scheme-missing url.encoded"},
      {"0x687474703a2f2f31302e37372e302e392f", "url.scheme-missing url.encoded"},
      {"0x0a4d0009", "url.scheme-missing url.encoded"},
  };
  check_usable(k_rows);
  // No label of a name is that long.
  static constexpr Troubled k_long[] = {
      {"687474703a2f2f70726f762e6578616d706c652e636f6d2f7574672f782e636667", "url.encoded"}};
  check_unusable(k_long);
  static constexpr Troubled k_quiet[] = {{"beefcafe", "url.scheme-missing"},
                                         {"0080f0123456", "url.scheme-missing"},
                                         {"cafe.example.com", "url.scheme-missing"}};
  check_usable(k_quiet);
}

TEST_CASE("a password that is sent unencrypted is warned of") {
  static constexpr Troubled k_rows[] = {
      {"http://user:secret@h/", "url.credentials-in-clear"},
      {"ftp://user:secret@h/", "url.credentials-in-clear"},
      {"tftp://user:secret@h/", "url.credentials-in-clear"},
      {"user:secret@h", "url.scheme-missing url.credentials-in-clear"},
  };
  check_usable(k_rows);
  static constexpr Troubled k_sound[] = {{"https://user:secret@h/", ""},
                                         {"http://user@h/", ""},
                                         {"http://user:@h/", ""},
                                         {"http://h/a:b@c.cfg", ""}};
  check_usable(k_sound);
}

TEST_CASE("credentials stay in what is fetched") {
  CHECK(read("https://user:secret@h/x.cfg").resolved == Urls{"https://user:secret@h/x.cfg"});
}

TEST_CASE("a usable URL has no error among its notes") {
  for (const auto value :
       {"192.0.2.2\0"sv, "http://010.0.0.1/"sv, "ftp://u:p@[fe80::1]/{x}"sv, "file:///x"sv, "\"h\""sv}) {
    const auto reading = read(value);
    CAPTURE(value);
    bool error = false;
    for (const auto& note : reading.notes) error = error || note.severity() == Severity::error;
    CHECK(reading.usable == !error);
  }
}

TEST_CASE("a value longer than any URL is not looked at") {
  for (const auto& piece : {"?pass=a&"sv, "%"sv, "["sv, "{"sv, "http://"sv}) {
    CAPTURE(piece);
    std::string value = "http://h/";
    while (value.size() < 100'000) value += piece;
    const auto reading = read(value);
    CHECK_FALSE(reading.usable);
    REQUIRE(reading.notes.size() == 1);
    CHECK(reading.notes[0].id == FindingId("url.too-long"));
    CHECK(reading.notes[0].message.size() < 200);
  }
  CHECK(read("http://h/" + std::string(4'000, 'a') + ".cfg").usable);
}

TEST_CASE("64 kB of hex are too long, and 4 kB are read at once") {
  for (const auto& piece :
       {"68"sv, "68:"sv, "6874."sv, "0x68,"sv, "10.0.0.1,"sv, "$mac"sv, "\1a"sv, "\0h"sv}) {
    CAPTURE(piece);
    std::string value;
    while (value.size() < 65'536) value += piece;
    const auto reading = read(value);
    CHECK(ids(reading) == "url.too-long");
    CHECK(reading.notes[0].message.size() < 200);
    const auto started = std::chrono::steady_clock::now();
    for (const auto& note : read(value.substr(0, 4'096)).notes) CHECK(note.message.size() < 20'000);
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(2));
  }
}

TEST_CASE("a note that quotes a part of a secret says what stands for it") {
  const auto port = read("http://phone:s3 cret@h:99999/");
  REQUIRE(port.notes.size() == 1);
  CHECK(with_secrets(port.notes[0].message, Secrets::show) ==
        "the value \"http://phone:s3 cret@h:99999/\" contains spaces");
  CHECK(with_secrets(port.notes[0].message, Secrets::mask) ==
        "the value \"http://phone:***@h:99999/\" contains spaces");
  for (const auto& note : read("phone:s3cret/{x@h").notes) {
    CAPTURE(note.message);
    CHECK(with_secrets(note.message, Secrets::mask).find("cret") == std::string::npos);
  }
}

}  // namespace provtool
